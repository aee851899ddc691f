package io.pilotlight.prune;

import io.pilotlight.aws.Regional;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;

/** Removes snapshots from RDS ({@code rds:DeleteDBSnapshot}). */
record RdsSnapshotRemover(Regional<RdsClient> rds) implements SnapshotRemover {

    @Override
    public void remove(String region, String snapshotId) {
        try {
            rds.in(region).deleteDBSnapshot(request -> request.dbSnapshotIdentifier(snapshotId));
        } catch (DbSnapshotNotFoundException _) {
            // An earlier call whose answer was lost.
        }
    }
}
