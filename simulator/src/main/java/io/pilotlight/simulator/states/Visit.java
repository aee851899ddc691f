package io.pilotlight.simulator.states;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

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
    Bindings bindings() {
        return bindings(this::states);
    }

    Bindings bindingsWithResult(Document result) {
        return bindings(() -> statesWith("result", result.plain()));
    }

    Bindings bindingsWithError(StateFailure failure) {
        return bindings(() -> statesWith("errorOutput", failure.output().plain()));
    }

    /** Returns what an ItemSelector sees. */
    Bindings bindingsWithItem(int index, Object value) {
        return bindings(() -> statesWith("context", context(Optional.of(new Scope.Item(index, value)))));
    }

    /** @throws StateFailure where an expression in it fails, or the result is too large or no JSON */
    Document evaluate(Template template, Bindings bindings, String what) {
        Document value;
        try {
            value = Document.ofPlain(template.evaluate(bindings));
        } catch (IllegalArgumentException noJson) {
            throw new StateFailure(StateFailure.QUERY,
                    "The %s of the state '%s' is no JSON: %s.".formatted(what, state, noJson.getMessage()));
        }
        return Payload.check(value, state, what);
    }

    private Bindings bindings(Supplier<Map<String, Object>> states) {
        return new Bindings(execution.functions(), scope, states);
    }

    private Map<String, Object> statesWith(String name, Object value) {
        Map<String, Object> states = states();
        states.put(name, value);
        return states;
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
