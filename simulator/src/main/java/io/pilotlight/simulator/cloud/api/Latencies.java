package io.pilotlight.simulator.cloud.api;

import io.pilotlight.simulator.time.Timeline;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How long things take in AWS, drawn from distributions; each with its source, and all of them here.
 *
 * <p>AWS publishes few of these numbers. Where it publishes none, the bounds are an assumption, chosen on the slow side
 * of what is commonly seen with small instances, and named as an assumption. Triangular distributions have their peak
 * nearer to the fast end. Each kind draws from a source of random numbers of its own.
 */
public final class Latencies {

    private final Timeline timeline;
    private final Map<String, SplittableRandom> random = new HashMap<>();

    public Latencies(Timeline timeline) {
        this.timeline = timeline;
    }

    /** How long one AWS API call takes: 20 to 120 ms within or between Regions; an assumption. */
    public Duration apiCall() {
        return uniform("apiCall", Duration.ofMillis(20), Duration.ofMillis(120));
    }

    /**
     * How long an instance restored from a snapshot is {@code creating}: 6 to 12 min, mostly 7; an assumption for small
     * instances. Its size hardly matters, because blocks are loaded later, when they are first read.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_RestoreFromSnapshot.html">Restoring to
     *     a DB instance</a>
     */
    public Duration databaseRestoreCreating() {
        return triangular(
                "databaseRestoreCreating", Duration.ofMinutes(6), Duration.ofMinutes(7), Duration.ofMinutes(12));
    }

    /** How long until the endpoint's name is known, counted from the start of a restore: 2 to 5 min; an assumption. */
    public Duration databaseEndpoint() {
        return uniform("databaseEndpoint", Duration.ofMinutes(2), Duration.ofMinutes(5));
    }

    /** How long a new instance is {@code backing-up} before it is available: 30 s to 2 min; an assumption. */
    public Duration databaseFirstBackup() {
        return uniform("databaseFirstBackup", Duration.ofSeconds(30), Duration.ofMinutes(2));
    }

    /** How long an instance is {@code modifying}: 20 s to 2 min; an assumption for changes without new hardware. */
    public Duration databaseModification() {
        return uniform("databaseModification", Duration.ofSeconds(20), Duration.ofMinutes(2));
    }

    /** How long a modification stays pending although it was asked for at once: 5 to 40 s; an assumption. */
    public Duration databaseModificationStart() {
        return uniform("databaseModificationStart", Duration.ofSeconds(5), Duration.ofSeconds(40));
    }

    /**
     * How long an instance is {@code resetting-master-credentials}: 15 to 90 s; an assumption. The old password works
     * until the end.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.DBInstance.Modifying.html">
     *     Modifying: the change is asynchronous</a>
     */
    public Duration databasePasswordReset() {
        return uniform("databasePasswordReset", Duration.ofSeconds(15), Duration.ofSeconds(90));
    }

    /** How long an instance is {@code rebooting}: 30 s to 2 min; an assumption. */
    public Duration databaseReboot() {
        return uniform("databaseReboot", Duration.ofSeconds(30), Duration.ofMinutes(2));
    }

    /** How long an instance is {@code deleting}: 2 to 5 min; an assumption. */
    public Duration databaseDeletion() {
        return uniform("databaseDeletion", Duration.ofMinutes(2), Duration.ofMinutes(5));
    }

    /**
     * How long a DB snapshot is {@code creating}: 1 to 4 min; an assumption for small instances with hourly snapshots,
     * each of which holds only what changed.
     */
    public Duration databaseSnapshot() {
        return triangular("databaseSnapshot", Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(4));
    }

    /**
     * How long before a snapshot the last transaction in it was: 0 to 10 s; an assumption for an application that is
     * used. Where nobody writes, RDS for MySQL's own heartbeat does so every few minutes.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBSnapshot.html">DBSnapshot,
     *     SnapshotDatabaseTime</a>
     */
    public Duration databaseLastTransaction() {
        return uniform("databaseLastTransaction", Duration.ZERO, Duration.ofSeconds(10));
    }

