package io.pilotlight.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.simulator.database.InMemoryDatabaseEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A seed is a run, to the letter: its result and every event of its journal, whatever else goes on in this JVM, and in another
 * one. That each scenario is the same again is held beside its other tests.
 */
class ReproducibilityTest {

    private static SimulatedRuns runs;
    /** Calls that go wrong by chance, events that come twice, and the traffic mode with the more calls. */
    private static final long ROUGH_SEED = 12;
    private static final int RUNS_BESIDE = 6;

    /** A static initializer that fails hides its message from every test but the first. */
    @BeforeAll
    static void readTheStack() {
        runs = new SimulatedRuns(Path.of(System.getProperty("pilotlight.root")));
    }

    @Test
    void isAnotherRunWithAnotherSeed() {
        assertThat(told(Scenario.REGION_OUTAGE, 1)).isNotEqualTo(told(Scenario.REGION_OUTAGE, 3));
    }

    @Test
    void isTheSameWhileOthersGoOnBesideIt() throws Exception {
        List<String> alone = told(Scenario.INTERRUPTED, ROUGH_SEED);

        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<String>>> beside = IntStream.range(0, RUNS_BESIDE)
                    .mapToObj(run -> pool.submit(() -> told(
                            run % 2 == 0 ? Scenario.INTERRUPTED : Scenario.SERVICE_CRASH, ROUGH_SEED + run % 2)))
                    .toList();
            for (int run = 0; run < RUNS_BESIDE; run += 2) {
                assertThat(beside.get(run).get()).isEqualTo(alone);
            }
        }
    }

    /** Another JVM iterates over {@code Set.of} and {@code Map.of} in another order; Turkish has letters and commas of its own. */
    @Test
    void isTheSameInAnotherJvmOfAnotherLanguageAndTimeZone(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("told.txt");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Duser.language=tr",
                "-Duser.country=TR",
                "-Duser.timezone=Pacific/Kiritimati",
                "-Dpilotlight.root=" + System.getProperty("pilotlight.root"),
                "-cp", System.getProperty("java.class.path"),
                ReproducibilityTest.class.getName(), file.toString());

        Process other = new ProcessBuilder(command).inheritIO().start();

        assertThat(other.waitFor()).isZero();
        assertThat(Files.readAllLines(file)).isEqualTo(String.join("\n", told(Scenario.CORRUPT_RECOVERY_POINT, ROUGH_SEED)).lines().toList());
    }

    /** Writes down a run; what the other JVM does. */
    public static void main(String... arguments) throws IOException {
        readTheStack();
        Files.write(Path.of(arguments[0]), told(Scenario.CORRUPT_RECOVERY_POINT, ROUGH_SEED));
    }

    private static List<String> told(Scenario scenario, long seed) {
        List<String> told = new ArrayList<>();
        RunResult result = runs.run(
                new RunRequest(scenario.typedName(), seed, Optional.empty(), new InMemoryDatabaseEngine()),
                event -> told.add(event.toString()), _ -> { });
        told.add(result.toString());
        return told;
    }
}
