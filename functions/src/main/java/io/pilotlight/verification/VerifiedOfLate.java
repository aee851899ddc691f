package io.pilotlight.verification;

import io.pilotlight.step.DurationInWords;
import io.pilotlight.verification.Finding.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A recovery point of the last week, and a day, was restored and checked: until then that the backups restore is a belief.
 * While the installation is known to be younger than that, its first weekly test may be still to come.
 */
final class VerifiedOfLate implements RecoveryPointCheck {

    private static final Duration WEEK_AND_A_DAY = Duration.ofDays(8);

    /** Two weekly tests have not come: what was to make them has stopped, and nothing else may say so. */
    private static final Duration TWO_WEEKS_AND_A_DAY = Duration.ofDays(15);

    @Override
    public Stream<Finding> findings(DatabaseBackups backups) {
        Optional<Copy> verified = backups.complete().stream().filter(copy -> copy.own().verified()).findFirst();
        if (verified.isPresent()) {
            return verified.filter(copy -> isLongAgo(backups, copy.takenAt()))
                    .map(copy -> finding(backups, severity(backups.age(copy.takenAt())), backups.subject(copy.own().id()),
                            "the newest recovery point that was restored and checked is %s old".formatted(
                                    DurationInWords.of(backups.age(copy.takenAt())))))
                    .stream();
        }
        return backups.complete().isEmpty() || isYoung(backups) ? Stream.empty() : Stream.of(finding(backups,
                Severity.WARNING, backups.name(), "no recovery point in %s was ever restored and checked".formatted(
                        backups.direction().targetRegion())));
    }

    /** As long as none was pruned the oldest one is the first; and there was none before there was a plan. */
    private static boolean isYoung(DatabaseBackups backups) {
        boolean nonePruned = backups.complete().size() < backups.kept();
        return nonePruned && !isLongAgo(backups, backups.complete().getLast().takenAt())
                || backups.document().unchangedSince().filter(since -> !isLongAgo(backups, since)).isPresent();
    }

    private static boolean isLongAgo(DatabaseBackups backups, Instant then) {
        return backups.age(then).compareTo(WEEK_AND_A_DAY) > 0;
    }

    private static Severity severity(Duration age) {
        return age.compareTo(TWO_WEEKS_AND_A_DAY) > 0 ? Severity.CRITICAL : Severity.WARNING;
    }

    private static Finding finding(DatabaseBackups backups, Severity severity, String subject, String problem) {
        return new Finding(Check.NOT_VERIFIED, severity, subject, problem, switch (backups.direction().active()) {
            case PRIMARY -> "Start the state machine verify-backups with {\"restoreTest\": true}, and mend what it reports";
            case STANDBY -> "Fail back to the primary site; restore tests are made in the standby Region alone";
        });
    }
}
