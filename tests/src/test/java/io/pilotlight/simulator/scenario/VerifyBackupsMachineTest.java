package io.pilotlight.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pilotlight.instance.InstanceTags;
import io.pilotlight.lease.Incident;
import io.pilotlight.recoverypoint.SnapshotTags;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.Tag;

/** The production file of the verification with the production functions, in the simulated cloud. */
class VerifyBackupsMachineTest {

    private static final String MACHINE = "VerifyBackupsStateMachine";
    private static final String TESTS = "visitor-db-test-";
    private static final Stack STACK =
            Stack.read(Path.of(System.getProperty("pilotlight.root")), Deployment::physicalId);
    /** Longer than a restore, its checks and its removal may take. */
    private static final Duration A_TEST = Duration.ofHours(3);

    private final List<Notified> told = new ArrayList<>();
    private World world;

    @AfterEach
    void end() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void restoresTheNewestRecoveryPointMarksItAndRemovesTheInstance(long seed) {
        begin(seed);

        ExecutionDescription tested = run(restoreTest());

        JsonNode test = tested.output().orElseThrow().path("restoreTests").path(0);
        assertThat(test.path("passed").asBoolean()).as("seed %d: %s", seed, tested.output()).isTrue();
        assertThat(test.path("restoreSeconds").asDouble()).isBetween(60.0, 3600.0);
        assertThat(test.path("warmUpSeconds").asDouble()).isPositive();
        assertThat(test.path("rows").asLong()).isPositive();
        assertThat(testInstances()).isEmpty();
        assertThat(copy(test.path("snapshotId").asText()).tagList())
                .contains(Tag.builder().key(SnapshotTags.VERIFIED).value("true").build());

        ExecutionDescription daily = run(JsonNodeFactory.instance.objectNode());

        assertThat(outcome(daily)).as("seed %d: %s", seed, daily.output()).isEqualTo("VERIFIED");
        assertThat(daily.output().orElseThrow().path("recoveryPoints").asInt()).isPositive();
        assertThat(told).isEmpty();
    }

    @Test
    void tellsPeopleOfARecoveryPointThatWillNotRestoreAndLeavesNoInstance() {
        begin(1);
        world.disasters().corruptNewestRecoveryPoint();

        ExecutionDescription tested = run(restoreTest());

        assertThat(outcome(tested)).isEqualTo("FINDINGS");
        assertThat(critical(tested, "RESTORE")).singleElement().asString().contains("could not be restored");
        assertThat(told).singleElement().satisfies(mail -> assertThat(mail.message()).contains("could not be restored"));
        assertThat(testInstances()).isEmpty();
        assertThat(marked()).isEmpty();
    }

    /** The daily verification restores nothing, and so knows nothing against it. */
    @Test
    void goesOnAlarmingOfAFailedRestoreTestUntilOnePasses() {
        begin(1);
        world.disasters().corruptNewestRecoveryPoint();
        run(restoreTest());
        assertThat(alarm("RestoreTestFailedAlarm")).isEqualTo("ALARM");

        run(JsonNodeFactory.instance.objectNode());

        assertThat(alarm("CriticalFindingsAlarm")).isEqualTo("OK");
        assertThat(alarm("RestoreTestFailedAlarm")).isEqualTo("ALARM");

        run(restoreTest());

        assertThat(alarm("RestoreTestFailedAlarm")).isEqualTo("OK");
    }

    @Test
    void tellsPeopleOfDataThatIsNotAsThePlanSays() {
        beginWithoutVisitors();

        ExecutionDescription tested = run(restoreTest());

        assertThat(outcome(tested)).isEqualTo("FINDINGS");
        assertThat(critical(tested, "DATA")).isNotEmpty();
        assertThat(told).hasSize(1);
        assertThat(testInstances()).isEmpty();
        assertThat(marked()).isEmpty();
    }

    /** With this seed the instance is there from the first minute on, is looked at in the twelfth, and then removed. */
    @ParameterizedTest
    @ValueSource(ints = {30, 300, 600, 660, 670, 680, 690, 700, 720})
    void leavesNothingBehindWhereItIsStoppedInTheMiddle(int seconds) {
        begin(1);
        String arn = start(restoreTest());
        pass(Duration.ofSeconds(seconds));
        assertThat(execution(arn).status()).isEqualTo(ExecutionStatus.RUNNING);
        assertThat(testInstances()).as("when it is stopped after %d seconds", seconds).hasSize(1);
        world.cloud().stateMachines().stop(arn);

        pass(Duration.ofHours(1));

        assertThat(testInstances()).as("an hour after it was stopped after %d seconds", seconds).isEmpty();
    }

