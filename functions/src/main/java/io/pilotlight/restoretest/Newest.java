package io.pilotlight.restoretest;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

/**
 * The newest time in a column, in UTC.
 *
 * @param earliest the earliest instant that it can stand for
 * @param latest the latest one: the same, but for a day the last of it
 */
public record Newest(Instant earliest, Instant latest) {

    /** Returns an instant. */
    public static Newest at(Instant instant) {
        return new Newest(instant, instant);
    }

    /** Returns a day, of whose hours nothing is known. */
    static Newest on(LocalDate day) {
        return new Newest(day.atStartOfDay().toInstant(ZoneOffset.UTC), day.atTime(LocalTime.MAX).toInstant(ZoneOffset.UTC));
    }

    boolean isDay() {
        return earliest.isBefore(latest);
    }

    /** Returns it as ISO 8601 has it, a day as a date. */
    @Override
    public String toString() {
        return isDay() ? LocalDate.ofInstant(earliest, ZoneOffset.UTC).toString() : earliest.toString();
    }
}
