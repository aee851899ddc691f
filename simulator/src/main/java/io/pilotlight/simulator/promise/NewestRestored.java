package io.pilotlight.simulator.promise;

import io.pilotlight.simulator.journal.JournalEvent.ExecutionStarted;
import io.pilotlight.simulator.journal.JournalEvent.FunctionInvoked;
import java.util.Optional;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A newer recovery point may be passed over only where a restore from it was tried and refused, or a person named the one
 * to restore from; that holds for a restore
 * test as well, which proves nothing of the newest one otherwise.
 */
final class NewestRestored implements Promise {

    /** An instance in any other status stands still for its site's sake, or goes on; without one, RDS refused the restore. */
    private static final Set<String> OF_THE_SNAPSHOT = Set.of("", "failed", "restore-error", "incompatible-restore");
    private static final Set<String> RESTORERS = Set.of("RestoreDatabaseFunction", "RestoreTestDatabaseFunction");

    @Override
    public String sentence() {
        return "What is restored is the newest usable recovery point, and nothing committed before it is lost.";
    }

    @Override
    public Stream<String> broken(Evidence evidence) {
        return Stream.of(
                        evidence.restores().stream().flatMap(restore ->
                                Stream.concat(passedOver(evidence, restore), lost(evidence, restore))),
                        elsewhere(evidence).stream(),
                        verifiedWithoutRows(evidence))
                .flatMap(broken -> broken);
    }

    /** The restored instance is worth nothing where the application still uses another one. */
    private static Optional<String> elsewhere(Evidence evidence) {
        return evidence.rows()
                .filter(row -> row.region().equals(evidence.regions().standby()))
                .filter(row -> !evidence.servingInstances().contains(row.instanceIdentifier()))
                .filter(row -> evidence.moves().noneMatch(move -> row.at().isBefore(move.at())))
                .findFirst()
                .map(row -> "row %d was committed in %s at %s, but what was restored for the standby is %s".formatted(
                        row.row(), row.instanceIdentifier(), row.at(), evidence.servingInstances()));
    }

    private static Stream<String> passedOver(Evidence evidence, Evidence.Restore restore) {
        if (isCompared(evidence, restore) || evidence.events(ExecutionStarted.class)
                .anyMatch(start -> start.input().path("recoveryPoint").asText().equals(restore.snapshotId()))) {
            return Stream.empty();
        }
        Instant chosenAt = chosenAt(evidence, restore);
        return restore.newerUsable().entrySet().stream()
                .filter(newer -> newer.getValue().isBefore(chosenAt) && !newer.getKey().endsWith(RecoveryPointsKept.OLD_PRIMARY))
                .map(Map.Entry::getKey)
                .sorted()
                .filter(newer -> evidence.events(FunctionInvoked.class).noneMatch(call -> refused(call, newer, restore)))
                .map(newer -> "%s: %s was restored from %s although %s is newer and usable".formatted(
                        restore.at(), restore.instanceIdentifier(), restore.snapshotId(), newer));
    }

    /** A comparison restores what a failover has used, and what the old primary holds. */
    private static boolean isCompared(Evidence evidence, Evidence.Restore restore) {
        return RestoreTests.isOne(restore.instanceIdentifier()) && evidence.events(FunctionInvoked.class)
                .filter(call -> call.function().equals("RestoreTestDatabaseFunction"))
                .anyMatch(call -> call.input().path("executionId").asText().contains("-reconcile:")
                        && restore.instanceIdentifier().contains("-%s-".formatted(call.input().path("incident").asText())));
    }

    /** A recovery point that is complete only after the function has looked is too late for this restore. */
    private static Instant chosenAt(Evidence evidence, Evidence.Restore restore) {
        return evidence.events(FunctionInvoked.class)
                .filter(call -> call.function().equals("ChooseRecoveryPointFunction") && call.at().isBefore(restore.at()))
                .map(call -> call.at().minus(call.duration()))
                .reduce((_, last) -> last)
                .orElse(restore.at());
    }

    private static boolean refused(FunctionInvoked call, String snapshot, Evidence.Restore restore) {
        return RESTORERS.contains(call.function())
                && !call.at().isAfter(restore.at())
                && call.output() != null
                && call.output().path("status").asText().equals("REFUSED")
                && OF_THE_SNAPSHOT.contains(call.output().path("instanceStatus").asText())
                && call.input().at("/recoveryPoint/snapshotId").asText().equals(snapshot);
    }

    private static Stream<String> lost(Evidence evidence, Evidence.Restore restore) {
        if (!evidence.servingInstances().contains(restore.instanceIdentifier()) || isReplaced(evidence, restore)
                || evidence.moves().anyMatch(move -> move.instances().contains(restore.instanceIdentifier()))) {
            return Stream.empty();
        }
        return missing(evidence, restore, Set.of());
    }

    private static Stream<String> missing(Evidence evidence, Evidence.Restore restore, Set<Long> known) {
        return evidence.rows()
                .filter(row -> row.region().equals(evidence.regions().primary()))
                .filter(row -> evidence.isOfDatabase(row, restore.instanceIdentifier()))
                .filter(row -> row.row() <= restore.lastVisit() && !restore.rows().contains(row.row()) && !known.contains(row.row()))
                .map(row -> "row %d, committed before recovery point %s, is not in %s".formatted(
                        row.row(), restore.snapshotId(), restore.instanceIdentifier()));
    }

    /** A mark says that a restore from it was looked at and is sound; what a failover has lost is listed, and in none that follows. */
    private static Stream<String> verifiedWithoutRows(Evidence evidence) {
        Set<String> verified = evidence.events(FunctionInvoked.class)
                .filter(call -> call.function().equals("MarkVerifiedFunction") && call.output() != null
                        && call.output().path("status").asText().equals("DONE"))
                .map(call -> call.input().path("snapshotId").asText())
                .collect(Collectors.toSet());
        Set<Long> listed = evidence.listed().values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        return evidence.restores().stream()
                .filter(restore -> RestoreTests.isOne(restore.instanceIdentifier()) && verified.contains(restore.snapshotId()))
                .flatMap(restore -> missing(evidence, restore, listed).limit(1))
                .map("%s, and it was marked as verified"::formatted);
    }

    /** One that was deleted was restored again under its name. */
    private static boolean isReplaced(Evidence evidence, Evidence.Restore restore) {
        return evidence.restores().stream().anyMatch(other ->
                other.instanceIdentifier().equals(restore.instanceIdentifier()) && other.at().isAfter(restore.at()));
    }
}
