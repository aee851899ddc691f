package io.pilotlight.simulator.promise;

import io.pilotlight.simulator.journal.JournalEvent.ApiCalled;
import io.pilotlight.simulator.journal.JournalEvent.Notified;
import io.pilotlight.simulator.journal.JournalEvent.RowCommitted;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;

/** What has served is deleted by nobody but a person, unless another instance serves, has its rows, and people knew of it for a day. */
final class LeftGoesLast implements Promise {

    private static final Duration KNOWN = Duration.ofDays(1);

    @Override
    public String sentence() {
        return "No DB instance that served is deleted but with a final snapshot, days after people were told, when another one serves that has its rows.";
    }

    @Override
    public Stream<String> broken(Evidence evidence) {
        return evidence.events(ApiCalled.class)
                .filter(call -> !call.function().isEmpty() && call.error().isEmpty())
                .filter(call -> call.request() instanceof DeleteDbInstanceRequest)
                .flatMap(call -> wrongs(evidence, call, (DeleteDbInstanceRequest) call.request())
                        .map(wrong -> "%s: %s deleted %s in %s, %s".formatted(call.at(), call.function(),
                                ((DeleteDbInstanceRequest) call.request()).dbInstanceIdentifier(), call.region(), wrong)));
    }

    private static Stream<String> wrongs(Evidence evidence, ApiCalled call, DeleteDbInstanceRequest deletion) {
        String name = deletion.dbInstanceIdentifier();
        List<RowCommitted> rows = evidence.rows().filter(row -> evidence.isOfDatabase(row, name)).toList();
        List<RowCommitted> held = rows.stream().filter(row -> row.instanceIdentifier().equals(name) && row.region().equals(call.region())).toList();
        if (held.isEmpty()) {
            return Stream.empty();
        }
        Optional<RowCommitted> last = rows.stream().filter(row -> row.at().isBefore(call.at())).reduce((_, later) -> later);
        Set<Long> elsewhere = Stream.concat(
                        evidence.restores().stream().filter(restore -> evidence.servingInstances().contains(restore.instanceIdentifier()))
                                .map(Evidence.Restore::rows).flatMap(Collection::stream),
                        evidence.listed().values().stream().flatMap(Set::stream))
                .collect(Collectors.toSet());
        Stream.Builder<String> wrongs = Stream.builder();
        if (deletion.finalDBSnapshotIdentifier() == null) {
            wrongs.add("without a final snapshot");
        }
        if (last.filter(held::contains).isPresent() || held.getLast().at().isAfter(call.at())) {
            wrongs.add("which served");
        }
        if (evidence.events(Notified.class).noneMatch(told -> told.message().contains(name) && told.at().isBefore(call.at().minus(KNOWN)))) {
            wrongs.add("and people had not been told a day before");
        }
        held.stream().filter(row -> !elsewhere.contains(row.row())).findFirst().ifPresent(row -> wrongs.add(
                "and row %d, committed in it at %s, is nowhere else".formatted(row.row(), row.at())));
        return wrongs.build();
    }
}
