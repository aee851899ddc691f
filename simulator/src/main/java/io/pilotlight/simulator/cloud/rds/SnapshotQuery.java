package io.pilotlight.simulator.cloud.rds;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.Filter;

/**
 * Which snapshots a listing shows: manual and automated ones unless one type is asked for.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBSnapshots.html">
 *     DescribeDBSnapshots</a>
 */
final class SnapshotQuery {

    private static final Set<String> TYPES = Set.of("automated", "manual", "shared", "public", "awsbackup");

    private SnapshotQuery() {}

    /** An unknown snapshot is an error, and an unknown instance an empty list. */
    static List<DBSnapshot> select(Snapshots snapshots, DescribeDbSnapshotsRequest request) {
        if (request.snapshotType() != null && !TYPES.contains(request.snapshotType())) {
            throw RdsErrors.invalidValue("Invalid snapshot type: %s".formatted(request.snapshotType()));
        }
        if (request.dbSnapshotIdentifier() != null) {
            snapshots.require(RdsResource.plainId(request.dbSnapshotIdentifier()));
        }
        Predicate<DBSnapshot> shown = matching(request);
        return snapshots.all().stream().map(SimulatedSnapshot::description).filter(shown).toList();
    }

    private static Predicate<DBSnapshot> matching(DescribeDbSnapshotsRequest request) {
        Predicate<DBSnapshot> shown = snapshot ->
                is(request.snapshotType(), snapshot.snapshotType())
                        && is(request.dbInstanceIdentifier(), snapshot.dbInstanceIdentifier())
                        && is(request.dbiResourceId(), snapshot.dbiResourceId())
                        && (is(request.dbSnapshotIdentifier(), snapshot.dbSnapshotIdentifier())
                                || is(request.dbSnapshotIdentifier(), snapshot.dbSnapshotArn()));
        for (Filter filter : request.filters()) {
            shown = shown.and(of(filter));
        }
        return shown;
    }

    private static Predicate<DBSnapshot> of(Filter filter) {
        Collection<String> values = filter.values();
        return switch (filter.name()) {
            case "db-instance-id" -> snapshot -> values.contains(snapshot.dbInstanceIdentifier());
            case "db-snapshot-id" -> snapshot -> values.contains(snapshot.dbSnapshotIdentifier());
            case "dbi-resource-id" -> snapshot -> values.contains(snapshot.dbiResourceId());
            case "snapshot-type" -> snapshot -> values.contains(snapshot.snapshotType());
            case "engine" -> snapshot -> values.contains(snapshot.engine());
            default -> throw RdsErrors.invalidValue("Unrecognized filter name: %s".formatted(filter.name()));
        };
    }

    private static boolean is(String wanted, String found) {
        return wanted == null || wanted.equalsIgnoreCase(found);
    }
}
