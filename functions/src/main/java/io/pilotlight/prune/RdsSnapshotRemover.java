package io.pilotlight.prune;

import io.pilotlight.aws.Regional;
import io.pilotlight.recoverypoint.SnapshotByName;
import software.amazon.awssdk.services.rds.RdsClient;

/** Removes snapshots from RDS ({@code rds:DeleteDBSnapshot}). */
record RdsSnapshotRemover(Regional<RdsClient> rds) implements SnapshotRemover {

    private static final int DELETIONS = 25;

    @Override
    public void remove(String region, String snapshotId) {
        SnapshotByName.remove(rds.in(region), snapshotId);
    }

    @Override
    public int most() {
        return DELETIONS;
    }

    @Override
    public String done() {
        return "were deleted";
    }
}
