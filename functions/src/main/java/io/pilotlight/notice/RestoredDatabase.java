package io.pilotlight.notice;

import java.time.Instant;

/**
 * A database that was restored at the standby site.
 *
 * @param dataUntil when the last transaction in its recovery point was
 */
record RestoredDatabase(String name, String instance, String recoveryPoint, Instant dataUntil) {

    String inWords() {
        return "%s: %s, from %s, with data until %s".formatted(Shortened.name(name), instance, recoveryPoint, dataUntil);
    }
}
