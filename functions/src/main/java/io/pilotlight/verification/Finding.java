package io.pilotlight.verification;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.pilotlight.step.Require;
import java.util.Comparator;

/**
 * Something that a check found wrong, to be told in one line.
 *
 * @param check what was checked
 * @param subject what it was found of, such as {@code visits/visitor-db-20261122t164500}
 * @param problem what is wrong, in one sentence without its full stop
 * @param remedy what a person does about it, in one sentence without its full stop
 */
public record Finding(Check check, Severity severity, String subject, String problem, String remedy) {

    /** What is checked; a value of the metrics' dimension {@code Check}. */
    public enum Check {
        /** A recovery point that must be there is not, or there was none for longer than the RPO. */
        RECOVERY_POINT_MISSING,
        /** The newest usable recovery point is older than the RPO. */
        RECOVERY_POINT_TOO_OLD,
        /** A copy has failed, or has been on its way for far too long. */
        COPY_INCOMPLETE,
        /** A recovery point is not encrypted, or under another key than the plan's. */
        ENCRYPTION,
        /** A recovery point is of another engine or engine version than the database it was taken of. */
        ENGINE,
        /** A recovery point's storage is of an implausible size. */
        STORAGE,
        /** A copy has lost its tags, or they say something else than its source's. */
        TAGS,
        /** No recovery point, or none of late, was restored and checked. */
        NOT_VERIFIED,
        /** A saved configuration file is missing, cannot be read, or is old. */
        SERVICE_FILE,
        /** Something of the standby's was changed by hand, or the application uses another database than the plan names. */
        DRIFT,
        /** A recovery point could not be restored. */
        RESTORE,
        /** The data of a restored recovery point is not as the plan says. */
        DATA,
        /** A public name would not be moved in a failover, or not as the plan says. */
        TRAFFIC,
        /** The idle site's secret or parameter has not what the plan says that it holds; the restore test's account cannot be made. */
        ACCESS,
        /** A group that a recovery names is not at the idle site, or that Region grants too few DB instances. */
        SITE,
        /** A DB instance that the application has left stands there still, or the final snapshot of one. */
        LEFT,
        /** A subscription to the topic is missing or not confirmed. */
        NOBODY_TOLD,
        /** The old primary of a failover was not compared. */
        OLD_PRIMARY,
        /** Nobody has acknowledged what the old primary of a failover alone has. */
        ROWS_TO_DECIDE,
        /** What the plan keeps does not fit an account's quota beside what others use. */
        QUOTA,
        /** What is needed for a check did not answer, or its time did not suffice. */
        NOT_CHECKED
    }

    /** Critical ones first; else in the order in which they were found. */
    public static final Comparator<Finding> MOST_PRESSING_FIRST =
            Comparator.comparing(Finding::severity, Comparator.reverseOrder());

    public Finding {
        Require.text("subject", subject);
        Require.text("problem", problem);
        Require.text("remedy", remedy);
    }

    /** Tells whether people hear of it at once. */
    @JsonIgnore
    public boolean isCritical() {
        return severity == Severity.CRITICAL;
    }
}
