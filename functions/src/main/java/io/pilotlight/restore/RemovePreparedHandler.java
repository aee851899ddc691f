package io.pilotlight.restore;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.aws.Regional;
import io.pilotlight.instance.InstanceName;
import io.pilotlight.instance.InstanceTags;
import io.pilotlight.instance.RegionInstances;
import io.pilotlight.lease.RecoveryState;
import io.pilotlight.lease.StateTable;
import io.pilotlight.plan.SiteName;
import io.pilotlight.step.Require;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;

/**
 * Deletes the DB instances that a failover has restored at the standby site before it stood down, and follows them until
 * they are gone: those whose name and tags say that they are of this incident. While it is the newest incident, nothing
 * is deleted where visitors may have been led to the standby, as the state is recorded, or where a newer recovery goes
 * on with it. A later incident restores instances of its own and never adopts these, so they go beside it.
 *
 * <p>No final snapshot is taken: what they hold is in the recovery point that they were restored from. Called again, it
 * asks for no deletion twice. Where the plan protects instances from deletion, these were restored so as well: the
 * protection is taken away first. Calls {@code dynamodb:GetItem}, {@code rds:DescribeDBInstances} once a page, and
 * {@code rds:ModifyDBInstance} and {@code rds:DeleteDBInstance} for each instance.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBInstance.html">DeleteDBInstance</a>
 */
public final class RemovePreparedHandler
        extends StepHandler<RemovePreparedHandler.Input, RemovePreparedHandler.Result> {

    /**
     * @param table the state table, in the function's own Region
     * @param epoch the epoch of the recovery that stands down
     * @param region the Region of the site that was prepared
     * @param site that site
     * @param bases the instance identifiers of its databases, from which the names were made
     */
    public record Input(
            String table, String application, long epoch, String incident, String region, SiteName site, List<String> bases) {

        public Input {
            Require.notEmpty("bases", bases);
            bases = List.copyOf(bases);
        }
    }

    /**
     * @param status {@code DONE} once none is left, {@code IN_PROGRESS} while RDS removes some, {@code REFUSED} where
     *     visitors may be served from there or a newer recovery goes on with the incident
     * @param instanceIdentifiers the instances that are still there
     */
    public record Result(Status status, String reason, List<String> instanceIdentifiers) {}

    private final DynamoDbClient dynamo;
    private final Regional<RdsClient> rds;

    /** For Lambda. */
    public RemovePreparedHandler() {
        this(AwsClients.own(DynamoDbClient.builder()), AwsClients.regional(RdsClient::builder));
    }

    public RemovePreparedHandler(DynamoDbClient dynamo, Regional<RdsClient> rds) {
        this.dynamo = dynamo;
        this.rds = rds;
    }

    @Override
    protected Result step(Input input) {
        RdsClient client = rds.in(input.region());
        List<DBInstance> prepared = RegionInstances.list(client).instances().stream()
                .filter(instance -> isPrepared(input, instance))
                .toList();
        List<String> names = prepared.stream().map(DBInstance::dbInstanceIdentifier).toList();
        if (prepared.isEmpty()) {
            return new Result(Status.DONE, "nothing that was prepared is left", names);
        }
        RecoveryState recorded = new StateTable(dynamo, input.table(), input.application()).read();
        boolean newest = recorded.incident().equals(input.incident());
        if (newest && recorded.epoch() != input.epoch()) {
            return new Result(Status.REFUSED, "a newer recovery goes on with this incident", names);
        }
        if (newest && recorded.mayServe(input.site())) {
            return new Result(Status.REFUSED, "visitors may be served from there, as it is recorded", names);
        }
        prepared.stream().filter(instance -> !"deleting".equals(instance.dbInstanceStatus()))
                .forEach(instance -> remove(client, instance));
        return new Result(Status.IN_PROGRESS, "RDS deletes them", names);
    }

    private static boolean isPrepared(Input input, DBInstance instance) {
        InstanceTags tags = InstanceTags.of(instance.tagList());
        return tags.application().equals(input.application())
                && tags.incident().equals(input.incident())
                && tags.restoreTest().isEmpty()
                && input.bases().stream().anyMatch(base -> InstanceName.isRestored(base, instance.dbInstanceIdentifier()));
    }

    private static void remove(RdsClient client, DBInstance instance) {
        String name = instance.dbInstanceIdentifier();
        try {
            if (Boolean.TRUE.equals(instance.deletionProtection())) {
                client.modifyDBInstance(request -> request
                        .dbInstanceIdentifier(name).deletionProtection(false).applyImmediately(true));
            } else {
                client.deleteDBInstance(request -> request
                        .dbInstanceIdentifier(name).skipFinalSnapshot(true).deleteAutomatedBackups(true));
            }
        } catch (DbInstanceNotFoundException _) {
            // It is gone.
        } catch (InvalidDbInstanceStateException _) {
            // RDS is at work on it and does not delete it yet: the next look asks again.
        }
    }
}
