package io.pilotlight.simulator.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names of variables.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html">Passing data between
 *     states with variables</a>
 */
final class VariableNames {

    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]{0,79}");

    private VariableNames() {}

    /** Returns every name that a state assigns, in itself, its rules and its catchers; not in the states inside it. */
    static List<String> assignedBy(JsonNode state) {
        List<String> names = new ArrayList<>();
        Stream.of(Stream.of(state), elements(state.path("Choices")), elements(state.path("Catch")))
                .flatMap(places -> places)
                .forEach(place -> place.path("Assign").fieldNames().forEachRemaining(names::add));
        return names;
    }

    static void check(String where, String name) {
        if (name.equals("states") || !NAME.matcher(name).matches()) {
            throw new InvalidStateMachineException(
                    "%s assigns '%s'; accepted are letters, digits and _, at most 80, and not the reserved 'states'"
                            .formatted(where, name));
        }
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements.stream();
    }
}