    /** How long a cross-Region copy takes that holds all data, because it is the first: 6 to 20 min; an assumption. */
    public Duration databaseFullSnapshotCopy() {
        return triangular(
                "databaseFullSnapshotCopy", Duration.ofMinutes(6), Duration.ofMinutes(9), Duration.ofMinutes(20));
    }

    /**
     * How long a cross-Region copy takes that holds only what changed: 3 to 12 min, mostly 5; an assumption for small
     * instances. AWS says only that it can take hours.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_CopySnapshot.html">Copying a DB
     *     snapshot</a>
     */
    public Duration databaseSnapshotCopy() {
        return triangular("databaseSnapshotCopy", Duration.ofMinutes(3), Duration.ofMinutes(5), Duration.ofMinutes(12));
    }

    /**
     * How long a Fargate task takes from {@code PROVISIONING} to {@code RUNNING}: 20 to 60 s, mostly 30; an assumption
     * that fits the image pulls that AWS measures.
     *
     * @see <a href="https://aws.amazon.com/blogs/aws/aws-fargate-enables-faster-container-startup-using-seekable-oci/">
     *     Container start-up on Fargate</a>
     */
    public Duration taskStart() {
        return triangular("taskStart", Duration.ofSeconds(20), Duration.ofSeconds(30), Duration.ofSeconds(60));
    }

    /**
     * How long a task takes to stop: 5 to 35 s. ECS sends SIGTERM, and SIGKILL 30 s later.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopTask.html">StopTask</a>
     */
    public Duration taskStop() {
        return uniform("taskStop", Duration.ofSeconds(5), Duration.ofSeconds(35));
    }

    /** How long until ECS looks at a service again and starts or stops tasks: 1 to 10 s; an assumption. */
    public Duration serviceScheduler() {
        return uniform("serviceScheduler", Duration.ofSeconds(1), Duration.ofSeconds(10));
    }

    /**
     * How long a load balancer target stays {@code initial} after its registration: the checks that it needs to pass,
     * and up to 10 s before the first.
     *
     * @param interval the target group's health check interval
     * @param healthyThreshold how many checks in a row must pass
     * @see <a
     *     href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html">
     *     Health checks for target groups</a>
     */
    public Duration targetHealth(Duration interval, int healthyThreshold) {
        return uniform("targetHealth", Duration.ofSeconds(1), Duration.ofSeconds(10))
                .plus(interval.multipliedBy(healthyThreshold - 1L));
    }

    /**
     * How long a Route 53 change is {@code PENDING}: 10 to 60 s, mostly 30.
     *
     * @see <a href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html">Changes
     *     "generally propagate to all Route 53 name servers ... within 60 seconds"</a>
     */
    public Duration dnsChange() {
        return triangular("dnsChange", Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(60));
    }

    /**
     * How long until a Route 53 health check of a CloudWatch metric follows a data point: 10 to 60 s; an assumption,
     * because AWS says only that the check reads the metric's data itself.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html">
     *     How Route 53 determines whether a health check is healthy</a>
     */
    public Duration healthCheckReaction() {
        return uniform("healthCheckReaction", Duration.ofSeconds(10), Duration.ofSeconds(60));
    }

    /** How long until a data point of a metric can be read: 1 to 15 s; an assumption. */
    public Duration metricIngestion() {
        return uniform("metricIngestion", Duration.ofSeconds(1), Duration.ofSeconds(15));
    }

    /**
     * How late EventBridge delivers an event: 100 ms to 2 s; an assumption near the half second that AWS names as
     * typical.
     */
    public Duration eventDelivery() {
        return uniform("eventDelivery", Duration.ofMillis(100), Duration.ofSeconds(2));
    }

    /**
     * How long a client goes on with the answer that it has after the answer changed: anything up to its TTL.
     *
     * @param ttl the time to live of the answer
     * @see <a href="https://www.rfc-editor.org/rfc/rfc1035">RFC 1035, 3.2.1: TTL</a>
     */
    public Duration clientHoldsAnswer(Duration ttl) {
        return uniform("clientHoldsAnswer", Duration.ZERO, ttl);
    }

