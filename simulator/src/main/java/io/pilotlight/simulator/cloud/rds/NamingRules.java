package io.pilotlight.simulator.cloud.rds;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What RDS takes for a name. It stores every name in lower case.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CopyDBSnapshot.html">CopyDBSnapshot,
 *     TargetDBSnapshotIdentifier: Constraints</a>
 */
final class NamingRules {

    private static final int INSTANCE_LENGTH = 63;
    private static final int SNAPSHOT_LENGTH = 255;
    private static final Pattern NAME = Pattern.compile("[A-Za-z](-?[A-Za-z0-9])*");

    private NamingRules() {}

    /** Accepts the name of a new DB instance. */
    static String newInstance(String id) {
        return accept("DBInstanceIdentifier", id, INSTANCE_LENGTH);
    }

    /** Accepts the name of a new manual snapshot or copy; {@code rds:} belongs to automated ones alone. */
    static String newSnapshot(String id) {
        return accept("DBSnapshotIdentifier", id, SNAPSHOT_LENGTH);
    }

    /** Brings a name that is looked up into the form in which it is stored. */
    static String stored(String id) {
        return id.toLowerCase(Locale.ROOT);
    }

    private static String accept(String parameter, String id, int longest) {
        if (id == null || id.length() > longest || !NAME.matcher(id).matches()) {
            throw RdsErrors.invalidValue(("The parameter %s is not a valid identifier. Identifiers must begin with a letter; "
                    + "must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two "
                    + "consecutive hyphens, and must be at most %d characters long.").formatted(parameter, longest));
        }
        return stored(id);
    }
}
