package io.pilotlight.simulator.scenario;

import io.pilotlight.simulator.database.DatabaseUnavailable;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * The application's backups as they arrive in the standby Region before anything happens: a snapshot every half hour,
 * copied under the standby's own key. They are the scenario's, not the stack's.
 */
final class BackupRounds {

    private static final Duration INTERVAL = Duration.ofMinutes(30);
    private static final Duration LOOK = Duration.ofMinutes(1);

    private final Cloud cloud;
    private final BooleanSupplier primaryIsActive;
    private int round;

    /** @param primaryIsActive whether the primary is the recorded active site; the other one's database is not backed up */
    BackupRounds(Cloud cloud, BooleanSupplier primaryIsActive) {
        this.cloud = cloud;
        this.primaryIsActive = primaryIsActive;
    }

    void begin() {
        cloud.context().timeline().every(INTERVAL, this::snapshot);
    }

    /** Returns the newest recovery point that is complete in a Region. */
    static String newestComplete(RegionOfCloud region) {
        return region.rds().describeDBSnapshots(request -> request.snapshotType("manual")).dbSnapshots().stream()
                .filter(snapshot -> "available".equals(snapshot.status()))
                .max(Comparator.comparing(DBSnapshot::originalSnapshotCreateTime))
                .orElseThrow(() -> new IllegalStateException("no recovery point is complete in " + region.name()))
                .dbSnapshotIdentifier();
    }

    private void snapshot() {
        if (!primaryIsActive.getAsBoolean()
                || cloud.context().faults().isDark(cloud.primary().name())
                || source().isEmpty()) {
            return;
        }
        String name = "visits-round-%d".formatted(++round);
        try {
            cloud.primary().rds().createDBSnapshot(request -> request
                    .dbInstanceIdentifier(SiteSetup.DATABASE).dbSnapshotIdentifier(name));
            awaitSnapshot(name);
        } catch (SdkException | DatabaseUnavailable _) {
            // The instance is lost, busy or silent: this round has no snapshot.
        }
    }

    private Optional<String> source() {
        return cloud.primary().rds().describeDBInstances(request -> { }).dbInstances().stream()
                .filter(instance -> "available".equals(instance.dbInstanceStatus()))
                .map(instance -> instance.dbInstanceIdentifier())
                .findFirst();
    }

    private void awaitSnapshot(String name) {
        cloud.context().timeline().after(LOOK, () -> {
            if (cloud.context().faults().isDark(cloud.primary().name())) {
                return;
            }
            DBSnapshot snapshot = cloud.primary().rds()
                    .describeDBSnapshots(request -> request.dbSnapshotIdentifier(name)).dbSnapshots().getFirst();
            if ("available".equals(snapshot.status())) {
                copy(snapshot);
            } else {
                awaitSnapshot(name);
            }
        });
    }

    private void copy(DBSnapshot snapshot) {
        cloud.standby().rds().copyDBSnapshot(request -> request
                .sourceDBSnapshotIdentifier(snapshot.dbSnapshotArn())
                .sourceRegion(cloud.primary().name())
                .targetDBSnapshotIdentifier(snapshot.dbSnapshotIdentifier())
                .kmsKeyId(SiteSetup.keyArn(cloud.standby().name()))
                .optionGroupName(SiteSetup.OPTION_GROUP)
                .copyTags(true));
    }
}
