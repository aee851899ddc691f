package io.pilotlight.restore;

import io.pilotlight.aws.Regional;
import io.pilotlight.instance.InstanceTags;
import io.pilotlight.plan.DatabaseSite;
import io.pilotlight.step.Status;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbInstanceAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.InsufficientDbInstanceCapacityException;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.InvalidDbSnapshotStateException;
import software.amazon.awssdk.services.rds.model.InvalidRestoreException;
import software.amazon.awssdk.services.rds.model.KmsKeyNotAccessibleException;

/**
 * Restores a DB instance from a recovery point with everything set explicitly, and follows it until it is available and
 * as the plan says: what a recovery and a test of a recovery point have in common.
 *
 * <p>The instance's name and tags are its memory: called again, it finds what an earlier call began, even one whose
 * answer was lost. Makes the calls {@code rds:DescribeDBInstances}, then at most one of
 * {@code rds:RestoreDBInstanceFromDBSnapshot} (with {@code rds:AddTagsToResource}), {@code rds:ModifyDBInstance} and
 * {@code rds:RebootDBInstance}.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_RestoreFromSnapshot.html">Restoring to a DB
 *     instance</a>
 */
public final class ConvergingRestore {

    private final Regional<RdsClient> rds;

    public ConvergingRestore(Regional<RdsClient> rds) {
        this.rds = rds;
    }

    /**
     * Goes one step on.
     *
     * @throws NameTakenException where an instance of that name has other tags; it is left alone
     * @throws StuckInstanceException where the instance will not come further by itself
     */
    public RestoreDatabaseHandler.Result step(InstanceRestore wanted) {
        RdsClient client = rds.in(wanted.region());
        return find(client, wanted.name())
                .map(instance -> follow(client, wanted, instance))
                .orElseGet(() -> restore(client, wanted));
    }

    private static Optional<DBInstance> find(RdsClient client, String name) {
        try {
            return client.describeDBInstances(request -> request.dbInstanceIdentifier(name))
                    .dbInstances().stream().findFirst();
        } catch (DbInstanceNotFoundException _) {
            return Optional.empty();
        }
    }

    private static RestoreDatabaseHandler.Result restore(RdsClient client, InstanceRestore wanted) {
        String name = wanted.name();
        try {
            DBInstance begun = ExplicitRestore.begin(client, wanted);
            return new RestoreDatabaseHandler.Result(Status.IN_PROGRESS, "the restore from %s has begun".formatted(
                    wanted.snapshotId()), name, statusOf(begun), "", true);
        } catch (DbInstanceAlreadyExistsException _) {
            // An earlier call whose answer was lost; whether it was ours, the next look tells.
            return new RestoreDatabaseHandler.Result(
                    Status.IN_PROGRESS, "an instance of that name has just been made", name, "", "", true);
        } catch (InsufficientDbInstanceCapacityException capacity) {
            return notBegun(Status.IN_PROGRESS, "AWS has no capacity for %s now and is asked again: %s".formatted(
                    wanted.site().instanceClass(), capacity.getMessage()), name);
        } catch (DbSnapshotNotFoundException | InvalidDbSnapshotStateException | InvalidRestoreException
                | KmsKeyNotAccessibleException refusal) {
            return notBegun(Status.REFUSED, "%s will not restore: %s".formatted(
                    wanted.snapshotId(), refusal.getMessage()), name);
        }
    }

    private static RestoreDatabaseHandler.Result follow(RdsClient client, InstanceRestore wanted, DBInstance instance) {
        InstanceTags found = InstanceTags.of(instance.tagList());
        if (!found.equals(wanted.tags())) {
            throw new NameTakenException(wanted.name(), wanted.tags(), found);
        }
        return switch (InstanceState.of(instance)) {
            case InstanceState.Growing(String reason) -> standing(Status.IN_PROGRESS, reason, instance, "");
            case InstanceState.Broken(String reason) -> standing(Status.REFUSED, reason, instance, "");
            case InstanceState.Stuck(String reason) -> throw new StuckInstanceException(wanted.name(), reason);
            case InstanceState.Serving(String endpoint) -> conform(client, wanted.site(), instance, endpoint);
        };
    }

    private static RestoreDatabaseHandler.Result conform(
            RdsClient client, DatabaseSite site, DBInstance instance, String endpoint) {
        String name = instance.dbInstanceIdentifier();
        return switch (Conformity.of(instance, site)) {
            case Conformity.AsPlanned _ ->
                    standing(Status.DONE, "it is available and as the plan says", instance, endpoint);
            case Conformity.Settling(String reason) -> standing(Status.IN_PROGRESS, reason, instance, endpoint);
            case Conformity.Unappliable(String reason) -> throw new StuckInstanceException(name, reason);
            case Conformity.RebootPending _ -> act(instance, endpoint, () -> {
                client.rebootDBInstance(request -> request.dbInstanceIdentifier(name));
                return "it is rebooted, so that parameter group %s takes effect".formatted(site.parameterGroup());
            });
            case Conformity.Differs differs -> act(instance, endpoint, () -> {
                client.modifyDBInstance(ExplicitRestore.correction(name, site, differs));
                return "its security groups or its parameter group were not as the plan says, and are being changed";
            });
        };
    }

    private static RestoreDatabaseHandler.Result act(DBInstance instance, String endpoint, Supplier<String> action) {
        try {
            return standing(Status.IN_PROGRESS, action.get(), instance, endpoint);
        } catch (InvalidDbInstanceStateException busy) {
            // Its status has changed since it was looked at.
            String reason = "RDS does not take a change now: " + busy.getMessage();
            return standing(Status.IN_PROGRESS, reason, instance, endpoint);
        }
    }

    private static RestoreDatabaseHandler.Result standing(
            Status status, String reason, DBInstance instance, String endpoint) {
        return new RestoreDatabaseHandler.Result(
                status, reason, instance.dbInstanceIdentifier(), statusOf(instance), endpoint, true);
    }

    private static RestoreDatabaseHandler.Result notBegun(Status status, String reason, String name) {
        return new RestoreDatabaseHandler.Result(status, reason, name, "", "", false);
    }

    private static String statusOf(DBInstance instance) {
        return instance == null || instance.dbInstanceStatus() == null ? "" : instance.dbInstanceStatus();
    }
}
