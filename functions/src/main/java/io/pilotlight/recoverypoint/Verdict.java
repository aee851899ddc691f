package io.pilotlight.recoverypoint;

import java.time.Instant;
import java.util.Comparator;

/** Whether a snapshot will be restored from. */
public sealed interface Verdict {

    /** It is a recovery point. */
    record Usable(RecoveryPoint point) implements Verdict {

        /** Newest first; of the same instant the verified first, then by name, so that every call sees one order. */
        static final Comparator<Usable> NEWEST_FIRST = Comparator.comparing(Usable::point, Comparator
                .comparing(RecoveryPoint::takenAt).reversed()
                .thenComparing(RecoveryPoint::verified, Comparator.reverseOrder())
                .thenComparing(RecoveryPoint::snapshotId));
    }

    /**
     * It is not.
     *
     * @param takenAt {@link Instant#MAX} where RDS names no time, as of a snapshot that is still being made
     * @param foreign whether it is of another database
     */
    record PassedOver(String snapshotId, Instant takenAt, boolean foreign, String reason) implements Verdict {

        /** Other databases' snapshots last, however many; then newest first, then by name. */
        static final Comparator<PassedOver> WORTH_READING_FIRST = Comparator
                .comparing(PassedOver::foreign)
                .thenComparing(PassedOver::takenAt, Comparator.reverseOrder())
                .thenComparing(PassedOver::snapshotId);
    }
}
