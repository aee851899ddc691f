package io.pilotlight.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.json.StrictJson;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * A restore test from the decision to the removal: the packaged functions against an emulated RDS and Step Functions.
 *
 * <p>In moto a deleted instance is gone at once; in AWS it is {@code deleting} for minutes, in which the removal answers
 * {@code IN_PROGRESS} again and again.
 */
@WireTest
class RestoreTestWireTest {

    private static final String REMOVE = "RemoveRestoreTestsFunction";

    private final Wire wire;
    private final BackupSteps steps;
    private EmulatedApplication application;
    private EmulatedExecutions executions;
    private List<String> backups;

    RestoreTestWireTest(Wire wire) {
        this.wire = wire;
        this.steps = new BackupSteps(wire);
    }

    @BeforeEach
    void makeApplication() {
        application = EmulatedApplication.withoutBackups(wire);
        executions = new EmulatedExecutions(wire, "pilot-light-verify-backups");
        backups = steps.backUp(application, 2, Duration.ofHours(1));
    }

    @Test
    void restoresTheNewestRecoveryPointIntoIsolation() {
        String execution = executions.running("first");

        JsonNode restored = restore("2026-11-22T04:30:02Z", execution);

        DBInstance instance = application.restored().getFirst();
        assertThat(application.restored()).hasSize(1);
        assertThat(restored.path("instanceIdentifier").asText()).isEqualTo(instance.dbInstanceIdentifier())
                .startsWith("visitor-db-test-20261122t043002-");
        assertThat(restored.path("endpoint").asText()).isEqualTo(instance.endpoint().address());
        assertThat(instance.dbSubnetGroup().dbSubnetGroupName()).isEqualTo(EmulatedSite.ISOLATED_SUBNET_GROUP);
        assertThat(instance.vpcSecurityGroups()).extracting(group -> group.vpcSecurityGroupId())
                .containsExactly(application.standby().isolatedSecurityGroup());
        assertThat(instance.publiclyAccessible()).isFalse();
        assertThat(instance.multiAZ()).isFalse();
        assertThat(instance.deletionProtection()).isFalse();
        assertThat(instance.iamDatabaseAuthenticationEnabled()).isTrue();
        assertThat(instance.tagList()).containsExactlyInAnyOrder(
                tag("application", "visitor-counter"), tag("incident", "20261122t043002"),
                tag("recovery-point", backups.getLast()), tag("restore-test", execution));
    }

    @Test
    void leavesTheDatabaseOfASiteAlone() {
        ObjectNode input = restoring("2026-11-22T04:30:02Z", executions.running("first"));
        input.set("site", application.database("standby"));

        Invocation.Failed failed = wire.callThatFails("RestoreTestDatabaseFunction", input.toString());

        assertThat(failed.errorType()).isEqualTo("io.pilotlight.json.MalformedEventException");
        assertThat(failed.errorMessage()).contains("restore test's own", "Nothing was touched");
        assertThat(application.restored()).isEmpty();
    }

    @Test
    void marksARecoveryPointAsVerifiedSinceTheFirstTime() {
        JsonNode first = mark(backups.getLast());
        JsonNode again = mark(backups.getLast());

        assertThat(first.path("status").asText()).isEqualTo("DONE");
        assertThat(again.path("status").asText()).isEqualTo("DONE");
        assertThat(again.path("reason").asText()).contains("is marked as verified since");
        assertThat(copy(backups.getLast())).contains(tag("verified", "true"));
        assertThat(copy(backups.getFirst())).extracting(Tag::key).doesNotContain("pilot-light:verified");
    }

    @Test
    void marksNoSnapshotThatIsNotThereOrNotOfThisSoftware() {
        application.makeDatabase(application.standby(), "somebody-elses");
        application.standby().clients().rds().createDBSnapshot(request -> request
                .dbInstanceIdentifier("somebody-elses").dbSnapshotIdentifier("somebody-elses-backup"));

        assertThat(mark("visitor-db-gone").path("status").asText()).isEqualTo("REFUSED");
        assertThat(mark("somebody-elses-backup").path("status").asText()).isEqualTo("REFUSED");
        assertThat(copy("somebody-elses-backup")).isEmpty();
    }

    @Test
    void keepsARecoveryPointThatIsUnderTestFromBeingPruned() {
        restore("2026-11-22T04:30:02Z", executions.running("first"));
        steps.backUp(application, 3);

        JsonNode pruned = steps.prune(application, 2, false);

        assertThat(pruned.path("deleted").findValuesAsText("region")).contains(Wire.PRIMARY, Wire.STANDBY);
        assertThat(application.standby().snapshots()).extracting(DBSnapshot::dbSnapshotIdentifier)
                .contains(backups.getLast()).doesNotContain(backups.getFirst());
        assertThat(application.primary().snapshots()).extracting(DBSnapshot::dbSnapshotIdentifier)
                .doesNotContain(backups.getLast());
    }

