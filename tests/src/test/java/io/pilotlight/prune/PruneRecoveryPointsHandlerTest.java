package io.pilotlight.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.backup.RegionOfBackups;
import io.pilotlight.instance.InstanceTags;
import io.pilotlight.lease.RecordedState;
import io.pilotlight.plan.Database;
import io.pilotlight.plan.Plan;
import io.pilotlight.plan.Plans;
import io.pilotlight.plan.Retention;
import io.pilotlight.plan.SiteName;
import io.pilotlight.prune.PruneRecoveryPointsHandler.Result.NotRemoved;
import io.pilotlight.prune.PruneRecoveryPointsHandler.Result.Removed;
import io.pilotlight.reconcile.RecordReconciliationHandler;
import io.pilotlight.recoverypoint.SnapshotName;
import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.step.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.InvalidDbSnapshotStateException;

class PruneRecoveryPointsHandlerTest {

    private static final Instant NOW = Instant.parse("2026-11-22T16:45:00Z");
    private static final Plan PLAN = Plan.parse(Plans.json().toString());
    private static final String KEY = PLAN.databases().getFirst().standby().kmsKeyId();

    private static final String DELETE = "rds:DeleteDBSnapshot";

    private final StepCloud cloud = new StepCloud(NOW);
    private final RegionOfBackups source = new RegionOfBackups(cloud, StepCloud.PRIMARY);
    private final RegionOfBackups target = new RegionOfBackups(cloud, StepCloud.STANDBY);
    private final PruneRecoveryPointsHandler handler = cloud.handler(PruneRecoveryPointsHandler.class);
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
        assertThat(target.snapshots()).hasSize(2);
    }

    @Test
    void saysInADryRunWhatItWouldDeleteAndDeletesNothing() {
        backups("visits", 4);

        PruneRecoveryPointsHandler.Result result = prune(true, "visits");

        assertThat(result.deleted()).hasSize(4);
        assertThat(result.reason()).contains("would be deleted");
        assertThat(cloud.count(DELETE)).isZero();
    }

    @Test
    void goesOnWithTheOthersWhereOneDeletionFails() {
        backups("visits", 4);
        cloud.refuseNext(DELETE, InvalidDbSnapshotStateException.builder()
                .message("in use").statusCode(400).build());

        PruneRecoveryPointsHandler.Result result = prune(false, "visits");

        assertThat(result.deleted()).hasSize(3);
        assertThat(result.failed()).containsExactly(
                new NotRemoved("eu-west-1", "visitor-db-20261122t124500", "in use"));
    }

    @Test
    void leavesEverythingAloneThatThisSoftwareDidNotMake() {
        for (int i = 0; i < 10; i++) {
            DBSnapshot own = source.own(
                    "visits", "visitor-db", NOW.minus(Duration.ofDays(9 + i)), NOW.minus(Duration.ofDays(9 + i)));
            source.remove(own.dbSnapshotIdentifier());
            // A person's copy has inherited every tag.
            source.put(own.toBuilder().dbSnapshotIdentifier("before-the-release-" + i).build());
            source.put(own.toBuilder().dbSnapshotIdentifier("untagged-" + i).tagList(List.of()).build());
        }

        assertThat(prune(false, "visits").deleted()).isEmpty();
        assertThat(source.snapshots()).hasSize(20);
    }

    @Test
    void leavesASourceAloneWhileAPersonCopiesIt() {
        backups("visits", 4);
        source.put(DBSnapshot.builder().dbSnapshotIdentifier("a-persons-copy").status("creating")
                .sourceDBSnapshotIdentifier(RegionOfBackups.arn("eu-central-1", "visitor-db-20261122t124500")).build());

        assertThat(prune(false, "visits").deleted())
                .doesNotContain(new Removed("eu-central-1", "visitor-db-20261122t124500")).hasSize(3);
    }

    @Test
    void leavesARecoveryPointAloneWhileARestoreTestWorksOnIt() {
        backups("visits", 4);
        String tested = "visitor-db-20261122t124500";
        instance("one", "visitor-counter", tested, "arn:aws:states:eu-central-1:123456789012:execution:verify:one");
        instance("two", "another", "visitor-db-20261122t134500", "arn:of-another-application");

        assertThat(prune(false, "visits").deleted()).containsExactlyInAnyOrder(
                new Removed("eu-west-1", tested), new Removed("eu-west-1", "visitor-db-20261122t134500"),
                new Removed("eu-central-1", "visitor-db-20261122t134500"));
    }

    /** Also one that is not the newest, where a newer one would not restore. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keepsWhatAFailoverHasRestoredUntilSomebodyHasAcknowledgedWhatTheOldPrimaryAloneHad(boolean fenced) {
        backups("visits", 4);
        String used = "visitor-db-20261122t124500";
        restored("visitor-db-20261122t000000-221245", used);
        cloud.recorded("visitor-counter").ended(1, SiteName.STANDBY);
        cloud.recorded("visitor-counter").setOldSiteFenced(fenced);
        assertThat(prune(false, "visits").deleted()).contains(new Removed("eu-west-1", used)).doesNotContain(new Removed("eu-central-1", used));

        cloud.recorded("visitor-counter").setOldSiteFenced(true);
        String kept = SnapshotName.ofOldPrimary(named("visits").primary().instanceIdentifier(), RecordedState.INCIDENT).value();
        source.put(DBSnapshot.builder().dbSnapshotIdentifier(kept).build());
        cloud.handler(RecordReconciliationHandler.class).take(new RecordReconciliationHandler.Input(
                StepCloud.STATE_TABLE, "visitor-counter", RecordedState.INCIDENT, List.of(), List.of()));
        assertThat(prune(false, "visits").deleted()).as("compared, and not acknowledged").isEmpty();

        source.remove(kept);
        assertThat(prune(false, "visits").deleted()).containsExactly(new Removed("eu-central-1", used));
    }

    private void restored(String name, String recoveryPoint) {
        cloud.rds(StepCloud.STANDBY).addInstance(CreateDbInstanceRequest.builder()
                .dbInstanceIdentifier(name)
                .masterUserPassword("of-the-database")
                .tags(new InstanceTags("visitor-counter", RecordedState.INCIDENT, recoveryPoint, "").asList())
                .build());
    }

    /** What serves now keeps the tag of what it was restored from for as long as it lives. */
    @Test
    void keepsNothingForADatabaseThatARecoveryRestored() {
        backups("visits", 4);
        instance("one", "visitor-counter", "visitor-db-20261122t124500", "");

        assertThat(prune(false, "visits").deleted()).hasSize(4);
    }

    /** Else they pile up until the quota is full, and then nothing is backed up any more. */
    @Test
    void keepsTwiceAsManyWhileARecoveryRuns() {
        backups("visits", 9);
        state.held(2);

        prune(false, "visits");

        assertThat(target.snapshots()).hasSize(4);
        assertThat(source.snapshots()).hasSize(4);
    }

    @Test
    void goesOnOnceARecoveryHasFailedAndKeepsWhatItHasRestored() {
        backups("visits", 9);
        state.setIncidentOpen(true);
        instance("one", "visitor-counter", "visitor-db-20261122t074500", "");

        prune(false, "visits");

        assertThat(target.snapshots()).extracting(DBSnapshot::dbSnapshotIdentifier).containsExactly(
                "visitor-db-20261122t074500", "visitor-db-20261122t144500", "visitor-db-20261122t154500");
        assertThat(source.snapshots()).hasSize(2);
    }

    @Test
    void asksToBeCalledAgainWhereThereIsMoreToDelete() {
        backups("visits", 40);

        PruneRecoveryPointsHandler.Result first = prune(false, "visits");

        assertThat(first.status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(first.deleted()).hasSize(25);
        while (prune(false, "visits").status() == Status.IN_PROGRESS) {
            assertThat(cloud.count(DELETE)).isLessThan(200);
        }
        assertThat(source.snapshots()).hasSize(2);
        assertThat(target.snapshots()).hasSize(2);
    }

    /** 1,000 snapshots in a Region, 30 databases: ten pages a Region, and one call for each that goes. */
    @Test
    void listsEachRegionOnceForAllDatabases() {
        String[] databases = IntStream.range(0, 30).mapToObj("db%d"::formatted).toArray(String[]::new);
        for (String database : databases) {
            backups(database, database + "-instance", 2);
        }
        cloud.rds(StepCloud.PRIMARY).quotas().manualSnapshots(2000);
        IntStream.range(source.snapshots().size(), 1000).forEach(i ->
                source.put(DBSnapshot.builder().dbSnapshotIdentifier("foreign-" + i).status("available").build()));

        assertThat(prune(false, databases).deleted()).isEmpty();

        assertThat(cloud.calls(StepCloud.PRIMARY, "rds"))
                .containsOnly(Map.entry("rds:DescribeDBSnapshots", 10L), Map.entry("rds:DescribeDBInstances", 1L),
                        Map.entry("rds:DescribeAccountAttributes", 1L));
        assertThat(cloud.calls(StepCloud.STANDBY, "rds"))
                .containsOnly(Map.entry("rds:DescribeDBSnapshots", 1L), Map.entry("rds:DescribeDBInstances", 1L),
                        Map.entry("rds:DescribeAccountAttributes", 1L));
    }

    /** The plan was given another key, and later the old one again. */
    @Test
    void keepsTheNewestOnesThatAFailoverWouldTakeHoweverManyNewerOnesItWouldPassOver() {
        backups("visits", 9);
        for (int minutes = 1; minutes <= 9; minutes++) {
            Instant taken = NOW.minus(Duration.ofMinutes(minutes));
            target.copyOf(source.own("visits", "visitor-db", taken, taken), "arn:aws:kms:eu-central-1:111122223333:key/2", taken);
        }

        assertThat(prune(false, "visits").status()).isEqualTo(Status.IN_PROGRESS);
        prune(false, "visits");

        assertThat(target.snapshots()).extracting(DBSnapshot::dbSnapshotIdentifier).containsExactly(
                "visitor-db-20261122t144500", "visitor-db-20261122t154500", "visitor-db-20261122t164400");
        assertThat(source.snapshots()).extracting(DBSnapshot::dbSnapshotIdentifier).containsExactly(
                "visitor-db-20261122t164300", "visitor-db-20261122t164400");
    }

    /** What the old site took of itself is no recovery point after a failover, and gives way to what is. */
    @Test
    void keepsWhatALostSiteTookOnlyUntilThereAreEnoughCopiesOfTheOther() {
        state.ended(2, SiteName.STANDBY);
        for (int hours = 1; hours <= 4; hours++) {
            Instant taken = NOW.minus(Duration.ofHours(hours));
            source.own("visits", "visitor-db", taken, taken);
        }
        Instant before = NOW.minus(Duration.ofHours(5));
        source.copyOf(target.own("visits", "visitor-db", before, before), KEY, before);

        prune(false, "visits");

        assertThat(source.snapshots()).extracting(DBSnapshot::dbSnapshotIdentifier)
                .containsExactly("visitor-db-20261122t114500", "visitor-db-20261122t154500");
    }

    private static Database named(String name) {
        Database database = PLAN.databases().getFirst();
        return new Database(name, database.primary(), database.standby(), database.restoreTest());
    }

    private void instance(String name, String application, String recoveryPoint, String restoreTest) {
        target.instance(name, name + ".xyz.eu-central-1.rds.amazonaws.com",
                new InstanceTags(application, "20261122t043000", recoveryPoint, restoreTest).asList());
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

    /** 80 snapshots of others leave room for 20, one of which the next backup takes. */
    @Test
    void letsTheOldestThatAreNotVerifiedGiveWayWhereTheQuotaHasNoRoomForTheNext() {
        backups("visits", 20);
        cloud.rds(StepCloud.STANDBY).addForeignSnapshots(80);

        prune(new Retention(24, 1, Duration.ofDays(7), 7), false, "visits");

        assertThat(source.snapshots()).hasSize(20);
        assertThat(target.snapshots()).hasSize(99).extracting(DBSnapshot::dbSnapshotIdentifier)
                .contains("visitor-db-20261121t214500").doesNotContain("visitor-db-20261121t204500");
    }

    /** What a failover would pass over is worth less than the oldest that it would take. */
    @Test
    void letsWhatAFailoverWouldPassOverGiveWayFirst() {
        backups("visits", 10);
        for (int hours = 20; hours <= 23; hours++) {
            Instant taken = NOW.minus(Duration.ofHours(hours));
            target.copyOf(source.own("visits", "visitor-db", taken, taken), "arn:aws:kms:eu-central-1:111122223333:key/2", taken);
        }
        cloud.rds(StepCloud.STANDBY).addForeignSnapshots(87);

        prune(new Retention(24, 1, Duration.ofDays(7), 7), false, "visits");

        assertThat(target.snapshots()).hasSize(99).extracting(DBSnapshot::dbSnapshotIdentifier)
                .contains("visitor-db-20261122t064500", "visitor-db-20261121t204500", "visitor-db-20261121t194500")
                .doesNotContain("visitor-db-20261121t184500", "visitor-db-20261121t174500");
    }

    /** What goes by the rules makes room as well: only what is still missing gives way, and never twice the same one. */
    @Test
    void letsNoMoreGiveWayThanTheRulesHaveLeftToo() {
        backups("visits", 10);
        cloud.rds(StepCloud.STANDBY).addForeignSnapshots(92);

        PruneRecoveryPointsHandler.Result result = prune(new Retention(8, 1, Duration.ofDays(7), 7), false, "visits");

        assertThat(result.deleted()).filteredOn(removed -> removed.region().equals("eu-central-1")).doesNotHaveDuplicates().hasSize(3);
        assertThat(target.snapshots()).hasSize(99);
    }

    /** An unfinished backup may go on from it. */
    @Test
    void keepsTheNewestOfAllAlsoWhereAFailoverWouldPassItOver() {
        backups("visits", 4);
        Instant taken = NOW.minus(Duration.ofMinutes(5));
        target.own("visits", "visitor-db", taken, taken);

        prune(false, "visits");

        assertThat(target.snapshots()).extracting(DBSnapshot::dbSnapshotIdentifier).contains("visitor-db-20261122t164000");
    }

    /** A call that deletes all that is left is the last one. */
    @Test
    void deletesTwentyFiveACallAndSaysHowManyAreLeft() {
        backups("visits", 27);

        PruneRecoveryPointsHandler.Result first = prune(false, "visits");
        PruneRecoveryPointsHandler.Result second = prune(false, "visits");

        assertThat(first.status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(first.reason()).isEqualTo("25 snapshots were deleted, 0 could not be, 25 are left for the next call; 4 stay");
        assertThat(second.status()).isEqualTo(Status.DONE);
        assertThat(second.reason()).isEqualTo("25 snapshots were deleted, 0 could not be, 0 are left for the next call; 4 stay");
    }

    /** A plan that names none must not make everything nobody's. */
    @Test
    void refusesToPruneForNoDatabase() {
        assertThatThrownBy(() -> prune(false)).hasMessageContaining("databases is empty");
        assertThat(cloud.count(DELETE)).isZero();
    }

    @Test
    void letsNoMoreGiveWayThanAFailoverTriesHoweverMuchOthersUse() {
        backups("visits", 20);
        cloud.rds(StepCloud.STANDBY).addForeignSnapshots(100);

        prune(new Retention(24, 1, Duration.ofDays(7), 7), false, "visits");

        assertThat(target.snapshots()).hasSize(106);
    }

    private PruneRecoveryPointsHandler.Result prune(boolean dryRun, String... databases) {
        return prune(new Retention(2, 1, Duration.ofDays(7), 7), dryRun, databases);
    }

    private PruneRecoveryPointsHandler.Result prune(Retention retention, boolean dryRun, String... databases) {
        return cloud.take(() -> handler.take(new PruneRecoveryPointsHandler.Input(
                StepCloud.STATE_TABLE,
                "visitor-counter",
                PLAN.sites(),
                Stream.of(databases).map(PruneRecoveryPointsHandlerTest::named).toList(),
                retention,
                dryRun)));
    }
}
