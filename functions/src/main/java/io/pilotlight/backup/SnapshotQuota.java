package io.pilotlight.backup;

import io.pilotlight.recoverypoint.SnapshotRoom;
import java.util.Locale;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.SnapshotQuotaExceededException;

/**
 * Which of two quotas is used up: RDS answers {@code SnapshotQuotaExceeded} to both, and only its message tells them
 * apart ({@code Cannot copy more than 20 snapshots across regions}, {@code Cannot create more than 100 manual snapshots}).
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html">Quotas and constraints</a>
 */
sealed interface SnapshotQuota {

    /** As many copies are in flight to the Region as it allows at once: some will end soon. */
    record CopiesInFlight(String reason) implements SnapshotQuota {}

    /** The Region holds as many manual snapshots as it grants: some have to go. */
    record ManualSnapshots(String reason) implements SnapshotQuota {}

    /**
     * Reads the message, and where it names manual snapshots the quota itself
     * ({@code rds:DescribeAccountAttributes}); a wording that is new is taken for the one that passes.
     */
    static SnapshotQuota of(SnapshotQuotaExceededException exceeded, RdsClient rds, String region) {
        String message = exceeded.getMessage() == null ? "" : exceeded.getMessage();
        if (!message.toLowerCase(Locale.ROOT).contains("manual")) {
            return new CopiesInFlight("%s allows no more copies at once: %s".formatted(region, message));
        }
        String used = SnapshotRoom.of(rds)
                .map(room -> "%d of %d".formatted(room.used(), room.granted()))
                .orElse("as many as its quota grants");
        return new ManualSnapshots(("%s holds %s manual snapshots, so there is no room for another. Pruning follows and "
                + "removes the oldest that are not verified; where that is not enough, delete snapshots of others or have the "
                + "quota raised").formatted(region, used));
    }
}
