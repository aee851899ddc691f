package io.pilotlight.prune;

import io.pilotlight.recoverypoint.OwnSnapshot;
import io.pilotlight.recoverypoint.SnapshotListing;
import io.pilotlight.restore.InstanceTags;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** One Region's manual snapshots, and its DB instances, which say what restore tests work on. */
record RegionListing(List<DBSnapshot> snapshots, List<DBInstance> instances) {

    /** Lists both ({@code rds:DescribeDBSnapshots} and {@code rds:DescribeDBInstances}, each once a page). */
    static RegionListing read(RdsClient rds) {
        // The instances last: what a test has begun to restore in between is the newest, which stays anyway.
        return new RegionListing(
                SnapshotListing.manual(rds), rds.describeDBInstancesPaginator().dbInstances().stream().toList());
    }

    /** Returns the software's own snapshots of these databases, by database. */
    Map<String, List<OwnSnapshot>> own(PruneRecoveryPointsHandler.Input input) {
        return snapshots.stream()
                .flatMap(snapshot -> OwnSnapshot.of(input.application(), snapshot).stream())
                .filter(own -> input.databases().contains(own.tags().database()))
                .collect(Collectors.groupingBy(own -> own.tags().database()));
    }

    /**
     * Returns the ARNs of the sources of copies in flight, whoever made them: a person's copy of one of ours is one as
     * well.
     */
    Stream<String> sourcesInFlight() {
        return snapshots.stream()
                .filter(snapshot -> snapshot.sourceDBSnapshotIdentifier() != null)
                .filter(snapshot -> !"available".equals(snapshot.status()) && !"failed".equals(snapshot.status()))
                .map(DBSnapshot::sourceDBSnapshotIdentifier);
    }

    /** Returns the ARNs of the snapshots of which a restore test of the application has an instance. */
    Stream<String> underTest(String application) {
        Set<String> restored = instances.stream()
                .map(instance -> InstanceTags.of(instance.tagList()))
                .filter(tags -> tags.application().equals(application) && !tags.restoreTest().isEmpty())
                .map(InstanceTags::recoveryPoint)
                .collect(Collectors.toSet());
        return snapshots.stream()
                .filter(snapshot -> restored.contains(snapshot.dbSnapshotIdentifier()))
                .map(DBSnapshot::dbSnapshotArn);
    }
}
