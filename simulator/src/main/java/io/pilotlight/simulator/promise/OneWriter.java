package io.pilotlight.simulator.promise;

import io.pilotlight.simulator.journal.JournalEvent.ExecutionStarted;
import io.pilotlight.simulator.journal.JournalEvent.FunctionInvoked;
import io.pilotlight.simulator.journal.JournalEvent.RowCommitted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** No write at the old site after its fence held; a site that could not be fenced is named in a report. */
final class OneWriter implements Promise {

    private static final Duration TIME_TO_FENCE = Duration.ofMinutes(10);

    @Override
    public String sentence() {
        return "Two sites never both take writes once the old one could be fenced; where it could not, the report says so.";
    }

    @Override
    public Stream<String> broken(Evidence evidence) {
        return Stream.of(writesAfterFence(evidence), unsaidSecondWriter(evidence), forgottenFence(evidence))
                .flatMap(Optional::stream);
    }

    /** A fence holds until the old site is given back what it took. */
    private static Optional<String> writesAfterFence(Evidence evidence) {
        List<FunctionInvoked> turns = evidence.events(FunctionInvoked.class)
                .filter(call -> !call.input().path("region").asText().equals(evidence.regions().standby()))
                .filter(call -> isFence(call) || call.function().equals("ScaleServiceFunction"))
                .toList();
        return writesAtOldSite(evidence)
                .flatMap(row -> turns.stream()
                        .filter(turn -> turn.at().isBefore(row.at()) && isOfWriter(evidence, turn, row))
                        .reduce((_, last) -> last)
                        .filter(OneWriter::isFence)
                        .map(fence -> "row %d was committed in %s at %s, after the fence held at %s".formatted(
                                row.row(), row.region(), row.at(), fence.at()))
                        .stream())
                .findFirst();
    }

    /** Each service is fenced on its own. */
    private static boolean isOfWriter(Evidence evidence, FunctionInvoked turn, RowCommitted row) {
        return evidence.origin(row.instanceIdentifier()).isWrittenBy(turn.input().at("/site/service").asText());
    }

    private static boolean isFence(FunctionInvoked call) {
        return call.function().equals("FenceSiteFunction")
                && call.output() != null
                && call.output().path("fenced").asBoolean();
    }

    private static Optional<String> unsaidSecondWriter(Evidence evidence) {
        Optional<Instant> standbyWrites = evidence.rows()
                .filter(row -> row.region().equals(evidence.regions().standby()))
                .map(RowCommitted::at)
                .findFirst();
        return standbyWrites.flatMap(first -> writesAtOldSite(evidence)
                .filter(row -> row.at().isAfter(first))
                .filter(_ -> !evidence.wasTold("NOT FENCED") || couldBeFenced(evidence, first))
                .findFirst()
                .map(row -> ("row %d was committed in %s at %s, when the standby took writes, and "
                        + (couldBeFenced(evidence, first) ? "its Region answered when it should have been fenced"
                                : "no report says that it was not fenced"))
                        .formatted(row.row(), row.region(), row.at())));
    }

    /** Where its Region answered all the time before the standby served, a report excuses nothing. */
    private static boolean couldBeFenced(Evidence evidence, Instant standbyWrites) {
        Evidence.Window before = new Evidence.Window(standbyWrites.minus(TIME_TO_FENCE), standbyWrites);
        boolean accepted = evidence.events(ExecutionStarted.class).anyMatch(start -> start.input().path("force").asBoolean());
        return !accepted && evidence.darkness().stream().allMatch(dark -> dark.overlap(before).isZero());
    }

    /** Whoever stops a failover is told that its fence goes on only with another one. */
    private static Optional<String> forgottenFence(Evidence evidence) {
        Evidence.OldSite old = evidence.oldSite();
        return old.lost() && old.answering() && old.wantedTasks() > 0 && !evidence.wasTold("a fence of the old site that was not done yet")
                ? Optional.of("the old site answers and still wants %d tasks at the end".formatted(old.wantedTasks()))
                : Optional.empty();
    }

    private static Stream<RowCommitted> writesAtOldSite(Evidence evidence) {
        return evidence.rows()
                .filter(row -> evidence.moves().noneMatch(move -> move.instances().contains(row.instanceIdentifier())))
                .filter(row -> row.region().equals(evidence.regions().primary()));
    }
}
