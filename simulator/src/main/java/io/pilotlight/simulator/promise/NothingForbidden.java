package io.pilotlight.simulator.promise;

import io.pilotlight.simulator.journal.JournalEvent;
import io.pilotlight.simulator.journal.JournalEvent.ApiCalled;
import io.pilotlight.simulator.journal.JournalEvent.ExecutionEnded;
import io.pilotlight.simulator.journal.JournalEvent.ExecutionStarted;
import io.pilotlight.simulator.journal.JournalEvent.FunctionInvoked;
import io.pilotlight.simulator.journal.JournalEvent.Notified;
import io.pilotlight.simulator.journal.JournalEvent.StateEntered;
import io.pilotlight.simulator.journal.JournalEvent.StateExited;
import java.util.stream.Stream;

/** No password stands in anything that a person or a history can read, and no call was denied. */
final class NothingForbidden implements Promise {

    @Override
    public String sentence() {
        return "No secret in a log, a state or a report. No call that a function's own role does not allow.";
    }

    @Override
    public Stream<String> broken(Evidence evidence) {
        return Stream.concat(denied(evidence), evidence.journal().events().stream().flatMap(event -> leaks(evidence, event)));
    }

    private static Stream<String> denied(Evidence evidence) {
        return evidence.events(ApiCalled.class)
                .filter(call -> call.error().startsWith("AccessDenied"))
                .map(call -> "%s: %s was denied %s in %s".formatted(call.at(), call.function(), call.action(), call.region()));
    }

    private static Stream<String> leaks(Evidence evidence, JournalEvent event) {
        String readable = readable(event);
        return evidence.secrets().stream()
                .filter(readable::contains)
                .map(_ -> "%s: a password stands in a %s".formatted(event.at(), event.getClass().getSimpleName()));
    }

    private static String readable(JournalEvent event) {
        return switch (event) {
            case FunctionInvoked call -> call.input() + " " + call.output() + " " + call.message();
            case StateEntered entered -> String.valueOf(entered.input());
            case StateExited exited -> String.valueOf(exited.output());
            case ExecutionStarted started -> String.valueOf(started.input());
            case ExecutionEnded ended -> ended.output() + " " + ended.cause();
            case Notified told -> told.subject() + " " + told.message();
            case JournalEvent.Injected _, ApiCalled _, JournalEvent.MetricPublished _, JournalEvent.AlarmChanged _,
                    JournalEvent.AnswerChanged _, JournalEvent.VisitCommitted _, JournalEvent.VisitFailed _,
                    JournalEvent.ResourceCreated _, JournalEvent.ResourceDeleted _ -> "";
        };
    }
}
