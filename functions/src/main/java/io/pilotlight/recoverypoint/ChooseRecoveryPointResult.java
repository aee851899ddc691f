package io.pilotlight.recoverypoint;

import io.pilotlight.step.Status;
import java.util.List;

/**
 * @param status {@code DONE}, or {@code REFUSED} where there is no usable recovery point
 * @param reason which was chosen and why, or why none could be
 * @param candidates the usable recovery points, newest first, the newest five at most
 * @param passedOver the newest ten at most of those that were passed over
 * @param passedOverCount how many were passed over in all
 */
public record ChooseRecoveryPointResult(
        Status status,
        String reason,
        List<RecoveryPoint> candidates,
        List<PassedOver> passedOver,
        int passedOverCount) {

    /** A recovery point that will not be restored from, and why. */
    public record PassedOver(String snapshotId, String reason) {}
}
