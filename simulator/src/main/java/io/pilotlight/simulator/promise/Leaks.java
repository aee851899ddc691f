package io.pilotlight.simulator.promise;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.simulator.journal.JournalEvent.ApiCalled;
import io.pilotlight.simulator.journal.JournalEvent.ExecutionEnded;
import io.pilotlight.simulator.journal.JournalEvent.ExecutionStarted;
import io.pilotlight.simulator.journal.JournalEvent.FunctionInvoked;
import io.pilotlight.simulator.journal.JournalEvent.Notified;
import io.pilotlight.simulator.journal.JournalEvent.StateEntered;
import io.pilotlight.simulator.journal.JournalEvent.StateExited;
import io.pilotlight.simulator.journal.JournalEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Looks for passwords in everything that a person or a history can read, while it happens: afterwards a journal may have
 * let go of it.
 */
public final class Leaks implements Consumer<JournalEvent> {

    private final Set<String> secrets;
    private final int shortest;
    private final List<String> found = new ArrayList<>();
    private JsonNode clean;

    /** @param secrets every password of the run */
    public Leaks(Set<String> secrets) {
        this.secrets = secrets;
        this.shortest = secrets.stream().mapToInt(String::length).min().orElse(0);
    }

    @Override
    public void accept(JournalEvent event) {
        if (shows(event)) {
            found.add("%s: a password stands in a %s".formatted(event.at(), event.getClass().getSimpleName()));
        }
    }

    List<String> found() {
        return List.copyOf(found);
    }

    private boolean shows(JournalEvent event) {
        return switch (event) {
            case FunctionInvoked call ->
                holds(call.input()) || holds(call.output()) || holds(call.message());
            case StateEntered entered -> newlyHolds(entered.input());
            case StateExited exited -> newlyHolds(exited.output());
            case ExecutionStarted started -> holds(started.input());
            case ExecutionEnded ended -> holds(ended.output()) || holds(ended.cause());
            case Notified told -> holds(told.subject()) || holds(told.message());
            case JournalEvent.Injected _, ApiCalled _, JournalEvent.MetricPublished _, JournalEvent.AlarmChanged _,
                    JournalEvent.AnswerChanged _, JournalEvent.RowCommitted _, JournalEvent.VisitFailed _, JournalEvent.WorkDone _,
                    JournalEvent.ResourceCreated _, JournalEvent.ResourceDeleted _ -> false;
        };
    }

    /** What one state gives, the next one takes: the same document is looked through once. */
    private boolean newlyHolds(JsonNode document) {
        if (document == clean) {
            return false;
        }
        boolean holds = holds(document);
        clean = holds ? null : document;
        return holds;
    }

    private boolean holds(String text) {
        if (text != null && text.length() >= shortest) {
            for (String secret : secrets) {
                if (text.contains(secret)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Looks at names and values where they stand: to write every document out as text took longer than all else here. */
    private boolean holds(JsonNode json) {
        if (json == null) {
            return false;
        }
        if (json.isObject()) {
            for (Map.Entry<String, JsonNode> field : json.properties()) {
                if (holds(field.getKey()) || holds(field.getValue())) {
                    return true;
                }
            }
        } else if (json.isArray()) {
            for (JsonNode element : json) {
                if (holds(element)) {
                    return true;
                }
            }
        }
        return json.isValueNode() && holds(json.asText());
    }
}
