package io.pilotlight.simulator.scenario;

import io.pilotlight.lease.RecordedState;
import io.pilotlight.lease.RecoveryEpoch;
import io.pilotlight.simulator.cloud.CloudFixture;
import io.pilotlight.simulator.cloud.api.Access;
import io.pilotlight.simulator.cloud.api.Faults;
import io.pilotlight.simulator.cloud.api.RevocablePermissions;
import io.pilotlight.simulator.cloud.cloudwatch.SimulatedCloudWatch;
import io.pilotlight.simulator.cloud.dynamodb.SimulatedDynamoDb;
import io.pilotlight.simulator.cloud.ecr.SimulatedEcr;
import io.pilotlight.simulator.cloud.ecs.SimulatedEcs;
import io.pilotlight.simulator.cloud.elb.SimulatedLoadBalancing;
import io.pilotlight.simulator.cloud.rds.SimulatedRds;
import io.pilotlight.simulator.cloud.route53.SimulatedRoute53;
import io.pilotlight.simulator.cloud.s3.SimulatedS3;
import io.pilotlight.simulator.cloud.scaling.SimulatedApplicationAutoScaling;
import io.pilotlight.simulator.cloud.secretsmanager.SimulatedSecretsManager;
import io.pilotlight.simulator.cloud.sns.SimulatedTopics;
import io.pilotlight.simulator.cloud.ssm.SimulatedSsm;
import io.pilotlight.simulator.database.InMemoryDatabaseEngine;
import io.pilotlight.simulator.journal.JournalEvent.ApiCalled;
import io.pilotlight.simulator.states.StateMachines;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * The simulated AWS around one step under test: two Regions on a clock that the test moves, behind faults and
 * permissions, and what the step asked of them. What the test itself asks is not counted, and never fails.
 */
public final class StepCloud {

    public static final String PRIMARY = "eu-west-1";
    public static final String STANDBY = "eu-central-1";
    public static final String STATE_TABLE = "state";

    private static final String STEP = "StepFunction";
    private static final Duration MOST_PATIENCE = Duration.ofHours(1);

    private static final Pattern READS = Pattern.compile(":(BatchGet|Describe|Get|List)");
    private final CloudFixture surroundings;
    private final Map<String, Runnable> interferences = new HashMap<>();
    private final Map<String, SdkException> refusals = new HashMap<>();
    private final RevocablePermissions permissions = new RevocablePermissions(this::allow);
    private final Cloud cloud;
    private final HandlerFactory handlers;

    public StepCloud() {
        this(CloudFixture.START);
    }

    public StepCloud(Instant start) {
        surroundings = CloudFixture.startingAt(start, 1);
        cloud = new Cloud(surroundings.context(), new InMemoryDatabaseEngine(), ApplicationShape.ONE_OF_EACH, PRIMARY, STANDBY);
        handlers = cloud.handlers(permissions);
        dynamo().addTable(STATE_TABLE, "application");
    }

    /** Makes a handler as the simulator does: with clients behind permissions and faults, and the simulated clock. */
    public <H> H handler(Class<H> type) {
        return type.cast(handlers.make(type.getName()));
    }

    /** Takes a step as a function does: what it asks of AWS is counted, may be refused, and may fail. */
    public <R> R take(Supplier<R> step) {
        return surroundings.context().callers().as(STEP, step);
    }

    /** Returns the requests of a type that steps made, in order, whether they took effect or not. */
    public <Q> List<Q> asked(Class<Q> request) {
        return calls().map(ApiCalled::request).filter(request::isInstance).map(request::cast).toList();
    }

    /** Returns the requests that steps made to change something, in order, whether they took effect or not. */
    public List<SdkRequest> changes() {
        return calls()
                .filter(call -> !READS.matcher(call.action()).find())
                .map(call -> (SdkRequest) call.request())
                .toList();
    }

    /** Returns how often steps called each action of a service in a Region, such as {@code rds}. */
    public Map<String, Long> calls(String region, String service) {
        return calls().filter(call -> call.region().equals(region) && call.action().startsWith(service + ":"))
                .collect(Collectors.groupingBy(ApiCalled::action, TreeMap::new, Collectors.counting()));
    }

    /** Returns how many calls steps have made. */
    public long count() {
        return calls().count();
    }

