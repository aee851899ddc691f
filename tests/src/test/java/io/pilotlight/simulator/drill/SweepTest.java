package io.pilotlight.simulator.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pilotlight.simulator.scenario.RunRequest;
import io.pilotlight.simulator.scenario.ScenarioRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SweepTest {

    @TempDir
    private Path folder;

    private final Console console = new Console();
    private final Set<String> ran = ConcurrentHashMap.newKeySet();

    @Test
    void runsEveryScenarioWithEverySeed() throws IOException {
        assertThat(sweep((request, _) -> Results.recovered(noted(request)), List.of("one", "two"), "1-50")).isZero();

        assertThat(ran).hasSize(100).contains("one 1", "one 50", "two 1", "two 50");
        JsonNode written = written();
        assertThat(written.path("runs").longValue()).isEqualTo(100);
        assertThat(written.path("wrong").longValue()).isZero();
        assertThat(written.path("violations").longValue()).isZero();
        assertThat(written.path("unexpected").longValue()).isZero();
        assertThat(written.path("runsPerSecond").doubleValue()).isPositive();
        assertThat(written.path("cpuSecondsPerRun").isNumber()).isTrue();
        assertThat(written.path("failures").isEmpty()).isTrue();
        assertThat(console.lines()).anySatisfy(line -> assertThat(line).startsWith("100 of 100 runs, "))
                .contains("Every run ended as it should, with every promise held.");
    }

    @Test
    void saysOfEachScenarioWhatARunOfItTakes() throws IOException {
        sweep((request, _) -> Results.recovered(request), List.of("one", "a-longer-one"), "1-20");

        assertThat(console.lines()).anySatisfy(line -> assertThat(line)
                        .matches("one {10,}\\d+\\.\\d\\d CPU s a run +\\d+\\.\\d a second  RTO 11 min 42 s"))
                .anySatisfy(line -> assertThat(line).startsWith("a-longer-one  ").contains(" CPU s a run "));
        JsonNode scenarios = written().path("scenarios");
        assertThat(scenarios.fieldNames()).toIterable().containsExactly("one", "a-longer-one");
        assertThat(scenarios.at("/one/runsPerSecond").doubleValue()).isPositive();
        assertThat(scenarios.at("/one/cpuSecondsPerRun").isNumber()).isTrue();
        assertThat(scenarios.at("/one/meanRtoSeconds").doubleValue()).isEqualTo(702.4);
    }

    @Test
    void dividesWhatWasTakenByTheRuns() {
        Effort effort = new Effort(40, Duration.ofSeconds(10), Duration.ofSeconds(5));

        assertThat(effort.cpuSecondsPerRun()).isEqualTo(0.25);
        assertThat(effort.runsPerSecond()).isEqualTo(8);
        assertThat(effort.line("one", 5)).isEqualTo("one      0.25 CPU s a run      8.0 a second");
        assertThat(new Effort(0, Duration.ZERO, Duration.ZERO).runsPerSecond()).isZero();
    }

    @Test
    void namesTheOneRunThatWentWrongAndHowToRunItAgain() throws IOException {
        ScenarioRunner runner = (request, _) -> request.seed() == 17
                ? Results.broken(noted(request), "FAILED")
                : Results.recovered(noted(request));

        assertThat(sweep(runner, List.of("one"), "1-100")).isEqualTo(1);

        assertThat(ran).hasSize(100);
        assertThat(console.lines().stream().filter(line -> line.startsWith("WRONG"))).containsExactly(
                "WRONG one, seed 17: it ended FAILED, expected RECOVERED; One writer: visit 7 was committed at both sites. "
                        + "Replay: ./drill --scenario one --seed 17");
        JsonNode failure = written().path("failures").path(0);
        assertThat(failure.path("seed").longValue()).isEqualTo(17);
        assertThat(failure.path("outcome").textValue()).isEqualTo("FAILED");
        assertThat(failure.path("replay").textValue()).isEqualTo("./drill --scenario one --seed 17");
        assertThat(failure.at("/violations/0/promise").textValue()).isEqualTo("One writer");
        assertThat(written().path("unexpected").longValue()).isEqualTo(1);
        assertThat(written().path("violations").longValue()).isEqualTo(1);
    }

    @Test
    void goesOnAfterARunThatThrows() throws IOException {
        ScenarioRunner runner = (request, _) -> {
            if (noted(request).seed() == 3) {
                throw new StackOverflowError("too deep");
            }
            return Results.recovered(request);
        };

        assertThat(sweep(runner, List.of("one"), "1-9")).isEqualTo(1);

        assertThat(ran).hasSize(9);
        assertThat(written().path("runs").longValue()).isEqualTo(9);
        assertThat(written().at("/failures/0/thrown").textValue()).isEqualTo("java.lang.StackOverflowError: too deep");
        assertThat(console.lines()).contains("WRONG one, seed 3: it threw java.lang.StackOverflowError: too deep. "
                + "Replay: ./drill --scenario one --seed 3");
    }

    @Test
    void keepsNoMoreThanAThousandFailuresButCountsAll() throws IOException {
        assertThat(sweep((request, _) -> Results.broken(request, "RECOVERED"), List.of("one"), "1-1500")).isEqualTo(1);

        assertThat(written().path("wrong").longValue()).isEqualTo(1500);
        assertThat(written().path("violations").longValue()).isEqualTo(1500);
        assertThat(written().path("unexpected").longValue()).isZero();
        assertThat(written().path("failures")).hasSize(1000);
        assertThat(written().path("failuresLeftOut").longValue()).isEqualTo(500);
    }

    private int sweep(ScenarioRunner runner, List<String> scenarios, String seeds) {
        return new Sweep(runner, 4, console.surface(folder), Clock.systemUTC()).run(scenarios, SeedRange.parse(seeds));
    }

    private RunRequest noted(RunRequest request) {
        ran.add(request.scenario() + " " + request.seed());
        return request;
    }

    private JsonNode written() throws IOException {
        return new ObjectMapper().readTree(folder.resolve("sweep.json").toFile());
    }
}
