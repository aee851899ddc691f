package io.pilotlight.verification;

import io.pilotlight.recoverypoint.RecoveryPoint;
import io.pilotlight.step.DurationInWords;
import io.pilotlight.verification.Finding.Check;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Two neighbouring recovery points are not further apart than the RPO: between them more could have been lost than may be.
 * Only among those that stay by their rank, because between older, verified ones the others were pruned.
 */
final class Gaps implements RecoveryPointCheck {

    private record Gap(RecoveryPoint before, RecoveryPoint after) {

        Duration length() {
            return Duration.between(before.takenAt(), after.takenAt());
        }
    }

    @Override
    public Stream<Finding> findings(DatabaseBackups backups) {
        List<RecoveryPoint> points = backups.keptByRank(backups.usable(), RecoveryPoint::verified);
        List<Gap> gaps = IntStream.range(1, points.size())
                .mapToObj(older -> new Gap(points.get(older), points.get(older - 1)))
                .filter(gap -> gap.length().compareTo(backups.rpo()) > 0)
                .toList();
        return gaps.stream().max(Comparator.comparing(Gap::length)).map(longest -> finding(backups, gaps, longest)).stream();
    }

    private static Finding finding(DatabaseBackups backups, List<Gap> gaps, Gap longest) {
        return new Finding(Check.RECOVERY_POINT_MISSING, Severity.WARNING, backups.subject(longest.after().snapshotId()),
                "it was taken %s after the recovery point before it, %s; the objective is %s%s".formatted(
                        DurationInWords.of(longest.length()), longest.before().snapshotId(), DurationInWords.of(backups.rpo()),
                        gaps.size() == 1 ? "" : "; there are %d such gaps, and this one is the longest".formatted(gaps.size())),
                "Read in the executions of the state machine backup from %s to %s why none was made between; what is past "
                        .formatted(longest.before().takenAt(), longest.after().takenAt())
                        + "cannot be made up for");
    }
}
