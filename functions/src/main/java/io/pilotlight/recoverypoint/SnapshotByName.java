package io.pilotlight.recoverypoint;

import java.util.Optional;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;

/** Finds and removes a snapshot by its name; one that is not there is no failure. */
public final class SnapshotByName {

    private SnapshotByName() {}

    /** Finds the snapshot of that name in the client's Region ({@code rds:DescribeDBSnapshots}). */
    public static Optional<DBSnapshot> find(RdsClient rds, String snapshotId) {
        try {
            return rds.describeDBSnapshots(request -> request.dbSnapshotIdentifier(snapshotId))
                    .dbSnapshots().stream().findFirst();
        } catch (DbSnapshotNotFoundException _) {
            return Optional.empty();
        }
    }

    /** Removes the snapshot of that name from the client's Region ({@code rds:DeleteDBSnapshot}). */
    public static void remove(RdsClient rds, String snapshotId) {
        try {
            rds.deleteDBSnapshot(request -> request.dbSnapshotIdentifier(snapshotId));
        } catch (DbSnapshotNotFoundException _) {
            // An earlier call whose answer was lost.
        }
    }
}
