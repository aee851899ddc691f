package io.pilotlight.fence;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.aws.BestEffort;
import io.pilotlight.aws.Regional;
import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.recoverypoint.SnapshotByName;
import io.pilotlight.step.Require;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * Tells whether a client was still connected to the databases of a site once its tasks were fenced: a program that is no
 * task, such as a job of somebody's, writes rows that are in no snapshot any more.
 *
 * <p>By RDS's own metric {@code DatabaseConnections}, which has one value a minute, two minutes late: a client that comes and
 * goes in between is not seen. It only looks, and never waits: what is not known is said. Calls {@code
 * rds:DescribeDBSnapshots} and {@code cloudwatch:GetMetricStatistics} once a database, each cut off after 6 seconds and one
 * retry.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html">Amazon CloudWatch metrics for Amazon
 *     RDS: the number of client network connections to the database instance</a>
 */
public final class CountConnectionsHandler
        extends StepHandler<CountConnectionsHandler.Input, CountConnectionsHandler.Result> {

    /**
     * @param region the Region of the site
     * @param snapshotIds the last snapshots there, one of each database: they name its DB instance
     * @param since since when nobody is to be connected
     */
    public record Input(String region, List<String> snapshotIds, Instant since) {
        public Input {
            Require.notEmpty("snapshotIds", snapshotIds);
            snapshotIds = List.copyOf(snapshotIds);
        }
    }

    /**
     * @param status {@code DONE}
     * @param connections how many were connected to one instance at most
     * @param reason who is connected to what, or what is not known; empty where nobody is
     */
    public record Result(Status status, int connections, @MayBeEmpty String reason) {}

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Regional<RdsClient> rds;
    private final Regional<CloudWatchClient> cloudWatch;
    private final Clock clock;

    /** For Lambda. */
    public CountConnectionsHandler() {
        this(AwsClients.regionalBestEffort(RdsClient::builder), AwsClients.regionalBestEffort(CloudWatchClient::builder), Clock.systemUTC());
    }

    public CountConnectionsHandler(@BestEffort Regional<RdsClient> rds, @BestEffort Regional<CloudWatchClient> cloudWatch, Clock clock) {
        this.rds = rds;
        this.cloudWatch = cloudWatch;
        this.clock = clock;
    }

    @Override
    protected Result step(Input input) {
        List<Result> results = input.snapshotIds().stream().map(snapshot -> count(input, snapshot)).toList();
        return results.stream().max(Comparator.comparingInt(Result::connections).thenComparing(result -> result.reason().length())).orElseThrow();
    }

    private Result count(Input input, String snapshotId) {
        String instance = snapshotId;
        try {
            Optional<DBSnapshot> snapshot = SnapshotByName.find(rds.in(input.region()), snapshotId);
            if (snapshot.isEmpty()) {
                return unknown(instance, "its snapshot is gone");
            }
            instance = snapshot.get().dbInstanceIdentifier();
            return most(input, instance);
        } catch (SdkException failure) {
            return unknown(instance, failure.getMessage());
        }
    }

    private Result most(Input input, String instance) {
        // A minute that had begun before may still count the tasks.
        Instant from = input.since().minusNanos(1).truncatedTo(ChronoUnit.MINUTES).plus(MINUTE);
        if (!from.isBefore(clock.instant())) {
            return unknown(instance, "no minute has passed since the fence");
        }
        return cloudWatch.in(input.region()).getMetricStatistics(request -> request
                        .namespace("AWS/RDS")
                        .metricName("DatabaseConnections")
                        .dimensions(Dimension.builder().name("DBInstanceIdentifier").value(instance).build())
                        .startTime(from)
                        .endTime(clock.instant())
                        .period((int) MINUTE.toSeconds())
                        .statistics(Statistic.MAXIMUM))
                .datapoints().stream()
                .max(Comparator.comparing(Datapoint::maximum).thenComparing(Datapoint::timestamp))
                .map(point -> point.maximum() == 0 ? new Result(Status.DONE, 0, "") : new Result(Status.DONE, (int) Math.ceil(point.maximum()),
                        "%.0f connections to %s at %s".formatted(point.maximum(), instance, point.timestamp())))
                .orElseGet(() -> unknown(instance, "CloudWatch has no value of it since the fence"));
    }

    private static Result unknown(String instance, String why) {
        return new Result(Status.DONE, 0, "whether anyone is connected to %s is not known: %s".formatted(instance, why));
    }
}
