package io.pilotlight.recoverypoint;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;

/**
 * An RDS that lists snapshots in the order that a test gives, a hundred a page, and can do nothing else: RDS promises no
 * order, and the simulated one always lists by name.
 */
final class ListingRds implements RdsClient {

    private static final int PAGE = 100;

    final List<DescribeDbSnapshotsRequest> calls = new ArrayList<>();
    private final List<DBSnapshot> snapshots;

    ListingRds(List<DBSnapshot> snapshots) {
        this.snapshots = List.copyOf(snapshots);
    }

    @Override
    public DescribeDbSnapshotsResponse describeDBSnapshots(DescribeDbSnapshotsRequest request) {
        calls.add(request);
        int from = request.marker() == null ? 0 : Integer.parseInt(request.marker());
        int to = Math.min(from + PAGE, snapshots.size());
        return DescribeDbSnapshotsResponse.builder()
                .dbSnapshots(snapshots.subList(from, to))
                .marker(to < snapshots.size() ? Integer.toString(to) : null)
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
