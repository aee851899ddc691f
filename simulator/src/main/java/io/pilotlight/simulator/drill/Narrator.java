package io.pilotlight.simulator.drill;

import io.pilotlight.simulator.drill.Palette.Tone;
import io.pilotlight.simulator.journal.JournalEvent;
import io.pilotlight.step.DurationInWords;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells a run while it happens, in lines of at most 80 columns: the virtual time in UTC, the time since the scenario began
 * to do something to the world, what it is about, and what happened. What goes on as before is not said again, and what
 * runs every day of itself only where it fails. A new day is named; after half a day in which the scenario does nothing
 * the time begins anew.
 */
final class Narrator implements Consumer<JournalEvent> {

    private static final Set<String> ROUTINE = Set.of("BackupStateMachine", "VerifyBackupsStateMachine");
    private static final Duration LULL = Duration.ofHours(12);

    private final PrintStream out;
    private final Palette palette;
    private final Map<String, Told> told = new HashMap<>();
    private final Visitors visitors = new Visitors();
    private final Map<String, Instant> started = new HashMap<>();
    private final Set<String> failing = new HashSet<>();
    private Instant zero;
    private Instant lastAction;
    private String day = "";

    Narrator(PrintStream out, Palette palette) {
        this.out = out;
        this.palette = palette;
    }

    @Override
    public void accept(JournalEvent event) {
        if (event instanceof JournalEvent.Injected) {
            zero = isLull(event.at()) ? event.at() : zero;
            lastAction = event.at();
        }
        sayingOf(event).ifPresent(saying -> unlessTold(event.at(), saying));
    }

    private Optional<Saying> sayingOf(JournalEvent event) {
        return switch (event) {
            case JournalEvent.Injected injected ->
                    Optional.of(Saying.always("Scenario", injected.what(), Tone.NOTABLE));
            case JournalEvent.AlarmChanged alarm -> Optional.of(Saying.always(
                    "Alarm", "%s is %s, was %s: %s".formatted(alarm.alarm(), alarm.to(), alarm.from(), alarm.reason()),
                    alarm.to().equals("ALARM") ? Tone.BAD : Tone.NEUTRAL));
            case JournalEvent.AnswerChanged answer -> Optional.of(Saying.always(
                    "Answer", "%s leads to %s".formatted(answer.name(), answer.loadBalancerDnsName()), Tone.NOTABLE));
            case JournalEvent.Notified notice ->
                    Optional.of(Saying.always("Notice", notice.subject(), Tone.NOTABLE));
            case JournalEvent.ExecutionStarted execution -> began(execution);
            case JournalEvent.ExecutionEnded execution -> ended(execution);
            case JournalEvent.FunctionInvoked invoked -> FunctionSayings.of(invoked);
            case JournalEvent.VisitFailed visit -> visitors.failed(visit);
            case JournalEvent.VisitCommitted visit -> visitors.committed(visit);
            case JournalEvent.ApiCalled _, JournalEvent.StateEntered _, JournalEvent.StateExited _,
                    JournalEvent.MetricPublished _, JournalEvent.JobDone _, JournalEvent.WorkDone _, JournalEvent.ResourceCreated _,
                    JournalEvent.ResourceDeleted _ ->
                    Optional.empty();
        };
    }

    private Optional<Saying> began(JournalEvent.ExecutionStarted execution) {
        if (ROUTINE.contains(execution.machine())) {
            return Optional.empty();
        }
        started.put(execution.execution(), execution.at());
        return Optional.of(Saying.always("Execution", execution.machine() + " began", Tone.NEUTRAL));
    }

    private Optional<Saying> ended(JournalEvent.ExecutionEnded execution) {
        if (ROUTINE.contains(execution.machine())) {
            return routineEnded(execution);
        }
        Instant began = started.remove(execution.execution());
        if (execution.status().equals("SUCCEEDED")) {
            return Optional.ofNullable(began).map(from -> Saying.always("Execution", "%s succeeded after %s".formatted(
                    execution.machine(), DurationInWords.of(Duration.between(from, execution.at()))), Tone.GOOD));
        }
        return Optional.of(Saying.always("Execution", "%s ended as %s: %s: %s".formatted(
                execution.machine(), execution.status(), execution.error(), execution.cause()), Tone.BAD));
    }

    /** Why it failed its functions have said, or will its notice. */
    private Optional<Saying> routineEnded(JournalEvent.ExecutionEnded execution) {
        if (execution.status().equals("SUCCEEDED")) {
            return failing.remove(execution.machine())
                    ? Optional.of(Saying.always("Execution", execution.machine() + " succeeds again", Tone.GOOD))
                    : Optional.empty();
        }
        return failing.add(execution.machine())
                ? Optional.of(Saying.always("Execution", "%s ended as %s%s".formatted(execution.machine(), execution.status(),
                        execution.error().isEmpty() ? "" : ": " + execution.error()), Tone.BAD))
                : Optional.empty();
    }

    private void unlessTold(Instant at, Saying saying) {
        if (saying.subject().isEmpty()) {
            say(at, saying, "");
            return;
        }
        Told before = told.get(saying.subject());
        int looks = before == null ? 1 : before.looks() + 1;
        told.put(saying.subject(), new Told(saying.state(), looks));
        if (before == null || !before.state().equals(saying.state())) {
            say(at, saying, looks == 1 ? "" : " (look\u00a0%d)".formatted(looks));
        }
    }

    private void say(Instant at, Saying saying, String looks) {
        if (!Times.day(at).equals(day)) {
            if (!day.isEmpty()) {
                out.println();
                out.println(Times.day(at));
            }
            day = Times.day(at);
        }
        String elapsed = isLull(at) ? "" : Times.offset(Duration.between(zero, at));
        String heading = "%s %-8s %-11.11s ".formatted(Times.clock(at), elapsed, saying.label());
        List<String> lines = Columns.hanging(heading, saying.text() + looks);
        lines.forEach(line -> out.println(palette.paint(saying.tone(), line)));
    }

    /** Tells whether the scenario has done nothing so far, or nothing for half a day. */
    private boolean isLull(Instant at) {
        return lastAction == null || Duration.between(lastAction, at).compareTo(LULL) > 0;
    }

    private record Told(String state, int looks) {}
}
