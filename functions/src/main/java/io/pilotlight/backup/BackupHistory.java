package io.pilotlight.backup;

import io.pilotlight.plan.Cadence;
import io.pilotlight.recoverypoint.OwnSnapshot;
import io.pilotlight.recoverypoint.RecoveryPoint;
import io.pilotlight.step.DurationInWords;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the snapshots of both Regions tell of one database's backups, and what follows from it for the next.
 *
 * @param sources this software's snapshots of the active instance, in its own Region
 * @param copies this software's copies in the other site's Region
 * @param copiesInFlight the ARNs of the snapshots of which a copy there is in flight, be it without tags yet
 * @param newest the newest usable recovery point there
 */
record BackupHistory(
        List<OwnSnapshot> sources, List<OwnSnapshot> copies, Set<String> copiesInFlight, Optional<RecoveryPoint> newest) {

    /** After this time a snapshot that is being made, or a copy in flight, is not waited for any more. */
    private static final Duration LONGEST_WAIT = Duration.ofHours(24);

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

    /**
     * Decides while the other site's Region does not answer: an hour after the last, so that something is there when it does.
     *
     * @param sources this software's snapshots of the active instance, in its own Region
     */
    static Decision decideAlone(List<OwnSnapshot> sources, String dark, Instant scheduledAt, Instant now) {
        Optional<OwnSnapshot> newest = sources.stream().max(OwnSnapshot.BY_SCHEDULE);
        if (newest.filter(source -> source.status().equals("creating")).isPresent()) {
            return new Decision.Due(newest.get().tags().scheduledAt(), "snapshot %s is being made".formatted(newest.get().id()));
        }
        return newest.map(source -> Duration.between(source.tags().scheduledAt(), now))
                .filter(age -> age.compareTo(Cadence.LONGEST) < 0)
                .<Decision>map(age -> new Decision.NotDue("%s does not answer, and the last snapshot is %s old".formatted(
                        dark, DurationInWords.of(age.isNegative() ? Duration.ZERO : age))))
                .orElseGet(() -> new Decision.Due(scheduledAt,
                        "%s does not answer: a snapshot is taken here, and copied when it does".formatted(dark)));
    }

    /**
     * Decides where one is asked for that was scheduled at or after an instant, be it due or not: one that was begun is gone
     * on with.
     *
     * @param sources this software's snapshots of the active instance, in its own Region
     * @param copies this software's copies in the other site's Region
     */
    static Decision decideSince(List<OwnSnapshot> sources, List<OwnSnapshot> copies, Instant since, Instant scheduledAt) {
        Optional<OwnSnapshot> begun = sources.stream()
                .filter(source -> !source.status().equals("failed") && !source.tags().scheduledAt().isBefore(since))
                .max(OwnSnapshot.BY_SCHEDULE);
        if (begun.isEmpty()) {
            return new Decision.Due(scheduledAt, "it was asked for");
        }
        return isLanded(begun.get(), copies)
                ? new Decision.NotDue("the backup of %s was made already".formatted(begun.get().tags().scheduledAt()))
                : new Decision.Due(begun.get().tags().scheduledAt(), "snapshot %s was begun and has no complete copy yet".formatted(begun.get().id()));
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
     * The newest snapshot whose copy is not complete. One that could have been copied for two ticks longer than it took to
     * make is given up for a new one, which lands hardly later and with newer data; not while it is being made or its copy
     * is in flight, because a second one would only queue behind it.
     */
    private Optional<OwnSnapshot> unfinished(Instant now) {
        return sources.stream()
                .max(OwnSnapshot.BY_SCHEDULE)
                .filter(source -> !isLanded(source))
                .filter(source -> isBeingMade(source)
                        ? Duration.between(source.tags().scheduledAt(), now).compareTo(LONGEST_WAIT) < 0
                        : Duration.between(source.unfinishedUntil(), now).compareTo(longestUncopied(source)) < 0)
                .filter(source -> !isSurpassed(source));
    }

    private boolean isBeingMade(OwnSnapshot source) {
        return source.status().equals("creating") || copiesInFlight.contains(source.arn());
    }

    private static Duration longestUncopied(OwnSnapshot source) {
        return Duration.between(source.tags().scheduledAt(), source.unfinishedUntil()).plus(Cadence.TICK.multipliedBy(2));
    }

    private boolean isLanded(OwnSnapshot source) {
        return isLanded(source, copies);
    }

    private static boolean isLanded(OwnSnapshot source, List<OwnSnapshot> copies) {
        return copies.stream().anyMatch(copy ->
                copy.id().equals(source.id()) && copy.isAvailable() && copy.landedAt().isPresent());
    }

    private boolean isSurpassed(OwnSnapshot source) {
        return newest.isPresent() && source.takenAt().isPresent()
                && newest.get().takenAt().isAfter(source.takenAt().get());
    }
}
