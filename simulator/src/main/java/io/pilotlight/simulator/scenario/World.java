package io.pilotlight.simulator.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.lease.RecoveryState;
import io.pilotlight.lease.StateTable;
import io.pilotlight.plan.Objectives;
import io.pilotlight.plan.Plan;
import io.pilotlight.plan.SiteName;
import io.pilotlight.recoverypoint.SnapshotTags;
import io.pilotlight.simulator.cloud.api.Callers;
import io.pilotlight.simulator.cloud.api.CloudContext;
import io.pilotlight.simulator.cloud.api.Faults;
import io.pilotlight.simulator.cloud.api.Latencies;
import io.pilotlight.simulator.cloud.api.Permissions;
import io.pilotlight.simulator.journal.Journal;
import io.pilotlight.simulator.journal.JournalEvent;
import io.pilotlight.simulator.network.Vantage;
import io.pilotlight.simulator.network.Visitors;
import io.pilotlight.simulator.promise.Evidence;
import io.pilotlight.simulator.promise.Leaks;
import io.pilotlight.simulator.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * A run's world: the visitor counter at both sites, the stack in the standby Region, people who visit, and what is
 * known of all that without asking the stack.
 */
final class World implements AutoCloseable {

    static final String FAILOVER = "FailoverStateMachine";
    static final String RECONCILE = "ReconcileStateMachine";
    static final String FAILBACK = "FailbackStateMachine";
    static final String STATE_TABLE = "StateTable";
    static final String TOPIC = "NotificationTopic";
    static final String PLAN_PARAMETER = "/pilot-light/plan";
    static final String APPLICATION = "visitor-counter";
    private static final Duration LONGEST_RUN = Duration.ofHours(6);
    private static final Instant START = Instant.parse("2026-01-05T11:00:00Z");
    private static final Duration UNTIL_IT_SERVES = Duration.ofMinutes(3);

    private final Cloud cloud;
    private final Leaks leaks;
    private final SiteSetup primarySite;
    private final SiteSetup standbySite;
    private final Objectives objectives;
    private final boolean movesTrafficByHealthCheck;
    private final Optional<JsonNode> givenInput;
    private final Visitors visitors;
    private final ApplicationShape shape;
    private final List<ExposureWatch> exposures;
    private final Messages messages = new Messages(this);
    private final FaultLog faults = new FaultLog();
    private final Outages outages = new Outages();
    private final Outages darkness = new Outages();
    private final Disasters disasters = new Disasters(this);
    private Instant lastAction = START;
    private Instant livedUntil = START;
    private Instant struckAt = START;
    private int runningExecutions;
    private int pendingActions;

    World(RunRequest request, Stack stack, boolean movesTrafficByHealthCheck) {
        this(request, stack, movesTrafficByHealthCheck, Alternatives.LISTED, SitePasswords.OWN, ApplicationShape.ONE_OF_EACH);
    }

    World(
            RunRequest request,
            Stack stack,
            boolean movesTrafficByHealthCheck,
            Alternatives alternatives,
            SitePasswords passwords,
            ApplicationShape shape) {
        Timeline timeline = new Timeline(START, request.seed());
        this.cloud = new Cloud(
                new CloudContext(timeline, new Journal(), new Faults(), new Latencies(timeline), new Callers()),
                request.engine(), shape, Deployment.PRIMARY_REGION, Deployment.STANDBY_REGION);
        this.shape = shape;
        this.movesTrafficByHealthCheck = movesTrafficByHealthCheck;
        SplittableRandom secrets = timeline.random("passwords");
        Map<Part, String> atPrimary = new EnumMap<>(Part.class);
        Map<Part, String> atStandby = new EnumMap<>(Part.class);
        shape.parts().forEach(part -> {
            atPrimary.put(part, password(secrets));
            atStandby.put(part, passwords == SitePasswords.SHARED ? atPrimary.get(part) : password(secrets));
        });
        this.leaks = new Leaks(Stream.of(atPrimary, atStandby).flatMap(site -> site.values().stream()).collect(Collectors.toSet()));
        journal().listen(leaks);
        this.primarySite = SiteSetup.build(cloud.primary(), shape, atPrimary, shape.tasks());
        this.standbySite = SiteSetup.build(cloud.standby(), shape, atStandby, 0);
        this.givenInput = request.input();
        StackDeployment deployment =
                new Deployment(primarySite, standbySite, movesTrafficByHealthCheck, alternatives, passwords, shape)
                        .of(stack);
        String plan = deployment.plan();
        this.objectives = Plan.parse(plan).objectives();
        deploy(deployment, plan);
        new PublicName(cloud, primarySite, standbySite).make(movesTrafficByHealthCheck);
        String primaryAddress = cloud.primary().loadBalancing().addresses(primarySite.dnsName()).orElseThrow().first();
        cloud.route53().addPageCheck(Deployment.PAGE_CHECK, () -> cloud.internet()
                .look(Vantage.CHECKERS, primaryAddress, shape.checkPath())
                .filter(answer -> answer.body().contains(shape.wantedText())).isPresent());
        this.visitors = new Visitors(cloud.context(), cloud.internet(), PublicName.NAME, shape.visitPath(), cloud::nextVisit);
        this.exposures = shape.parts().stream().map(part -> new ExposureWatch(this, part)).toList();
        journal().listen(this::countExecutions);
        journal().listen(messages);
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
        cloud.topics().subscribe(cloud.topics().addTopic(TOPIC), "people@example.com", true);
        cloud.objects().addBucket(Deployment.BACKUP_BUCKET);
        cloud.standby().ssm().putParameter(request -> request
                .name(PLAN_PARAMETER).type(ParameterType.STRING).tier(ParameterTier.INTELLIGENT_TIERING).value(plan));
        Permissions permissions = deployment.permissions();
        cloud.enforce(permissions);
        deployment.functions(cloud.functions(), cloud.handlers(permissions));
        deployment.stateMachines(cloud.stateMachines());
        deployment.alarms(cloud.cloudWatch());
        // A stack is deployed for an application that serves; here both begin at once, and the first probes meet its tasks starting.
        deployment.rules(cloud.events(), (machine, event) -> {
            if (now().isAfter(START.plus(UNTIL_IT_SERVES))) {
                start(machine, givenInput.orElse(event));
            }
        }, cloud::tell);
        deployment.schedulesOfFunctions(cloud.scheduler(), cloud.functions());
        deployment.schedulesOfStateMachines(cloud.scheduler(), cloud.stateMachines());
    }

