package io.pilotlight.step;

import io.pilotlight.json.Blank;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;

/** The checks that input records share; each message names the field and says what is accepted. */
public final class Require {

    private Require() {}

    /** @throws IllegalArgumentException where the text is empty or blank */
    public static String text(String field, String value) {
        if (Blank.is(value)) {
            throw new IllegalArgumentException(field + " is empty; accepted is a text of at least one character");
        }
        return value;
    }

    /** @throws IllegalArgumentException where the text does not have the given form */
    public static String matching(String field, String value, Pattern form, String accepted) {
        if (!form.matcher(value).matches()) {
            throw new IllegalArgumentException("%s is '%s'; accepted is %s".formatted(field, value, accepted));
        }
        return value;
    }

    /** @throws IllegalArgumentException where the number is outside the two bounds, both of which are allowed */
    public static int between(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("%s is %d; accepted is %d to %d".formatted(field, value, least, most));
        }
        return value;
    }

    /** @throws IllegalArgumentException where the duration is outside the two bounds, both of which are allowed */
    public static Duration between(String field, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException("%s is %s; accepted is %s to %s".formatted(field, value, least, most));
        }
        return value;
    }

    /** @throws IllegalArgumentException where the text is neither empty nor an ISO-8601 instant */
    public static Optional<Instant> instantOrNothing(String field, String value) {
        try {
            return value.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(value));
        } catch (DateTimeParseException _) {
            throw new IllegalArgumentException("%s is '%s'; accepted is an ISO-8601 instant, or nothing".formatted(field, value));
        }
    }

    /** @throws IllegalArgumentException where there is nothing in the collection */
    public static void notEmpty(String field, Collection<?> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException(field + " is empty; accepted is a list of at least one");
        }
    }
}
