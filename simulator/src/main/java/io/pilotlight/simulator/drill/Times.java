package io.pilotlight.simulator.drill;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How instants and durations are written for people. */
final class Times {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter DAY_AND_CLOCK =
            DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("EEEE yyyy-MM-dd", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private Times() {}

    /** Such as {@code 12:04:10}, in UTC. */
    static String clock(Instant at) {
        return CLOCK.format(at);
    }

    /** Such as {@code Tue 12:04}, in UTC. */
    static String dayAndClock(Instant at) {
        return DAY_AND_CLOCK.format(at);
    }

    /** Such as {@code Tuesday 2026-01-06}, in UTC. */
    static String day(Instant at) {
        return DAY.format(at);
    }

    /** Such as {@code +04:10}, {@code +1:04:10}, {@code -00:30}, or {@code +2d03h10} from a day on. */
    static String offset(Duration offset) {
        Duration size = offset.abs();
        String sign = offset.isNegative() ? "-" : "+";
        if (size.toDays() > 0) {
            return "%s%dd%02dh%02d".formatted(sign, size.toDays(), size.toHoursPart(), size.toMinutesPart());
        }
        return size.toHours() == 0
                ? "%s%02d:%02d".formatted(sign, size.toMinutes(), size.toSecondsPart())
                : "%s%d:%02d:%02d".formatted(sign, size.toHours(), size.toMinutesPart(), size.toSecondsPart());
    }

    /** Seconds with their fraction, to the millisecond. */
    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
