package io.pilotlight.arming;

import io.pilotlight.health.CheckHealthHandler.Result.Health;
import java.time.Duration;
import java.time.Instant;

/**
 * How far the check of a plan has come at the primary site.
 *
 * @param fingerprint of what was checked last; empty before the first look
 * @param armed whether its check has passed for {@link #PASSING}; once so, only another fingerprint ends it, because an
 *     outage is just when the check does not pass
 * @param passingSince since when it passes without a gap; empty where it does not, or is armed
 * @param seenAt when that was seen last; {@link Instant#EPOCH} before the first look
 */
record Arming(String fingerprint, boolean armed, String passingSince, Instant seenAt) {

    /** Ten looks: a mistyped check never passes one, and a release that is rolled out or back has mostly ended. */
    static final Duration PASSING = Duration.ofMinutes(10);

    /** A look each minute may come late or be lost once; what lies further apart was not passing all the time. */
    private static final Duration GAP = Duration.ofSeconds(150);

    static final Arming NONE = new Arming("", false, "", Instant.EPOCH);

    /** Returns what one more look makes of it. */
    Arming after(Fingerprint checked, Health health, Instant now) {
        boolean same = fingerprint.equals(checked.value());
        if (same && armed) {
            return this;
        }
        if (health != Health.HEALTHY) {
            return same && passingSince.isEmpty() ? this : new Arming(checked.value(), false, "", now);
        }
        boolean goesOn = same && !passingSince.isEmpty() && !seenAt.plus(GAP).isBefore(now);
        Instant since = goesOn ? Instant.parse(passingSince) : now;
        return since.plus(PASSING).isAfter(now)
                ? new Arming(checked.value(), false, since.toString(), now)
                : new Arming(checked.value(), true, "", now);
    }
}
