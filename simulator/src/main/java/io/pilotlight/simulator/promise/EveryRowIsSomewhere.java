package io.pilotlight.simulator.promise;

import io.pilotlight.simulator.journal.JournalEvent.ExecutionEnded;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * After a planned move nothing is missing of the whole story: each row that was ever committed is in the database that serves
 * at the end, or in a list of what only an old primary has. Where a failover before it could not be compared there is no such
 * list, and people were told.
 */
final class EveryRowIsSomewhere implements Promise {

    @Override
    public String sentence() {
        return "After a planned move each row ever committed is in the database that serves, or in the list.";
    }

    @Override
    public Stream<String> broken(Evidence evidence) {
        if (evidence.moves().findAny().isEmpty() || !incidents(evidence, "COMPARED").containsAll(incidents(evidence, "RECOVERED"))) {
            return Stream.empty();
        }
        return evidence.nowhere().entrySet().stream()
                .filter(database -> !database.getValue().isEmpty())
                .map(database -> "%d rows of %s are neither in the database that serves nor in a list, the first of them row %d".formatted(
                        database.getValue().size(), database.getKey(), database.getValue().first()));
    }

    private static Set<String> incidents(Evidence evidence, String outcome) {
        return evidence.events(ExecutionEnded.class)
                .filter(ended -> ended.output() != null && ended.output().path("outcome").asText().equals(outcome))
                .map(ended -> ended.output().path("incident").asText())
                .collect(Collectors.toSet());
    }
}
