package io.pilotlight.left;

import io.pilotlight.instance.InstanceTags;
import io.pilotlight.plan.DatabaseSite;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * A DB instance that a recovery or a move has restored, and that the application has left.
 *
 * @param region its Region
 * @param site what the plan says of its site
 * @param instance what RDS says of it
 */
record LeftInstance(String region, DatabaseSite site, DBInstance instance) {

    /** What is to be done with it now. */
    enum Next {
        /** Nothing. */
        KEEP,
        /** The restore has protected it from deletion because the plan says so, and takes that back. */
        UNPROTECT,
        /** People are told that it is left, and the days of the plan begin. */
        ANNOUNCE,
        /** It is deleted, with a final snapshot. */
        DELETE
    }

    /** Somebody has made one of it, or it is one, and RDS takes no final snapshot of a replica. */
    private boolean hasReplica() {
        return instance.hasReadReplicaDBInstanceIdentifiers() && !instance.readReplicaDBInstanceIdentifiers().isEmpty()
                || instance.readReplicaSourceDBInstanceIdentifier() != null;
    }

    String identifier() {
        return instance.dbInstanceIdentifier();
    }

    /** Returns since when it is known to be left; empty where people were not told yet. */
    Optional<Instant> leftAt() {
        return InstanceTags.leftAt(instance.tagList());
    }

    /**
     * Tells what is to be done next; makes no call. Whoever protects it from deletion once it is announced, or where the plan
     * protects none, keeps it.
     *
     * @param days for how many days it is kept
     * @param backedUp whether a backup of what serves now is complete in the other Region
     * @param verified whether such a one is verified
     */
    Next next(int days, Instant now, boolean backedUp, boolean verified) {
        boolean isProtected = Boolean.TRUE.equals(instance.deletionProtection());
        if (!"available".equals(instance.dbInstanceStatus()) || hasReplica()) {
            return Next.KEEP;
        }
        if (leftAt().isEmpty()) {
            return !backedUp || isProtected && !site.deletionProtection() ? Next.KEEP : isProtected ? Next.UNPROTECT : Next.ANNOUNCE;
        }
        boolean isOver = !leftAt().get().plus(Duration.ofDays(days)).isAfter(now);
        return isOver && !isProtected && verified ? Next.DELETE : Next.KEEP;
    }
}