    /**
     * How much longer a Java function takes to start in a new environment: 1.5 to 5 s; an assumption without SnapStart.
     */
    public Duration lambdaColdStart() {
        return triangular("lambdaColdStart", Duration.ofMillis(1500), Duration.ofMillis(2500), Duration.ofSeconds(5));
    }

    /** How long a function takes to be called in an environment that is there: 5 to 50 ms; an assumption. */
    public Duration lambdaWarmStart() {
        return uniform("lambdaWarmStart", Duration.ofMillis(5), Duration.ofMillis(50));
    }

    /**
     * How long a target drains after it was deregistered: anything up to the deregistration delay, at once where no
     * client keeps a connection open.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html">
     *     Deregistration delay</a>
     */
    public Duration connectionDraining(Duration deregistrationDelay) {
        return uniform("connectionDraining", Duration.ZERO, deregistrationDelay);
    }

    /**
     * How long until auto scaling puts a desired count outside its bounds back: 30 s to 3 min; an assumption, because
     * it looks when one of its alarms acts, and those are evaluated every minute over up to three.
     *
     * @see <a href="https://docs.aws.amazon.com/autoscaling/application/userguide/getting-started.html">Concepts:
     *     capacity outside the bounds</a>
     */
    public Duration scalingReaction() {
        return uniform("scalingReaction", Duration.ofSeconds(30), Duration.ofMinutes(3));
    }

    /**
     * How long a log-on to a database takes, TLS and the check of an IAM token included: 80 to 400 ms; an assumption.
     */
    public Duration databaseLogOn() {
        return uniform("databaseLogOn", Duration.ofMillis(80), Duration.ofMillis(400));
    }

    /**
     * How long a database takes to answer about a table whose blocks it has read before: 5 to 150 ms; an assumption.
     */
    public Duration databaseAnswer() {
        return uniform("databaseAnswer", Duration.ofMillis(5), Duration.ofMillis(150));
    }

    /**
     * How long the first, whole read of a restored table takes: 2 to 9 s, mostly 4, for its first blocks, and 40 to 120
     * ms for each thousand rows; an assumption for small rows, whose blocks come from S3 one after the other.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_RestoreFromSnapshot.html">Restoring to
     *     a DB instance: lazy loading</a>
     */
    public Duration databaseFirstRead(long rows) {
        Duration eachThousand = uniform("databaseFirstReadOfRows", Duration.ofMillis(40), Duration.ofMillis(120));
        return triangular("databaseFirstRead", Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(9))
                .plus(eachThousand.multipliedBy(rows).dividedBy(1000));
    }

    /** At which second of the minute a job of AWS runs that runs every minute: any; AWS does not say. */
    public Duration offsetWithinMinute() {
        return uniform("offsetWithinMinute", Duration.ZERO, Duration.ofSeconds(59));
    }

    /** How long an HTTP request takes to a load balancer and back, connection included: 15 to 180 ms; an assumption. */
    public Duration httpRequest() {
        return uniform("httpRequest", Duration.ofMillis(15), Duration.ofMillis(180));
    }

    private Duration uniform(String kind, Duration least, Duration most) {
        return between(least, most, draw(kind));
    }

    private Duration triangular(String kind, Duration least, Duration peak, Duration most) {
        double width = most.toMillis() - least.toMillis();
        double rise = (peak.toMillis() - least.toMillis()) / width;
        double drawn = draw(kind);
        return between(least, most, drawn < rise
                ? Math.sqrt(drawn * rise)
                : 1 - Math.sqrt((1 - drawn) * (1 - rise)));
    }

    private double draw(String kind) {
        return random.computeIfAbsent(kind, name -> timeline.random("latency." + name)).nextDouble();
    }

    private static Duration between(Duration least, Duration most, double share) {
        return least.plusMillis(Math.round((most.toMillis() - least.toMillis()) * share));
    }
}
