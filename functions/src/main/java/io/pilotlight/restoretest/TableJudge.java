package io.pilotlight.restoretest;

import io.pilotlight.plan.TableCheck;
import io.pilotlight.step.Clocks;
import io.pilotlight.verification.Finding;
import io.pilotlight.verification.Severity;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Judges what was read of a restored table by what the plan says of it; makes no call. */
final class TableJudge {

    private static final Duration A_DAY = Duration.ofDays(1);
    private static final String LOOK_AT_THE_DATA =
            "Compare the table with the application's database: where the data is wrong there as well, correct the"
                    + " plan's bound; where it is not, keep the older recovery points, and find out what this one has"
                    + " lost";

    private final String subject;
    private final Instant takenAt;
    private final Duration quiet;
    private final TableCheck expected;

    TableJudge(CheckRestoredDataHandler.Input input) {
        this.subject = "%s/%s".formatted(input.database(), input.table().table());
        this.takenAt = input.takenAt();
        this.quiet = Duration.ofSeconds(input.quietSeconds());
        this.expected = input.table();
    }

    Finding unreadable(UnreadableTableException failure) {
        return finding(
                "the restored table cannot be looked at: " + failure.reason(),
                "Give the account SELECT on it, or correct the plan; where the table should be there and is not, keep"
                        + " the older recovery points");
    }

    Optional<Finding> checked(List<String> against) {
        return against.isEmpty() ? Optional.empty() : Optional.of(finding(
                "CHECK TABLE says of the restored table: " + String.join("; ", against),
                "Check the table in the application's database, and keep the older recovery points until it is sound"));
    }

    Optional<Finding> rows(long rows) {
        if (rows >= expected.minimumRows() && rows <= expected.maximumRows()) {
            return Optional.empty();
        }
        return Optional.of(finding("the restored table has %d rows; the plan says %d to %d".formatted(
                rows, expected.minimumRows(), expected.maximumRows()), LOOK_AT_THE_DATA));
    }

    /** An empty table has no newest row: whether it may be empty is for {@link #rows} to say. */
    Optional<Finding> newest(long rows, Optional<Newest> newest) {
        if (newest.isEmpty()) {
            return rows == 0 ? Optional.empty() : Optional.of(finding(
                    "none of the %d restored rows has a time in %s from before the restore".formatted(rows, expected.timestampColumn()),
                    LOOK_AT_THE_DATA));
        }
        Instant earliest = takenAt.minus(quiet).minus(expected.newestWithin());
        if (newest.get().latest().isBefore(earliest)) {
            return Optional.of(finding(
                    ("the newest restored row is of %s; the recovery point was taken at %s, and the plan "
                                    + "says %s before it at most")
                            .formatted(newest.get(), takenAt, expected.newestWithin()),
                    LOOK_AT_THE_DATA));
        }
        // A day's may be another time zone's, and more than that cannot be told of it.
        if (newest.get().earliest().isAfter(takenAt.plus(newest.get().isDay() ? A_DAY : Clocks.APART))) {
            return Optional.of(finding(
                    "the newest restored row is of %s, and the recovery point was taken at %s, before it".formatted(
                            newest.get(), takenAt),
                    "Find out whether %s is written in UTC, and whether the application's clock is right".formatted(
                            expected.timestampColumn())));
        }
        return Optional.empty();
    }

    Optional<Finding> checksum(String checksum) {
        if (expected.checksum().equals(TableCheck.REPORT)
                || new BigInteger(checksum).equals(new BigInteger(expected.checksum()))) {
            return Optional.empty();
        }
        return Optional.of(finding("CHECKSUM TABLE gives %s for the restored table; the plan says %s".formatted(
                checksum, expected.checksum()), LOOK_AT_THE_DATA));
    }

    /** Where its first rows suffice for the plan's fewest, the recovery point may pass for all that was not looked at. */
    Finding partlyRead(long rows) {
        return unlooked(rows >= expected.minimumRows() && rows <= expected.maximumRows(),
                ("%d rows, those of the greatest keys, were read in the time that there was, and the others were not looked at; "
                        + "the plan says %d to %d").formatted(rows, expected.minimumRows(), expected.maximumRows()),
                "Give restoreTest a larger instanceClass, or minimumRows that can be read in time");
    }

    /** What the plan compares must be known; {@code CHECK TABLE}, or a checksum that is but told, need not. */
    Finding notLookedAt(Question question) {
        boolean compared = question == Question.NEWEST
                || question == Question.CHECKSUM && !expected.checksum().equals(TableCheck.REPORT);
        return unlooked(!compared, "%s was not looked at: the time that there was did not suffice".formatted(question.words()),
                question == Question.NEWEST
                        ? "Give the table an index on %s, or restoreTest a larger instanceClass".formatted(expected.timestampColumn())
                        : "Give restoreTest a larger instanceClass, or look at it by hand in a restored copy");
    }

    private Finding unlooked(boolean mayPass, String problem, String remedy) {
        return new Finding(Finding.Check.NOT_CHECKED, mayPass ? Severity.WARNING : Severity.CRITICAL, subject, problem, remedy);
    }

    private Finding finding(String problem, String remedy) {
        return new Finding(Finding.Check.DATA, Severity.CRITICAL, subject, problem, remedy);
    }
}
