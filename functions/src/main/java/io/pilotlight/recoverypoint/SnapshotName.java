package io.pilotlight.recoverypoint;

import io.pilotlight.lease.Incident;
import io.pilotlight.step.Require;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a snapshot and of its copy in the other Region, built in this one place from the natural key of a backup:
 * the database and the time for which it was scheduled. A repeated or late call finds its own earlier work by it.
 *
 * @param value such as {@code visitor-db-20261122t164500}
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBSnapshot.html">The limits of a DB
 *     snapshot's name</a>
 */
public record SnapshotName(String value) {

    private static final Pattern NAME = Pattern.compile("(?=.{1,255}$)[a-z](-?[a-z0-9])*");
    private static final DateTimeFormatter SCHEDULED =
            DateTimeFormatter.ofPattern("yyyyMMdd't'HHmmss").withZone(ZoneOffset.UTC);

    private static final String OLD_PRIMARY = "-reconcile";
    private static final String FINAL = "-final";

    public SnapshotName {
        Require.matching("the DB snapshot's name", value, NAME,
                "1 to 255 lower-case letters, digits and single hyphens, a letter first and no hyphen last");
    }

    /**
     * Builds the name for a backup.
     *
     * @param base the instance identifier that the plan gives the active site
     * @throws IllegalArgumentException where the parts do not make a name that RDS accepts
     */
    public static SnapshotName of(String base, Instant scheduledAt) {
        return new SnapshotName("%s-%s".formatted(base, SCHEDULED.format(scheduledAt)));
    }

    /**
     * Builds the name of the snapshot of an old primary that is kept to be compared, and of its copy. None of a backup ends so,
     * so that it is never taken for a recovery point, nor pruned.
     *
     * @param base the instance identifier that the plan gives the primary site
     * @param incident the incident after which it is taken
     * @throws IllegalArgumentException where the parts do not make a name that RDS accepts
     */
    public static SnapshotName ofOldPrimary(String base, String incident) {
        return new SnapshotName("%s-%s%s".formatted(base, incident, OLD_PRIMARY));
    }

    /**
     * Builds the name of the final snapshot of a DB instance that the application has left. None of a backup ends so either.
     *
     * @param instance the instance's identifier
     */
    public static SnapshotName ofLeft(String instance) {
        return new SnapshotName(instance + FINAL);
    }

    /** Returns the incident in whose name a snapshot of an old primary is kept; empty where it is none. */
    public static Optional<String> incidentOf(String base, String name) {
        Matcher kept = Pattern.compile("%s-(%s)%s".formatted(Pattern.quote(base), Incident.NAME, OLD_PRIMARY)).matcher(name);
        return kept.matches() ? Optional.of(kept.group(1)) : Optional.empty();
    }

    /** Tells whether a snapshot of that name is one of an old primary. */
    static boolean isOfOldPrimary(String name) {
        return name.endsWith(OLD_PRIMARY);
    }

    /** Tells whether a snapshot of that name is the final one of its DB instance. */
    static boolean isFinal(String instance, String name) {
        return name.equals(instance + FINAL);
    }

    /** Tells whether a snapshot of that name can be one that was taken for a backup scheduled at that time. */
    static boolean isOf(Instant scheduledAt, String name) {
        return name.endsWith("-" + SCHEDULED.format(scheduledAt));
    }
}
