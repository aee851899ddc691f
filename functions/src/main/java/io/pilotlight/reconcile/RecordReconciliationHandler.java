package io.pilotlight.reconcile;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.aws.Regional;
import io.pilotlight.recoverypoint.SnapshotByName;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.rds.RdsClient;

/**
 * Records that the old primary of a failover was compared; where a person says that it need not be kept any more, removes
 * its snapshots first.
 *
 * <p>Calls {@code rds:DescribeDBSnapshots} and {@code rds:DeleteDBSnapshot} once for each snapshot, and
 * {@code dynamodb:UpdateItem}; again does no harm.
 */
public final class RecordReconciliationHandler
        extends StepHandler<RecordReconciliationHandler.Input, RecordReconciliationHandler.Result> {

    /**
     * @param table the state table, in the function's own Region
     * @param incident the failover
     * @param regions the Regions in which its snapshots are to be removed; none where they are kept
     * @param snapshotIds the names of the old primary's snapshots
     */
    public record Input(String table, String application, String incident, List<String> regions, List<String> snapshotIds) {}

    /**
     * @param status {@code DONE}
     * @param removed the snapshots that were removed, each with its Region
     */
    public record Result(Status status, List<String> removed) {}

    private final DynamoDbClient dynamo;
    private final Regional<RdsClient> rds;

    /** For Lambda. */
    public RecordReconciliationHandler() {
        this(AwsClients.own(DynamoDbClient.builder()), AwsClients.regional(RdsClient::builder));
    }

    public RecordReconciliationHandler(DynamoDbClient dynamo, Regional<RdsClient> rds) {
        this.dynamo = dynamo;
        this.rds = rds;
    }

    @Override
    protected Result step(Input input) {
        List<String> removed = input.regions().stream()
                .flatMap(region -> input.snapshotIds().stream()
                        .filter(snapshot -> remove(region, snapshot))
                        .map(snapshot -> "%s in %s".formatted(snapshot, region)))
                .toList();
        new Reconciled(dynamo, input.table(), input.application()).record(input.incident());
        return new Result(Status.DONE, removed);
    }

    private boolean remove(String region, String snapshot) {
        RdsClient client = rds.in(region);
        if (SnapshotByName.find(client, snapshot).isEmpty()) {
            return false;
        }
        SnapshotByName.remove(client, snapshot);
        return true;
    }
}
