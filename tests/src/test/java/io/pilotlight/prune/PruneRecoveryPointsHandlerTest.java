package io.pilotlight.prune;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.backup.SnapshotsFake;
import io.pilotlight.lease.RecordedState;
import io.pilotlight.plan.Retention;
import io.pilotlight.plan.SiteName;
import io.pilotlight.prune.PruneRecoveryPointsHandler.Result.NotRemoved;
import io.pilotlight.prune.PruneRecoveryPointsHandler.Result.Removed;
import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.step.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.InvalidDbSnapshotStateException;
import software.amazon.awssdk.services.rds.model.Tag;

class PruneRecoveryPointsHandlerTest {

    private static final Instant NOW = Instant.parse("2026-11-22T16:45:00Z");
    private static final String KEY = "standby-key";

    private final SnapshotsFake source = new SnapshotsFake("eu-west-1");
    private final SnapshotsFake target = new SnapshotsFake("eu-central-1");
    private final StepCloud cloud = new StepCloud();
    private final RecordedState state = cloud.recorded("visitor-counter");

    @BeforeEach
    void noRecoveryIsUnderWay() {
        state.ended(1, SiteName.PRIMARY);
    }

    @Test
    void deletesTheOldestBeyondWhatIsKeptInBothRegions() {
        backups("visits", 4);

        PruneRecoveryPointsHandler.Result result = prune(false, "visits");

        assertThat(result.deleted())
                .containsExactlyInAnyOrder(
                        new Removed("eu-west-1", "visitor-db-20261122t134500"),
                        new Removed("eu-west-1", "visitor-db-20261122t124500"),
                        new Removed("eu-central-1", "visitor-db-20261122t134500"),
                        new Removed("eu-central-1", "visitor-db-20261122t124500"));
        assertThat(result.kept()).isEqualTo(4);
        assertThat(target.snapshots).hasSize(2);
    }

    @Test
    void saysInADryRunWhatItWouldDeleteAndDeletesNothing() {
        backups("visits", 4);

        PruneRecoveryPointsHandler.Result result = prune(true, "visits");

        assertThat(result.deleted()).hasSize(4);
        assertThat(result.reason()).contains("would be deleted");
        assertThat(source.count("DeleteDBSnapshot") + target.count("DeleteDBSnapshot")).isZero();
    }

    @Test
    void goesOnWithTheOthersWhereOneDeletionFails() {
        backups("visits", 4);
        target.failures.put("visitor-db-20261122t124500", InvalidDbSnapshotStateException.builder()
                .message("in use").statusCode(400).build());

        PruneRecoveryPointsHandler.Result result = prune(false, "visits");

        assertThat(result.deleted()).hasSize(3);
        assertThat(result.failed()).containsExactly(
                new NotRemoved("eu-central-1", "visitor-db-20261122t124500", "in use"));
    }

    @Test
    void leavesEverythingAloneThatThisSoftwareDidNotMake() {
        for (int i = 0; i < 10; i++) {
            DBSnapshot own = source.own(
                    "visits", "visitor-db", NOW.minus(Duration.ofDays(9 + i)), NOW.minus(Duration.ofDays(9 + i)));
            source.snapshots.remove(own.dbSnapshotIdentifier());
            // A person's copy has inherited every tag.
            source.put(own.toBuilder().dbSnapshotIdentifier("before-the-release-" + i).build());
            source.put(own.toBuilder().dbSnapshotIdentifier("untagged-" + i).tagList(List.of()).build());
        }

        assertThat(prune(false, "visits").deleted()).isEmpty();
        assertThat(source.snapshots).hasSize(20);
    }

    @Test
    void leavesASourceAloneWhileAPersonCopiesIt() {
        backups("visits", 4);
        source.put(DBSnapshot.builder().dbSnapshotIdentifier("a-persons-copy").status("creating")
                .sourceDBSnapshotIdentifier(SnapshotsFake.arn("eu-central-1", "visitor-db-20261122t124500")).build());

        assertThat(prune(false, "visits").deleted())
                .doesNotContain(new Removed("eu-central-1", "visitor-db-20261122t124500")).hasSize(3);
    }

