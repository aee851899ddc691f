package io.pilotlight.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Tag;

/** From the decision to the complete copy: the packaged functions against an emulated RDS, SSM and KMS. */
@WireTest
class BackupWireTest {

    private static final Instant TICK = Instant.now().truncatedTo(ChronoUnit.MINUTES);

    private final Wire wire;
    private final BackupSteps steps;
    private EmulatedApplication application;
    private EmulatedExecutions executions;

    BackupWireTest(Wire wire) {
        this.wire = wire;
        this.steps = new BackupSteps(wire);
    }

    @BeforeEach
    void makeApplication() {
        application = EmulatedApplication.withoutBackups(wire);
        executions = new EmulatedExecutions(wire, "pilot-light-backup");
    }

    @Test
    void takesASnapshotAndCopiesItUnderTheOtherSitesKeyWithItsTags() {
        JsonNode decided = decide("first");

        String snapshotId = steps.backUp(decided, decided.at("/due/0"));

        DBSnapshot source = application.primary().snapshots().getFirst();
        DBSnapshot copy = application.standby().snapshots().getFirst();
        assertThat(source.dbSnapshotIdentifier()).isEqualTo(snapshotId).startsWith("visitor-db-20");
        assertThat(source.tagList()).containsExactlyInAnyOrder(tag("application", "visitor-counter"),
                tag("database", "visits"), tag("scheduled-at", TICK.toString()));
        assertThat(copy.dbSnapshotIdentifier()).isEqualTo(snapshotId);
        assertThat(copy.tagList()).containsAll(source.tagList());
        assertThat(copy.tagList()).extracting(Tag::key).contains("pilot-light:landed-at");
        assertThat(copy.encrypted()).isTrue();
        assertThat(copy.kmsKeyId()).isEqualTo(application.standby().keyArn());
        // Moto takes the copy's option group and does not tell it; CopySnapshotHandlerTest holds that it is asked for.
        assertThat(copy.sourceDBSnapshotIdentifier()).isEqualTo(source.dbSnapshotArn());
    }

    @Test
    void findsItsOwnWorkHoweverOftenAStepIsTaken() {
        JsonNode decided = decide("first");
        JsonNode due = decided.at("/due/0");
        steps.backUp(decided, due);
        List<Tag> tags = application.standby().snapshots().getFirst().tagList();

        steps.backUp(decided, due);

        assertThat(application.primary().snapshots()).hasSize(1);
        assertThat(application.standby().snapshots()).singleElement()
                .satisfies(copy -> assertThat(copy.tagList()).isEqualTo(tags));
    }

    @Test
    void copiesBackFromTheInstanceThatTheApplicationReadsOnceTheStandbySiteIsActive() {
        RdsClient standby = application.standby().clients().rds();
        application.makeDatabase(application.standby(), "visitor-db-20261122t165051-160003");
        application.makeDatabase(application.standby(), "visitor-db-20261101t101112-100001");
        application.publishEndpoint(standby.describeDBInstances(request -> request
                .dbInstanceIdentifier("visitor-db-20261122t165051-160003")).dbInstances().getFirst().endpoint().address());
        application.state().activateStandby();

        JsonNode decided = decide("first");
        steps.backUp(decided, decided.at("/due/0"));

        assertThat(application.standby().snapshots()).singleElement().satisfies(taken ->
                assertThat(taken.dbInstanceIdentifier()).isEqualTo("visitor-db-20261122t165051-160003"));
        assertThat(application.primary().snapshots()).singleElement().satisfies(copy -> {
            assertThat(copy.kmsKeyId()).isEqualTo(application.primary().keyArn());
            assertThat(copy.tagList()).extracting(Tag::key).contains("pilot-light:landed-at");
        });
    }

    @Test
    void saysThatTheSourceOfACopyIsGone() {
        JsonNode decided = decide("first");

        JsonNode refused = wire.call("CopySnapshotFunction", BackupSteps.copying(decided, decided.at("/due/0"),
                "arn:aws:rds:eu-west-1:123456789012:snapshot:visitor-db-gone"));

        assertThat(refused.path("status").asText()).as(refused.toString()).isEqualTo("REFUSED");
        assertThat(refused.path("reason").asText()).contains("is gone");
        assertThat(application.standby().snapshots()).isEmpty();
    }

    @Test
    void namesAKeyThatCannotBeUsed() {
        JsonNode decided = decide("first");
        JsonNode due = decided.at("/due/0");
        String source = steps.untilDone("TakeSnapshotFunction", BackupSteps.taking(decided, due))
                .path("snapshotArn").asText();

        JsonNode refused = wire.call("CopySnapshotFunction", BackupSteps.copying(decided, due, source)
                .put("kmsKeyId", "arn:aws:kms:eu-central-1:123456789012:key/66666666-7777-8888-9999-000000000000"));

        assertThat(refused.path("status").asText()).as(refused.toString()).isEqualTo("REFUSED");
        assertThat(refused.path("reason").asText()).contains("KMS key", "66666666");
        assertThat(application.standby().snapshots()).isEmpty();
    }

    @Test
    void leavesASnapshotOfTheSameNameOfAnotherInstanceAlone() {
        JsonNode decided = decide("first");
        JsonNode due = decided.at("/due/0");
        application.makeDatabase(application.primary(), "somebody-elses");
        application.primary().clients().rds().createDBSnapshot(request -> request
                .dbInstanceIdentifier("somebody-elses").dbSnapshotIdentifier(due.path("snapshotId").asText()));

        Invocation.Failed failed = wire.callThatFails(
                "TakeSnapshotFunction", BackupSteps.taking(decided, due).toString());

        assertThat(failed.errorType()).isEqualTo("io.pilotlight.backup.SnapshotNameTakenException");
        assertThat(failed.errorMessage()).contains("somebody-elses");
        assertThat(application.primary().snapshots()).hasSize(1);
    }

    private JsonNode decide(String execution) {
        return steps.decide(executions.running(execution), BackupSteps.scheduled(TICK));
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key("pilot-light:" + key).value(value).build();
    }
}
