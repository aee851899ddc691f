package io.pilotlight.step;

import java.time.Duration;

/** Says a duration the way a person would. */
public final class DurationInWords {

    private DurationInWords() {}

    /** Returns the two largest units that matter, such as {@code 2 d 3 h}, {@code 1 h}, {@code 11 min 42 s} or {@code 40 s}. */
    public static String of(Duration duration) {
        if (duration.toDays() > 0) {
            return inUnits(duration.toDays(), "d", duration.toHoursPart(), "h");
        }
        if (duration.toHours() > 0) {
            return inUnits(duration.toHours(), "h", duration.toMinutesPart(), "min");
        }
        return duration.toMinutes() > 0
                ? inUnits(duration.toMinutes(), "min", duration.toSecondsPart(), "s")
                : duration.toSeconds() + " s";
    }

    private static String inUnits(long larger, String unit, int smaller, String next) {
        return smaller == 0 ? "%d %s".formatted(larger, unit) : "%d %s %d %s".formatted(larger, unit, smaller, next);
    }
}
