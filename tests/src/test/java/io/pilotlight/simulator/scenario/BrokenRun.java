package io.pilotlight.simulator.scenario;

import io.pilotlight.simulator.database.InMemoryDatabaseEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** A run that a test breaks in its own way, after a short life in which a restore test has passed. */
final class BrokenRun {

    private static final Stack STACK =
            Stack.read(Path.of(System.getProperty("pilotlight.root")), Deployment::physicalId);

    private BrokenRun() {}

    /** Measures it as an outage of the primary's Region; odd seeds move traffic by a record. */
    static RunResult of(long seed, Consumer<World> strike) {
        try (InMemoryDatabaseEngine engine = new InMemoryDatabaseEngine()) {
            World world = new World(new RunRequest("region-outage", seed, Optional.empty(), engine), STACK, seed % 2 != 0);
            world.live(Life.SHORT.before(), Life.SHORT.visits());
            world.rehearse();
            strike.accept(world);
            world.settle(Life.SHORT.quiet(), Duration.ofHours(40));
            return new Measurement(world, STACK).of(Scenario.REGION_OUTAGE, seed);
        }
    }
}
