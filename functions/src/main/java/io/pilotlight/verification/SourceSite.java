package io.pilotlight.verification;

import io.pilotlight.recoverypoint.OwnSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * What the recovery points are copies of: the active site's snapshots and DB instances.
 *
 * @param instances by identifier
 */
record SourceSite(RegionSnapshots snapshots, Map<String, DBInstance> instances) {

    /** Lists both ({@code rds:DescribeDBSnapshots} and {@code rds:DescribeDBInstances}, each once a page). */
    static SourceSite list(String application, String region, RdsClient rds) {
        RegionSnapshots snapshots = RegionSnapshots.list(application, region, rds);
        return new SourceSite(snapshots, rds.describeDBInstancesPaginator().dbInstances().stream()
                .collect(Collectors.toMap(DBInstance::dbInstanceIdentifier, Function.identity(), (first, _) -> first)));
    }

    /** Returns the snapshots that this software took there of a database. */
    List<OwnSnapshot> taken(String database) {
        return snapshots.own().own(database).stream().filter(snapshot -> !snapshot.isCopy()).toList();
    }

    /** Returns the DB instance of which a snapshot was taken; empty where it is gone or bears another name by now. */
    Optional<DBInstance> instanceOf(OwnSnapshot snapshot) {
        return Optional.ofNullable(instances.get(snapshot.instanceIdentifier()));
    }
}
