package io.pilotlight.simulator.drill;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The time of a run on so many columns, labelled with days or with hours, in UTC. */
record TimeAxis(Instant from, Instant until, int columns) {

    private static final DateTimeFormatter WEEKDAY =
            DateTimeFormatter.ofPattern("EEE", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);
    private static final Duration DAYS_FROM = Duration.ofHours(48);
    private static final int LEAST_DISTANCE = 8;

    Duration perColumn() {
        return Duration.between(from, until).dividedBy(columns);
    }

    /** Returns the column of an instant; what lies outside is moved to the edge. */
    int column(Instant at) {
        long span = Math.max(1, Duration.between(from, until).toMillis());
        long column = Duration.between(from, at).toMillis() * columns / span;
        return (int) Math.clamp(column, 0, columns - 1L);
    }

    /** A bar at each label's own moment, and the label behind it. */
    String labels() {
        StringBuilder line = new StringBuilder(" ".repeat(columns));
        boolean isDays = Duration.between(from, until).compareTo(DAYS_FROM) >= 0;
        Instant label = from.truncatedTo(isDays ? ChronoUnit.DAYS : ChronoUnit.HOURS);
        Duration step = isDays ? Duration.ofDays(1) : Duration.ofHours(1);
        int last = -LEAST_DISTANCE;
        for (; !label.isAfter(until); label = label.plus(step)) {
            int column = column(label);
            String text = "|" + (isDays ? WEEKDAY : HOUR).format(label);
            if (!label.isBefore(from) && column - last >= LEAST_DISTANCE && column + text.length() <= columns) {
                line.replace(column, column + text.length(), text);
                last = column;
            }
        }
        return line.toString();
    }
}
