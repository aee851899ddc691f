package io.pilotlight.step;

import java.time.Duration;

/** Says a duration the way a person would. */
public final class DurationInWords {

    private DurationInWords() {}

    /** Returns the two largest units that matter, such as {@code 2 d 3 h}, {@code 1 h 5 min} or {@code 40 s}. */
    public static String of(Duration duration) {
        if (duration.toDays() > 0) {
            return "%d d %d h".formatted(duration.toDays(), duration.toHoursPart());
        }
        if (duration.toHours() > 0) {
            return "%d h %d min".formatted(duration.toHours(), duration.toMinutesPart());
        }
        return duration.toMinutes() > 0
                ? duration.toMinutes() + " min"
                : duration.toSeconds() + " s";
    }
}
