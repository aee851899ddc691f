package io.pilotlight.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pilotlight.simulator.cloud.api.CallFault;
import io.pilotlight.simulator.cloud.api.CallFault.Kind;
import io.pilotlight.simulator.cloud.api.CallFault.Moment;
import io.pilotlight.simulator.database.InMemoryDatabaseEngine;
import io.pilotlight.simulator.journal.JournalEvent.AlarmChanged;
import io.pilotlight.simulator.journal.JournalEvent.ApiCalled;
import io.pilotlight.simulator.journal.JournalEvent.Notified;
import io.pilotlight.simulator.states.ExecutionDescription;
import io.pilotlight.simulator.states.ExecutionStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** The production file of the backup with the production functions, in the simulated cloud. */
class BackupMachineTest {

    private static final String MACHINE = "BackupStateMachine";
    private static final Stack STACK =
            Stack.read(Path.of(System.getProperty("pilotlight.root")), Deployment::physicalId);
    /** The schedule's first tick after a world has begun. */
    private static final Duration FIRST_TICK = Duration.ofMinutes(15);
    private static final String FIRST_SNAPSHOT = "visitor-db-20260105t111500";

    private final List<String> told = new ArrayList<>();
    private final List<String> changes = new ArrayList<>();
    private World world;
    private Duration worstExposure = Duration.ZERO;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void holdsTheObjectiveOverADay(long seed) {
        begin(seed);
        pass(Duration.ofHours(2));
        watchTheExposure();

        pass(Duration.ofHours(24));

        assertThat(worstExposure).as("seed %d", seed).isPositive().isLessThanOrEqualTo(Duration.ofMinutes(60));
        assertThat(executions()).extracting(ExecutionDescription::status).as("seed %d", seed)
                .doesNotContain(ExecutionStatus.FAILED, ExecutionStatus.TIMED_OUT);
        assertThat(outcomes("BACKED_UP")).isGreaterThan(24);
        assertThat(outcomes("NOTHING_DUE")).isGreaterThan(24);
        // 18 are kept, and one may just be made.
        assertThat(snapshots(world.cloud().standby())).hasSizeBetween(18, 19);
        assertThat(snapshots(world.cloud().primary())).hasSizeBetween(18, 19);
    }

    @Test
    void savesAndMirrorsTheServicesAtATickWithNothingDueAndDoesNothingElse() {
        begin(1);
        pass(FIRST_TICK.plus(Duration.ofMinutes(46)));

        ExecutionDescription idle = executions().stream()
                .filter(execution -> outcome(execution).equals("NOTHING_DUE"))
                .findFirst().orElseThrow();
        assertThat(world.journal().of(ApiCalled.class)
                        .filter(call -> !call.at().isBefore(idle.startedAt()) && !call.at().isAfter(idle.endedAt().orElseThrow()))
                        .map(ApiCalled::function).distinct())
                .contains("SaveServiceConfigurationFunction", "MirrorServiceFunction", "VerifyTrafficFunction")
                .doesNotContain("PruneRecoveryPointsFunction", "TakeSnapshotFunction");
    }

    /** All copy slots of the destination Region are taken, so that the first run holds its claim for 170 minutes. */
    @Test
    void bringsAReleaseToTheStandbyInTheNextTickWhileCopiesQueue() {
        begin(1);
        world.cloud().standby().rds().quotas().copiesInFlight(0);
        pass(FIRST_TICK.plus(Duration.ofMinutes(20)));
        release();
        Instant released = world.now();
        pass(Duration.ofHours(4));

        assertThat(executions().getFirst().endedAt().orElseThrow()).as("the run that holds the claim")
                .isAfter(released.plus(Duration.ofHours(2)));
        Instant mirrored = world.journal().of(ApiCalled.class)
                .filter(call -> call.action().equals("ecs:UpdateService") && call.function().equals("MirrorServiceFunction"))
                .map(ApiCalled::at).filter(at -> at.isAfter(released)).findFirst().orElseThrow();
        assertThat(Duration.between(released, mirrored)).isLessThanOrEqualTo(Duration.ofMinutes(16));
    }

