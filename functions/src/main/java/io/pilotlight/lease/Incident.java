package io.pilotlight.lease;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of an incident, and of a restore test: the second at which it was opened, such as {@code 20261122t165017}.
 */
public final class Incident {

    /** The form of every incident's name. */
    public static final Pattern NAME = Pattern.compile("\\d{8}t\\d{6}");

    private static final DateTimeFormatter OPENED =
            DateTimeFormatter.ofPattern("yyyyMMdd't'HHmmss").withZone(ZoneOffset.UTC);

    private Incident() {}

    /** Returns the name of an incident that was opened at that time. */
    public static String openedAt(Instant instant) {
        return OPENED.format(instant);
    }

    /** Returns when an incident of that name was opened; empty where the name tells no time. */
    public static Optional<Instant> openedAt(String incident) {
        try {
            return Optional.of(OPENED.parse(incident, Instant::from));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
