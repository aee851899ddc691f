package io.pilotlight.simulator.promise;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.simulator.journal.JournalEvent.ExecutionEnded;
import io.pilotlight.simulator.journal.JournalEvent.ExecutionStarted;
import io.pilotlight.simulator.journal.JournalEvent.RowCommitted;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** After a failover whose old site is fenced its old primary is compared, and the list has each row that it alone has. */
final class OldRowsListed implements Promise {

    private static final String RECONCILE = "ReconcileStateMachine";

    @Override
    public String sentence() {
        return "Every row that only the old site has is in the list, or people are told what could not be compared.";
    }

    @Override
    public Stream<String> broken(Evidence evidence) {
        return Stream.concat(
                evidence.events(ExecutionEnded.class)
                        .filter(ended -> ended.machine().equals(RECONCILE) && outcome(ended).endsWith("COMPARED"))
                        .flatMap(ended -> ended.output().path("databases").valueStream()
                                .flatMap(database -> wrongs(evidence, ended, database))),
                evidence.events(ExecutionEnded.class)
                        .filter(ended -> outcome(ended).equals("RECOVERED") && ended.output().path("oldSiteFenced").asBoolean())
                        .flatMap(ended -> forgotten(evidence, ended)));
    }

    private static String outcome(ExecutionEnded ended) {
        return ended.output() == null ? "" : ended.output().path("outcome").asText();
    }

    private static Stream<String> forgotten(Evidence evidence, ExecutionEnded failover) {
        String incident = failover.output().path("incident").asText();
        return evidence.events(ExecutionStarted.class)
                        .anyMatch(started -> started.machine().equals(RECONCILE) && started.input().path("incident").asText().equals(incident))
                || evidence.wasTold("the old primary of incident " + incident)
                ? Stream.empty()
                : Stream.of("%s ended with its old site fenced, and the old primary was not compared".formatted(failover.execution()));
    }

    private static Stream<String> wrongs(Evidence evidence, ExecutionEnded ended, JsonNode database) {
        String name = database.path("name").asText();
        if (!database.at("/failure/step").asText().isEmpty() || database.path("notCompared").asInt() > 0) {
            return evidence.wasTold("NOT COMPARED") ? Stream.empty()
                    : Stream.of("%s: not all of %s was compared, and nobody was told".formatted(ended.execution(), name));
        }
        Optional<Evidence.Restore> used = evidence.restores().stream()
                .filter(restore -> restore.instanceIdentifier().contains("-%s-".formatted(ended.output().path("incident").asText())))
                .filter(restore -> !RestoreTests.isOne(restore.instanceIdentifier()))
                .filter(restore -> isOf(evidence, restore.instanceIdentifier(), name))
                .reduce((_, last) -> last);
        if (used.isEmpty()) {
            return Stream.of("%s: nothing was restored for %s, and yet it was compared".formatted(ended.execution(), name));
        }
        Set<Long> listed = evidence.listed().getOrDefault("%s/%s".formatted(ended.output().path("place").asText(), name), Set.of());
        return Stream.concat(
                        atOldPrimary(evidence, used.get(), name)
                                .filter(row -> !used.get().rows().contains(row.row()) && !listed.contains(row.row()))
                                .map(row -> "row %d, committed at %s in %s, is at the old primary alone and not in the list".formatted(
                                        row.row(), row.at(), row.instanceIdentifier())),
                        listed.stream().filter(used.get().rows()::contains).sorted()
                                .map(row -> "row %d is listed as the old primary's alone, and is in %s".formatted(row, used.get().instanceIdentifier())))
                .limit(1);
    }

    /** What was committed there after the failover too: until its fence it may have taken writes. */
    private static Stream<RowCommitted> atOldPrimary(Evidence evidence, Evidence.Restore used, String database) {
        List<RowCommitted> rows = evidence.rows()
                .filter(row -> row.region().equals(evidence.regions().primary()) && isOf(evidence, row.instanceIdentifier(), database))
                .toList();
        Optional<String> old = rows.stream().filter(row -> row.at().isBefore(used.at())).reduce((_, last) -> last).map(RowCommitted::instanceIdentifier);
        return rows.stream().filter(row -> old.filter(row.instanceIdentifier()::equals).isPresent());
    }

    private static boolean isOf(Evidence evidence, String instance, String database) {
        String known = evidence.origin(instance).database();
        return known.isEmpty() || known.equals(database);
    }
}
