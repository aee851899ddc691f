package io.pilotlight.simulator.promise;

import io.pilotlight.simulator.journal.JournalEvent.RowCommitted;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every row of the instance that served is in the one that serves after a planned move, and none came after the last snapshot. */
final class MoveLosesNothing implements Promise {

    @Override
    public String sentence() {
        return "A planned move loses no row, and never has two writers.";
    }

    @Override
    public Stream<String> broken(Evidence evidence) {
        return evidence.moves().flatMap(move -> move.restores().isEmpty()
                ? Stream.of("nothing was restored for the move that ended at %s".formatted(move.at()))
                : move.restores().stream().flatMap(restore -> broken(evidence, restore).stream()));
    }

    private static Optional<String> broken(Evidence evidence, Evidence.Restore restore) {
        List<RowCommitted> others = evidence.rows()
                .filter(row -> !row.instanceIdentifier().equals(restore.instanceIdentifier()))
                .filter(row -> evidence.origin(row.instanceIdentifier()).equals(evidence.origin(restore.instanceIdentifier())))
                .toList();
        Optional<String> left = others.stream().filter(row -> row.at().isBefore(restore.at()))
                .reduce((_, last) -> last).map(RowCommitted::instanceIdentifier);
        return others.stream()
                .filter(row -> left.filter(row.instanceIdentifier()::equals).isPresent())
                .filter(row -> !restore.rows().contains(row.row()))
                .findFirst()
                .map(row -> "row %d, committed in %s at %s, is not in %s, which was restored at %s".formatted(
                        row.row(), row.region(), row.at(), restore.instanceIdentifier(), restore.at()));
    }
}