    @Test
    void removesTheInstancesOfItsOwnExecutionAlone() {
        String own = restoredName("2026-11-22T04:30:02Z", "first");
        String others = restoredName("2026-11-22T04:31:00Z", "second");

        JsonNode asked = remove(executions.running("first"));
        JsonNode done = remove(executions.running("first"));

        assertThat(asked.path("status").asText()).isEqualTo("IN_PROGRESS");
        assertThat(asked.path("instanceIdentifiers").path(0).asText()).isEqualTo(own);
        assertThat(done.path("status").asText()).isEqualTo("DONE");
        assertThat(names()).containsExactly(others);
        assertThat(application.standby().snapshots()).hasSize(2);
    }

    @Test
    void removesWhatExecutionsThatHaveEndedLeftBehind() {
        restoredName("2026-11-22T04:30:02Z", "first");
        String running = restoredName("2026-11-22T04:31:00Z", "second");
        executions.stop("first");

        JsonNode removed = steps.untilDone(REMOVE, removal(""));

        assertThat(removed.path("status").asText()).as(removed.toString()).isEqualTo("DONE");
        assertThat(names()).containsExactly(running);
    }

    @Test
    void removesWhatAnExecutionLeftBehindThatStepFunctionsHasForgotten() {
        restore("2026-11-22T04:30:02Z", executions.forgotten("first"));

        JsonNode removed = steps.untilDone(REMOVE, removal(""));

        assertThat(removed.path("status").asText()).as(removed.toString()).isEqualTo("DONE");
        assertThat(names()).isEmpty();
    }

    @Test
    void neverRemovesAnInstanceThatIsNotATests() {
        String own = restoredName("2026-11-22T04:30:02Z", "first");
        List<Tag> tags = application.restored().getFirst().tagList();
        // Tags that somebody copied, under the name of a recovery's instance, of the site's own, and of a person's.
        List<String> others = List.of("visitor-db-20261122t043002-041500", "visitor-db", "visitor-db-test");
        others.forEach(name -> copyTags(name, tags));
        // A test's name without its tag.
        application.makeDatabase(application.standby(), "visitor-db-test-20261122t043002-999999");
        executions.stop("first");

        steps.untilDone(REMOVE, removal(""));
        steps.untilDone(REMOVE, removal(executions.running("first")));

        assertThat(names()).doesNotContain(own)
                .containsExactlyInAnyOrder(others.get(0), others.get(1), others.get(2),
                        "visitor-db-test-20261122t043002-999999");
    }

    private ObjectNode restoring(String startedAt, String execution) {
        ObjectNode decision = object()
                .put("planParameter", EmulatedApplication.PLAN_PARAMETER)
                .put("table", EmulatedState.TABLE)
                .put("startedAt", startedAt);
        decision.putObject("input").put("restoreTest", true);
        JsonNode decided = wire.call("DecideVerificationFunction", decision);
        JsonNode test = decided.at("/restoreTests/0");
        ObjectNode input = object()
                .put("application", decided.path("application").asText())
                .put("executionId", execution)
                .put("incident", test.path("incident").asText())
                .put("region", decided.path("targetRegion").asText());
        input.set("recoveryPoint", choose(decided, test));
        input.set("site", test.path("site"));
        return input;
    }

    private JsonNode choose(JsonNode decided, JsonNode test) {
        ObjectNode choice = object().put("application", EmulatedApplication.NAME).put("recoveryPoint", "");
        choice.set("database", test.path("database"));
        choice.set("sites", decided.path("sites"));
        choice.set("active", decided.path("activeSite"));
        choice.set("retention", decided.path("retention"));
        choice.put("movedHome", "").putArray("others");
        return wire.call("ChooseRecoveryPointFunction", choice).at("/candidates/0");
    }

    private JsonNode restore(String startedAt, String execution) {
        JsonNode restored = steps.untilDone("RestoreTestDatabaseFunction", restoring(startedAt, execution));
        assertThat(restored.path("status").asText()).as(restored.toString()).isEqualTo("DONE");
        return restored;
    }

    private String restoredName(String startedAt, String execution) {
        return restore(startedAt, executions.running(execution)).path("instanceIdentifier").asText();
    }

    private JsonNode mark(String snapshotId) {
        return wire.call("MarkVerifiedFunction", object()
                .put("application", EmulatedApplication.NAME)
                .put("region", Wire.STANDBY)
                .put("snapshotId", snapshotId));
    }

    private JsonNode remove(String executionId) {
        return wire.call(REMOVE, removal(executionId));
    }

    private static ObjectNode removal(String executionId) {
        return object().put("planParameter", EmulatedApplication.PLAN_PARAMETER).put("executionId", executionId);
    }

    private void copyTags(String instance, List<Tag> tags) {
        application.makeDatabase(application.standby(), instance);
        String arn = application.standby().clients().rds().describeDBInstances(request -> request
                .dbInstanceIdentifier(instance)).dbInstances().getFirst().dbInstanceArn();
        application.standby().clients().rds().addTagsToResource(request -> request.resourceName(arn).tags(tags));
    }

    private List<String> names() {
        return application.restored().stream().map(DBInstance::dbInstanceIdentifier).toList();
    }

    private List<Tag> copy(String snapshotId) {
        return application.standby().clients().rds().describeDBSnapshots(request -> request
                .dbSnapshotIdentifier(snapshotId)).dbSnapshots().getFirst().tagList();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key("pilot-light:" + key).value(value).build();
    }

    private static ObjectNode object() {
        return StrictJson.mapper().createObjectNode();
    }
}
