package io.pilotlight.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.json.StrictJson;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Tag;

/** What is kept of the backups, and what would be lost: the packaged functions against an emulated RDS and CloudWatch. */
@WireTest
class RetentionWireTest {

    private static final int BACKUPS = 4;

    private final Wire wire;
    private EmulatedApplication application;
    private List<String> backups;

    RetentionWireTest(Wire wire) {
        this.wire = wire;
    }

    @BeforeEach
    void makeApplication() {
        application = EmulatedApplication.withoutBackups(wire);
    }

    @Test
    void saysInADryRunWhatItWouldDelete() {
        backUp();

        JsonNode pruned = prune(true);

        assertThat(pruned.path("status").asText()).isEqualTo("DONE");
        assertThat(pruned.path("deleted").findValuesAsText("snapshotId")).containsExactly(
                backups.get(0), backups.get(1), backups.get(0), backups.get(1));
        assertThat(names(application.primary())).containsExactlyInAnyOrderElementsOf(backups);
        assertThat(names(application.standby())).containsExactlyInAnyOrderElementsOf(backups);
    }

    @Test
    void deletesTheOldestInBothRegions() {
        backUp();

        JsonNode pruned = prune(false);

        assertThat(pruned.path("failed")).isEmpty();
        assertThat(pruned.path("kept").asInt()).isEqualTo(4);
        assertThat(names(application.primary())).containsExactlyInAnyOrder(backups.get(2), backups.get(3));
        assertThat(names(application.standby())).containsExactlyInAnyOrder(backups.get(2), backups.get(3));
    }

    @Test
    void neverDeletesAVerifiedOneThatIsToBeKeptHoweverOldItIs() {
        backUp();
        wire.call("MarkVerifiedFunction", object()
                .put("application", EmulatedApplication.NAME)
                .put("region", Wire.STANDBY)
                .put("snapshotId", backups.getFirst()));

        prune(false);

        assertThat(names(application.standby()))
                .containsExactlyInAnyOrder(backups.get(0), backups.get(2), backups.get(3));
    }

    @Test
    void neverDeletesAForeignSnapshot() {
        backUp();
        List<Tag> ours = application.primary().snapshots().getFirst().tagList();
        List<String> foreign = List.of("visitor-db-20200101t000000", "a-persons-copy", "visitor-db-20200102t000000");
        snapshot(foreign.get(0), List.of());
        // A copy that a person makes inherits the tags.
        snapshot(foreign.get(1), ours);
        snapshot(foreign.get(2), List.of(tag("application", "another"), tag("database", "visits"),
                tag("scheduled-at", "2020-01-02T00:00:00Z")));

        prune(false);

        assertThat(names(application.primary())).containsExactlyInAnyOrder(
                backups.get(2), backups.get(3), foreign.get(0), foreign.get(1), foreign.get(2));
    }

    @Test
    void keepsTwiceAsManyDuringARecovery() {
        backUp();
        wire.call("AcquireLeaseFunction", EmulatedState.acquisition("first"));

        JsonNode pruned = prune(false);

        assertThat(pruned.path("status").asText()).isEqualTo("DONE");
        assertThat(names(application.primary())).hasSize(BACKUPS);
        assertThat(names(application.standby())).hasSize(BACKUPS);
    }

    @Test
    void publishesTheAgeOfANewStackWhereThereIsNoRecoveryPointYet() {
        JsonNode measured = measure();

        assertThat(measured.at("/databases/0/known").asBoolean()).isFalse();
        assertThat(measured.at("/databases/0/reason").asText()).contains("has no recovery point yet");
        assertThat(application.metric("ExposureMinutes", "Database", "visits").orElseThrow()).isBetween(0.0, 2.0);
    }

    @Test
    void publishesTheAgeOfTheNewestRecoveryPointAndWhatTheLastRunsCanHold() {
        backUp();

        JsonNode measured = measure();

        assertThat(measured.at("/databases/0/snapshotId").asText()).isEqualTo(backups.getLast());
        assertThat(measured.at("/databases/0/withinObjective").asBoolean()).isTrue();
        assertThat(measured.at("/databases/0/objectiveAttainable").asBoolean()).isTrue();
        assertThat(application.metric("ExposureMinutes", "Database", "visits").orElseThrow()).isBetween(0.0, 2.0);
        // One tick and a run of no time: moto copies at once.
        assertThat(application.metric("AttainableExposureMinutes", "Database", "visits").orElseThrow())
                .isBetween(15.0, 16.0);
    }

    private void backUp() {
        backups = new BackupSteps(wire).backUp(application, BACKUPS);
    }

    private JsonNode prune(boolean dryRun) {
        return new BackupSteps(wire).prune(application, 2, dryRun);
    }

    private JsonNode measure() {
        return wire.call("MeasureExposureFunction", object()
                .put("planParameter", EmulatedApplication.PLAN_PARAMETER)
                .put("table", EmulatedState.TABLE));
    }

    private void snapshot(String name, List<Tag> tags) {
        application.primary().clients().rds().createDBSnapshot(request -> request
                .dbInstanceIdentifier(EmulatedApplication.INSTANCE).dbSnapshotIdentifier(name).tags(tags));
    }

    private static List<String> names(EmulatedSite site) {
        return site.snapshots().stream().map(DBSnapshot::dbSnapshotIdentifier).toList();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key("pilot-light:" + key).value(value).build();
    }

    private static ObjectNode object() {
        return StrictJson.mapper().createObjectNode();
    }
}
