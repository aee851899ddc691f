package io.pilotlight.simulator.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.simulator.database.DatabaseEngine;
import io.pilotlight.simulator.scenario.RunRequest;
import io.pilotlight.simulator.scenario.RunResult;
import io.pilotlight.simulator.scenario.ScenarioRunner;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs one scenario with real databases and tells it while it happens. */
final class SingleRun {

    private final ScenarioRunner runner;
    private final Supplier<DatabaseEngine> engines;
    private final Surface surface;
    private final Clock clock;

    SingleRun(ScenarioRunner runner, Supplier<DatabaseEngine> engines, Surface surface, Clock clock) {
        this.runner = runner;
        this.engines = engines;
        this.surface = surface;
        this.clock = clock;
    }

    /** Returns the exit status: 0 where it ended as it should with every promise held, otherwise 1. */
    int run(String scenario, long seed, Optional<JsonNode> input) {
        ResultFile.remove(surface.resultFile());
        Instant startedAt = clock.instant();
        surface.out().println("Scenario %s, seed %d. Times are virtual, in UTC.".formatted(scenario, seed));
        surface.out().println();
        RunResult result;
        try (DatabaseEngine engine = engines.get()) {
            result = runner.run(
                    new RunRequest(scenario, seed, input, engine), new Narrator(surface.out(), surface.palette()));
        }
        ResultFile.write(surface.resultFile(),
                ResultFile.of(result, startedAt, Duration.between(startedAt, clock.instant())));
        new Report(surface.out(), surface.palette()).print(result, surface.resultFile());
        return result.good() ? 0 : 1;
    }
}
