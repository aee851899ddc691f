package io.pilotlight.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.json.StrictJson;
import io.pilotlight.simulator.database.InMemoryDatabaseEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs every scenario for several seeds, both traffic modes among them, with every promise checked. */
class ScenarioTest {

    private static final SimulatedRuns RUNS = new SimulatedRuns(Path.of(System.getProperty("pilotlight.root")));
    private static final int SEEDS = 6;

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void endsAsItShouldAndKeepsEveryPromise(Scenario scenario) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            RunResult result = run(scenario, seed, Optional.empty());

            assertThat(result.violations()).as("seed %d", seed).isEmpty();
            assertThat(result.outcome()).as("seed %d", seed).isEqualTo(scenario.expected().name());
        }
    }

    @Test
    void recoversWithinItsObjectivesAndLosesNothingBeforeTheRecoveryPoint() {
        RunResult result = run(Scenario.REGION_OUTAGE, 1, Optional.empty());

        assertThat(result.activeSite()).isEqualTo("STANDBY");
        assertThat(result.rto()).hasValueSatisfying(rto -> assertThat(rto).isLessThan(result.rtoObjective()));
        assertThat(result.rpo()).hasValueSatisfying(rpo -> assertThat(rpo).isLessThan(result.rpoObjective()));
        assertThat(result.rowsAtRecoveryPoint().orElseThrow()).isPositive();
        assertThat(result.rowsRestored()).isEqualTo(result.rowsAtRecoveryPoint());
        assertThat(result.rowsLost().orElseThrow())
                .isEqualTo(result.rowsBefore().orElseThrow() - result.rowsRestored().orElseThrow());
    }

    @Test
    void fencesTheOldSiteWhereItsRegionAnswers() {
        assertThat(run(Scenario.SERVICE_CRASH, 1, Optional.empty()).notifications())
                .anyMatch(told -> told.message().contains("The old site eu-west-1 is fenced"));
    }

    @Test
    void saysThatTheOldSiteIsNotFencedWhereItsRegionIsDarkAndFencesItLater() {
        assertThat(run(Scenario.REGION_OUTAGE, 1, Optional.empty()).notifications())
                .anyMatch(told -> told.message().contains("NOT FENCED"))
                .anyMatch(told -> told.subject().contains("the old site is fenced now")
                        && told.at().compareTo(Duration.ofMinutes(90)) > 0);
    }

    @Test
    void touchesNothingForAFalseAlarm() {
        RunResult result = run(Scenario.FALSE_ALARM, 1, Optional.empty());

        assertThat(result.activeSite()).isEqualTo("PRIMARY");
        assertThat(result.steps()).extracting(RunResult.Step::name)
                .containsExactly("ReadPlan", "AcquireLease", "CheckHealth", "ReleaseStoodDown");
        assertThat(result.notifications()).singleElement()
                .satisfies(told -> assertThat(told.message()).contains("The primary site is healthy"));
    }

    @Test
    void goesOnAlthoughThePrimaryIsHealthyWhereAPersonForcesIt() {
        RunResult result = run(Scenario.FALSE_ALARM, 1, Optional.of(json(
                "{\"force\": true, \"reason\": \"the Region is being evacuated\"}")));

        assertThat(result.outcome()).isEqualTo("RECOVERED");
        assertThat(result.activeSite()).isEqualTo("STANDBY");
        assertThat(result.violations()).isEmpty();
    }

    @Test
    void refusesABadInputAndTellsPeopleAndTouchesNothing() {
        RunResult result = run(Scenario.REGION_OUTAGE, 1, Optional.of(json("{\"dryRun\": true}")));

        assertThat(result.outcome()).isEqualTo("FAILED");
        assertThat(result.activeSite()).isEqualTo("PRIMARY");
        assertThat(result.steps()).extracting(RunResult.Step::name).containsExactly("ReadPlan");
        assertThat(result.notifications()).anyMatch(told ->
                told.subject().contains("FAILOVER FAILED at ReadPlan")
                        && told.message().contains("unknown field 'dryRun'")
                        && told.message().contains("accepted is {}"));
        assertThat(result.violations()).isEmpty();
    }

    @Test
    void leavesTrafficWhereItIsAndTellsPeopleWhereTheStandbyHasNoCapacity() {
        RunResult result = run(Scenario.NO_CAPACITY, 1, Optional.empty());

        assertThat(result.activeSite()).isEqualTo("PRIMARY");
        assertThat(result.notifications()).anyMatch(told -> told.subject().contains("FAILOVER FAILED at ScaleService")
                && told.message().contains("unable to place a task")
                && told.message().contains("DB instances visitor-db-"));
    }

    @Test
    void restoresTheOlderRecoveryPointAndNamesTheInstanceThatTheDamagedOneLeft() {
        RunResult result = run(Scenario.CORRUPT_RECOVERY_POINT, 1, Optional.empty());

        assertThat(result.notifications()).anyMatch(told -> told.subject().contains("recovered in eu-central-1")
                && told.message().contains("Left in place and costing money"));
    }

    private static RunResult run(Scenario scenario, long seed, Optional<JsonNode> input) {
        return RUNS.run(new RunRequest(scenario.typedName(), seed, input, new InMemoryDatabaseEngine()), _ -> { });
    }

    private static JsonNode json(String text) {
        try {
            return StrictJson.mapper().readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }
}
