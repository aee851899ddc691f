package io.pilotlight.simulator.states;

import com.dashjoin.jsonata.Jsonata;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One stay of an execution in a state: what the state's expressions see. */
final class Visit {

    private final Execution execution;
    private final Scope scope;
    private final String state;
    private final Document input;
    private final Instant enteredAt;
    private int retryCount;
    private Optional<String> taskToken = Optional.empty();

    Visit(Execution execution, Scope scope, String state, Document input) {
        this.execution = execution;
        this.scope = scope;
        this.state = state;
        this.input = input;
        this.enteredAt = execution.now();
    }

    Scope scope() {
        return scope;
    }

    String state() {
        return state;
    }

    Document input() {
        return input;
    }

    Instant enteredAt() {
        return enteredAt;
    }

    int retryCount() {
        return retryCount;
    }

    void countRetry() {
        retryCount++;
    }

    void giveToken(String token) {
        taskToken = Optional.of(token);
    }

    /** Returns what an expression sees before the state has a result. */
    Jsonata.Frame bindings() {
        return frame(states());
    }

    Jsonata.Frame bindingsWithResult(Document result) {
        Map<String, Object> states = states();
        states.put("result", result.plain());
        return frame(states);
    }

    Jsonata.Frame bindingsWithError(StateFailure failure) {
        Map<String, Object> states = states();
        states.put("errorOutput", failure.output().plain());
        return frame(states);
    }

    /** Returns what an ItemSelector sees. */
    Jsonata.Frame bindingsWithItem(int index, Object value) {
        Map<String, Object> states = states();
        states.put("context", context(Optional.of(new Scope.Item(index, value))));
        return frame(states);
    }

    /** @throws StateFailure where an expression in it fails, or the result is too large or no JSON */
    Document evaluate(Template template, Jsonata.Frame bindings, String what) {
        Document value;
        try {
            value = Document.ofPlain(template.evaluate(bindings));
        } catch (IllegalArgumentException noJson) {
            throw new StateFailure(StateFailure.QUERY,
                    "The %s of the state '%s' is no JSON: %s.".formatted(what, state, noJson.getMessage()));
        }
        return Payload.check(value, state, what);
    }

    private Jsonata.Frame frame(Map<String, Object> states) {
        Jsonata.Frame frame = new Jsonata.Frame(null);
        frame.bind("eval", (Object) null);
        execution.functions().bindTo(frame);
        scope.bindTo(frame);
        frame.bind("states", states);
        return frame;
    }

    private Map<String, Object> states() {
        Map<String, Object> states = new LinkedHashMap<>();
        states.put("input", input.plain());
        states.put("context", context(scope.item()));
        return states;
    }

    private Map<String, Object> context(Optional<Scope.Item> item) {
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("Execution", execution.context());
        context.put("StateMachine", execution.machineContext());
        Map<String, Object> own = new LinkedHashMap<>();
        own.put("EnteredTime", ContextTime.format(enteredAt));
        own.put("Name", state);
        own.put("RetryCount", retryCount);
        context.put("State", own);
        item.ifPresent(present -> context.put("Map", Map.of("Item", present.context())));
        taskToken.ifPresent(token -> context.put("Task", Map.of("Token", token)));
        return context;
    }
}