    /** Lets the application run, backed up by the stack, for the given time, with a visit in each interval. */
    void live(Duration time, Duration visitInterval) {
        visitors.begin(visitInterval);
        exposures.forEach(ExposureWatch::begin);
        cloud.context().timeline().runUntil(START.plus(time));
        livedUntil = now();
        struckAt = now();
    }

    /** Makes it a stack whose restore test has passed once: the oldest recovery point of each database bears its mark. */
    void rehearse() {
        shape.parts().forEach(part -> CompleteCopies.in(cloud.standby(), part).min(CompleteCopies.BY_AGE)
                .ifPresent(oldest -> cloud.standby().rds().addTagsToResource(request -> request
                        .resourceName(oldest.dbSnapshotArn()).tags(SnapshotTags.verified(now())))));
    }

    /** Lets more people visit from now on, on average one in each interval. */
    void visitEvery(Duration interval) {
        visitors.begin(interval);
    }

    /** Lets nobody visit until {@link #visitEvery}. */
    void closeDoors() {
        visitors.end();
    }

    /** Lets time pass until nothing runs any more and the scenario has done nothing for so long. */
    void settle(Duration quiet, Duration atMost) {
        Instant end = now().plus(atMost);
        while (now().isBefore(end) && !isSettled(quiet)) {
            cloud.context().timeline().runUntil(now().plusSeconds(60));
        }
        if (runningExecutions > 0) {
            // What is started again every hour is not started any more, and what runs is let come to its end.
            cloud.scheduler().disableAll();
        }
        while (now().isBefore(end.plus(LONGEST_RUN)) && runningExecutions > 0) {
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

    /** Does something that a failover mends, and backups cannot be made through until then. */
    void beginLoss(String what) {
        injected(what);
        faults.beginLoss(what, now());
    }

    /** Makes now the instant from which a recovery is measured. */
    void strikes() {
        struckAt = now();
    }

    /** Waits, before it is over, for something that will happen. */
    void expect() {
        pendingActions++;
    }

    /** What was expected has happened. */
    void expected() {
        pendingActions--;
    }

    FaultLog faults() {
        return faults;
    }

    /** Returns when the primary could not have served its visitors, whatever anybody did to it. */
    Outages outages() {
        return outages;
    }

    /** Returns when the APIs of the primary's Region did not answer. */
    Outages darkness() {
        return darkness;
    }

    Disasters disasters() {
        return disasters;
    }

    /** Returns the watch over the page's database. */
    ExposureWatch exposure() {
        return exposures.getFirst();
    }

    /** Returns a watch over each database. */
    List<ExposureWatch> exposures() {
        return exposures;
    }

    boolean movesTrafficByHealthCheck() {
        return movesTrafficByHealthCheck;
    }

    ApplicationShape shape() {
        return shape;
    }

    /** Returns the databases of the application and their services. */
    List<Part> parts() {
        return shape.parts();
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

    /** Returns the DB instance that the application of a site uses for a part of it. */
    String servingInstance(SiteName site, Part part) {
        String host = shape.host(region(site), part);
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

    /** Returns what people were told so far, each with what served when it was sent. */
    List<Evidence.Message> messages() {
        return messages.sent();
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
