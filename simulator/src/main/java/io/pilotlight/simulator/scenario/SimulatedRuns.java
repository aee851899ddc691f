package io.pilotlight.simulator.scenario;

import io.pilotlight.simulator.cloud.api.Faults;
import io.pilotlight.simulator.journal.JournalEvent;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Runs the scenarios with the production template, state machines and functions. */
final class SimulatedRuns implements ScenarioRunner {

    private final Stack stack;

    /** @param root the folder of {@code template.yaml} */
    SimulatedRuns(Path root) {
        this(Stack.read(root, Deployment::physicalId));
    }

    SimulatedRuns(Stack stack) {
        this.stack = stack;
    }

    @Override
    public RunResult run(RunRequest request, Consumer<JournalEvent> progress) {
        return run(request, _ -> { }, progress);
    }

    /**
     * Runs one scenario to its end.
     *
     * @param witness is told of every event from the beginning
     * @param progress is told of every event from the moment on at which the scenario strikes
     */
    RunResult run(RunRequest request, Consumer<JournalEvent> witness, Consumer<JournalEvent> progress) {
        Scenario scenario = Scenario.named(request.scenario())
                .orElseThrow(() -> new IllegalArgumentException("there is no scenario " + request.scenario()));
        try (World world = new World(request, stack, scenario.movesTrafficByHealthCheck(request.seed()),
                scenario.alternatives(request.seed()), scenario.passwords(request.seed()),
                request.application().orElseGet(scenario::application))) {
            world.journal().keepOnly(Needed::afterwards);
            world.journal().listen(witness);
            SplittableRandom random = world.cloud().context().timeline().random("scenario");
            world.live(scenario.life().drawBefore(random), scenario.life().visits());
            if (scenario.isRehearsed()) {
                world.rehearse();
            }
            world.journal().listen(progress);
            roughen(world, scenario, request.seed());
            scenario.strike(world, random);
            world.settle(scenario.life().quiet(), scenario.life().atMost());
            return new Measurement(world, stack).of(scenario, request.seed());
        }
    }

    /** Every third run has API calls that go wrong now and then, every fourth events that are delivered twice. */
    private static void roughen(World world, Scenario scenario, long seed) {
        Faults faults = world.cloud().context().faults();
        if (seed % 3 == 0 && scenario.failsCallsByChance()) {
            faults.failRandomly(0.02, world.cloud().context().timeline().random("faults"));
        }
        if (seed % 4 == 0) {
            world.cloud().events().deliverCopies(2);
        }
    }
}
