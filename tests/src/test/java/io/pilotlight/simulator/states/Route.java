package io.pilotlight.simulator.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A way through the production state machines: what starts, and what the functions answer on it.
 *
 * @param machine the logical id of the machine that starts
 * @param answers by the functions' logical ids; each takes the payload; made anew for each run
 */
record Route(
        String name, String machine, JsonNode input, Supplier<Map<String, Function<JsonNode, JsonNode>>> answers) {

    @Override
    public String toString() {
        return name;
    }
}
