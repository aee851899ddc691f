package io.pilotlight.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.json.StrictJson;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** The checks of the recovery points and their report: the packaged functions against an emulated RDS and CloudWatch. */
@WireTest
class VerificationWireTest {

    private static final String DECIDE = "DecideVerificationFunction";

    private final Wire wire;
    private EmulatedApplication application;

    VerificationWireTest(Wire wire) {
        this.wire = wire;
    }

    @BeforeEach
    void makeApplication() {
        application = EmulatedApplication.withoutBackups(wire);
    }

    @Test
    void verifiesEveryServiceAndRestoresNothingUnlessItIsAskedFor() {
        JsonNode decided = wire.call(DECIDE, decision(Project.json("events/schedule-verify-backups.json")));

        assertThat(decided.path("status").asText()).isEqualTo("DONE");
        assertThat(decided.path("sourceRegion").asText()).isEqualTo(Wire.PRIMARY);
        assertThat(decided.path("targetRegion").asText()).isEqualTo(Wire.STANDBY);
        assertThat(decided.path("bucket").asText()).isEqualTo(EmulatedBucket.NAME);
        assertThat(decided.path("services").findValuesAsText("name")).containsExactly("web");
        assertThat(decided.path("restoreTests")).isEmpty();
        assertThat(decided.path("findings")).isEmpty();
    }

    @Test
    void decidesOnARestoreTestOfEveryDatabaseInIsolation() {
        JsonNode decided = wire.call(DECIDE, decision(Project.json("events/console-restore-test.json")));

        JsonNode test = decided.at("/restoreTests/0");
        assertThat(test.at("/database/name").asText()).isEqualTo("visits");
        assertThat(test.at("/site/instanceIdentifier").asText()).isEqualTo("visitor-db-test");
        assertThat(test.at("/site/subnetGroup").asText()).isEqualTo(EmulatedSite.ISOLATED_SUBNET_GROUP);
        assertThat(test.at("/site/securityGroupIds/0").asText())
                .isEqualTo(application.standby().isolatedSecurityGroup());
        assertThat(test.at("/site/deletionProtection").asBoolean()).isFalse();
        assertThat(test.at("/site/kmsKeyId").asText()).isEqualTo(application.standby().keyArn());
    }

