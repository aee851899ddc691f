package io.pilotlight.simulator.states;

import com.dashjoin.jsonata.Jsonata;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the expressions of a state see at one moment. Each expression is given what it names and nothing else: most of
 * them name one or two of all the functions and variables that there are.
 */
final class Bindings {

    static final String STATES = "states";

    private final QueryFunctions functions;
    private final Scope scope;
    private final Supplier<Map<String, Object>> states;
    private Map<String, Object> shown;

    /** @param states gives what {@code $states} shows, where an expression names it */
    Bindings(QueryFunctions functions, Scope scope, Supplier<Map<String, Object>> states) {
        this.functions = functions;
        this.scope = scope;
        this.states = states;
    }

    /** Returns a frame that holds those of the names that mean something here. */
    Jsonata.Frame frame(List<String> names) {
        Jsonata.Frame frame = new Jsonata.Frame(null);
        for (String name : names) {
            if (name.equals(STATES)) {
                frame.bind(name, states());
                continue;
            }
            Optional<Document> variable = scope.variable(name);
            if (variable.isPresent()) {
                frame.bind(name, variable.get().plain());
            } else {
                functions.bindTo(frame, name);
            }
        }
        return frame;
    }

    private Map<String, Object> states() {
        if (shown == null) {
            shown = states.get();
        }
        return shown;
    }
}
