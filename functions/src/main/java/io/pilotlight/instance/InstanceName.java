package io.pilotlight.instance;

import io.pilotlight.lease.Incident;
import io.pilotlight.step.Require;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The name of a DB instance that a recovery restores, built in this one place from the site's base name, the incident
 * and the recovery point's minute, so that a repeated call finds its own earlier work and no two incidents share one.
 *
 * @param value such as {@code visitor-db-20261122t165017-221640}
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBInstanceFromDBSnapshot.html">The
 *     limits of a DB instance's name</a>
 */
public record InstanceName(String value) {

    private static final Pattern NAME = Pattern.compile("(?=.{1,63}$)[a-z](-?[a-z0-9])*");
    /** So long may a base be, that the rest of the name has room behind it. */
    private static final int LONGEST_BASE = 40;
    private static final int HASH_DIGITS = 8;
    private static final Pattern RESTORED = Pattern.compile(Incident.NAME.pattern() + "-[0-9a-x]\\d{5}");
    /** A day of the month begins with one of four digits. */
    private static final int FIRST_DIGITS = 4;
    private static final DateTimeFormatter DAY_AND_MINUTE =
            DateTimeFormatter.ofPattern("ddHHmm").withZone(ZoneOffset.UTC);

    public InstanceName {
        Require.matching("the DB instance's name", value, NAME,
                "1 to 63 lower-case letters, digits and single hyphens, a letter first and no hyphen last");
    }

    /**
     * Builds the name for a restore.
     *
     * @param base the site's instance identifier
     * @throws IllegalArgumentException where the parts do not make a name that RDS accepts
     */
    public static InstanceName of(String base, String incident, Instant takenAt) {
        Require.matching("incident", incident, Incident.NAME, "a text such as 20261122t165017");
        return new InstanceName("%s-%s-%s".formatted(shortened(base, LONGEST_BASE), incident, DAY_AND_MINUTE.format(takenAt)));
    }

    /**
     * Returns a base that is no longer than this: the end of a longer one gives way to eight digits of its SHA-256, so that
     * two of them stay apart.
     */
    public static String shortened(String base, int longest) {
        if (base.length() <= longest) {
            return base;
        }
        String begin = base.substring(0, longest - HASH_DIGITS - 1);
        return "%s-%s".formatted(begin.endsWith("-") ? begin.substring(0, begin.length() - 1) : begin,
                sha256(base).substring(0, HASH_DIGITS));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /**
     * Builds the names for the restores of one recovery point, of which a later one is taken where an earlier instance
     * stands without capacity: the first digit of the recovery point's day is a letter then, as the rest fills the name.
     *
     * @param count how many names, 7 at most
     */
    public static List<String> several(String base, String incident, Instant takenAt, int count) {
        String first = of(base, incident, takenAt).value();
        int digitAt = first.length() - DAY_AND_MINUTE.format(takenAt).length();
        return IntStream.range(0, count)
                .mapToObj(attempt -> attempt == 0 ? first : new InstanceName("%s%c%s".formatted(
                        first.substring(0, digitAt),
                        'a' + (attempt - 1) * FIRST_DIGITS + (first.charAt(digitAt) - '0'),
                        first.substring(digitAt + 1))).value())
                .toList();
    }

    /** Tells whether a name is one that {@link #several} builds from that base: of a restored instance, and not the base itself. */
    public static boolean isRestored(String base, String name) {
        String begin = shortened(base, LONGEST_BASE) + "-";
        return name.startsWith(begin) && RESTORED.matcher(name.substring(begin.length())).matches();
    }

    /** Tells whether an instance of that name is the base itself, or was restored for it by a recovery. */
    public static boolean isOf(String base, String name) {
        return name.equals(base) || isRestored(base, name);
    }
}
