package io.pilotlight.backup;

import io.pilotlight.recoverypoint.SnapshotName;
import io.pilotlight.recoverypoint.SnapshotTags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.AccountQuota;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceResponse;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DbSnapshotAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DescribeAccountAttributesRequest;
import software.amazon.awssdk.services.rds.model.DescribeAccountAttributesResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.Endpoint;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.Tag;

/** One Region's snapshots and instances, which change only when the test says so; counts its calls by action. */
public final class SnapshotsFake implements RdsClient {

    private static final int PAGE = 100;

    public final Map<String, Integer> calls = new TreeMap<>();
    public final Map<String, DBSnapshot> snapshots = new LinkedHashMap<>();
    public final List<DBInstance> instances = new ArrayList<>();
    public final Map<String, RdsException> failures = new HashMap<>();
    public CreateDbSnapshotRequest lastCreate;
    public CopyDbSnapshotRequest lastCopy;
    private final String region;

    public SnapshotsFake(String region) {
        this.region = region;
    }

    /** Lets the Region hold a snapshot that this software took; {@code taken} is null while it is being made. */
    public DBSnapshot own(String database, String base, Instant scheduledAt, Instant taken) {
        String id = SnapshotName.of(base, scheduledAt).value();
        return put(DBSnapshot.builder()
                .dbSnapshotIdentifier(id)
                .dbSnapshotArn(arn(region, id))
                .dbInstanceIdentifier(base)
                .snapshotType("manual")
                .status(taken == null ? "creating" : "available")
                .snapshotCreateTime(taken)
                .originalSnapshotCreateTime(taken)
                .encrypted(true)
                .tagList(new SnapshotTags("visitor-counter", database, scheduledAt).asList())
                .build());
    }

    /** Lets the Region hold the copy of a snapshot; {@code landed} is null while it is in flight. */
    public DBSnapshot copyOf(DBSnapshot source, String kmsKeyId, Instant landed) {
        List<Tag> tags = new ArrayList<>(source.tagList());
        if (landed != null) {
            tags.add(SnapshotTags.landed(landed));
        }
        return put(source.toBuilder()
                .dbSnapshotArn(arn(region, source.dbSnapshotIdentifier()))
                .sourceDBSnapshotIdentifier(source.dbSnapshotArn())
                .status(landed == null ? "creating" : "available")
                .snapshotCreateTime(landed)
                .kmsKeyId(kmsKeyId)
                .tagList(tags)
                .build());
    }

    public DBSnapshot put(DBSnapshot snapshot) {
        snapshots.put(snapshot.dbSnapshotIdentifier(), snapshot);
        return snapshot;
    }

    public void status(String id, String status) {
        snapshots.computeIfPresent(id, (_, snapshot) -> snapshot.toBuilder().status(status).build());
    }

    public void instance(String name, String endpoint) {
        instances.add(DBInstance.builder().dbInstanceIdentifier(name)
                .endpoint(Endpoint.builder().address(endpoint).build()).build());
    }

    public int count(String action) {
        return calls.getOrDefault(action, 0);
    }

    public static String arn(String region, String id) {
        return "arn:aws:rds:%s:123456789012:snapshot:%s".formatted(region, id);
    }

    @Override
    public DescribeDbSnapshotsResponse describeDBSnapshots(DescribeDbSnapshotsRequest request) {
        called("DescribeDBSnapshots");
        if (request.dbSnapshotIdentifier() != null) {
            if (!snapshots.containsKey(request.dbSnapshotIdentifier())) {
                throw DbSnapshotNotFoundException.builder().message("not found").statusCode(404).build();
            }
            return DescribeDbSnapshotsResponse.builder().dbSnapshots(snapshots.get(request.dbSnapshotIdentifier())).build();
        }
        List<DBSnapshot> all = List.copyOf(snapshots.values());
        int from = request.marker() == null ? 0 : Integer.parseInt(request.marker());
        int to = Math.min(from + PAGE, all.size());
        return DescribeDbSnapshotsResponse.builder()
                .dbSnapshots(all.subList(from, to))
                .marker(to < all.size() ? Integer.toString(to) : null)
                .build();
    }

    @Override
    public DescribeDbInstancesResponse describeDBInstances(DescribeDbInstancesRequest request) {
        called("DescribeDBInstances");
        int from = request.marker() == null ? 0 : Integer.parseInt(request.marker());
        int to = Math.min(from + PAGE, instances.size());
        return DescribeDbInstancesResponse.builder()
                .dbInstances(instances.subList(from, to))
                .marker(to < instances.size() ? Integer.toString(to) : null)
                .build();
    }

    @Override
    public CreateDbSnapshotResponse createDBSnapshot(CreateDbSnapshotRequest request) {
        called("CreateDBSnapshot");
        requireFree(request.dbSnapshotIdentifier());
        lastCreate = request;
        put(DBSnapshot.builder()
                .dbSnapshotIdentifier(request.dbSnapshotIdentifier())
                .dbSnapshotArn(arn(region, request.dbSnapshotIdentifier()))
                .dbInstanceIdentifier(request.dbInstanceIdentifier())
                .status("creating").percentProgress(0).tagList(request.tags()).build());
        return CreateDbSnapshotResponse.builder().build();
    }

    @Override
    public CopyDbSnapshotResponse copyDBSnapshot(CopyDbSnapshotRequest request) {
        called("CopyDBSnapshot");
        requireFree(request.targetDBSnapshotIdentifier());
        lastCopy = request;
        put(DBSnapshot.builder()
                .dbSnapshotIdentifier(request.targetDBSnapshotIdentifier())
                .dbSnapshotArn(arn(region, request.targetDBSnapshotIdentifier()))
                .sourceDBSnapshotIdentifier(request.sourceDBSnapshotIdentifier())
                .dbInstanceIdentifier("visitor-db").status("creating").percentProgress(0).build());
        return CopyDbSnapshotResponse.builder().build();
    }

    @Override
    public DeleteDbSnapshotResponse deleteDBSnapshot(DeleteDbSnapshotRequest request) {
        called("DeleteDBSnapshot");
        if (failures.containsKey(request.dbSnapshotIdentifier())) {
            throw failures.get(request.dbSnapshotIdentifier());
        }
        snapshots.remove(request.dbSnapshotIdentifier());
        return DeleteDbSnapshotResponse.builder().build();
    }

    @Override
    public AddTagsToResourceResponse addTagsToResource(AddTagsToResourceRequest request) {
        called("AddTagsToResource");
        String id = request.resourceName().substring(request.resourceName().lastIndexOf(':') + 1);
        snapshots.computeIfPresent(id, (_, snapshot) -> snapshot.toBuilder().tagList(request.tags()).build());
        return AddTagsToResourceResponse.builder().build();
    }

    @Override
    public DescribeAccountAttributesResponse describeAccountAttributes(DescribeAccountAttributesRequest request) {
        called("DescribeAccountAttributes");
        return DescribeAccountAttributesResponse.builder()
                .accountQuotas(AccountQuota.builder().accountQuotaName("ManualSnapshots").used(100L).max(100L).build())
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    private void requireFree(String id) {
        if (snapshots.containsKey(id)) {
            throw DbSnapshotAlreadyExistsException.builder().message("already exists").statusCode(400).build();
        }
    }

    private void called(String action) {
        calls.merge(action, 1, Integer::sum);
        if (failures.containsKey(action)) {
            throw failures.get(action);
        }
    }
}
