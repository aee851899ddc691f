package io.pilotlight.verification;

import io.pilotlight.instance.RegionInstances;
import io.pilotlight.recoverypoint.OwnSnapshot;
import io.pilotlight.recoverypoint.RegionInventory;
import io.pilotlight.recoverypoint.SnapshotRoom;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * What the recovery points are copies of: the active site's snapshots and DB instances.
 *
 * @param room what its Region grants; empty where it does not say
 */
record SourceSite(RegionInventory snapshots, RegionInstances instances, Optional<SnapshotRoom> room) {

    /**
     * Lists both ({@code rds:DescribeDBSnapshots} and {@code rds:DescribeDBInstances}, each once a page), and calls
     * {@code rds:DescribeAccountAttributes}.
     */
    static SourceSite list(RdsClient rds) {
        return new SourceSite(RegionInventory.list(rds), RegionInstances.list(rds), SnapshotRoom.of(rds));
    }

    /** Returns the snapshots that this software took there of a database. */
    List<OwnSnapshot> taken(String application, String database) {
        return snapshots.own(application, database).stream().filter(snapshot -> !snapshot.isCopy()).toList();
    }

    /** Returns the DB instance of which a snapshot was taken; empty where it is gone or bears another name by now. */
    Optional<DBInstance> instanceOf(OwnSnapshot snapshot) {
        return instances.find(snapshot.instanceIdentifier());
    }
}
