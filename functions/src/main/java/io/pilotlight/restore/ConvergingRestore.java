package io.pilotlight.restore;

import io.pilotlight.aws.Regional;
import io.pilotlight.plan.DatabaseSite;
import io.pilotlight.step.Status;
import java.util.function.Supplier;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;

/**
 * Restores a DB instance from a recovery point with everything set explicitly, and follows it until it is available and
 * as the plan says: what a recovery and a test of a recovery point have in common.
 *
 * <p>The instance's name and tags are its memory: called again, it finds what an earlier call began, even one whose
 * answer was lost. One that is being deleted is waited for, and the same recovery point is restored again. Where AWS has
 * no capacity, the plan's next class or zone is taken, under the next name. Makes the calls
 * {@code rds:DescribeDBInstances}, once a name, then at most one of {@code rds:RestoreDBInstanceFromDBSnapshot} that
 * takes effect (with {@code rds:DescribeDBSnapshots} and {@code rds:AddTagsToResource}), {@code rds:ModifyDBInstance} and
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
     * @throws SharedCauseException where RDS will restore no recovery point at this site
     */
    public RestoreDatabaseHandler.Result step(InstanceRestore wanted) {
        RdsClient client = rds.in(wanted.region());
        OwnInstances found = OwnInstances.find(client, wanted);
        return found.toFollow()
                .map(instance -> follow(client, wanted.site(), instance))
                .orElseGet(() -> new CapacitySearch(client, wanted, found).restore());
    }

    private static RestoreDatabaseHandler.Result follow(RdsClient client, DatabaseSite site, DBInstance instance) {
        return switch (InstanceState.of(instance)) {
            case InstanceState.Growing(String reason) -> standing(Status.IN_PROGRESS, reason, instance, "");
            case InstanceState.Reachable(String endpoint, String reason) -> RestoreDatabaseHandler.Result.standing(
                    Status.IN_PROGRESS, reason, instance, endpoint,
                    Conformity.of(instance, site) instanceof Conformity.AsPlanned, "");
            case InstanceState.Leaving(String reason) -> standing(Status.IN_PROGRESS, reason, instance, "");
            case InstanceState.Broken(String reason) -> standing(Status.REFUSED, reason, instance, "");
            case InstanceState.Crowded(String reason) -> standing(Status.IN_PROGRESS, reason, instance, "");
            case InstanceState.Stuck(String reason, String remedy) ->
                throw new StuckInstanceException(instance.dbInstanceIdentifier(), reason, remedy);
            case InstanceState.Serving(String endpoint) -> conform(client, site, instance, endpoint);
        };
    }

    private static RestoreDatabaseHandler.Result conform(
            RdsClient client, DatabaseSite site, DBInstance instance, String endpoint) {
        String name = instance.dbInstanceIdentifier();
        return switch (Conformity.of(instance, site)) {
            case Conformity.AsPlanned _ -> RestoreDatabaseHandler.Result.standing(
                    Status.DONE, "it is available and as the plan says", instance, endpoint, true,
                    remark(instance, site));
            case Conformity.Settling(String reason) -> standing(Status.IN_PROGRESS, reason, instance, endpoint);
            case Conformity.Unappliable(String reason) -> throw new StuckInstanceException(name, reason,
                    "Mend parameter group %s, and reboot this instance".formatted(site.parameterGroup()));
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
        return RestoreDatabaseHandler.Result.standing(status, reason, instance, endpoint, false, "");
    }

    /** AWS had no capacity for what the plan wants first; people are told, because it may be too little for long. */
    private static String remark(DBInstance instance, DatabaseSite site) {
        boolean isOtherClass = !site.instanceClass().equals(instance.dbInstanceClass());
        boolean isSingle = site.multiAz() && Boolean.FALSE.equals(instance.multiAZ());
        return isOtherClass || isSingle
                ? "%s is %s%s instead of %s%s".formatted(instance.dbInstanceIdentifier(), instance.dbInstanceClass(),
                        isSingle ? " Single-AZ" : "", site.instanceClass(), isSingle ? " Multi-AZ" : "")
                : "";
    }
}
