package io.pilotlight.restoretest;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.SQLDataException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a column keeps times, as one of its values shows: as a date and time, a day, a number that counts from 1970 in
 * seconds or parts of them, or a text of fixed form, which sorts as its times do.
 */
enum TimeColumn {

    /** {@code 2026-01-11 04:10:00.5}, as a type of its own or as text. */
    MOMENT("yyyy-MM-dd HH:mm:ss.SSSSSS"),
    /** {@code 2026-01-11T04:10:00Z} as text. */
    ISO("yyyy-MM-dd'T'HH:mm:ss.SSSSSS"),
    /** {@code 2026-01-11}, as a type of its own or as text. */
    DAY("yyyy-MM-dd"),
    /** {@code 20260111041000}, as text or as a number. */
    DIGITS("yyyyMMddHHmmss"),
    SECONDS(""),
    MILLISECONDS(""),
    MICROSECONDS(""),
    NANOSECONDS("");

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern DATE_AND_TIME = Pattern.compile(DATE + "[ T]\\d\\d:\\d\\d:\\d\\d(\\.\\d{0,9})?(Z|[+-]\\d\\d:\\d\\d)?");
    private static final Pattern YEAR_TO_SECOND = Pattern.compile("(19|20)\\d{12}");
    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d*)?([eE]\\d+)?");
    /** Of seconds this is a day in 1973 and the next is in 5138; numbers below it count something else. */
    private static final BigDecimal LEAST_SECONDS = new BigDecimal("1e8");
    private static final int THOUSANDFOLD = 3;
    private static final BigInteger NANOSECONDS_A_SECOND = BigInteger.valueOf(1_000_000_000);

    private final String form;

    TimeColumn(String form) {
        this.form = form;
    }

    /**
     * Tells by a value, and the type of its column, how the column keeps times.
     *
     * @throws SQLDataException where it keeps none
     */
    static TimeColumn of(int type, String value) throws SQLDataException {
        if (YEAR_TO_SECOND.matcher(value).matches()) {
            return DIGITS;
        }
        return switch (type) {
            case Types.TIMESTAMP, Types.DATE, Types.CHAR, Types.VARCHAR, Types.BINARY, Types.VARBINARY -> text(value);
            case Types.INTEGER, Types.BIGINT, Types.DECIMAL, Types.NUMERIC, Types.DOUBLE -> number(value);
            default -> throw new SQLDataException();
        };
    }

    private static TimeColumn text(String value) throws SQLDataException {
        if (DATE.matcher(value).matches()) {
            return DAY;
        }
        if (DATE_AND_TIME.matcher(value).matches()) {
            return value.charAt(10) == 'T' ? ISO : MOMENT;
        }
        throw new SQLDataException();
    }

    private static TimeColumn number(String value) throws SQLDataException {
        if (NUMBER.matcher(value).matches()) {
            BigDecimal least = LEAST_SECONDS.scaleByPowerOfTen(4 * THOUSANDFOLD);
            for (int unit = NANOSECONDS.ordinal(); unit >= SECONDS.ordinal(); unit--) {
                least = least.scaleByPowerOfTen(-THOUSANDFOLD);
                if (new BigDecimal(value).compareTo(least) >= 0) {
                    return values()[unit];
                }
            }
        }
        throw new SQLDataException();
    }

    /** Reads a value; empty for a zero date, or one that lacks its month or day. */
    Optional<Newest> read(String value) {
        try {
            return Optional.of(switch (this) {
                case DAY -> Newest.on(LocalDate.parse(value));
                case DIGITS -> Newest.at(LocalDateTime.parse(value, DateTimeFormatter.ofPattern(form)).toInstant(ZoneOffset.UTC));
                case MOMENT, ISO -> Newest.at(moment(value.replace(' ', 'T')));
                case SECONDS, MILLISECONDS, MICROSECONDS, NANOSECONDS -> Newest.at(counted(new BigDecimal(value)));
            });
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** Returns the SQL condition that a value of the column is before an instant; a day is, if it began before. */
    String before(String column, Instant instant) {
        return "%s < %s".formatted(column, switch (this) {
            case DAY -> "'%s'".formatted(LocalDate.ofInstant(instant, ZoneOffset.UTC).plusDays(1));
            case DIGITS, MOMENT, ISO -> "'%s'".formatted(DateTimeFormatter.ofPattern(form).format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC)));
            case SECONDS, MILLISECONDS, MICROSECONDS, NANOSECONDS ->
                "%de%d".formatted(ChronoUnit.MICROS.between(Instant.EPOCH, instant), power() - 6);
        });
    }

    private static Instant moment(String value) {
        return value.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
                ? OffsetDateTime.parse(value).toInstant()
                : LocalDateTime.parse(value).toInstant(ZoneOffset.UTC);
    }

    private Instant counted(BigDecimal value) {
        BigInteger nanoseconds = value.scaleByPowerOfTen(9 - power()).setScale(0, RoundingMode.FLOOR).toBigInteger();
        BigInteger[] parts = nanoseconds.divideAndRemainder(NANOSECONDS_A_SECOND);
        return Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact());
    }

    /** How many powers of ten a second is. */
    private int power() {
        return THOUSANDFOLD * (ordinal() - SECONDS.ordinal());
    }
}
