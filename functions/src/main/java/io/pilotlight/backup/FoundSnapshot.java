package io.pilotlight.backup;

import java.util.Optional;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;

/** Looks a snapshot up by its name, and removes one that has failed. */
final class FoundSnapshot {

    private FoundSnapshot() {}

    /** Finds the snapshot of that name in the client's Region ({@code rds:DescribeDBSnapshots}). */
    static Optional<DBSnapshot> find(RdsClient rds, String snapshotId) {
        try {
            return rds.describeDBSnapshots(request -> request.dbSnapshotIdentifier(snapshotId))
                    .dbSnapshots().stream().findFirst();
        } catch (DbSnapshotNotFoundException _) {
            return Optional.empty();
        }
    }

    /** Removes a snapshot that ended failed, so that it can be tried again ({@code rds:DeleteDBSnapshot}). */
    static void removeFailed(RdsClient rds, String snapshotId) {
        try {
            rds.deleteDBSnapshot(request -> request.dbSnapshotIdentifier(snapshotId));
        } catch (DbSnapshotNotFoundException _) {
            // An earlier call whose answer was lost.
        }
    }

    /** Says how far it is. */
    static String progress(DBSnapshot snapshot) {
        return "the status of %s is '%s'%s".formatted(snapshot.dbSnapshotIdentifier(), snapshot.status(),
                snapshot.percentProgress() == null ? "" : ", %d %% done".formatted(snapshot.percentProgress()));
    }
}
