package io.pilotlight.simulator.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.json.StrictJson;
import io.pilotlight.simulator.database.InMemoryDatabaseEngine;
import io.pilotlight.simulator.journal.JournalEvent;
import io.pilotlight.simulator.states.InvalidStateMachineException;
import io.pilotlight.simulator.states.StateMachineDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Whole scenarios on a changed state machine: those that go through the changed state, as ScenarioTest judges them. */
public final class MutantScenarios {

    private static final int SEEDS = 2;
    private static final Stack STACK =
            Stack.read(Path.of(System.getProperty("pilotlight.root")), Deployment::physicalId);
    private static final Map<Seeded, Set<String>> ENTERED = new HashMap<>();

    private record Seeded(Scenario scenario, long seed) {}

    /**
     * Tells whether a scenario ends otherwise than it should, or a promise is broken.
     *
     * @param machine the logical id of the changed machine, in which each substitution is the bare name of the template
     * @param state the state in which it is changed
     */
    public boolean notice(String machine, String state, JsonNode definition) {
        Map<String, StateMachineDefinition> machines = new LinkedHashMap<>(STACK.machines());
        try {
            machines.put(machine, StateMachineDefinition.parse(substituted(machine, definition)));
        } catch (InvalidStateMachineException _) {
            return true;
        }
        Stack changed = new Stack(STACK.template(), STACK.functions(), machines, STACK.tasks());
        return through(machine + "/" + state).stream().anyMatch(seeded -> isNoticed(changed, seeded));
    }

    private static boolean isNoticed(Stack stack, Seeded seeded) {
        try {
            RunResult result = run(stack, seeded, _ -> { });
            return !result.violations().isEmpty() || !result.outcome().equals(seeded.scenario().expected().name());
        } catch (RuntimeException | AssertionError broken) {
            return true;
        }
    }

    private static List<Seeded> through(String state) {
        if (ENTERED.isEmpty()) {
            for (Scenario scenario : Scenario.values()) {
                for (long seed = 1; seed <= (scenario.life() == Life.WEEK ? 0 : SEEDS); seed++) {
                    Set<String> entered = new TreeSet<>();
                    run(STACK, new Seeded(scenario, seed), event -> {
                        if (event instanceof JournalEvent.StateEntered into) {
                            entered.add(into.machine() + "/" + into.state());
                        }
                    });
                    ENTERED.put(new Seeded(scenario, seed), entered);
                }
            }
        }
        List<Seeded> found = new ArrayList<>();
        ENTERED.forEach((seeded, entered) -> {
            if (entered.contains(state)) {
                found.add(seeded);
            }
        });
        return found;
    }

    private static RunResult run(Stack stack, Seeded seeded, Consumer<JournalEvent> witness) {
        try (InMemoryDatabaseEngine engine = new InMemoryDatabaseEngine()) {
            return new SimulatedRuns(stack).run(
                    new RunRequest(seeded.scenario().typedName(), seeded.seed(), Optional.empty(), engine), witness, _ -> { });
        }
    }

    /** The bare names become what they stand for in a run, each where it is a whole text or in the notice without words. */
    private static JsonNode substituted(String machine, JsonNode definition) {
        String text = definition.toString().replaceAll(
                "arn:aws:states:[a-z0-9-]+:\\d+:stateMachine:(\\w+)", "$1");
        for (var substitution : STACK.template().stateMachines().get(machine).substitutions().entrySet()) {
            String value = Deployment.physicalId(substitution.getValue());
            text = text.replace("\"" + substitution.getKey() + "\"", "\"" + value + "\"")
                    .replace("'" + substitution.getKey() + "'", "'" + value + "'")
                    .replace("[Pilot Light] " + substitution.getKey(), "[Pilot Light] " + value);
        }
        try {
            return StrictJson.mapper().readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException(malformed);
        }
    }
}
