package io.pilotlight.verification;

import io.pilotlight.recoverypoint.OwnSnapshot;
import java.time.Instant;
import java.util.Comparator;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * A copy that this software made of a snapshot of its own.
 *
 * @param listed all that the listing says of it
 */
record Copy(OwnSnapshot own, DBSnapshot listed) {

    /** Of complete ones, whose time is known. */
    static final Comparator<Copy> NEWEST_FIRST =
            Comparator.comparing(Copy::takenAt).reversed().thenComparing(copy -> copy.own().id());

    boolean isComplete() {
        return own.isAvailable() && own.takenAt().isPresent();
    }

    /** Returns when the data of a complete one was current. */
    Instant takenAt() {
        return own.takenAt().orElseThrow();
    }
}
