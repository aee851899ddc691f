package io.pilotlight.simulator.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.simulator.database.DatabaseEngine;
import java.util.Optional;

/**
 * One run of a scenario; the same request gives the same run.
 *
 * @param scenario the scenario's name, one of {@link Scenarios}
 * @param seed where every random number of the run comes from
 * @param input what the recovery is started with instead of the scenario's own event, where a person gave one
 * @param engine makes the databases of the run; whoever asks for the run closes it
 * @param application what the application consists of, where it is another one than the scenario's own
 */
public record RunRequest(
        String scenario, long seed, Optional<JsonNode> input, DatabaseEngine engine, Optional<ApplicationShape> application) {

    /** Asks for a run with the scenario's own application. */
    public RunRequest(String scenario, long seed, Optional<JsonNode> input, DatabaseEngine engine) {
        this(scenario, seed, input, engine, Optional.empty());
    }

    /** Asks for the same with another application. */
    public RunRequest with(ApplicationShape other) {
        return new RunRequest(scenario, seed, input, engine, Optional.of(other));
    }
}
