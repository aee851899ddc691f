package io.pilotlight.restore;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbInstanceAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.RdsRequest;
import software.amazon.awssdk.services.rds.model.RebootDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.RebootDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotResponse;

/** An RDS whose instances change only where a test says so, and which writes down what it was asked to do. */
final class FakeRds implements RdsClient {

    /** What changes anything, in order. */
    final List<RdsRequest> actions = new ArrayList<>();

    private final Map<String, DBInstance> instances = new LinkedHashMap<>();
    private RuntimeException failsBefore;
    private RuntimeException failsAfter;
    private boolean blind;

    /** The next action fails and has no effect. */
    void failNextBeforeItsEffect(RuntimeException failure) {
        failsBefore = failure;
    }

    /** The next action has its effect, and then its answer is lost. */
    void failNextAfterItsEffect(RuntimeException failure) {
        failsAfter = failure;
    }

    /** Does not show instances that are there, as just after one was made. */
    void hideInstances(boolean hidden) {
        blind = hidden;
    }

    void put(DBInstance instance) {
        instances.put(instance.dbInstanceIdentifier(), instance);
    }

    void change(String name, UnaryOperator<DBInstance.Builder> change) {
        put(change.apply(instances.get(name).toBuilder()).build());
    }

    @Override
    public DescribeDbInstancesResponse describeDBInstances(DescribeDbInstancesRequest request) {
        if (blind || !instances.containsKey(request.dbInstanceIdentifier())) {
            throw DbInstanceNotFoundException.builder().statusCode(404)
                    .message("DBInstance %s not found.".formatted(request.dbInstanceIdentifier())).build();
        }
        return DescribeDbInstancesResponse.builder().dbInstances(instances.get(request.dbInstanceIdentifier())).build();
    }

    @Override
    public RestoreDbInstanceFromDbSnapshotResponse restoreDBInstanceFromDBSnapshot(
            RestoreDbInstanceFromDbSnapshotRequest request) {
        begin(request);
        if (instances.containsKey(request.dbInstanceIdentifier())) {
            throw DbInstanceAlreadyExistsException.builder().statusCode(400).message("DB instance already exists").build();
        }
        put(DBInstance.builder().dbInstanceIdentifier(request.dbInstanceIdentifier())
                .dbInstanceStatus("creating").tagList(request.tags()).build());
        end();
        return RestoreDbInstanceFromDbSnapshotResponse.builder()
                .dbInstance(instances.get(request.dbInstanceIdentifier())).build();
    }

    @Override
    public ModifyDbInstanceResponse modifyDBInstance(ModifyDbInstanceRequest request) {
        begin(request);
        end();
        return ModifyDbInstanceResponse.builder().build();
    }

    @Override
    public RebootDbInstanceResponse rebootDBInstance(RebootDbInstanceRequest request) {
        begin(request);
        end();
        return RebootDbInstanceResponse.builder().build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    private void begin(RdsRequest request) {
        actions.add(request);
        if (failsBefore != null) {
            RuntimeException failure = failsBefore;
            failsBefore = null;
            throw failure;
        }
    }

    private void end() {
        if (failsAfter != null) {
            RuntimeException failure = failsAfter;
            failsAfter = null;
            throw failure;
        }
    }
}
