package io.pilotlight.simulator.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.json.StrictJson;
import io.pilotlight.simulator.states.StateMachineDefinition;
import io.pilotlight.simulator.template.FunctionResource;
import io.pilotlight.simulator.template.SamTemplate;
import io.pilotlight.simulator.template.StateMachineResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * What would be deployed: the production template and state machines, read once and shared by every run.
 *
 * @param functions the functions by their logical ids
 * @param machines the state machines by their logical ids; what stands for a name in them is the logical id itself
 * @param tasks the names of the states that call a function
 */
record Stack(
        SamTemplate template,
        Map<String, FunctionResource> functions,
        Map<String, StateMachineDefinition> machines,
        Set<String> tasks) {

    private static final String INVOKE = "arn:aws:states:::lambda:invoke";

    /**
     * Reads the template and the files that it names.
     *
     * @param root the folder of {@code template.yaml}
     * @param physicalId gives what a logical id of the template stands for in a run
     */
    static Stack read(Path root, UnaryOperator<String> physicalId) {
        try {
            SamTemplate template = SamTemplate.read(root.resolve("template.yaml"));
            Map<String, StateMachineDefinition> machines = new LinkedHashMap<>();
            Set<String> tasks = new TreeSet<>();
            for (StateMachineResource machine : template.stateMachines().values()) {
                Map<String, String> substitutions = new LinkedHashMap<>();
                machine.substitutions()
                        .forEach((name, logicalId) -> substitutions.put(name, physicalId.apply(logicalId)));
                machines.put(machine.logicalId(), StateMachineDefinition.read(machine.definition(), substitutions));
                collectTasks(StrictJson.mapper().readTree(machine.definition().toFile()), tasks);
            }
            return new Stack(template, template.functions(), machines, tasks);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "the stack in %s cannot be read".formatted(root.toAbsolutePath()), unreadable);
        }
    }

    private static void collectTasks(JsonNode machine, Set<String> names) {
        machine.path("States").properties().forEach(state -> {
            if (state.getValue().path("Resource").asText().equals(INVOKE)) {
                names.add(state.getKey());
            }
            collectTasks(state.getValue().path("ItemProcessor"), names);
        });
    }
}
