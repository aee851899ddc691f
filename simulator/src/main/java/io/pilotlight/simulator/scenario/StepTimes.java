package io.pilotlight.simulator.scenario;

import io.pilotlight.simulator.journal.Journal;
import io.pilotlight.simulator.journal.JournalEvent.StateExited;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sums up what the tasks of a recovery's state machines did: each from its first try to its last end, with every look and retry. */
final class StepTimes {

    private record Span(Instant start, Instant end, int attempts) {
        Span and(StateExited exit) {
            return new Span(
                    start.isBefore(exit.enteredAt()) ? start : exit.enteredAt(),
                    end.isAfter(exit.at()) ? end : exit.at(),
                    attempts + exit.attempts());
        }
    }

    /** What goes on beside a recovery is no step of it. */
    private static final Set<String> RECOVERY = Set.of(World.FAILOVER, "ActivateStateMachine");

    private StepTimes() {}

    static boolean isStepOfRecovery(StateExited exit) {
        return RECOVERY.contains(exit.machine());
    }

    /**
     * Returns the steps in the order in which they began.
     *
     * @param tasks the names of the states that count as steps
     * @param origin what the offsets count from
     * @param until steps that began later are left out: they do not belong to the recovery any more
     */
    static List<RunResult.Step> of(Journal journal, Set<String> tasks, Instant origin, Instant until) {
        Map<String, Span> spans = new LinkedHashMap<>();
        journal.of(StateExited.class)
                .filter(StepTimes::isStepOfRecovery)
                .filter(exit -> tasks.contains(exit.state()) && !exit.enteredAt().isAfter(until))
                .forEach(exit -> spans.merge(exit.state(), new Span(exit.enteredAt(), exit.at(), exit.attempts()),
                        (sofar, _) -> sofar.and(exit)));
        List<RunResult.Step> steps = new ArrayList<>();
        spans.forEach((name, span) -> steps.add(new RunResult.Step(
                name, Duration.between(origin, span.start()), Duration.between(origin, span.end()), span.attempts())));
        steps.sort((one, other) -> one.start().compareTo(other.start()));
        return steps;
    }
}
