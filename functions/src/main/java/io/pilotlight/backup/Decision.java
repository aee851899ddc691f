package io.pilotlight.backup;

import java.time.Instant;

/** Whether a database is backed up now. */
sealed interface Decision {

    /** Why, in one sentence. */
    String reason();

    /**
     * It is.
     *
     * @param scheduledAt the natural key of the backup: this tick's, or that of an earlier run whose work is not finished
     */
    record Due(Instant scheduledAt, String reason) implements Decision {}

    /** Not yet. */
    record NotDue(String reason) implements Decision {}
}
