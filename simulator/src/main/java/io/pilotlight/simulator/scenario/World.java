package io.pilotlight.simulator.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.lease.RecoveryState;
import io.pilotlight.lease.StateTable;
import io.pilotlight.plan.Objectives;
import io.pilotlight.plan.Plan;
import io.pilotlight.plan.SiteName;
import io.pilotlight.simulator.cloud.api.Arns;
import io.pilotlight.simulator.cloud.api.Callers;
import io.pilotlight.simulator.cloud.api.CloudContext;
import io.pilotlight.simulator.cloud.api.Faults;
import io.pilotlight.simulator.cloud.api.Latencies;
import io.pilotlight.simulator.database.DatabaseEngine;
import io.pilotlight.simulator.database.RunningDatabase;
import io.pilotlight.simulator.journal.Journal;
import io.pilotlight.simulator.journal.JournalEvent;
import io.pilotlight.simulator.network.Visitors;
import io.pilotlight.simulator.promise.Leaks;
import io.pilotlight.simulator.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * A run's world: the visitor counter at both sites, the stack in the standby Region, people who visit, and what a
 * scenario does to all that.
 */
final class World implements AutoCloseable {

    static final String FAILOVER = "FailoverStateMachine";
    static final String STATE_TABLE = "StateTable";
    static final String TOPIC = "NotificationTopic";
    static final String PLAN_PARAMETER = "/pilot-light/plan";
    static final String APPLICATION = "visitor-counter";
    private static final Instant START = Instant.parse("2026-01-05T11:00:00Z");

    private final Cloud cloud;
    private final Leaks leaks;
    private final SiteSetup primarySite;
    private final SiteSetup standbySite;
    private final Objectives objectives;
    private final Optional<JsonNode> givenInput;
    private final Visitors visitors;
    private final ExposureWatch exposure;
    private final FaultLog faults = new FaultLog();
    private Optional<FaultLog.Fault> darkness = Optional.empty();
    private Instant lastAction = START;
    private Instant livedUntil = START;
    private Instant struckAt = START;
    private int runningExecutions;
    private int pendingActions;

    World(RunRequest request, Stack stack, boolean movesTrafficByHealthCheck) {
        Timeline timeline = new Timeline(START, request.seed());
        this.cloud = new Cloud(
                new CloudContext(timeline, new Journal(), new Faults(), new Latencies(timeline), new Callers()),
                request.engine(), Deployment.PRIMARY_REGION, Deployment.STANDBY_REGION);
        SplittableRandom secrets = timeline.random("passwords");
        String primaryPassword = password(secrets);
        String standbyPassword = password(secrets);
        this.leaks = new Leaks(Set.of(primaryPassword, standbyPassword));
        journal().listen(leaks);
        this.primarySite = SiteSetup.build(cloud.primary(), primaryPassword, SiteSetup.TASKS);
        this.standbySite = SiteSetup.build(cloud.standby(), standbyPassword, 0);
        this.givenInput = request.input();
        StackDeployment deployment = new Deployment(primarySite, standbySite, movesTrafficByHealthCheck).of(stack);
        String plan = deployment.plan();
        this.objectives = Plan.parse(plan).objectives();
        deploy(deployment, plan);
        new PublicName(cloud, primarySite, standbySite).make(movesTrafficByHealthCheck);
        this.visitors = new Visitors(cloud.context(), cloud.internet(), PublicName.NAME, cloud::nextVisit);
        this.exposure = new ExposureWatch(this);
        journal().listen(this::countExecutions);
    }

    private void countExecutions(JournalEvent event) {
        if (event instanceof JournalEvent.ExecutionStarted) {
            runningExecutions++;
        } else if (event instanceof JournalEvent.ExecutionEnded) {
            runningExecutions--;
        }
    }

    private static String password(SplittableRandom random) {
        return "password-" + Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
    }

    private void deploy(StackDeployment deployment, String plan) {
        cloud.dynamo().addTable(STATE_TABLE, "application");
        cloud.topics().addTopic(TOPIC);
        cloud.objects().addBucket(Deployment.BACKUP_BUCKET);
        cloud.standby().ssm().putParameter(request -> request
                .name(PLAN_PARAMETER).type(ParameterType.STRING).value(plan));
        deployment.functions(cloud.functions(), cloud.handlers(deployment.stack().permissions()));
        deployment.stateMachines(cloud.stateMachines());
        deployment.alarms(cloud.cloudWatch());
        deployment.rules(cloud.events(), (machine, event) -> start(machine, givenInput.orElse(event)));
        deployment.schedulesOfFunctions(cloud.scheduler(), cloud.functions());
        deployment.schedulesOfStateMachines(cloud.scheduler(), cloud.stateMachines());
    }

    /** Lets the application run, backed up by the stack, for the given time, with a visit in each interval. */
    void live(Duration time, Duration visitInterval) {
        visitors.begin(visitInterval);
        exposure.begin();
        cloud.context().timeline().runUntil(START.plus(time));
        livedUntil = now();
        struckAt = now();
    }

    /** Lets time pass until nothing runs any more and the scenario has done nothing for so long. */
    void settle(Duration quiet, Duration atMost) {
        Instant end = now().plus(atMost);
        while (now().isBefore(end) && !isSettled(quiet)) {
            cloud.context().timeline().runUntil(now().plusSeconds(60));
        }
        visitors.end();
    }

    /** Ends what still runs in it. */
    @Override
    public void close() {
        cloud.context().timeline().close();
    }

    private boolean isSettled(Duration quiet) {
        return pendingActions == 0 && now().isAfter(lastAction.plus(quiet)) && runningExecutions == 0;
    }

    /** Does something to the world later. */
    void after(Duration delay, Runnable action) {
        pendingActions++;
        cloud.context().timeline().after(delay, () -> {
            pendingActions--;
            action.run();
        });
    }

