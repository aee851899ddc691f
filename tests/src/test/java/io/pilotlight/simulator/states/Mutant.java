package io.pilotlight.simulator.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A state machine in which one thing is changed.
 *
 * @param state the state in which it is changed
 * @param change what is changed, for who reads of it
 * @param equivalence the rule by which it decides nothing where no test notices it; empty for what a test has to notice
 * @param definition makes the changed definition; the original stays as it is
 */
record Mutant(String state, String change, Optional<Equivalence> equivalence, Supplier<JsonNode> definition) {

    @Override
    public String toString() {
        return state + ": " + change;
    }
}
