package io.pilotlight.simulator.scenario;

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

    /** Returns all there are. */
    public static Scenarios all() {
        return new Scenarios(
                List.of(new Entry("region-outage", "The primary Region goes dark; the standby takes over.")),
                (request, _) -> {
                    throw new UnsupportedOperationException("no world to run " + request.scenario() + " in");
                });
    }

    /** Finds a scenario by its name. */
    public Optional<Entry> find(String name) {
        return entries.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }
}