    @Test
    void leavesARecoveryPointAloneWhileARestoreTestWorksOnIt() {
        backups("visits", 4);
        String tested = "visitor-db-20261122t124500";
        target.instances.add(
                instance("visitor-counter", tested, "arn:aws:states:eu-central-1:123456789012:execution:verify:one"));
        target.instances.add(instance("another", "visitor-db-20261122t134500", "arn:of-another-application"));

        assertThat(prune(false, "visits").deleted()).containsExactlyInAnyOrder(
                new Removed("eu-west-1", tested), new Removed("eu-west-1", "visitor-db-20261122t134500"),
                new Removed("eu-central-1", "visitor-db-20261122t134500"));
    }

    /** What serves now keeps the tag of what it was restored from for as long as it lives. */
    @Test
    void keepsNothingForADatabaseThatARecoveryRestored() {
        backups("visits", 4);
        target.instances.add(instance("visitor-counter", "visitor-db-20261122t124500", ""));

        assertThat(prune(false, "visits").deleted()).hasSize(4);
    }

    @Test
    void deletesNothingWhileARecoveryIsUnderWay() {
        backups("visits", 9);
        state.setIncidentOpen(true);

        assertThat(prune(false, "visits").status()).isEqualTo(Status.REFUSED);
        assertThat(source.calls).isEmpty();
    }

    @Test
    void asksToBeCalledAgainWhereThereIsMoreToDelete() {
        backups("visits", 40);

        PruneRecoveryPointsHandler.Result first = prune(false, "visits");

        assertThat(first.status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(first.deleted()).hasSize(25);
        while (prune(false, "visits").status() == Status.IN_PROGRESS) {
            assertThat(source.count("DeleteDBSnapshot")).isLessThan(100);
        }
        assertThat(source.snapshots).hasSize(2);
        assertThat(target.snapshots).hasSize(2);
    }

    /** 1,000 snapshots in a Region, 30 databases: ten pages a Region, and one call for each that goes. */
    @Test
    void listsEachRegionOnceForAllDatabases() {
        String[] databases = IntStream.range(0, 30).mapToObj("db%d"::formatted).toArray(String[]::new);
        for (String database : databases) {
            backups(database, database + "-instance", 2);
        }
        IntStream.range(source.snapshots.size(), 1000).forEach(i ->
                source.put(DBSnapshot.builder().dbSnapshotIdentifier("foreign-" + i).status("available").build()));

        assertThat(prune(false, databases).deleted()).isEmpty();

        assertThat(source.calls)
                .containsOnly(Map.entry("DescribeDBSnapshots", 10), Map.entry("DescribeDBInstances", 1));
        assertThat(target.calls).containsOnly(Map.entry("DescribeDBSnapshots", 1), Map.entry("DescribeDBInstances", 1));
    }

    private static DBInstance instance(String application, String recoveryPoint, String restoreTest) {
        return DBInstance.builder()
                .dbInstanceIdentifier("visitor-db-test-20261122t043000-221245")
                .dbInstanceStatus("creating")
                .tagList(Map.of("pilot-light:application", application, "pilot-light:incident", "20261122t043000",
                                "pilot-light:recovery-point", recoveryPoint, "pilot-light:restore-test", restoreTest)
                        .entrySet().stream()
                        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                        .toList())
                .build();
    }

    private void backups(String database, int count) {
        backups(database, "visitor-db", count);
    }

    private void backups(String database, String base, int count) {
        for (int hours = 1; hours <= count; hours++) {
            Instant taken = NOW.minus(Duration.ofHours(hours));
            target.copyOf(source.own(database, base, taken, taken), KEY, taken.plusSeconds(600));
        }
    }

    private PruneRecoveryPointsHandler.Result prune(boolean dryRun, String... databases) {
        return new PruneRecoveryPointsHandler(
                        cloud.dynamo(), region -> region.equals("eu-west-1") ? source : target, Clock.fixed(NOW, ZoneOffset.UTC))
                .take(
                        new PruneRecoveryPointsHandler.Input(
                                StepCloud.STATE_TABLE,
                                "visitor-counter",
                                List.of("eu-west-1", "eu-central-1"),
                                List.of(databases),
                                new Retention(2, 1, Duration.ofDays(7)),
                                dryRun));
    }
}
