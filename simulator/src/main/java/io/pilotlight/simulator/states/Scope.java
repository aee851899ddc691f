package io.pilotlight.simulator.states;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The variables that a graph of states sees: its own, and those of the scopes around it.
 *
 * <p>While states inside run, the states around them stand still, so an inner scope begins as a copy.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html">Passing data between
 *     states with variables</a>
 */
final class Scope {

    /** The element that a Map's iteration works on. */
    record Item(int index, Object value) {

        Map<String, Object> context() {
            Map<String, Object> context = new HashMap<>();
            context.put("Index", index);
            context.put("Value", value);
            return context;
        }
    }

    private final Map<String, Document> variables;
    private final Optional<Item> item;

    private Scope(Map<String, Document> variables, Optional<Item> item) {
        this.variables = variables;
        this.item = item;
    }

    static Scope outermost() {
        return new Scope(new HashMap<>(), Optional.empty());
    }

    Scope branch() {
        return new Scope(new HashMap<>(variables), item);
    }

    Scope iteration(int index, Object value) {
        return new Scope(new HashMap<>(variables), Optional.of(new Item(index, value)));
    }

    Optional<Item> item() {
        return item;
    }

    void assign(Map<String, Document> values) {
        variables.putAll(values);
    }

    Optional<Document> variable(String name) {
        return Optional.ofNullable(variables.get(name));
    }
}
