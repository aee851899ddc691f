package io.pilotlight.simulator.states;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.json.StrictJson;
import io.pilotlight.simulator.template.SamTemplate;
import io.pilotlight.step.StepHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The state machines that the template deploys; whatever stands for a name in them is the name itself, but for the one
 * whose ARN they read.
 */
final class ProductionMachines {

    static final String ACTIVATE = new Names(Bench.REGION).machine("ActivateStateMachine");

    /** Reads results as strictly as inputs, but that their texts may be empty. */
    private static final JsonMapper RESULTS = StrictJson.mapper()
            .rebuild()
            .addModule(new SimpleModule("results").addDeserializer(String.class, StringDeserializer.instance))
            .build();

    private static final Path ROOT = Path.of(System.getProperty("pilotlight.root"));

    private final Map<String, JsonNode> definitions = new LinkedHashMap<>();
    private final Map<String, StateMachineDefinition> parsed = new LinkedHashMap<>();
    private final Map<String, JavaType[]> functions = new TreeMap<>();

    ProductionMachines() {
        try {
            SamTemplate template = SamTemplate.read(ROOT.resolve("template.yaml"));
            for (var machine : template.stateMachines().values()) {
                String text = Files.readString(machine.definition())
                        .replace("${ActivateStateMachine}", ACTIVATE).replaceAll("\\$\\{(\\w+)}", "$1");
                put(machine.logicalId(), StrictJson.mapper().readTree(text));
            }
            template.functions().forEach((id, function) -> functions.put(id, types(function.handlerClass())));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private ProductionMachines(ProductionMachines others, String machine, JsonNode definition) {
        definitions.putAll(others.definitions);
        parsed.putAll(others.parsed);
        functions.putAll(others.functions);
        put(machine, definition);
    }

    private void put(String machine, JsonNode definition) {
        definitions.put(machine, definition);
        parsed.put(machine, StateMachineDefinition.parse(definition));
    }

    /**
     * Returns the same machines, but that one of them is defined otherwise.
     *
     * @throws InvalidStateMachineException where that is no definition
     */
    ProductionMachines with(String machine, JsonNode definition) {
        return new ProductionMachines(this, machine, definition);
    }

    private static JavaType[] types(String handler) {
        try {
            return StrictJson.mapper().getTypeFactory().findTypeParameters(Class.forName(handler), StepHandler.class);
        } catch (ClassNotFoundException missing) {
            throw new AssertionError(missing);
        }
    }

    Map<String, JsonNode> definitions() {
        return definitions;
    }

    void register(StateMachines machines) {
        parsed.forEach(machines::register);
    }

    /** Returns every Task of a machine by its name; those inside a Map carry {@code true}. */
    SortedMap<String, Boolean> tasks(String machine) {
        SortedMap<String, Boolean> tasks = new TreeMap<>();
        collect(definitions.get(machine), false, tasks);
        return tasks;
    }

    private static void collect(JsonNode graph, boolean inMap, SortedMap<String, Boolean> tasks) {
        graph.path("States").properties().forEach(state -> {
            if (state.getValue().path("Type").asText().equals("Task")) {
                tasks.put(state.getKey(), inMap);
            }
            collect(state.getValue().path("ItemProcessor"), true, tasks);
            state.getValue().path("Branches").forEach(branch -> collect(branch, inMap, tasks));
        });
    }

    /** Tells whether a state, given as machine/state, is there to end its machine as failed. */
    boolean isFail(String state) {
        String[] names = state.split("/", 2);
        return definitions.get(names[0]).path("States").path(names[1]).path("Type").asText().equals("Fail");
    }

    /** Returns a machine in which one Task goes to something else, whatever it calls. */
    JsonNode withTaskSentTo(String machine, String task, String target) {
        JsonNode copy = definitions.get(machine).deepCopy();
        ObjectNode arguments = (ObjectNode) copy.findValue(task).path("Arguments");
        for (String where : new String[] {"FunctionName", "TopicArn", "StateMachineArn"}) {
            if (arguments.has(where)) {
                arguments.put(where, target);
            }
        }
        return copy;
    }

    /** @throws TaskFailed as the function would, where it does not take the payload */
    void requireAccepted(String function, JsonNode payload) {
        try {
            StrictJson.mapper().treeToValue(payload, functions.get(function)[0]);
        } catch (JsonProcessingException refused) {
            throw new TaskFailed("io.pilotlight.json.MalformedEventException", StrictJson.explain(refused));
        }
    }

    /** @throws AssertionError where the function could not have answered so */
    void requirePossible(String function, JsonNode answer) {
        try {
            RESULTS.treeToValue(answer, functions.get(function)[1]);
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(
                    "%s cannot answer %s: %s".formatted(function, answer, StrictJson.explain(impossible)));
        }
    }
}
