package io.pilotlight.simulator.cloud.rds;

import static io.pilotlight.simulator.cloud.rds.RdsFixture.INSTANCE;
import static io.pilotlight.simulator.cloud.rds.RdsFixture.PRIMARY;
import static io.pilotlight.simulator.cloud.rds.RdsFixture.STANDBY;
import static io.pilotlight.simulator.cloud.rds.RdsFixture.describeSnapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.SnapshotQuotaExceededException;

/** What a scenario can do to the snapshots of a Region, and what is remembered of their deletion. */
class InjectedFaultsTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final RdsFixture fixture = new RdsFixture();
    private final SimulatedRds standby = fixture.standby;

    @Test
    void letsOneCopyFailInTheEndAndNoOther() {
        fixture.snapshot("first");
        standby.failNextCopy();
        fixture.beginCopy("first", "fails");
        fixture.beginCopy("first", "lands");
        assertThat(describeSnapshot(standby, "fails").status()).isEqualTo("creating");

        fixture.cloud.pass(HOUR);

        assertThat(describeSnapshot(standby, "fails").status()).isEqualTo("failed");
        assertThat(describeSnapshot(standby, "lands").status()).isEqualTo("available");
    }

    @Test
    void fillsTheQuotaWithSnapshotsOfSomebodyElseAndEmptiesItAgain() {
        fixture.snapshot("first");
        standby.addForeignSnapshots(60);
        standby.addForeignSnapshots(40);

        assertThatThrownBy(() -> fixture.beginCopy("first", "first")).isInstanceOf(SnapshotQuotaExceededException.class);
        assertThat(standby.describeDBSnapshotsPaginator(request -> request.snapshotType("manual")).dbSnapshots())
                .hasSize(100).allSatisfy(snapshot -> assertThat(snapshot.tagList()).isEmpty());
        standby.removeForeignSnapshots();
        fixture.beginCopy("first", "first");

        assertThat(standby.describeDBSnapshots().dbSnapshots()).singleElement()
                .extracting(DBSnapshot::dbSnapshotIdentifier).isEqualTo("first");
    }

    @Test
    void remembersOfADeletionWhoAskedForItAndWhatWasLeft() {
        fixture.snapshot("first");
        fixture.snapshot("second");
        fixture.beginCopy("first", "copy");
        fixture.cloud.context().callers().as("PruneRecoveryPointsFunction", () ->
                fixture.primary.deleteDBSnapshot(request -> request.dbSnapshotIdentifier("first")));
        fixture.cloud.pass(HOUR);
        standby.deleteDBSnapshot(request -> request.dbSnapshotIdentifier("copy"));

        assertThat(fixture.regions.deletions()).hasSize(2);
        assertThat(fixture.regions.deletions().getFirst()).satisfies(deletion -> {
            assertThat(deletion.caller()).isEqualTo("PruneRecoveryPointsFunction");
            assertThat(deletion.region()).isEqualTo(PRIMARY);
            assertThat(deletion.snapshot().dbSnapshotIdentifier()).isEqualTo("first");
            assertThat(deletion.snapshot().dbInstanceIdentifier()).isEqualTo(INSTANCE);
            assertThat(deletion.sourceOfCopyInFlight()).isTrue();
            assertThat(deletion.remaining()).extracting(DBSnapshot::dbSnapshotIdentifier).containsExactly("second");
        });
        assertThat(fixture.regions.deletions().getLast()).satisfies(deletion -> {
            assertThat(deletion.caller()).isEmpty();
            assertThat(deletion.region()).isEqualTo(STANDBY);
            assertThat(deletion.snapshot().status()).isEqualTo("failed");
            assertThat(deletion.sourceOfCopyInFlight()).isFalse();
            assertThat(deletion.remaining()).isEmpty();
        });
    }
}
