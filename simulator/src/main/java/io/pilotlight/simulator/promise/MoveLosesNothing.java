package io.pilotlight.simulator.promise;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.simulator.journal.JournalEvent.ExecutionEnded;
import io.pilotlight.simulator.journal.JournalEvent.RowCommitted;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Every row of the instance that served is in the one that serves after a planned move, and none came after the last snapshot. */
final class MoveLosesNothing implements Promise {

    @Override
    public String sentence() {
        return "A planned move loses no row, and never has two writers.";
    }

    @Override
    public Stream<String> broken(Evidence evidence) {
        return evidence.events(ExecutionEnded.class)
                .filter(ended -> ended.output() != null && ended.output().path("outcome").asText().equals("MOVED"))
                .flatMap(ended -> StreamSupport.stream(ended.output().path("databases").spliterator(), false)
                        .flatMap(database -> broken(evidence, ended, database)));
    }

    private static Stream<String> broken(Evidence evidence, ExecutionEnded ended, JsonNode database) {
        Optional<Evidence.Restore> restore = evidence.restores().stream()
                .filter(begun -> begun.instanceIdentifier().equals(database.path("instance").asText()))
                .reduce((_, last) -> last);
        if (restore.isEmpty()) {
            return Stream.of("%s: nothing was restored into %s".formatted(ended.execution(), database.path("instance").asText()));
        }
        List<RowCommitted> others = evidence.rows()
                .filter(row -> !row.instanceIdentifier().equals(restore.get().instanceIdentifier()))
                .filter(row -> evidence.origin(row.instanceIdentifier()).equals(evidence.origin(restore.get().instanceIdentifier())))
                .toList();
        Optional<String> left = others.stream().filter(row -> row.at().isBefore(restore.get().at()))
                .reduce((_, last) -> last).map(RowCommitted::instanceIdentifier);
        return others.stream()
                .filter(row -> left.filter(row.instanceIdentifier()::equals).isPresent())
                .filter(row -> !restore.get().rows().contains(row.row()))
                .findFirst()
                .map(row -> "row %d, committed in %s at %s, is not in %s, which was restored at %s".formatted(
                        row.row(), row.region(), row.at(), restore.get().instanceIdentifier(), restore.get().at()))
                .stream();
    }
}
