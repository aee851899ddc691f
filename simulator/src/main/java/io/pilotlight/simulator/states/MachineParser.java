package io.pilotlight.simulator.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads a machine and its graphs of states, and checks how the states hang together. */
final class MachineParser {

    private static final int LONGEST_STATE_NAME = 80;

    private final Set<String> names = new HashSet<>();
    private final StateParser states = new StateParser(this);

    private MachineParser() {}

    static StateMachineDefinition parse(JsonNode definition) {
        Fields fields = new Fields("state machine", definition);
        fields.findText("Comment");
        fields.findText("Version");
        if (!fields.text("QueryLanguage").equals(StateParser.JSONATA)) {
            throw fields.wrong("QueryLanguage", "is not 'JSONata', which alone is supported");
        }
        Optional<Duration> timeout = fields.find("TimeoutSeconds")
                .map(_ -> Duration.ofSeconds((long) fields.number("TimeoutSeconds", 1, 99_999_999, 0)));
        StateGraph graph = new MachineParser().graph("state machine", fields, Set.of());
        return new StateMachineDefinition(graph, timeout);
    }

    /**
     * @param fields the object that holds StartAt and States
     * @param outerVariables the variables of the scopes around it, which may be read in it and not assigned
     */
    StateGraph graph(String where, Fields fields, Set<String> outerVariables) {
        String startAt = fields.text("StartAt");
        JsonNode listed = fields.get("States");
        fields.refuseOthers();
        Set<String> variables = new LinkedHashSet<>(outerVariables);
        listed.forEach(state -> VariableNames.assignedBy(state)
                .forEach(name -> addVariable(where, name, outerVariables, variables)));
        Map<String, State> parsed = new LinkedHashMap<>();
        listed.properties().forEach(state ->
                parsed.put(state.getKey(), state(state.getKey(), state.getValue(), variables)));
        StateGraph graph = new StateGraph(startAt, parsed);
        checkTransitions(where, graph);
        return graph;
    }

    private static void addVariable(String where, String name, Set<String> outer, Set<String> variables) {
        VariableNames.check(where, name);
        if (outer.contains(name)) {
            throw new InvalidStateMachineException(
                    "%s assigns the variable '%s', which a scope around it has; name it otherwise"
                            .formatted(where, name));
        }
        variables.add(name);
    }

    private State state(String name, JsonNode json, Set<String> variables) {
        if (!names.add(name)) {
            throw new InvalidStateMachineException("two states are named '%s'".formatted(name));
        }
        if (name.length() > LONGEST_STATE_NAME) {
            throw new InvalidStateMachineException(
                    "the state name '%s' is longer than %d characters".formatted(name, LONGEST_STATE_NAME));
        }
        return states.parse(name, json, variables);
    }

    private static void checkTransitions(String where, StateGraph graph) {
        Deque<String> open = new ArrayDeque<>(List.of(graph.startAt()));
        Set<String> reached = new HashSet<>(open);
        if (!graph.states().containsKey(graph.startAt())) {
            throw new InvalidStateMachineException(
                    "%s, field 'StartAt' names '%s', which is no state in it".formatted(where, graph.startAt()));
        }
        while (!open.isEmpty()) {
            State state = graph.states().get(open.pop());
            targets(state).forEach(next -> {
                if (!graph.states().containsKey(next)) {
                    throw new InvalidStateMachineException(
                            "state '%s' goes on to '%s', which is no state beside it".formatted(state.name(), next));
                }
                if (reached.add(next)) {
                    open.push(next);
                }
            });
        }
        graph.states().keySet().stream().filter(name -> !reached.contains(name)).findFirst().ifPresent(lost -> {
            throw new InvalidStateMachineException("nothing leads to the state '%s'".formatted(lost));
        });
    }

    private static Stream<String> targets(State state) {
        Stream<State.Exit> exits = switch (state) {
            case State.Persistent persistent -> Stream.concat(Stream.of(persistent.exit()),
                    persistent.failurePolicy().catchers().stream().map(FailurePolicy.Catcher::exit));
            case State.Choice choice -> Stream.concat(
                    choice.rules().stream().map(State.Rule::exit), choice.defaultExit().stream());
            case State.Wait wait -> Stream.of(wait.exit());
            case State.Pass pass -> Stream.of(pass.exit());
            case State.Succeed _, State.Fail _ -> Stream.of();
        };
        return exits.flatMap(exit -> exit.next().stream());
    }
}
