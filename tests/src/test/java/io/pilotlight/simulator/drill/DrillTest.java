package io.pilotlight.simulator.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pilotlight.simulator.database.DatabaseEngine;
import io.pilotlight.simulator.database.InMemoryDatabaseEngine;
import io.pilotlight.simulator.scenario.RunRequest;
import io.pilotlight.simulator.scenario.RunResult;
import io.pilotlight.simulator.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DrillTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T09:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private final Console console = new Console();
    private final List<RunRequest> requests = new ArrayList<>();
    private int enginesMade;
    private Function<RunRequest, RunResult> runner = Results::recovered;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "--scenaro region-outage      | did you mean --scenario?",
        "--scenario region-outge      | did you mean 'region-outage'?; accepted: region-outage, false-alarm",
        "--scenario xyzzy             | there is no scenario 'xyzzy'; accepted: region-outage, false-alarm",
        "--scenario                   | Missing required parameter for option '--scenario'",
        "--seed one                   | --seed 'one' is no seed; accepted is a whole number",
        "--seed -1                    | --seed",
        "--seed 1 --seed 2            | '--seed' (N) should be specified only once",
        "--seeds 9-1                  | --seeds 9-1 ends before it begins",
        "--seeds 1..9                 | --seeds '1..9' is no range of seeds; accepted is FIRST-LAST",
        "--seeds 0-1000000            | --seeds 0-1000000 is too many",
        "--seeds 1-2 --seed 3         | --seeds goes with --scenario alone",
        "--seeds 1-2 --input {}       | --seeds goes with --scenario alone",
        "--event {}/none.json         | none.json does not exist",
        "--event {}                   | is a folder",
        "--event {}/text.json         | is not JSON at line 2",
        "--event {}/binary.json       | is not UTF-8 text",
        "--event {}/text.json --input {} | accepted is one of them",
        "--input {'a':                | --input is not JSON at line 1: Unexpected end-of-input",
        "--input {'a':1,'a':2}        | Duplicate field 'a'",
        "--input {}{}                 | --input is not JSON",
        "--input []                   | --input holds no JSON object",
        "--input 7                    | --input holds no JSON object",
        "elsewhere                    | Unmatched argument at index 0: 'elsewhere'"
    })
    void refusesWhatItCannotRunInOneLineBeforeAnythingStarts(String typed, String said) throws IOException {
        Files.writeString(folder.resolve("text.json"), "{\n this is no JSON }");
        Files.write(folder.resolve("binary.json"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        String[] arguments = typed.replace("{}/", folder + "/").replaceAll("event \\{}", "event " + folder)
                .replace('\'', '"').split(" ");

        assertThat(drill().run(arguments)).isEqualTo(2);

        assertThat(console.errorLines()).singleElement().asString().startsWith("drill: ").contains(said);
        assertThat(console.lines()).isEmpty();
        assertThat(requests).isEmpty();
        assertThat(enginesMade).isZero();
        assertThat(folder.resolve("drill")).doesNotExist();
    }

    @Test
    void runsTheFirstScenarioWithSeedOneWhereNothingIsTyped() {
        assertThat(drill().run()).isZero();

        assertThat(requests).singleElement().satisfies(request -> {
            assertThat(request.scenario()).isEqualTo("region-outage");
            assertThat(request.seed()).isEqualTo(1);
            assertThat(request.input()).isEmpty();
        });
        assertThat(console.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80))
                .contains("Outcome    RECOVERED, as this scenario should end",
                        "RTO        11 min 42 s of at most 30 min: kept",
                        "RPO        22 min of at most 1 h: kept",
                        "Rows       1,240 before, 1,180 in the recovery point, 1,180 restored, 60 lost",
                        "All rows   visitors wrote 1,900: 1,840 are in the database that serves, 60 in",
                        "           the list of what only the old primary has, 0 nowhere",
                        "Exposure   at most 44 min of 1 h: kept; 1 h 29 min with the faults, which are",
                        "Backups    1 recovery point at the end, 1 of them restored and checked",
                        "Finding    Sun 13:00 WARNING COPY_INCOMPLETE, visits/visitors-20261122t120000:",
                        "Told +11:42 [Pilot Light] visitors: recovered in us-west-2",
                        "    Outage: 3 of 3 probes failed");
        assertThat(console.lines()).anySatisfy(line -> assertThat(line)
                .matches("Confirm the outage +\\+02:10 +01:00 +3 +#+"));
        assertThat(console.errorLines()).isEmpty();
    }

    @Test
    void handsOverTheInputThatWasTypedOrReadFromAFile() throws IOException {
        Path event = Files.writeString(folder.resolve("alarm.json"), "{\"detail-type\": \"CloudWatch Alarm State Change\"}");

        drill().run("--scenario", "false-alarm", "--seed", "42", "--input", "{\"force\":true}");
        drill().run("--event", event.toString());

        assertThat(requests.get(0).scenario()).isEqualTo("false-alarm");
        assertThat(requests.get(0).seed()).isEqualTo(42);
        assertThat(requests.get(0).input().orElseThrow().path("force").booleanValue()).isTrue();
        assertThat(requests.get(1).input().orElseThrow().path("detail-type").textValue()).startsWith("CloudWatch");
    }

    @Test
    void writesEveryFieldOfTheResult() throws IOException {
        drill().run("--seed", "7");

        JsonNode result = json("result.json");
        assertThat(result.fieldNames()).toIterable().containsExactly(
                "scenario", "seed", "application", "outcome", "expectedOutcome", "activeSite", "rtoSeconds", "rtoObjectiveSeconds",
                "rpoSeconds", "rpoObjectiveSeconds", "moveWithoutWritesSeconds", "rowsBefore", "rowsAtRecoveryPoint", "rowsRestored", "rowsLost",
                "rowsLostSince",
                "exposureMaxSeconds", "exposureMaxWithFaultsSeconds", "rowsByDatabase", "exposure", "faults", "recoveryPoints", "findings",
                "steps", "path", "notifications", "violations", "wallClock");
        assertThat(result.path("seed").longValue()).isEqualTo(7);
        assertThat(result.path("rtoSeconds").doubleValue()).isEqualTo(702.4);
        assertThat(result.path("rpoObjectiveSeconds").doubleValue()).isEqualTo(3600);
        assertThat(result.at("/steps/0")).hasToString(
                "{\"name\":\"Confirm the outage\",\"startSeconds\":130.0,\"endSeconds\":190.0,\"attempts\":3}");
        assertThat(result.at("/notifications/0/atSeconds").doubleValue()).isEqualTo(702);
        assertThat(result.at("/notifications/0/subject").textValue()).contains("recovered in us-west-2");
        assertThat(result.path("exposureMaxSeconds").doubleValue()).isEqualTo(2640);
        assertThat(result.path("exposureMaxWithFaultsSeconds").doubleValue()).isEqualTo(5340);
        assertThat(result.at("/rowsByDatabase/0")).hasToString("{\"database\":\"visits\",\"before\":1240,"
                + "\"atRecoveryPoint\":1180,\"restored\":1180,\"lost\":60,\"lostSince\":0,\"written\":1900,\"serving\":1840,\"listed\":60,\"nowhere\":0}");
        assertThat(result.path("exposure")).hasSize(5).first()
                .hasToString("{\"at\":\"2026-11-22T11:00:00Z\",\"maxSeconds\":2640.0}");
        assertThat(result.at("/faults/0")).hasToString("{\"what\":\"RDS is throttled\","
                + "\"from\":\"2026-11-22T12:35:00Z\",\"until\":\"2026-11-22T13:35:00Z\"}");
        assertThat(result.at("/recoveryPoints/0")).hasToString("{\"region\":\"us-west-2\","
                + "\"snapshotId\":\"visitors-20261122t113000\",\"takenAt\":\"2026-11-22T11:31:00Z\","
                + "\"landedAt\":\"2026-11-22T11:38:00Z\",\"verified\":true}");
        assertThat(result.at("/findings/0")).hasToString("{\"at\":\"2026-11-22T13:00:00Z\",\"check\":\"COPY_INCOMPLETE\","
                + "\"severity\":\"WARNING\",\"subject\":\"visits/visitors-20261122t120000\","
                + "\"problem\":\"its copy has failed\",\"remedy\":\"nothing: the next backup removes it\"}");
        assertThat(result.path("wallClock")).hasToString(
                "{\"startedAt\":\"2026-11-22T09:00:00Z\",\"elapsedSeconds\":0.0}");
    }

    @Test
    void writesNullForAFigureThatDoesNotExist() throws IOException {
        runner = Results::falseAlarm;

        assertThat(drill().run()).isZero();

        JsonNode result = json("result.json");
        assertThat(List.of("rtoSeconds", "rpoSeconds", "rowsAtRecoveryPoint", "rowsRestored", "rowsLost", "rowsLostSince"))
                .allSatisfy(field -> assertThat(result.get(field).isNull()).isTrue());
        assertThat(result.get("rowsBefore").longValue()).isEqualTo(12);
        assertThat(result.get("exposureMaxSeconds").isNull()).isTrue();
        assertThat(console.lines()).contains("RTO        none: no recovery was made", "Exposure   not measured");
    }

    @Test
    void failsWhereAPromiseWasBrokenOrTheEndIsAnother() throws IOException {
        runner = request -> Results.broken(request, "RECOVERED");
        assertThat(drill().run()).isEqualTo(1);
        assertThat(console.lines()).contains("Move       no visit was counted for 25 min 1 s");
        assertThat(json("result.json").at("/violations/0/promise").textValue()).isEqualTo("One writer");
        assertThat(console.lines()).contains("BROKEN     One writer: visit 7 was committed", "           at both sites");
        assertThat(console.lines()).containsSubsequence(
                "Rows       1,240 before, 1,180 in the recovery point, 1,180 restored, 60 lost,", "           and 3 written since");

        runner = request -> Results.broken(request, "FAILED");
        assertThat(drill().run()).isEqualTo(1);
        assertThat(console.lines()).contains("Outcome    FAILED, but this scenario should end RECOVERED");
    }

    @Test
    void leavesNoOldResultWhereTheRunItselfBreaks() {
        drill().run();
        runner = request -> {
            throw new IllegalStateException("the world ended");
        };

        assertThat(drill().run()).isEqualTo(1);

        assertThat(folder.resolve("drill/result.json")).doesNotExist();
        assertThat(console.errorLines().getFirst()).contains("the run itself broke").contains("the world ended");
    }

    @Test
    void listsTheScenariosAndExplainsItself() {
        assertThat(drill().run("--list")).isZero();
        assertThat(console.lines()).containsExactly(
                "region-outage  The primary Region goes dark.", "false-alarm    The alarm is wrong.");
        assertThat(drill().run("--help")).isZero();
        assertThat(console.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        assertThat(String.join("\n", console.lines()))
                .contains("--scenario", "--seed", "--event", "--input", "--list", "--help", "--seeds");
        assertThat(requests).isEmpty();
    }

    private Drill drill() {
        Scenarios scenarios = new Scenarios(
                List.of(new Scenarios.Entry("region-outage", "The primary Region goes dark."),
                        new Scenarios.Entry("false-alarm", "The alarm is wrong.")),
                (request, _) -> {
                    requests.add(request);
                    return runner.apply(request);
                });
        return new Drill(scenarios, this::newEngine, console.surface(folder.resolve("drill")), CLOCK);
    }

    private DatabaseEngine newEngine() {
        enginesMade++;
        return new InMemoryDatabaseEngine();
    }

    private JsonNode json(String file) throws IOException {
        return new ObjectMapper().readTree(folder.resolve("drill").resolve(file).toFile());
    }
}
