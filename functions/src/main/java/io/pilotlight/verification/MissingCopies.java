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
 * Every snapshot of the active instance has its copy in the other Region, once it had the RPO and one run for that: alone
 * in its Region it is lost with it. What was pruned there is not asked for: only snapshots that are newer than the oldest
 * copy that stays by its rank. What another tool or a person copied under another name is theirs, and may go at any time. A
 * copy that is there and not complete is {@link UnfinishedCopies}' matter.
 */
final class MissingCopies implements RecoveryPointCheck {

    private static final Comparator<OwnSnapshot> NEWEST_FIRST = Comparator
            .comparing((OwnSnapshot snapshot) -> snapshot.takenAt().orElseThrow()).reversed()
            .thenComparing(OwnSnapshot::id);

    @Override
    public Stream<Finding> findings(DatabaseBackups backups) {
        Optional<Instant> oldestKept = backups.keptByRank(backups.complete(), copy -> copy.own().verified()).stream()
                .map(Copy::takenAt)
                .reduce((_, older) -> older);
        Duration grace = backups.rpo().plus(backups.cadence().nextRun());
        List<Defect> defects = ofActiveInstance(backups).stream()
                .filter(source -> backups.age(source.takenAt().orElseThrow()).compareTo(grace) > 0)
                .filter(source -> oldestKept.filter(source.takenAt().orElseThrow()::isAfter).isPresent())
                .filter(source -> backups.target().copiesOf(source).stream()
                        .noneMatch(copy -> source.id().equals(copy.dbSnapshotIdentifier())))
                .map(source -> new Defect(source, "this snapshot in %s was taken %s ago and has no copy in %s".formatted(
                        backups.direction().sourceRegion(),
                        DurationInWords.of(backups.age(source.takenAt().orElseThrow())),
                        backups.direction().targetRegion())))
                .toList();
        return Defect.tell(backups, Check.RECOVERY_POINT_MISSING, Severity.WARNING, defects,
                "Read in the executions of the state machine backup why it was not copied, or in CloudTrail who deleted the "
                        + "copy (DeleteDBSnapshot); later backups go on without it");
    }

    /** The one of which the newest snapshot is: those of an instance that was replaced are nobody's work any more. */
    private static List<OwnSnapshot> ofActiveInstance(DatabaseBackups backups) {
        List<OwnSnapshot> complete = backups.sources().stream()
                .filter(source -> source.isAvailable() && source.takenAt().isPresent())
                .sorted(NEWEST_FIRST)
                .toList();
        return complete.stream()
                .filter(source -> source.instanceIdentifier().equals(complete.getFirst().instanceIdentifier()))
                .toList();
    }
}
