package io.pilotlight.backup;

import io.pilotlight.plan.Cadence;
import io.pilotlight.recoverypoint.OwnSnapshot;
import io.pilotlight.recoverypoint.RecoveryPoint;
import io.pilotlight.step.DurationInWords;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the snapshots of both Regions tell of one database's backups, and what follows from it for the next.
 *
 * @param sources this software's snapshots of the active instance, in its own Region
 * @param copies this software's copies in the other site's Region
 * @param newest the newest usable recovery point there
 */
record BackupHistory(List<OwnSnapshot> sources, List<OwnSnapshot> copies, Optional<RecoveryPoint> newest) {

    /** After this time a copy in flight is not waited for any more. */
    private static final Duration LONGEST_COPY = Duration.ofHours(24);

    /** Decides at a tick that was scheduled for one time and is handled at another; makes no call. */
    Decision decide(Cadence cadence, Instant scheduledAt, Instant now) {
        Optional<OwnSnapshot> unfinished = unfinished(now);
        if (unfinished.isPresent()) {
            return new Decision.Due(unfinished.get().tags().scheduledAt(),
                    "snapshot %s was begun by an earlier run and has no complete copy yet".formatted(unfinished.get().id()));
        }
        if (sources.stream().anyMatch(source -> source.tags().scheduledAt().equals(scheduledAt))) {
            return new Decision.NotDue("the backup of %s was made already".formatted(scheduledAt));
        }
        return newest.map(point -> decide(point, cadence, scheduledAt, now))
                .orElseGet(() -> new Decision.Due(scheduledAt, "there is no usable recovery point yet"));
    }

    private Decision decide(RecoveryPoint point, Cadence cadence, Instant scheduledAt, Instant now) {
        Duration age = Duration.between(point.takenAt(), now);
        Duration sinceLast = Duration.between(scheduledFor(point), scheduledAt);
        if (sinceLast.compareTo(Cadence.LONGEST) >= 0) {
            return new Decision.Due(scheduledAt, "the last backup is %s old".formatted(DurationInWords.of(sinceLast)));
        }
        if (cadence.wouldPassObjective(age)) {
            return new Decision.Due(scheduledAt, ("the newest recovery point is %s old, and one begun at the next tick would "
                    + "land later than the objective of %s allows: a run is taken to last %s").formatted(
                            DurationInWords.of(age), DurationInWords.of(cadence.rpo()), DurationInWords.of(cadence.nextRun())));
        }
        return new Decision.NotDue("the newest recovery point, %s, is %s old".formatted(
                point.snapshotId(), DurationInWords.of(age.isNegative() ? Duration.ZERO : age)));
    }

    /** Ticks are counted in scheduled time, because snapshots begin some seconds after theirs. */
    private Instant scheduledFor(RecoveryPoint point) {
        return copies.stream()
                .filter(copy -> copy.id().equals(point.snapshotId()))
                .map(copy -> copy.tags().scheduledAt())
                .findFirst()
                .orElse(point.takenAt());
    }

    /**
     * The newest snapshot whose copy is not complete. One that is old is given up for a new one, unless its copy is in
     * flight: a second copy would only queue behind it.
     */
    private Optional<OwnSnapshot> unfinished(Instant now) {
        return sources.stream()
                .max(OwnSnapshot.BY_SCHEDULE)
                .filter(source -> !isLanded(source))
                .filter(source -> Duration.between(source.tags().scheduledAt(), now)
                        .compareTo(isCopyInFlight(source) ? LONGEST_COPY : Cadence.LONGEST) < 0)
                .filter(source -> !isSurpassed(source));
    }

    private boolean isCopyInFlight(OwnSnapshot source) {
        return copies.stream().anyMatch(copy -> copy.sourceArn().equals(source.arn())
                && !copy.isAvailable() && !copy.status().equals("failed"));
    }

    private boolean isLanded(OwnSnapshot source) {
        return copies.stream().anyMatch(copy ->
                copy.id().equals(source.id()) && copy.isAvailable() && copy.landedAt().isPresent());
    }

    private boolean isSurpassed(OwnSnapshot source) {
        return newest.isPresent() && source.takenAt().isPresent()
                && newest.get().takenAt().isAfter(source.takenAt().get());
    }
}
