package io.pilotlight.simulator.cloud.events;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a schedule runs: {@code rate(15 minutes)} or {@code cron(0 3 * * ? *)}, in UTC.
 *
 * @see <a href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html">Schedule types in
 *     EventBridge
 *     Scheduler</a>
 */
sealed interface Schedule {

    /** Returns the first time that it is due after the given instant. */
    Instant after(Instant instant);

    /** @throws IllegalArgumentException where the expression is not one that the simulator knows */
    static Schedule parse(String expression, Instant created) {
        Matcher rate = Rate.FORM.matcher(expression);
        if (rate.matches()) {
            return new Rate(created, Rate.unit(rate.group(2)).multipliedBy(Long.parseLong(rate.group(1))));
        }
        if (expression.startsWith("cron(") && expression.endsWith(")")) {
            return Cron.parse(expression.substring("cron(".length(), expression.length() - 1));
        }
        throw new IllegalArgumentException(
                "'%s' is no schedule; accepted are rate(n minutes|hours|days) and cron(six fields)"
                        .formatted(expression));
    }

    /** Every so often since it was made. */
    record Rate(Instant created, Duration interval) implements Schedule {

        private static final Pattern FORM = Pattern.compile("rate\\(([1-9]\\d*) (minutes?|hours?|days?)\\)");

        static Duration unit(String name) {
            return switch (name.charAt(0)) {
                case 'm' -> Duration.ofMinutes(1);
                case 'h' -> Duration.ofHours(1);
                default -> Duration.ofDays(1);
            };
        }

        @Override
        public Instant after(Instant instant) {
            long passed = Duration.between(created, instant).toSeconds() / interval.toSeconds();
            return created.plusSeconds(interval.toSeconds() * (passed + 1));
        }
    }

    /** At minutes that match; of the day of the month and the day of the week one is {@code ?}. */
    record Cron(
            SortedSet<Integer> minutes,
            SortedSet<Integer> hours,
            SortedSet<Integer> days,
            SortedSet<Integer> months,
            SortedSet<Integer> weekdays,
            SortedSet<Integer> years)
            implements Schedule {

        private static final int MOST_DAYS_AHEAD = 366 * 8;

        static Cron parse(String fields) {
            String[] field = fields.strip().split("\\s+");
            if (field.length != 6) {
                throw new IllegalArgumentException(
                        "cron(%s) has %d fields; accepted are 6".formatted(fields, field.length));
            }
            return new Cron(
                    values(field[0], 0, 59, ""),
                    values(field[1], 0, 23, ""),
                    values(field[2], 1, 31, ""),
                    values(field[3], 1, 12, "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC"),
                    values(field[4], 1, 7, "SUNMONTUEWEDTHUFRISAT"),
                    values(field[5], 1970, 2199, ""));
        }

        @Override
        public Instant after(Instant instant) {
            LocalDateTime earliest = LocalDateTime.ofInstant(instant, ZoneOffset.UTC)
                    .truncatedTo(ChronoUnit.MINUTES)
                    .plusMinutes(1);
            LocalDate day = earliest.toLocalDate();
            for (int ahead = 0; ahead < MOST_DAYS_AHEAD; ahead++, day = day.plusDays(1)) {
                if (!isOn(day)) {
                    continue;
                }
                for (int hour : hours) {
                    for (int minute : minutes) {
                        LocalDateTime due = day.atTime(hour, minute);
                        if (!due.isBefore(earliest)) {
                            return due.toInstant(ZoneOffset.UTC);
                        }
                    }
                }
            }
            throw new IllegalStateException("this schedule is not due within years: " + this);
        }

        private boolean isOn(LocalDate day) {
            return years.contains(day.getYear())
                    && months.contains(day.getMonthValue())
                    && days.contains(day.getDayOfMonth())
                    && weekdays.contains(day.getDayOfWeek().getValue() % 7 + 1);
        }

        private static SortedSet<Integer> values(String field, int least, int most, String names) {
            SortedSet<Integer> values = new TreeSet<>();
            for (String part : field.split(",")) {
                String[] stepped = part.split("/");
                int step = stepped.length > 1 ? Integer.parseInt(stepped[1]) : 1;
                boolean every = stepped[0].equals("*") || stepped[0].equals("?");
                String[] ends = stepped[0].split("-");
                int first = every ? least : value(ends[0], names, least);
                boolean open = every || ends.length == 1 && stepped.length > 1;
                int last = open ? most : value(ends[ends.length - 1], names, least);
                if (first < least || last > most || first > last) {
                    throw new IllegalArgumentException(
                            "'%s' in a cron schedule; accepted is %d to %d".formatted(part, least, most));
                }
                for (int value = first; value <= last; value += step) {
                    values.add(value);
                }
            }
            return values;
        }

        private static int value(String text, String names, int least) {
            int position = text.length() == 3 ? names.indexOf(text.toUpperCase(Locale.ROOT)) : -1;
            return position >= 0 ? position / 3 + least : Integer.parseInt(text);
        }
    }
}
