package io.pilotlight.verification;

import io.pilotlight.recoverypoint.OwnSnapshot;
import io.pilotlight.step.DurationInWords;
import io.pilotlight.verification.Finding.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * As many recovery points are there as the plan keeps, once there was time for them: somebody deletes some, or backups are
 * made far too seldom, where there are fewer.
 *
 * <p>Counted as {@code PruneRules} counts, all of this software's in the Region together, so that a turned direction makes
 * no alarm. There was time where the oldest that stays only by its rank has seen as many of the longest intervals between
 * two backups, and one more; verified ones say nothing of that, because they stay whatever the rank.
 */
final class KeptRecoveryPoints implements RecoveryPointCheck {

    @Override
    public Stream<Finding> findings(DatabaseBackups backups) {
        List<OwnSnapshot> own = backups.target().own(backups.plan().application(), backups.name()).stream()
                .filter(snapshot -> snapshot.isAvailable() && snapshot.takenAt().isPresent())
                .toList();
        Optional<Instant> oldest = own.stream()
                .filter(snapshot -> !snapshot.verified())
                .map(snapshot -> snapshot.takenAt().orElseThrow())
                .min(Comparator.naturalOrder());
        Duration time = backups.cadence().longestInterval().multipliedBy(backups.kept() + 1L);
        if (own.size() >= backups.kept() || oldest.filter(taken -> backups.age(taken).compareTo(time) > 0).isEmpty()) {
            return Stream.empty();
        }
        return Stream.of(new Finding(Check.RECOVERY_POINT_MISSING, Severity.WARNING, backups.name(),
                "there are %d recovery points in %s, although the plan keeps %d and the oldest is %s old".formatted(
                        own.size(), backups.direction().targetRegion(), backups.kept(),
                        DurationInWords.of(backups.age(oldest.get()))),
                "Find in CloudTrail who deletes them (DeleteDBSnapshot), or in the executions of the state machine backup why "
                        + "it makes so few"));
    }
}
