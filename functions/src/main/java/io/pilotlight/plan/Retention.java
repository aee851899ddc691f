package io.pilotlight.plan;

import io.pilotlight.step.Require;
import java.time.Duration;

/**
 * Which recovery points are kept, and how old one may be and still be believed.
 *
 * @param recoveryPoints how many of the newest recovery points are kept in each Region, verified or not
 * @param verifiedRecoveryPoints how many verified recovery points are kept whatever their age
 * @param maximumAge the age past which a recovery point is not restored from unless it is verified, or a person names it
 * @param leftInstanceDays for how many days a restored DB instance that the application has left is kept at least; 0 keeps it
 *     until a person deletes it
 */
public record Retention(int recoveryPoints, int verifiedRecoveryPoints, Duration maximumAge, int leftInstanceDays) {

    /** The most recovery points that are kept. */
    public static final int MOST = 1000;

    /** Below that many nothing gives way to a quota: a failover tries five. */
    private static final int FLOOR = 6;

    public Retention {
        Require.between("recoveryPoints", recoveryPoints, 2, MOST);
        Require.between("verifiedRecoveryPoints", verifiedRecoveryPoints, 1, 100);
        Require.between("maximumAge", maximumAge, Duration.ofHours(1), Duration.ofDays(365));
        Require.between("leftInstanceDays", leftInstanceDays, 0, 365);
    }

    /** Returns what is kept where the account's quota has no room for the next snapshot. */
    public Retention atFloor() {
        return new Retention(Math.min(FLOOR, recoveryPoints), verifiedRecoveryPoints, maximumAge, leftInstanceDays);
    }
}