    void darkenPrimary() {
        struckAt = now();
        darkness = Optional.of(begin("Region %s goes dark".formatted(cloud.primary().name())));
        cloud.context().faults().darken(cloud.primary().name());
    }

    void relightPrimary() {
        end(darkness.orElseThrow(), "Region %s comes back as it was".formatted(cloud.primary().name()));
        cloud.context().faults().relight(cloud.primary().name());
    }

    void crashPrimaryTasks() {
        injected("every task in %s dies, and each that is started instead".formatted(cloud.primary().name()));
        cloud.primary().ecs().crash(SiteSetup.CLUSTER, SiteSetup.SERVICE);
    }

    void losePrimaryDatabase() {
        injectedLoss("the DB instance in %s fails and is lost".formatted(cloud.primary().name()));
        cloud.primary().rds().loseInstance(SiteSetup.DATABASE);
    }

    void silencePrimaryDatabase() {
        injectedLoss("the database in %s does not answer the application; its page still does".formatted(
                cloud.primary().name()));
        cloud.primary().rds().database(SiteSetup.DATABASE).ifPresent(RunningDatabase::cutOff);
    }

    void failRoute53ControlPlane() {
        injected("Route 53 takes no changes; its answers go on");
        cloud.context().faults().failRoute53ControlPlane();
    }

    void exhaustStandbyCapacity() {
        injected("%s has no capacity for tasks".formatted(cloud.standby().name()));
        cloud.standby().ecs().exhaustCapacity();
    }

    void corruptNewestRecoveryPoint() {
        String newest = CompleteCopies.in(cloud.standby()).max(CompleteCopies.BY_AGE)
                .orElseThrow(() -> new IllegalStateException("no recovery point is complete in " + cloud.standby().name()))
                .dbSnapshotIdentifier();
        injected("recovery point %s is damaged, which nobody sees".formatted(newest));
        cloud.standby().rds().corruptSnapshot(newest, "incompatible-restore");
    }

    /** Delivers an event of the primary's alarm, in the shape of the documented one. */
    void deliverAlarm(String state) {
        injected("the alarm says %s".formatted(state));
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("version", "0").put("id", "c4c1c1c9-6542-e61b-6ef0-8c4d36933a92")
                .put("detail-type", "CloudWatch Alarm State Change").put("source", "aws.cloudwatch")
                .put("account", Arns.ACCOUNT).put("time", now().toString()).put("region", cloud.standby().name());
        event.putArray("resources").add(Deployment.PRIMARY_ALARM_ARN);
        event.putObject("detail").put("alarmName", Deployment.PRIMARY_ALARM)
                .putObject("state").put("value", state).put("reason", "Threshold Crossed")
                .put("timestamp", now().toString());
        cloud.events().put(event);
    }

    /** Stops the first failover some time after it began, and later lets a person start it again with {@code {}}. */
    void interruptFailoverAfter(Duration running, Duration pause) {
        pendingActions++;
        boolean[] seen = new boolean[1];
        cloud.context().journal().listen(event -> {
            if (!seen[0] && event instanceof JournalEvent.ExecutionStarted began && began.machine().equals(FAILOVER)) {
                seen[0] = true;
                pendingActions--;
                after(running, () -> stop(began.execution()));
                after(running.plus(pause), () -> startByHand(JsonNodeFactory.instance.objectNode()));
            }
        });
    }

    private void stop(String execution) {
        injected("somebody stops the failover in the middle");
        cloud.stateMachines().stop(execution);
    }

    private void startByHand(JsonNode input) {
        injected("a person starts the failover with " + input);
        start(FAILOVER, input);
    }

    /** Starts an execution and returns its ARN. */
    String start(String machine, JsonNode input) {
        return cloud.stateMachines().start(machine, input);
    }

    void injected(String what) {
        lastAction = now();
        cloud.context().journal().add(new JournalEvent.Injected(now(), what));
    }

    /** Does something that backups cannot be made through, until it is ended. */
    FaultLog.Fault begin(String what) {
        injected(what);
        return faults.begin(what, now());
    }

    void end(FaultLog.Fault fault, String what) {
        injected(what);
        fault.end(now());
    }

    private void injectedLoss(String what) {
        injected(what);
        faults.beginLoss(what, now());
    }

    FaultLog faults() {
        return faults;
    }

    ExposureWatch exposure() {
        return exposure;
    }

    /** Returns when the scenario took over. */
    Instant livedUntil() {
        return livedUntil;
    }

    /** Returns the instant from which a recovery is measured. */
    Instant struckAt() {
        return struckAt;
    }

    RegionOfCloud region(SiteName site) {
        return site == SiteName.STANDBY ? cloud.standby() : cloud.primary();
    }

    /** Returns the DB instance that the application of a site uses. */
    String servingInstance(SiteName site) {
        String host = region(site).ssm().getParameter(request -> request.name(SiteSetup.ENDPOINT_PARAMETER)).parameter().value();
        return host.substring(0, host.indexOf('.'));
    }

    Instant now() {
        return cloud.context().timeline().now();
    }

    Cloud cloud() {
        return cloud;
    }

    Journal journal() {
        return cloud.context().journal();
    }

    /** Returns what has looked for passwords from the beginning. */
    Leaks leaks() {
        return leaks;
    }

    /** Returns what the deployed plan measures a recovery against. */
    Objectives objectives() {
        return objectives;
    }

    SiteSetup primarySite() {
        return primarySite;
    }

    SiteSetup standbySite() {
        return standbySite;
    }

    /** Returns what is recorded, as the functions would read it. */
    RecoveryState state() {
        return new StateTable(cloud.dynamo(), STATE_TABLE, APPLICATION).read();
    }
}