    /** Returns how often steps called an action. */
    public long count(String action) {
        return calls().filter(call -> call.action().equals(action)).count();
    }

    /** Returns the Regions whose APIs steps have called. */
    public Set<String> regionsAsked() {
        return calls().map(ApiCalled::region).collect(Collectors.toSet());
    }

    /** Takes the right to an action away from the step, such as {@code ecs:UpdateService}. */
    public void deny(String action) {
        permissions.revoke(STEP, action);
    }

    /** Lets the next call of an action, such as {@code rds:ModifyDBInstance}, fail so, without an effect. */
    public void refuseNext(String action, SdkException refusal) {
        refusals.put(action, refusal);
    }

    /** Does something just before the next call of an action takes effect, as another execution may. */
    public void beforeNext(String action, Runnable interference) {
        interferences.put(action, interference);
    }

    public Faults faults() {
        return surroundings.faults();
    }

    public void pass(Duration time) {
        surroundings.pass(time);
    }

    /** Lets time pass, second by second, until something holds; it fails where that takes an hour. */
    public void passUntil(BooleanSupplier holds) {
        Instant patient = now().plus(MOST_PATIENCE);
        while (!holds.getAsBoolean()) {
            if (now().isAfter(patient)) {
                throw new AssertionError("an hour has gone by, and it does not hold");
            }
            pass(Duration.ofSeconds(1));
        }
    }

    public Instant now() {
        return surroundings.now();
    }

    public Clock clock() {
        return surroundings.context().timeline().clock();
    }

    /** Records a recovery of an application that is under way, and returns what names it to a step. */
    public RecoveryEpoch recovery(String application) {
        recorded(application).held(1);
        return new RecoveryEpoch(STATE_TABLE, application, 1);
    }

    /** Returns what the state table records of an application's recoveries. */
    public RecordedState recorded(String application) {
        return new RecordedState(dynamo(), STATE_TABLE, application);
    }

    /** Writes a parameter over what stands there. */
    public void writeParameter(String region, String name, String value) {
        ssm(region).putParameter(request -> request
                .name(name).type(ParameterType.STRING).value(value)
                .tier(ParameterTier.INTELLIGENT_TIERING).overwrite(true));
    }

    /** Builds a site in a Region, as the simulator does; it has a database and a service. */
    SiteSetup build(String region) {
        return SiteSetup.build(in(region), ApplicationShape.ONE_OF_EACH, Map.of(Part.VISITS, "of-the-database"), SiteSetup.TASKS);
    }

    public SimulatedRds rds(String region) {
        return in(region).rds();
    }

    public SimulatedEcr images(String region) {
        return in(region).images();
    }

    public SimulatedEcs ecs(String region) {
        return in(region).ecs();
    }

    public SimulatedApplicationAutoScaling scaling(String region) {
        return in(region).scaling();
    }

    public SimulatedLoadBalancing loadBalancing(String region) {
        return in(region).loadBalancing();
    }

    public SimulatedSsm ssm(String region) {
        return in(region).ssm();
    }

    public SimulatedSecretsManager secrets(String region) {
        return in(region).secrets();
    }

    public SimulatedDynamoDb dynamo() {
        return cloud.dynamo();
    }

    public SimulatedS3 objects() {
        return cloud.objects();
    }

    public SimulatedRoute53 route53() {
        return cloud.route53();
    }

    public SimulatedTopics topics() {
        return cloud.topics();
    }

    public SimulatedCloudWatch cloudWatch() {
        return cloud.cloudWatch();
    }

    public StateMachines stateMachines() {
        return cloud.stateMachines();
    }

    private Stream<ApiCalled> calls() {
        return surroundings.journal().of(ApiCalled.class).filter(call -> call.function().equals(STEP));
    }

    /** Where a call is checked, its refusal is thrown too: both are before its effect. */
    private boolean allow(String caller, Access access) {
        Optional.ofNullable(interferences.remove(access.action())).ifPresent(Runnable::run);
        SdkException refusal = refusals.remove(access.action());
        if (refusal != null) {
            throw refusal;
        }
        return true;
    }

    private RegionOfCloud in(String region) {
        return region.equals(PRIMARY) ? cloud.primary() : cloud.standby();
    }
}
