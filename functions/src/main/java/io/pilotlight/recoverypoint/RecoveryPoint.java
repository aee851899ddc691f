package io.pilotlight.recoverypoint;

import java.time.Duration;
import java.time.Instant;

/**
 * A database snapshot that is complete in the Region in which it would be restored.
 *
 * @param snapshotId the DB snapshot's identifier in that Region
 * @param takenAt when the source was taken: a copy keeps its original's time
 * @param dataUntil the last transaction in it, where RDS says that, else when it was taken: what came later is lost
 * @param verified whether a restore from it was checked
 */
public record RecoveryPoint(String snapshotId, Instant takenAt, Instant dataUntil, boolean verified) {

    /** Returns how much would be lost at that instant, at least nothing: clocks may differ by a minute. */
    public Duration age(Instant now) {
        Duration age = Duration.between(dataUntil, now);
        return age.isNegative() ? Duration.ZERO : age;
    }
}
