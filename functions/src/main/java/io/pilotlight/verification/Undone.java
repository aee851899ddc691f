package io.pilotlight.verification;

import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.step.Failure;
import io.pilotlight.step.Require;
import io.pilotlight.verification.Finding.Check;

/**
 * A part of a verification that could not be done, or did not come out well, as the state machine met it: it becomes a
 * finding when it is reported.
 *
 * @param what which part
 * @param subject what it was to be done with
 * @param error the error's name, empty where a step said by itself that it could not be done
 * @param cause why, raw
 */
public record Undone(Part what, String subject, @MayBeEmpty String error, @MayBeEmpty String cause) {

    private static final String AGAIN =
            "mend what was wrong and start the verification again, with {} as its input, or let "
                    + "the schedule do so";
    private static final String TEST_AGAIN =
            "mend what was wrong and start the verification again with {\"restoreTest\": true} as its input";
    private static final String MENDED_BY_RDS =
            "a failover would meet the same, and fall to an older recovery point if one will not restore; mend what"
                    + " RDS says, then start the verification again with {\"restoreTest\": true} as its input";
    private static final String DELETE =
            "delete it by hand if it is still there in an hour: it is named and tagged as a "
                    + "restore test (pilot-light:restore-test), and a schedule tries every 15 minutes to remove it";

    /** A part of a verification, and what a finding says where it was not done. */
    public enum Part {
        /** The recovery points were checked. */
        CHECK_RECOVERY_POINTS(Check.NOT_CHECKED, "the recovery points could not be checked", AGAIN),
        /** All the services were checked. */
        CHECK_SERVICES(Check.NOT_CHECKED, "the services could not be checked", AGAIN),
        /** A service's saved files and its idle twin were checked. */
        CHECK_SERVICE(Check.NOT_CHECKED, "the saved configuration and the idle service could not be checked", AGAIN),
        /** The public names were checked. */
        CHECK_TRAFFIC(Check.NOT_CHECKED, "it could not be checked whether the public names could be moved", AGAIN),
        /** A recovery point was chosen to be restored. */
        CHOOSE(Check.NOT_CHECKED, "no recovery point could be chosen to be restored", TEST_AGAIN),
        /** There was one to choose. */
        FIND(Check.RESTORE, "there is nothing to restore",
                "bring a usable recovery point into the standby Region; until then a failover would fail"),
        /** The restore was asked for. */
        ASK_TO_RESTORE(Check.NOT_CHECKED, "the recovery point could not be restored", TEST_AGAIN),
        /** The restore succeeded. */
        RESTORE(
                Check.RESTORE,
                "the recovery point could not be restored",
                MENDED_BY_RDS),
        /** The restore ended in time: an hour, or, where people wait for it, less. */
        RESTORE_IN_TIME(Check.RESTORE, "the restore is not finished in the time that it has", MENDED_BY_RDS),
        /** The restored data was looked at. */
        CHECK_DATA(Check.NOT_CHECKED, "its data could not be checked", TEST_AGAIN),
        /** A batch of restore tests ran to its end. */
        TEST(Check.NOT_CHECKED, "restore tests were cut off", TEST_AGAIN),
        /** A tested recovery point was marked. */
        ASK_TO_MARK(
                Check.NOT_VERIFIED,
                Severity.WARNING,
                "it was restored and is sound, and could not be marked as verified",
                "add the tag pilot-light:verified with the value true to the snapshot by hand, so that it is kept as a "
                        + "verified one"),
        /** A tested recovery point was there to be marked. */
        MARK(
                Check.NOT_VERIFIED,
                Severity.WARNING,
                "it was restored and is sound, and was not marked as verified",
                "start the verification again with {\"restoreTest\": true} as its input, so that a recovery point of"
                        + " this software that is still there is tested and kept as a verified one"),
        /** The instances of restore tests were removed. */
        REMOVE(Check.RESTORE, "instances of restore tests could not be removed and cost money", DELETE),
        /** An instance of a restore test went in time. */
        REMOVE_INSTANCE(Check.RESTORE, "instance %s could not be removed and costs money", DELETE),
        /** A database's turn to be tested came. */
        BEGIN_TEST(Check.NOT_CHECKED, "no recovery point was restored", TEST_AGAIN);

        private final Check check;
        private final Severity severity;
        private final String problem;
        private final String remedy;

        Part(Check check, String problem, String remedy) {
            this(check, Severity.CRITICAL, problem, remedy);
        }

        Part(Check check, Severity severity, String problem, String remedy) {
            this.check = check;
            this.severity = severity;
            this.problem = problem;
            this.remedy = remedy;
        }
    }

    public Undone {
        Require.text("subject", subject);
    }

    /** Words it. */
    public Finding finding() {
        String why = new Failure(what.name(), error, cause).message();
        return new Finding(
                what.check,
                what.severity,
                subject,
                "%s: %s".formatted(what.problem.formatted(subject), why),
                what.remedy);
    }
}
