package io.pilotlight.restore;

import io.pilotlight.instance.InstanceByName;
import io.pilotlight.instance.InstanceTags;
import io.pilotlight.plan.DatabaseCapacity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * The DB instances that a restore has made so far, in the order of their names: one, or more where AWS had no capacity
 * for the first.
 */
record OwnInstances(InstanceRestore wanted, List<DBInstance> instances) {

    private static final Comparator<DBInstance> SERVING_FIRST =
            Comparator.comparing(instance -> !(InstanceState.of(instance) instanceof InstanceState.Serving));

    /**
     * Looks for each name; calls {@code rds:DescribeDBInstances} for each.
     *
     * @throws NameTakenException where an instance of such a name has other tags; it is left alone
     */
    static OwnInstances find(RdsClient client, InstanceRestore wanted) {
        List<DBInstance> found =
                wanted.names().stream().flatMap(name -> InstanceByName.find(client, name).stream()).toList();
        for (DBInstance instance : found) {
            InstanceTags tags = InstanceTags.of(instance.tagList());
            if (!tags.equals(wanted.tags())) {
                throw new NameTakenException(instance.dbInstanceIdentifier(), wanted.tags(), tags);
            }
        }
        return new OwnInstances(wanted, found);
    }

    /** Returns the one to go on with: one that serves, else the first that does not stand without capacity. */
    Optional<DBInstance> toFollow() {
        return instances.stream().filter(instance -> !isCrowded(instance)).min(SERVING_FIRST);
    }

    /** Returns the capacity that AWS has not yet been seen to lack, in the plan's order. */
    List<DatabaseCapacity> untried() {
        List<DatabaseCapacity> left = new ArrayList<>(wanted.site().capacities());
        for (DBInstance crowded : instances) {
            left.stream().filter(capacity -> isIn(crowded, capacity)).findFirst().ifPresent(left::remove);
        }
        return left;
    }

    /** Returns the first name under which nothing stands. */
    Optional<String> freeName() {
        return wanted.names().stream()
                .filter(name -> instances.stream().noneMatch(instance -> name.equals(instance.dbInstanceIdentifier())))
                .findFirst();
    }

    private static boolean isCrowded(DBInstance instance) {
        return InstanceState.of(instance) instanceof InstanceState.Crowded;
    }

    private static boolean isIn(DBInstance instance, DatabaseCapacity capacity) {
        return capacity.instanceClass().equals(instance.dbInstanceClass())
                && (capacity.hasNoZone() || capacity.availabilityZone().equals(instance.availabilityZone()));
    }
}