    @Test
    void saysThatNoRestoreTestIsMadeDuringARecovery() {
        wire.call("AcquireLeaseFunction", EmulatedState.acquisition("first"));

        JsonNode decided = wire.call(DECIDE, decision(object().put("restoreTest", true)));

        assertThat(decided.path("restoreTests")).isEmpty();
        assertThat(decided.at("/findings/0/check").asText()).isEqualTo("NOT_VERIFIED");
        assertThat(decided.at("/findings/0/problem").asText()).contains("no restore test was made");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"restore\": true}", "{\"restoreTest\": \"true\"}", "{\"scheduledAt\": \"soon\"}", "[]"})
    void refusesABadInputWithWhatIsAcceptedAndTouchesNothing(String input) throws Exception {
        Invocation.Failed failed = wire.callThatFails(DECIDE, decision(StrictJson.mapper().readTree(input)).toString());

        assertThat(failed.errorType()).isEqualTo("io.pilotlight.plan.InvalidInputException");
        assertThat(failed.errorMessage())
                .contains("accepted is {} or {\"restoreTest\": true}", "Nothing was touched");
        assertThat(application.recorded()).isEmpty();
        assertThat(application.restored()).isEmpty();
    }

    @Test
    void findsThatAllWouldBeLostWhereThereIsNoRecoveryPoint() {
        JsonNode verified = verify();

        assertThat(verified.path("recoveryPoints").asInt()).isZero();
        assertThat(verified.at("/findings/0/check").asText()).isEqualTo("RECOVERY_POINT_MISSING");
        assertThat(verified.at("/findings/0/severity").asText()).isEqualTo("CRITICAL");
        assertThat(verified.at("/findings/0/problem").asText()).contains("all would be lost");
    }

    @Test
    void findsNothingWrongWithWhatTheBackupHasMade() {
        new BackupSteps(wire).backUp(application, 2);

        JsonNode verified = verify();

        assertThat(verified.path("recoveryPoints").asInt()).isEqualTo(2);
        assertThat(verified.path("findings")).isEmpty();
    }

    @Test
    void findsACopyThatHasLostItsTags() {
        List<String> backups = new BackupSteps(wire).backUp(application, 2);
        DBSnapshot copy = copy(backups.getFirst());
        standby().removeTagsFromResource(request -> request
                .resourceName(copy.dbSnapshotArn()).tagKeys("pilot-light:database"));

        JsonNode findings = verify().path("findings");

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.path("check").asText()).isEqualTo("TAGS");
            assertThat(finding.path("subject").asText()).isEqualTo("visits/" + backups.getFirst());
            assertThat(finding.path("remedy").asText()).contains("pilot-light:database = visits");
        });
    }

    @Test
    void findsThatTheNewestCopyIsUnderAnotherKey() {
        List<String> backups = new BackupSteps(wire).backUp(application, 2);
        DBSnapshot copy = copy(backups.getLast());
        String otherKey = application.standby().clients().kms().createKey().keyMetadata().arn();
        standby().deleteDBSnapshot(request -> request.dbSnapshotIdentifier(copy.dbSnapshotIdentifier()));
        standby().copyDBSnapshot(request -> request
                .sourceDBSnapshotIdentifier(copy.sourceDBSnapshotIdentifier()).sourceRegion(Wire.PRIMARY)
                .targetDBSnapshotIdentifier(copy.dbSnapshotIdentifier())
                .kmsKeyId(otherKey).tags(copy.tagList()));

        JsonNode verified = verify();

        assertThat(verified.path("recoveryPoints").asInt()).isEqualTo(1);
        assertThat(verified.path("findings")).singleElement().satisfies(finding -> {
            assertThat(finding.path("check").asText()).isEqualTo("ENCRYPTION");
            assertThat(finding.path("severity").asText()).isEqualTo("CRITICAL");
            assertThat(finding.path("problem").asText()).contains(otherKey);
        });
    }

    @Test
    void publishesWhatWasFoundAndWordsWhatCouldNotBeDone() {
        JsonNode reported = wire.call("ReportFindingsFunction", Project.json("events/report-findings-input.json"));

        assertThat(reported.path("critical").asInt()).isEqualTo(1);
        assertThat(reported.path("warnings").asInt()).isEqualTo(1);
        assertThat(reported.path("findings").findValuesAsText("subject"))
                .containsExactly("web", "visits/visitor-db-20261122t030000");
        assertThat(reported.at("/findings/0/problem").asText()).endsWith("AWS did not carry out the call: timed out");
        assertThat(application.metric("Findings")).hasValue(2);
        assertThat(application.metric("CriticalFindings")).hasValue(1);
        assertThat(application.metric("Findings", "Check", "COPY_INCOMPLETE")).hasValue(1);
        assertThat(application.metric("RestoreTestPassed", "Database", "visits")).hasValue(1);
        assertThat(application.metric("RestoreSeconds", "Database", "visits")).hasValue(742.318);
        assertThat(application.metric("WarmUpSeconds", "Database", "visits")).hasValue(3.9);
    }

    private JsonNode verify() {
        return wire.call("VerifyRecoveryPointsFunction", object()
                .put("planParameter", EmulatedApplication.PLAN_PARAMETER)
                .put("table", EmulatedState.TABLE));
    }

    private static ObjectNode decision(JsonNode request) {
        ObjectNode input = object()
                .put("planParameter", EmulatedApplication.PLAN_PARAMETER)
                .put("table", EmulatedState.TABLE)
                .put("startedAt", "2026-11-22T04:30:02.417Z");
        input.set("input", request);
        return input;
    }

    private DBSnapshot copy(String snapshotId) {
        return standby().describeDBSnapshots(request -> request.dbSnapshotIdentifier(snapshotId))
                .dbSnapshots().getFirst();
    }

    private RdsClient standby() {
        return application.standby().clients().rds();
    }

    private static ObjectNode object() {
        return StrictJson.mapper().createObjectNode();
    }
}
