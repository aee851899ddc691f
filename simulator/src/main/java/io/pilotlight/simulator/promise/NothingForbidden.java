package io.pilotlight.simulator.promise;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.simulator.journal.JournalEvent;
import io.pilotlight.simulator.journal.JournalEvent.ApiCalled;
import io.pilotlight.simulator.journal.JournalEvent.ExecutionEnded;
import io.pilotlight.simulator.journal.JournalEvent.ExecutionStarted;
import io.pilotlight.simulator.journal.JournalEvent.FunctionInvoked;
import io.pilotlight.simulator.journal.JournalEvent.Notified;
import io.pilotlight.simulator.journal.JournalEvent.StateEntered;
import io.pilotlight.simulator.journal.JournalEvent.StateExited;
import java.util.Map;
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
        return evidence.secrets().stream()
                .filter(secret -> shows(event, secret))
                .map(_ -> "%s: a password stands in a %s".formatted(event.at(), event.getClass().getSimpleName()));
    }

    private static boolean shows(JournalEvent event, String secret) {
        return switch (event) {
            case FunctionInvoked call ->
                holds(call.input(), secret) || holds(call.output(), secret) || holds(call.message(), secret);
            case StateEntered entered -> holds(entered.input(), secret);
            case StateExited exited -> holds(exited.output(), secret);
            case ExecutionStarted started -> holds(started.input(), secret);
            case ExecutionEnded ended -> holds(ended.output(), secret) || holds(ended.cause(), secret);
            case Notified told -> holds(told.subject(), secret) || holds(told.message(), secret);
            case JournalEvent.Injected _, ApiCalled _, JournalEvent.MetricPublished _, JournalEvent.AlarmChanged _,
                    JournalEvent.AnswerChanged _, JournalEvent.VisitCommitted _, JournalEvent.VisitFailed _,
                    JournalEvent.ResourceCreated _, JournalEvent.ResourceDeleted _ -> false;
        };
    }

    private static boolean holds(String text, String secret) {
        return text != null && text.contains(secret);
    }

    /** Looks at names and values where they stand: to write every document out as text took longer than all else here. */
    private static boolean holds(JsonNode json, String secret) {
        if (json == null) {
            return false;
        }
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            if (holds(field.getKey(), secret) || holds(field.getValue(), secret)) {
                return true;
            }
        }
        if (json.isArray()) {
            for (JsonNode element : json) {
                if (holds(element, secret)) {
                    return true;
                }
            }
        }
        return holds(json.asText(), secret);
    }
}