    /** The simulator runs a schedule first after its interval, AWS at once. */
    @Test
    void raisesNoAlarmInANewStackThatIsHealthy() {
        begin(1);
        pass(Duration.ofMinutes(6));
        Instant measured = world.now();
        pass(Duration.ofHours(48));

        assertThat(raised("", measured)).isEmpty();
    }

    @Test
    void raisesTheAlarmOfTheExposureOnceTheObjectiveHasPassedWithoutABackup() {
        begin(1);
        world.cloud().standby().rds().quotas().copiesInFlight(0);
        Instant made = world.now();
        pass(Duration.ofHours(3));

        assertThat(Duration.between(made, raised("ExposureAlarm", made.plusSeconds(360)).getFirst().at()))
                .isBetween(Duration.ofMinutes(60), Duration.ofMinutes(80));
    }

    /** CloudWatch looks at a few more periods than are evaluated. */
    @Test
    void raisesTheAlarmOfMissingVerificationsAfter30HoursAtTheLatest() {
        begin(1);
        world.cloud().context().faults().fail(new CallFault("ReportFindingsFunction", "cloudwatch:PutMetricData", "",
                Moment.BEFORE_EFFECT, Kind.SERVER_ERROR, 1, 100_000));
        Instant made = world.now();
        pass(Duration.ofHours(32));

        assertThat(Duration.between(made, raised("VerificationMissingAlarm", made.plusSeconds(360)).getFirst().at()))
                .isBetween(Duration.ofHours(26), Duration.ofHours(30).plusMinutes(5));
    }

    private List<AlarmChanged> raised(String alarm, Instant since) {
        return world.journal().of(AlarmChanged.class)
                .filter(change -> change.to().equals("ALARM") && change.at().isAfter(since) && change.alarm().contains(alarm))
                .toList();
    }

