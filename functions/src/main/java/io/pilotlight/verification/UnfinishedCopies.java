package io.pilotlight.verification;

import io.pilotlight.recoverypoint.OwnSnapshot;
import io.pilotlight.step.DurationInWords;
import io.pilotlight.verification.Finding.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * No copy has failed, and none has been on its way for a day: RDS sends no event of either, and a copy that hangs holds up
 * those of the same instance behind it. A warning, because the age of the newest usable one says what it costs.
 */
final class UnfinishedCopies implements RecoveryPointCheck {

    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Set<String> SETTLED = Set.of("available", "failed", "deleting");
    private static final Comparator<State> NEWEST_FIRST = Comparator.comparing(State::scheduledAt).reversed()
            .thenComparing(state -> state.snapshot().id());

    /**
     * How far a copy is.
     *
     * @param snapshot it, or its source while it bears no tags
     */
    private record State(OwnSnapshot snapshot, String status) {

        Instant scheduledAt() {
            return snapshot.tags().scheduledAt();
        }
    }

    @Override
    public Stream<Finding> findings(DatabaseBackups backups) {
        List<State> copies = Stream.concat(
                        backups.copies().stream().map(copy -> new State(copy.own(), copy.own().status())), untagged(backups))
                .sorted(NEWEST_FIRST)
                .toList();
        List<Defect> failed = copies.stream()
                .filter(copy -> copy.status().equals("failed"))
                .map(copy -> new Defect(copy.snapshot(),
                        "the copy to %s has failed".formatted(backups.direction().targetRegion())))
                .toList();
        List<Defect> late = copies.stream()
                .filter(copy -> !SETTLED.contains(copy.status()))
                .filter(copy -> backups.age(copy.scheduledAt()).compareTo(LONGEST) > 0)
                .map(copy -> new Defect(copy.snapshot(), "the copy of a backup of %s ago is still '%s'".formatted(
                        DurationInWords.of(backups.age(copy.scheduledAt())), copy.status())))
                .toList();
        return Stream.concat(
                Defect.tell(backups, Check.COPY_INCOMPLETE, Severity.WARNING, failed,
                        "Start the state machine backup with {}: it removes a failed copy and makes the next; where that fails "
                                + "too, see whether the KMS key of the plan is enabled in %s".formatted(
                                        backups.direction().targetRegion())),
                Defect.tell(backups, Check.COPY_INCOMPLETE, Severity.WARNING, late,
                        "Delete the copy in the RDS console of %s, and start the state machine backup with {}".formatted(
                                backups.direction().targetRegion())));
    }

    /** AWS does not say whether a copy has its source's tags before it is complete. */
    private static Stream<State> untagged(DatabaseBackups backups) {
        return backups.sources().stream().flatMap(source -> backups.target().copiesOf(source).stream()
                .filter(copy -> source.id().equals(copy.dbSnapshotIdentifier()))
                .filter(copy -> OwnSnapshot.of(backups.plan().application(), copy).isEmpty())
                .map(copy -> new State(source, copy.status())));
    }
}
