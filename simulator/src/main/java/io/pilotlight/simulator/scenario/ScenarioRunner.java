package io.pilotlight.simulator.scenario;

import io.pilotlight.simulator.journal.JournalEvent;
import java.util.function.Consumer;

/** Runs scenarios; may be used from several threads at once, each with a request of its own. */
@FunctionalInterface
public interface ScenarioRunner {

    /**
     * Runs one scenario to its end.
     *
     * @param progress told of every event while it happens, on the calling thread or on one that it waits for
     * @return how it ended; a recovery that fails is a result, and what this throws is a fault of the simulator
     */
    RunResult run(RunRequest request, Consumer<JournalEvent> progress);
}
