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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A seed is a run, to the letter: its result and every event of its journal. */
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

    /** A week does again and again what a day of the others does. */
    @ParameterizedTest
    @EnumSource(value = Scenario.class, mode = EnumSource.Mode.EXCLUDE, names = "BACKUP_WEEK")
    void isTheSameAgain(Scenario scenario) {
        assertThat(told(scenario, ROUGH_SEED)).isEqualTo(told(scenario, ROUGH_SEED));
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

    /** Another JVM iterates over {@code Set.of} and {@code Map.of} in another order. */
    @ParameterizedTest
    @ValueSource(strings = {"en-GB", "de-DE", "tr-TR"})
    void isTheSameInAnotherJvmWhateverItsLanguageAndTimeZone(String locale, @TempDir Path folder) throws Exception {
        Path file = folder.resolve("told.txt");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Duser.language=" + locale.substring(0, 2),
                "-Duser.country=" + locale.substring(3),
                "-Duser.timezone=Pacific/Kiritimati",
                "-Dpilotlight.root=" + System.getProperty("pilotlight.root"),
                "-cp", System.getProperty("java.class.path"),
                ReproducibilityTest.class.getName(), file.toString());

        Process other = new ProcessBuilder(command).inheritIO().start();

        assertThat(other.waitFor()).isZero();
        assertThat(Files.readAllLines(file)).isEqualTo(ThisJvm.TOLD);
    }

    /** Played once for all the others. */
    private static final class ThisJvm {

        static final List<String> TOLD = asLines(told(Scenario.CORRUPT_RECOVERY_POINT, ROUGH_SEED));
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

    private static List<String> asLines(List<String> told) {
        return String.join("\n", told).lines().toList();
    }
}
