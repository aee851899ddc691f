package io.pilotlight.simulator.states;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** How the context object writes an instant: with milliseconds, always. */
final class ContextTime {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private ContextTime() {}

    static String format(Instant instant) {
        return FORMAT.format(instant);
    }
}
