package io.pilotlight.simulator.cloud.rds;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** For which instance classes and zones of a Region AWS has capacity, and what becomes of restores at a site that is wrong. */
public final class InstanceCapacity {

    /** How AWS shows that it has no capacity. */
    public enum Lack {
        /** It refuses the call. */
        REFUSED,
        /** It takes the call, and the instance ends as {@code insufficient-capacity}. */
        SEEN_LATER,
        /** The Region does not have the class at all. */
        NOT_OFFERED
    }

    private static final String ANYWHERE = "";

    private final Map<String, Lack> lacks = new TreeMap<>();
    private final Map<String, String> endOfRestores = new HashMap<>();

    /** Takes all capacity for a class away, in every zone. */
    public void exhaust(String instanceClass, Lack lack) {
        lacks.put(key(instanceClass, ANYWHERE), lack);
    }

    /** Takes all capacity for a class away in one zone. */
    public void exhaust(String instanceClass, String zone, Lack lack) {
        lacks.put(key(instanceClass, zone), lack);
    }

    /** Has capacity for a class again, in every zone. */
    public void replenish(String instanceClass) {
        lacks.keySet().removeIf(key -> key.startsWith(key(instanceClass, ANYWHERE)));
    }

    /** Lets every instance that is restored with a group or a key end so, such as {@code incompatible-parameters}. */
    public void endRestoresWith(String groupOrKey, String status) {
        endOfRestores.put(groupOrKey, status);
    }

    /** Mends a group or a key. */
    public void mend(String groupOrKey) {
        endOfRestores.remove(groupOrKey);
    }

    void require(DBInstance wanted) {
        lack(wanted).ifPresent(lack -> {
            switch (lack) {
                case REFUSED -> throw RdsErrors.insufficientCapacity(wanted.dbInstanceClass());
                case NOT_OFFERED -> throw RdsErrors.notOffered(wanted.dbInstanceClass());
                case SEEN_LATER -> { }
            }
        });
    }

    /** Returns the status in which the restore of an instance ends for its site's sake; empty where it succeeds. */
    Optional<String> endOf(DBInstance instance) {
        return lack(instance).map(_ -> "insufficient-capacity")
                .or(() -> endOfRestores.entrySet().stream()
                        .filter(wrong -> uses(instance, wrong.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst());
    }

    private Optional<Lack> lack(DBInstance instance) {
        return Optional.ofNullable(lacks.get(key(instance.dbInstanceClass(), ANYWHERE)))
                .or(() -> Optional.ofNullable(lacks.get(key(instance.dbInstanceClass(), instance.availabilityZone()))));
    }

    private static boolean uses(DBInstance instance, String groupOrKey) {
        return groupOrKey.equals(instance.kmsKeyId())
                || groupOrKey.equals(instance.dbSubnetGroup().dbSubnetGroupName())
                || instance.dbParameterGroups().stream().anyMatch(one -> groupOrKey.equals(one.dbParameterGroupName()))
                || instance.optionGroupMemberships().stream().anyMatch(one -> groupOrKey.equals(one.optionGroupName()));
    }

    private static String key(String instanceClass, String zone) {
        return instanceClass + "@" + zone;
    }
}
