package io.pilotlight.simulator.drill;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** How instants and durations are written for people. */
final class Times {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    private Times() {}

    /** Such as {@code 12:04:10}, in UTC. */
    static String clock(Instant at) {
        return CLOCK.format(at);
    }

    /** Such as {@code +04:10}, {@code +1:04:10} or {@code -00:30}. */
    static String offset(Duration offset) {
        Duration size = offset.abs();
        String sign = offset.isNegative() ? "-" : "+";
        return size.toHours() == 0
                ? "%s%02d:%02d".formatted(sign, size.toMinutes(), size.toSecondsPart())
                : "%s%d:%02d:%02d".formatted(sign, size.toHours(), size.toMinutesPart(), size.toSecondsPart());
    }

    /** Such as {@code 42 s}, {@code 11 min 42 s} or {@code 1 h 5 min}. */
    static String length(Duration length) {
        if (length.toHours() > 0) {
            return length.toHours() + " h" + (length.toMinutesPart() > 0 ? " %d min".formatted(length.toMinutesPart()) : "");
        }
        if (length.toMinutes() > 0) {
            return length.toMinutes() + " min" + (length.toSecondsPart() > 0 ? " %d s".formatted(length.toSecondsPart()) : "");
        }
        return length.toSeconds() + " s";
    }

    /** Seconds with their fraction, to the millisecond. */
    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
