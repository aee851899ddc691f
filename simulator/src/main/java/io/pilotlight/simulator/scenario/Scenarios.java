package io.pilotlight.simulator.scenario;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The scenarios that can be run, and what runs them.
 *
 * @param entries every scenario; the first is the one that runs where none is named
 */
public record Scenarios(List<Entry> entries, ScenarioRunner runner) {

    /** A scenario's name, as it is typed, and what happens in it, in one line. */
    public record Entry(String name, String description) {}

    public Scenarios {
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("there is no scenario; accepted is a list of at least one");
        }
        entries = List.copyOf(entries);
    }

    /**
     * Returns all there are.
     *
     * @param root the folder of {@code template.yaml}
     */
    public static Scenarios all(Path root) {
        return new Scenarios(
                Arrays.stream(Scenario.values())
                        .map(scenario -> new Entry(scenario.typedName(), scenario.description()))
                        .toList(),
                new SimulatedRuns(root));
    }

    /** Finds a scenario by its name. */
    public Optional<Entry> find(String name) {
        return entries.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }
}
