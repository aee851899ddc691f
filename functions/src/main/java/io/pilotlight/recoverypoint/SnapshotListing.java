package io.pilotlight.recoverypoint;

import java.util.List;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** The one listing of a Region's snapshots that serves every database of a plan. */
public final class SnapshotListing {

    private SnapshotListing() {}

    /** Returns the manual snapshots of the client's Region; calls {@code rds:DescribeDBSnapshots} once a page of 100. */
    public static List<DBSnapshot> manual(RdsClient rds) {
        return rds.describeDBSnapshotsPaginator(request -> request.snapshotType("manual"))
                .dbSnapshots().stream()
                .toList();
    }
}
