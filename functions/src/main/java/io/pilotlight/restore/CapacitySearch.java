package io.pilotlight.restore;

import io.pilotlight.plan.DatabaseCapacity;
import io.pilotlight.step.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbInstanceAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.RdsException;

/**
 * Begins a restore in the first capacity of the plan that AWS has. A refusal has no effect, so that the next is asked for
 * at once; where all are refused, the next call asks again.
 */
final class CapacitySearch {

    private static final String REMEDY = "List another instance class or zone among the plan's alternatives, or delete "
            + "the instances that stand without capacity, to try the same once more";

    private final RdsClient client;
    private final InstanceRestore wanted;
    private final OwnInstances found;
    private final List<DatabaseCapacity> lacking = new ArrayList<>();
    private final List<RdsException> notOffered = new ArrayList<>();
    private String said = "";

    CapacitySearch(RdsClient client, InstanceRestore wanted, OwnInstances found) {
        this.client = client;
        this.wanted = wanted;
        this.found = found;
    }

    RestoreDatabaseHandler.Result restore() {
        List<DatabaseCapacity> untried = found.untried();
        String name = untried.isEmpty() ? "" : found.freeName().orElse("");
        if (name.isEmpty()) {
            DBInstance last = found.instances().getLast();
            throw new StuckInstanceException(last.dbInstanceIdentifier(),
                    "AWS has no capacity for %s, and its status is '%s'".formatted(
                            inWords(wanted.site().capacities()), last.dbInstanceStatus()), REMEDY);
        }
        for (DatabaseCapacity capacity : untried) {
            try {
                return begun(name, capacity, ExplicitRestore.begin(client, wanted, name, capacity));
            } catch (DbInstanceAlreadyExistsException _) {
                // An earlier call whose answer was lost; whether it was ours, the next look tells.
                return new RestoreDatabaseHandler.Result(
                        Status.IN_PROGRESS, "an instance of that name has just been made", name, "", "", false, true, "");
            } catch (RdsException error) {
                if (isOfRecoveryPoint(error, capacity)) {
                    return notBegun(Status.REFUSED, "%s will not restore: %s".formatted(
                            wanted.snapshotId(), error.getMessage()), name);
                }
            }
        }
        if (lacking.isEmpty()) {
            throw notOffered.getFirst();
        }
        return notBegun(Status.IN_PROGRESS, "AWS has no capacity for %s now and is asked again: %s".formatted(
                inWords(lacking), said), name);
    }

    private boolean isOfRecoveryPoint(RdsException error, DatabaseCapacity capacity) {
        switch (Refusal.of(error, wanted, capacity)) {
            case Refusal.OfRecoveryPoint _ -> {
                return true;
            }
            case Refusal.OfCapacity(boolean passing) -> {
                if (passing) {
                    lacking.add(capacity);
                    said = error.getMessage();
                } else {
                    notOffered.add(error);
                }
            }
            case Refusal.OfSite(String remedy) -> throw new SharedCauseException(wanted.snapshotId(), error, remedy);
            case Refusal.Other _ -> throw error;
        }
        return false;
    }

    private RestoreDatabaseHandler.Result begun(String name, DatabaseCapacity capacity, DBInstance begun) {
        boolean isFirst = capacity.equals(wanted.site().capacities().getFirst());
        return new RestoreDatabaseHandler.Result(
                Status.IN_PROGRESS,
                "the restore from %s has begun%s".formatted(
                        wanted.snapshotId(), isFirst ? "" : " on %s, for want of other capacity".formatted(capacity)),
                name,
                begun == null || begun.dbInstanceStatus() == null ? "" : begun.dbInstanceStatus(),
                "",
                false,
                true,
                "");
    }

    private static RestoreDatabaseHandler.Result notBegun(Status status, String reason, String name) {
        return new RestoreDatabaseHandler.Result(status, reason, name, "", "", false, false, "");
    }

    private static String inWords(List<DatabaseCapacity> capacities) {
        return capacities.stream().map(DatabaseCapacity::toString).collect(Collectors.joining(", "));
    }
}