    @Test
    void savesTheServicesConfigurationWithEveryBackup() {
        begin(1);
        pass(FIRST_TICK.plus(Duration.ofHours(3)));

        assertThat(world.cloud()
                        .objects()
                        .versions(Deployment.BACKUP_BUCKET, "visitor-counter/web/ecs-service-backup.json"))
                .hasSizeGreaterThanOrEqualTo(3);
        assertThat(world.cloud()
                        .objects()
                        .versions(Deployment.BACKUP_BUCKET, "visitor-counter/web/task-def-backup.json"))
                .hasSizeGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void getsThroughThrottlingAndLostAnswersWithOneSnapshotForEachScheduledTime(long seed) {
        begin(seed);
        world.cloud().context().faults().failRandomly(0.1, world.cloud().context().timeline().random("faults"));
        pass(Duration.ofHours(6));
        world.cloud().context().faults().stopFailingRandomly();
        pass(Duration.ofHours(2));

        assertThat(outcomes("BACKED_UP")).as("seed %d", seed).isGreaterThan(6);
        assertThat(ageOfNewestCopy()).as("seed %d", seed).isLessThan(Duration.ofMinutes(60));
    }

    @Test
    void goesOnWithTheSnapshotOfARunThatWasStoppedInTheMiddle() {
        begin(1);
        world.cloud().context().timeline().after(FIRST_TICK.plus(Duration.ofMinutes(3)), () ->
                world.cloud().stateMachines().stop(executions().getFirst().arn()));
        pass(FIRST_TICK.plus(Duration.ofMinutes(40)));

        assertThat(executions().getFirst().status()).isEqualTo(ExecutionStatus.ABORTED);
        assertThat(snapshots(world.cloud().primary())).hasSize(2).first().extracting(DBSnapshot::dbSnapshotIdentifier)
                .isEqualTo(FIRST_SNAPSHOT);
        assertThat(snapshots(world.cloud().standby())).isNotEmpty().first().extracting(DBSnapshot::dbSnapshotIdentifier)
                .isEqualTo(FIRST_SNAPSHOT);
    }

    @Test
    void doesTheWorkOfASecondDeliveryOnlyOnce() {
        begin(1);
        world.cloud()
                .scheduler()
                .deliverTwice("pilot-light-backup", world.now(), world.now().plus(FIRST_TICK.multipliedBy(2)));
        pass(FIRST_TICK.plus(Duration.ofMinutes(40)));

        assertThat(executions().subList(0, 2)).extracting(BackupMachineTest::outcome)
                .containsExactlyInAnyOrder("BACKED_UP", "NOTHING_DUE");
        assertThat(requests(CreateDbSnapshotRequest.class).map(CreateDbSnapshotRequest::dbSnapshotIdentifier))
                .containsOnlyOnce(FIRST_SNAPSHOT);
        assertThat(requests(CopyDbSnapshotRequest.class).map(CopyDbSnapshotRequest::targetDBSnapshotIdentifier))
                .containsOnlyOnce(FIRST_SNAPSHOT);
    }

    @Test
    void saysInADryRunWhatItWouldDoAndTouchesNothing() {
        begin(1);
        start(JsonNodeFactory.instance.objectNode().put("dryRun", true));
        pass(Duration.ofMinutes(5));

        JsonNode output = executions().getFirst().output().orElseThrow();
        assertThat(output.path("outcome").asText()).isEqualTo("DRY_RUN");
        assertThat(output.at("/due/0/name").asText()).isEqualTo("visits");
        assertThat(output.at("/services/0/status").asText()).isEqualTo("DONE");
        assertThat(output.at("/services/0/definition/containerDefinitions/0/image").asText()).contains(".eu-central-1.");
        assertThat(calls("ecs:RegisterTaskDefinition") + calls("ecs:UpdateService") + calls("rds:CreateDBSnapshot") + calls("dynamodb:UpdateItem") + calls("s3:PutObject")).isZero();
    }

    @Test
    void tellsPeopleWhatFailedWhereTheKeyIsDisabled() {
        begin(1);
        world.cloud().standby().rds().groups().disableKey(SiteSetup.keyArn(world.cloud().standby().name()));
        start(input(world.now()));
        pass(Duration.ofMinutes(14));

        ExecutionDescription failed = executions().getFirst();
        assertThat(told).singleElement().asString().contains("BACKUP FAILED at CopySnapshot");
        assertThat(failed.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(failed.cause().orElseThrow()).contains("CopySnapshot", "cannot be used");
    }

    @Test
    void tellsPeopleOncePerFailureAndDay() {
        begin(1);
        disableTheKey();
        pass(FIRST_TICK.plus(Duration.ofHours(3)));
        assertThat(told)
                .as("the key is disabled")
                .containsExactly("[Pilot Light] visitor-counter: BACKUP FAILED at CopySnapshot");
        assertThat(executions()).hasSizeGreaterThan(8)
                .filteredOn(execution -> !execution.status().equals(ExecutionStatus.RUNNING))
                .extracting(ExecutionDescription::status).containsOnly(ExecutionStatus.FAILED);

        world.cloud().context().faults().darken(world.cloud().primary().name());
        pass(Duration.ofHours(3));
        world.cloud().context().faults().relight(world.cloud().primary().name());
        assertThat(told).as("the active Region is dark").hasSize(2);

        pass(Duration.ofHours(17));
        assertThat(told).as("the key is disabled all the while").hasSize(2);
        pass(Duration.ofHours(2));
        assertThat(told).as("a day has gone by").hasSize(3);
    }

    @Test
    void tellsPeopleOfAFailureThatHadEndedAndComesAgain() {
        begin(1);
        disableTheKey();
        pass(FIRST_TICK.plus(Duration.ofHours(1)));
        world.cloud().standby().rds().groups().enableKey(SiteSetup.keyArn(world.cloud().standby().name()));
        pass(Duration.ofHours(5));
        assertThat(told).hasSize(1);
        assertThat(outcomes("BACKED_UP")).isPositive();

        disableTheKey();
        pass(Duration.ofHours(2));

        assertThat(told).hasSize(2);
    }

    @Test
    void tellsPeopleAtEveryTickWhereNothingCanBeRemembered() {
        begin(1);
        world.cloud().context().faults().darken(world.cloud().primary().name());
        pass(FIRST_TICK.plus(Duration.ofHours(1)));
        assertThat(told).hasSize(1);

        world.cloud().context().faults().fail(new CallFault(
                "NoteFailureFunction", "dynamodb:UpdateItem", "", Moment.BEFORE_EFFECT, Kind.SERVER_ERROR, 1, 1000));
        pass(Duration.ofHours(1));

        assertThat(told).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void saysThatBackupsGoOnWhereTheActiveRegionDoesNotAnswer() {
        begin(1);
        world.cloud().context().faults().darken(world.cloud().primary().name());
        start(input(world.now()));
        pass(Duration.ofMinutes(14));

        assertThat(executions().getFirst().status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(executions().getFirst().cause().orElseThrow())
                .startsWith("DecideBackups: ")
                .contains("eu-west-1 does not answer")
                .contains("as during an outage of it", "backups go on when it answers");
    }

    @Test
    void savesTheServicesAlthoughADatabaseCannotBeBackedUpAndTellsPeople() {
        begin(1);
        world.cloud().primary().ssm().putParameter(request -> request.name(SiteSetup.ENDPOINT_PARAMETER).overwrite(true)
                .type("String").value("gone.c0000000.eu-west-1.rds.amazonaws.com"));
        start(input(world.now()));
        pass(Duration.ofMinutes(14));

        assertThat(executions().getFirst().cause().orElseThrow())
                .startsWith("DecideBackups: no DB instance has the endpoint");
        assertThat(world.cloud()
                        .objects()
                        .versions(Deployment.BACKUP_BUCKET, "visitor-counter/web/task-def-backup.json"))
                .hasSize(1);
        assertThat(told).singleElement().asString().contains("BACKUP FAILED at DecideBackups");
    }

    @Test
    void doesNotTakeThrottlingForAnOutage() {
        begin(1);
        world.cloud().context().faults().throttle(
                world.cloud().primary().name(), "rds", 1, world.cloud().context().timeline().random("throttling"));
        start(input(world.now()));
        pass(Duration.ofMinutes(14));

        assertThat(executions().getFirst().cause().orElseThrow())
                .startsWith("DecideBackups: ")
                .contains("RDS throttles the calls to eu-west-1");
        assertThat(told).singleElement().asString().startsWith("[Pilot Light] visitor-counter: BACKUP FAILED");
    }

    @Test
    void tellsPeopleOnceOfASavedFileThatWasChangedByHandAndGoesOn() {
        begin(1);
        pass(FIRST_TICK.plus(Duration.ofMinutes(30)));
        String key = "visitor-counter/web/task-def-backup.json";
        world.cloud().objects().putObject(
                request -> request.bucket(Deployment.BACKUP_BUCKET).key(key), RequestBody.fromString("{}"));
        pass(Duration.ofHours(4));

        assertThat(changes).singleElement().asString()
                .contains(key, Deployment.BACKUP_BUCKET, "its previous version", "make it to the service itself");
        assertThat(executions()).extracting(ExecutionDescription::status).containsOnly(ExecutionStatus.SUCCEEDED);
        assertThat(told).isEmpty();
    }

    private void release() {
        EcsClient ecs = world.cloud().primary().ecs();
        String cluster = SiteSetup.CLUSTER;
        Service service = ecs.describeServices(request -> request.cluster(cluster).services(SiteSetup.SERVICE)).services().getFirst();
        TaskDefinition before = ecs.describeTaskDefinition(
                request -> request.taskDefinition(service.taskDefinition())).taskDefinition();
        TaskDefinition next = ecs.registerTaskDefinition(request -> request
                .family(before.family()).cpu("512").memory("1024").networkMode(before.networkMode())
                .requiresCompatibilities(before.requiresCompatibilities()).executionRoleArn(before.executionRoleArn())
                .taskRoleArn(before.taskRoleArn()).containerDefinitions(before.containerDefinitions())).taskDefinition();
        ecs.updateService(request -> request.cluster(cluster).service(SiteSetup.SERVICE).taskDefinition(next.taskDefinitionArn()));
    }

    private void disableTheKey() {
        world.cloud().standby().rds().groups().disableKey(SiteSetup.keyArn(world.cloud().standby().name()));
    }

    /** The template has one alarm for the databases of the plan, however many they are. */
    @Test
    void alarmsWhereTheSecondDatabaseAloneIsExposed() {
        begin(1, ApplicationShape.TWO_OF_EACH);
        pass(Duration.ofHours(3));
        assertThat(exposureAlarm()).isEqualTo("OK");

        world.cloud().primary().ssm().putParameter(request -> request.name(Part.JOBS.endpointParameter()).overwrite(true)
                .type("String").value("gone.c0000000.eu-west-1.rds.amazonaws.com"));
        pass(Duration.ofHours(2));

        assertThat(exposureAlarm()).isEqualTo("ALARM");
    }

    private String exposureAlarm() {
        return world.journal().of(AlarmChanged.class).filter(changed -> changed.alarm().equals("ExposureAlarm"))
                .reduce((_, last) -> last).orElseThrow().to();
    }

    private void begin(long seed) {
        begin(seed, ApplicationShape.ONE_OF_EACH);
    }

    private void begin(long seed, ApplicationShape shape) {
        world = new World(new RunRequest("backup", seed, Optional.empty(), new InMemoryDatabaseEngine()), STACK, true,
                Alternatives.LISTED, SitePasswords.OWN, shape);
        world.journal().listen(event -> {
            if (event instanceof Notified notified && notified.subject().contains("BACKUP")) {
                told.add(notified.subject());
            }
            if (event instanceof Notified notified && notified.subject().contains("changed by hand")) {
                changes.add(notified.message());
            }
        });
    }

    private void start(JsonNode input) {
        world.cloud().stateMachines().start(MACHINE, input);
    }

    private static JsonNode input(Instant scheduledAt) {
        return JsonNodeFactory.instance.objectNode().put("scheduledAt", scheduledAt.toString());
    }

    private void watchTheExposure() {
        world.cloud().context().timeline().every(Duration.ofSeconds(30), () -> {
            if (ageOfNewestCopy().compareTo(worstExposure) > 0) {
                worstExposure = ageOfNewestCopy();
            }
        });
    }

    private Duration ageOfNewestCopy() {
        return snapshots(world.cloud().standby()).stream()
                .filter(snapshot -> snapshot.status().equals("available"))
                .map(DBSnapshot::originalSnapshotCreateTime)
                .max(Comparator.naturalOrder())
                .map(taken -> Duration.between(taken, world.now()))
                .orElse(Duration.ofDays(1));
    }

    private static List<DBSnapshot> snapshots(RegionOfCloud region) {
        return region
                .rds()
                .describeDBSnapshotsPaginator(request -> request.snapshotType("manual"))
                .dbSnapshots()
                .stream()
                .toList();
    }

    private List<ExecutionDescription> executions() {
        return world.cloud().stateMachines().list(MACHINE).stream()
                .sorted(Comparator.comparing(ExecutionDescription::startedAt)).toList();
    }

    private long outcomes(String outcome) {
        return executions().stream().filter(execution -> outcome(execution).equals(outcome)).count();
    }

    private static String outcome(ExecutionDescription execution) {
        return execution.output().map(output -> output.path("outcome").asText()).orElse("");
    }

    /** Of the functions, but for the one that sees every minute whether the failover is armed. */
    private long calls(String action) {
        return world.journal().events().stream()
                .filter(ApiCalled.class::isInstance).map(ApiCalled.class::cast)
                .filter(call -> call.action().equals(action) && call.error().isEmpty() && !call.function().isEmpty())
                .filter(call -> !call.function().equals("ArmFailoverFunction"))
                .count();
    }

    private <R> Stream<R> requests(Class<R> kind) {
        return world.journal().of(ApiCalled.class)
                .filter(call -> call.error().isEmpty())
                .map(ApiCalled::request)
                .filter(kind::isInstance)
                .map(kind::cast);
    }

    private void pass(Duration time) {
        world.cloud().context().timeline().runUntil(world.now().plus(time));
    }
}
