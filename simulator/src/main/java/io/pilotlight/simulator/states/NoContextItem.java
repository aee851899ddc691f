package io.pilotlight.simulator.states;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;

/** Stands where JSONata has its context item: Step Functions has none, and there a bare name at the top is an error. */
final class NoContextItem extends AbstractMap<String, Object> {

    static final NoContextItem INSTANCE = new NoContextItem();

    private NoContextItem() {}

    @Override
    public Object get(Object name) {
        throw new IllegalArgumentException("Reference to '%s' at the top level is not supported".formatted(name));
    }

    @Override
    public boolean containsKey(Object name) {
        return get(name) != null;
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        throw new IllegalArgumentException("Reference to '$' at the top level is not supported");
    }
}
