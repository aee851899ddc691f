package io.pilotlight.verification;

import io.pilotlight.backup.Snapshots;
import io.pilotlight.recoverypoint.OwnSnapshot;
import io.pilotlight.recoverypoint.SnapshotListing;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * One Region's manual snapshots, listed once for every database of a plan.
 *
 * @param own this software's own
 * @param byArn all of them
 * @param bySource those that are copies of snapshots of another Region, by the ARN of their source
 */
record RegionSnapshots(Snapshots own, Map<String, DBSnapshot> byArn, Map<String, List<DBSnapshot>> bySource) {

    /** Lists them ({@code rds:DescribeDBSnapshots}, once a page). */
    static RegionSnapshots list(String application, String region, RdsClient rds) {
        List<DBSnapshot> listed = SnapshotListing.manual(rds);
        return new RegionSnapshots(
                new Snapshots(application, region, listed),
                listed.stream().collect(Collectors.toMap(
                        DBSnapshot::dbSnapshotArn, Function.identity(), (first, _) -> first)),
                listed.stream()
                        .filter(snapshot -> snapshot.sourceDBSnapshotIdentifier() != null)
                        .collect(Collectors.groupingBy(DBSnapshot::sourceDBSnapshotIdentifier)));
    }

    /** Returns what the listing says of a snapshot of its own. */
    DBSnapshot of(OwnSnapshot snapshot) {
        return byArn.get(snapshot.arn());
    }

    /** Returns the copies of a snapshot, whoever made them. */
    List<DBSnapshot> copiesOf(OwnSnapshot source) {
        return bySource.getOrDefault(source.arn(), List.of());
    }
}
