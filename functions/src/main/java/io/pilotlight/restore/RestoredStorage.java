package io.pilotlight.restore;

import io.pilotlight.plan.DatabaseStorage;
import java.util.Set;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * The storage to restore with, each {@code null} where RDS is not to be told: what the plan says, else what the snapshot
 * says, because RDS would take {@code gp3} whatever the source had.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html">DB instance storage: below 400
 *     GiB, gp3 has fixed IOPS and throughput for MySQL, and a request that names them is refused</a>
 */
record RestoredStorage(String type, Integer iops, Integer throughputMibps) {

    private static final String GP3 = "gp3";
    private static final Set<String> WITHOUT_IOPS = Set.of("gp2", "standard");
    private static final int LEAST_GIBIBYTES_TO_CHOOSE = 400;

    static RestoredStorage of(DatabaseStorage plan, DBSnapshot snapshot) {
        String type = plan.type().isEmpty() ? snapshot.storageType() : plan.type();
        if (type == null || WITHOUT_IOPS.contains(type) || type.equals(GP3) && isFixed(snapshot)) {
            return new RestoredStorage(type, null, null);
        }
        boolean isAsBefore = type.equals(snapshot.storageType());
        return new RestoredStorage(
                type,
                chosen(plan.iops(), isAsBefore ? snapshot.iops() : null),
                type.equals(GP3) ? chosen(plan.throughputMibps(), isAsBefore ? snapshot.storageThroughput() : null) : null);
    }

    private static boolean isFixed(DBSnapshot snapshot) {
        return snapshot.allocatedStorage() == null || snapshot.allocatedStorage() < LEAST_GIBIBYTES_TO_CHOOSE;
    }

    /** RDS says 0 of what there is not. */
    private static Integer chosen(int plan, Integer ofSnapshot) {
        if (plan > 0) {
            return plan;
        }
        return ofSnapshot == null || ofSnapshot == 0 ? null : ofSnapshot;
    }
}
