package io.pilotlight.restore;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.aws.Regional;
import io.pilotlight.instance.InstanceName;
import io.pilotlight.instance.InstanceTags;
import io.pilotlight.lease.Incident;
import io.pilotlight.lease.RecoveryEpoch;
import io.pilotlight.plan.DatabaseSite;
import io.pilotlight.recoverypoint.RecoveryPoint;
import io.pilotlight.step.Require;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * Restores a database from a recovery point into a new instance, with everything set explicitly, and follows it until
 * it is available and as the plan says.
 *
 * <p>Idempotent, and makes its calls, as {@link ConvergingRestore} does. Throws {@link NameTakenException},
 * {@link StuckInstanceException} and {@link SharedCauseException}.
 */
public final class RestoreDatabaseHandler
        extends StepHandler<RestoreDatabaseHandler.Input, RestoreDatabaseHandler.Result> {

    /**
     * @param application the plan's application; a tag of the instance
     * @param incident the incident, such as {@code 20261122t165017}; part of the instance's name, and a tag of it
     * @param region the Region in which to restore
     * @param recoveryPoint what to restore from; part of the instance's name, and a tag of it
     * @param site what the database is at that site
     * @param recovery the recovery that asks; refused where it is not the newest any more
     */
    public record Input(
            String application,
            String incident,
            String region,
            RecoveryPoint recoveryPoint,
            DatabaseSite site,
            RecoveryEpoch recovery) {

        public Input {
            Require.matching("incident", incident, Incident.NAME, "a text such as 20261122t165017");
        }

        /** Returns the names that the instance may have, the same for every call with this incident and recovery point. */
        List<String> instanceNames() {
            return InstanceName.several(
                    site.instanceIdentifier(), incident, recoveryPoint.takenAt(), site.capacities().size());
        }
    }

    /**
     * @param status {@code DONE} once the instance is available, {@code REFUSED} where this recovery point will not
     *     restore
     * @param reason what AWS says of it
     * @param instanceIdentifier the restored instance's name
     * @param instanceStatus the restored instance's status as RDS names it, empty where there is none
     * @param endpoint the host name of the instance's endpoint, empty until there is one
     * @param reachable whether it is as the plan says and takes connections, which it does before it is available
     * @param created whether an instance stands under that name: it costs money, and is to be named in a report
     * @param remark what people are told of it where it is not what the plan wants first, empty otherwise
     */
    public record Result(
            Status status,
            String reason,
            String instanceIdentifier,
            String instanceStatus,
            String endpoint,
            boolean reachable,
            boolean created,
            String remark) {

        static Result standing(
                Status status, String reason, DBInstance instance, String endpoint, boolean reachable, String remark) {
            String known = instance.dbInstanceStatus() == null ? "" : instance.dbInstanceStatus();
            return new Result(status, reason, instance.dbInstanceIdentifier(), known, endpoint, reachable, true, remark);
        }
    }

    private final DynamoDbClient dynamo;
    private final ConvergingRestore restore;

    /** For Lambda. */
    public RestoreDatabaseHandler() {
        this(AwsClients.own(DynamoDbClient.builder()), AwsClients.regional(RdsClient::builder));
    }

    public RestoreDatabaseHandler(DynamoDbClient dynamo, Regional<RdsClient> rds) {
        this.dynamo = dynamo;
        this.restore = new ConvergingRestore(rds);
    }

    @Override
    protected Result step(Input input) {
        input.recovery().requireHeld(dynamo);
        return restore.step(new InstanceRestore(
                input.region(),
                input.instanceNames(),
                input.recoveryPoint().snapshotId(),
                input.site(),
                new InstanceTags(input.application(), input.incident(), input.recoveryPoint().snapshotId(), ""),
                true));
    }
}
