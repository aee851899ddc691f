package io.pilotlight.notice;

import io.pilotlight.backup.BackupFailure;
import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.step.DurationInWords;
import io.pilotlight.step.Require;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A backup failed, or a part of it; or it found that public names would not be moved, or that a quota is too small.
 *
 * @param failures what failed
 * @param since when the oldest of these failures was first seen, empty where that is not known
 * @param complete the snapshots that this run completed all the same
 */
record BackupFailed(List<BackupFailure> failures, @MayBeEmpty String since, List<String> complete) implements Notice {

    private static final String VERIFY_TRAFFIC = "VerifyTraffic";
    private static final String QUOTA_TOO_SMALL = "QuotaTooSmall";

    BackupFailed {
        Require.notEmpty("failures", failures);
        Require.instantOrNothing("since", since);
    }

    @Override
    public String headline(Setting setting) {
        if (!hasNothingFailed()) {
            return "BACKUP FAILED at " + failures.getFirst().step();
        }
        return isOfTraffic(failures.getFirst()) ? "A FAILOVER WOULD NOT MOVE THE TRAFFIC" : "SNAPSHOTS WILL NOT FIT THE QUOTA";
    }

    /** Every tick of the backups looks at the public names too, and at the account's quota. */
    private boolean hasNothingFailed() {
        return failures.stream().allMatch(failure -> isOfTraffic(failure) || failure.error().equals(QUOTA_TOO_SMALL));
    }

    private static boolean isOfTraffic(BackupFailure failure) {
        return failure.step().equals(VERIFY_TRAFFIC);
    }

    private String opening() {
        if (!hasNothingFailed()) {
            return "The backup failed.";
        }
        return isOfTraffic(failures.getFirst())
                ? "A failover would restore everything, and leave visitors where they are."
                : "What the plan keeps will not fit the account's quota of manual snapshots.";
    }

    @Override
    public Stream<String> lines(Setting setting) {
        return Stream.of(
                "%s %s.".formatted(opening(), inWords(failures.getFirst())),
                failures.size() == 1
                        ? ""
                        : "Failed as well: %s.".formatted(Shortened.list(
                                failures.stream().skip(1).map(BackupFailed::inWords).toList(), "; ")),
                failures.stream().anyMatch(BackupFailure::isSourceSilent)
                        ? "That the active site's Region does not answer is expected during an outage of it; backups go on when it answers."
                        : "",
                Require.instantOrNothing("since", since).filter(first -> first.isBefore(setting.startedAt()))
                        .map(first -> "Part of it has failed like this for %s, since %s."
                                .formatted(DurationInWords.of(Duration.between(first, setting.now())), first))
                        .orElse(""),
                setting.active(),
                "What to do: mend what was wrong. The schedule asks again within 15 minutes. At once:",
                setting.execution().startCommand("{}"),
                hasNothingFailed() ? "" : "Complete all the same: %s."
                        .formatted(complete.isEmpty() ? "nothing by this run" : Shortened.list(complete, ", ")),
                hasNothingFailed() ? "" : "Left in place: snapshots that were begun. The next run finds them by name and goes on.",
                "The same failure is told again after a day, another one at once.");
    }

    private static String inWords(BackupFailure failure) {
        return "%s, %s: %s".formatted(
                Shortened.name(failure.subject()),
                failure.step(),
                Shortened.message(failure.failure().message()));
    }
}