    @Test
    void touchesNoInstanceButItsOwn() {
        begin(1);
        foreignInstance(TESTS + "20260104t043000-040400");
        foreignInstance("visitor-db-test");

        run(restoreTest());
        pass(Duration.ofHours(1));

        assertThat(instances()).extracting(DBInstance::dbInstanceIdentifier)
                .containsExactlyInAnyOrder(TESTS + "20260104t043000-040400", "visitor-db-test");
        assertThat(deleted()).isNotEmpty().allMatch(name -> name.startsWith(TESTS + "20260105t"));
    }

    @Test
    void findsThatItCouldNotCheckWhereARegionDoesNotAnswerAndGoesOnWithTheRest() {
        begin(1);
        world.cloud().context().faults().darken(world.cloud().primary().name());

        ExecutionDescription tested = run(restoreTest());

        assertThat(tested.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(outcome(tested)).isEqualTo("FINDINGS");
        assertThat(found(tested, "NOT_CHECKED")).isNotEmpty()
                .anySatisfy(finding -> assertThat(finding.path("subject").asText()).contains("eu-west-1"));
        assertThat(tested.output().orElseThrow().at("/restoreTests/0/passed").asBoolean()).isTrue();
        assertThat(testInstances()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"VerifyRecoveryPointsFunction", "VerifyServiceConfigurationFunction", "ChooseRecoveryPointFunction",
            "RestoreTestDatabaseFunction"})
    void makesAFindingOfAStepThatCannotBeMade(String function) {
        begin(1);
        world.cloud().context().faults().fail(
                new CallFault(function, "", "", Moment.BEFORE_EFFECT, Kind.SERVER_ERROR, 1, 10_000));

        ExecutionDescription tested = run(restoreTest());

        assertThat(tested.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(critical(tested, "NOT_CHECKED")).as(function).isNotEmpty();
        assertThat(told).hasSize(1);
        assertThat(testInstances()).isEmpty();
    }

    @Test
    void tellsOfAnInstanceThatItCouldNotRemoveAndTheScheduleRemovesItLater() {
        begin(1);
        world.cloud().context().faults().fail(new CallFault(
                "RemoveRestoreTestsFunction", "rds:DeleteDBInstance", "", Moment.BEFORE_EFFECT, Kind.SERVER_ERROR, 1, 24));

        ExecutionDescription tested = run(restoreTest());

        assertThat(critical(tested, "RESTORE")).singleElement().asString()
                .contains("instance " + TESTS, "could not be removed and costs money");
        assertThat(told).singleElement().satisfies(mail -> assertThat(mail.message()).contains("costs money"));
        pass(Duration.ofHours(2));
        assertThat(testInstances()).isEmpty();
    }

    /** Of a database that the plan does not name any more, and protected by hand. */
    @Test
    void tellsEachDayOfAnInstanceThatWillNotGoAndRemovesItByItsTagsOnceItMay() {
        begin(1);
        String ended = start(JsonNodeFactory.instance.objectNode()).replace(":pilot-light-verify-backups:", ":pilot-light-restore-test:");
        String incident = Incident.openedAt(world.now());
        String left = "orders-db-test-%s-050415".formatted(incident);
        world.cloud().standby().rds().addInstance(CreateDbInstanceRequest.builder()
                .dbInstanceIdentifier(left).masterUserPassword("of-the-database").deletionProtection(true)
                .tags(new InstanceTags("visitor-counter", incident, "orders-db-20260105t041500", ended).asList()).build());
        for (int day = 1; day <= 2; day++) {
            pass(Duration.ofHours(21));
            told.clear();
            assertThat(critical(run(JsonNodeFactory.instance.objectNode()), "RESTORE")).as("day %d", day).singleElement().asString()
                    .contains(left, "costs money", "protected from deletion");
            assertThat(told).as("day %d", day).singleElement().satisfies(mail -> assertThat(mail.message()).contains(left));
        }

        world.cloud().standby().rds().describeAs(left, instance -> instance.deletionProtection(false));
        pass(Duration.ofHours(1));

        assertThat(instances()).extracting(DBInstance::dbInstanceIdentifier).doesNotContain(left);
        assertThat(critical(run(JsonNodeFactory.instance.objectNode()), "RESTORE")).isEmpty();
    }

    @Test
    void failsAndTellsPeopleWhereNothingCanBeDecided() {
        begin(1);

        ExecutionDescription refused = run(JsonNodeFactory.instance.objectNode().put("restoretest", true));

        assertThat(refused.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(refused.cause().orElseThrow()).contains("DecideVerification", "accepted is {}");
        assertThat(told).singleElement().satisfies(mail -> assertThat(mail.subject()).contains("BACKUP VERIFICATION FAILED"));
    }

    @Test
    void failsAndTellsWhatWasFoundWhereItCannotBeReported() {
        begin(1);
        world.cloud().context().faults().fail(new CallFault(
                "ReportFindingsFunction", "cloudwatch:PutMetricData", "", Moment.BEFORE_EFFECT, Kind.SERVER_ERROR, 1, 100));
        world.cloud().context().faults().darken(world.cloud().primary().name());

        ExecutionDescription failed = run(JsonNodeFactory.instance.objectNode());

        assertThat(failed.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(told).singleElement().satisfies(mail -> assertThat(mail.message())
                .contains("failed at ReportFindings", "Found all the same, and in no metric"));
    }

    private void begin(long seed) {
        make(seed);
        world.live(Duration.ofHours(4), Duration.ofMinutes(2));
        told.clear();
    }

    private void beginWithoutVisitors() {
        make(1);
        pass(Duration.ofHours(4));
        told.clear();
    }

    private void make(long seed) {
        world = new World(new RunRequest("backup", seed, Optional.empty(), new InMemoryDatabaseEngine()), STACK, true);
        world.journal().listen(event -> {
            if (event instanceof Notified notified && isOfAVerification(notified.subject())) {
                told.add(notified);
            }
        });
    }

    private static boolean isOfAVerification(String subject) {
        return subject.startsWith("[Pilot Light]") && (subject.contains("VERIFICATION") || subject.contains("finding"));
    }

    private static JsonNode restoreTest() {
        return JsonNodeFactory.instance.objectNode().put("restoreTest", true);
    }

    private ExecutionDescription run(JsonNode input) {
        String arn = start(input);
        pass(A_TEST);
        assertThat(execution(arn).status()).as("it has ended").isNotEqualTo(ExecutionStatus.RUNNING);
        return execution(arn);
    }

    private String start(JsonNode input) {
        return world.cloud().stateMachines().start(MACHINE, input);
    }

    private ExecutionDescription execution(String arn) {
        return world.cloud().stateMachines().list(MACHINE).stream()
                .filter(execution -> execution.arn().equals(arn)).findFirst().orElseThrow();
    }

    private static String outcome(ExecutionDescription execution) {
        return execution.output().map(output -> output.path("outcome").asText()).orElse(execution.status().name());
    }

    private String alarm(String name) {
        return world.journal().of(AlarmChanged.class)
                .filter(change -> change.alarm().equals(name))
                .map(AlarmChanged::to)
                .reduce((_, later) -> later)
                .orElse("never changed");
    }

    private static List<JsonNode> critical(ExecutionDescription execution, String check) {
        return found(execution, check).stream()
                .filter(finding -> finding.path("severity").asText().equals("CRITICAL"))
                .toList();
    }

    private static List<JsonNode> found(ExecutionDescription execution, String check) {
        return StreamSupport.stream(execution.output().orElseThrow().path("findings").spliterator(), false)
                .filter(finding -> finding.path("check").asText().equals(check))
                .toList();
    }

    private List<DBInstance> instances() {
        return world.cloud().standby().rds().describeDBInstances(request -> { }).dbInstances();
    }

    private List<String> testInstances() {
        return instances().stream().map(DBInstance::dbInstanceIdentifier).filter(name -> name.startsWith(TESTS)).toList();
    }

    private List<String> deleted() {
        return world.journal().of(ApiCalled.class)
                .filter(call -> call.action().equals("rds:DeleteDBInstance") && call.error().isEmpty())
                .map(call -> ((DeleteDbInstanceRequest) call.request()).dbInstanceIdentifier())
                .toList();
    }

    private DBSnapshot copy(String snapshotId) {
        return world.cloud().standby().rds().describeDBSnapshots(request -> request.dbSnapshotIdentifier(snapshotId))
                .dbSnapshots().getFirst();
    }

    private List<String> marked() {
        return world.cloud().standby().rds().describeDBSnapshotsPaginator(request -> request.snapshotType("manual")).dbSnapshots()
                .stream()
                .filter(snapshot -> snapshot.tagList().stream().anyMatch(tag -> tag.key().equals(SnapshotTags.VERIFIED)))
                .map(DBSnapshot::dbSnapshotIdentifier)
                .toList();
    }

    private void foreignInstance(String name) {
        world.cloud().standby().rds().addInstance(CreateDbInstanceRequest.builder()
                .dbInstanceIdentifier(name)
                .dbInstanceClass("db.t3.micro")
                .engine("mysql")
                .masterUsername("admin")
                .masterUserPassword("somebody-elses")
                .dbSubnetGroupName(SiteSetup.RESTORE_TEST_SUBNET_GROUP)
                .vpcSecurityGroupIds(SiteSetup.RESTORE_TEST_SECURITY_GROUP)
                .build());
    }

    private void pass(Duration time) {
        world.cloud().context().timeline().runUntil(world.now().plus(time));
    }
}
