package io.pilotlight.restoretest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceResponse;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.RdsRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.Tag;

/** An RDS that lists two instances a page, deletes within one look, and writes down what it was asked to do. */
final class RdsFake implements RdsClient {

    private static final int PAGE = 2;

    /** What changes anything, in order. */
    final List<RdsRequest> actions = new ArrayList<>();
    final Map<String, DBInstance> instances = new LinkedHashMap<>();
    final Map<String, DBSnapshot> snapshots = new LinkedHashMap<>();
    /** What a deletion of an instance fails with; it has no effect then. */
    final Map<String, RuntimeException> undeletable = new HashMap<>();
    int listings;

    void put(String name, String status, Map<String, String> tags) {
        instances.put(name, DBInstance.builder().dbInstanceIdentifier(name).dbInstanceStatus(status).tagList(
                tags.entrySet().stream().map(tag -> tag(tag.getKey(), tag.getValue())).toList()).build());
    }

    /** What RDS was asked to delete. */
    List<String> deletions() {
        return actions.stream().filter(DeleteDbInstanceRequest.class::isInstance)
                .map(request -> ((DeleteDbInstanceRequest) request).dbInstanceIdentifier()).toList();
    }

    @Override
    public DescribeDbInstancesResponse describeDBInstances(DescribeDbInstancesRequest request) {
        if (request.dbInstanceIdentifier() != null) {
            DBInstance instance = instances.get(request.dbInstanceIdentifier());
            if (instance == null) {
                throw DbInstanceNotFoundException.builder().statusCode(404).message("not found").build();
            }
            return DescribeDbInstancesResponse.builder().dbInstances(instance).build();
        }
        listings++;
        int from = request.marker() == null ? 0 : Integer.parseInt(request.marker());
        int to = Math.min(instances.size(), from + PAGE);
        return DescribeDbInstancesResponse.builder()
                .dbInstances(List.copyOf(instances.values()).subList(from, to))
                .marker(to < instances.size() ? Integer.toString(to) : null)
                .build();
    }

    @Override
    public RestoreDbInstanceFromDbSnapshotResponse restoreDBInstanceFromDBSnapshot(
            RestoreDbInstanceFromDbSnapshotRequest request) {
        actions.add(request);
        DBInstance instance = DBInstance.builder().dbInstanceIdentifier(request.dbInstanceIdentifier())
                .dbInstanceStatus("creating").tagList(request.tags()).build();
        instances.put(request.dbInstanceIdentifier(), instance);
        return RestoreDbInstanceFromDbSnapshotResponse.builder().dbInstance(instance).build();
    }

    @Override
    public DeleteDbInstanceResponse deleteDBInstance(DeleteDbInstanceRequest request) {
        actions.add(request);
        if (undeletable.containsKey(request.dbInstanceIdentifier())) {
            throw undeletable.get(request.dbInstanceIdentifier());
        }
        instances.computeIfPresent(request.dbInstanceIdentifier(),
                (_, instance) -> instance.toBuilder().dbInstanceStatus("deleting").build());
        return DeleteDbInstanceResponse.builder().build();
    }

    @Override
    public DescribeDbSnapshotsResponse describeDBSnapshots(DescribeDbSnapshotsRequest request) {
        DBSnapshot snapshot = snapshots.get(request.dbSnapshotIdentifier());
        if (snapshot == null) {
            throw DbSnapshotNotFoundException.builder().statusCode(404).message("not found").build();
        }
        return DescribeDbSnapshotsResponse.builder().dbSnapshots(snapshot).build();
    }

    @Override
    public AddTagsToResourceResponse addTagsToResource(AddTagsToResourceRequest request) {
        actions.add(request);
        snapshots.replaceAll((_, snapshot) -> {
            if (!snapshot.dbSnapshotArn().equals(request.resourceName())) {
                return snapshot;
            }
            Map<String, Tag> tags = new LinkedHashMap<>();
            snapshot.tagList().forEach(tag -> tags.put(tag.key(), tag));
            request.tags().forEach(tag -> tags.put(tag.key(), tag));
            return snapshot.toBuilder().tagList(tags.values()).build();
        });
        return AddTagsToResourceResponse.builder().build();
    }

    static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
