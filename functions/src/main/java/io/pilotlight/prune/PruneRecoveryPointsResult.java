package io.pilotlight.prune;

import io.pilotlight.step.Status;
import java.util.List;

/**
 * @param status {@code DONE}; {@code IN_PROGRESS} where more is to be deleted by the next call; {@code REFUSED} where a
 *     recovery is under way, during which nothing is deleted
 * @param reason what was done, or why nothing was
 * @param deleted what this call deleted, or would
 * @param failed what it could not delete
 * @param kept how many of the software's snapshots stay
 */
public record PruneRecoveryPointsResult(
        Status status, String reason, List<Removed> deleted, List<NotRemoved> failed, int kept) {

    /** A snapshot that is gone, or would be. */
    public record Removed(String region, String snapshotId) {}

    /** A snapshot that could not be deleted, and why. */
    public record NotRemoved(String region, String snapshotId, String reason) {}
}
