package io.pilotlight.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.exposure.MeasureExposureHandler;
import io.pilotlight.json.StrictJson;
import io.pilotlight.plan.Plan;
import io.pilotlight.plan.Plans;
import io.pilotlight.prune.PruneRecoveryPointsHandler;
import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.simulator.scenario.StepExecutions;
import io.pilotlight.verification.VerifyRecoveryPointsHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How many calls a large installation costs, and that {@code docs/backups.md} says the same. */
class ApiCallsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T16:45:00Z");
    private static final String KEY = "arn:aws:kms:eu-central-1:111122223333:key/1";
    private static final String PLAN = "/pilot-light/plan";
    private static final int BACKUPS = 24;

    /** The rows of the documented table: databases of the plan, and manual snapshots in each of the two Regions. */
    private enum Size {
        SMALL(1, 100),
        LARGE(30, 1000),
        TWICE_AS_LARGE(60, 2000);

        private final int databases;
        private final int snapshots;

        Size(int databases, int snapshots) {
            this.databases = databases;
            this.snapshots = snapshots;
        }
    }

    @Test
    void areAsManyAsDocumented() throws IOException {
        String documented = Files.readString(Path.of(System.getProperty("pilotlight.root"), "docs", "backups.md"));

        for (Size size : Size.values()) {
            Map<String, Integer> calls = calls(size);
            assertThat(documented).as("%s", calls).contains("| %d | %,d | %d | %d | %d | %d |".formatted(size.databases, size.snapshots,
                    calls.get("DecideBackups"), calls.get("MeasureExposure"), calls.get("PruneRecoveryPoints"),
                    calls.get("VerifyRecoveryPoints")));
        }
    }

    @Test
    void growNoFasterThanWhatThereIs() {
        Map<String, Integer> large = calls(Size.LARGE);

        assertThat(calls(Size.TWICE_AS_LARGE)).allSatisfy((function, calls) ->
                assertThat(calls).as(function).isLessThanOrEqualTo(2 * large.get(function)));
    }

    @Test
    void areNotMadeForASingleSnapshot() {
        assertThat(calls(Size.LARGE)).allSatisfy((function, calls) ->
                assertThat(calls).as(function).isLessThan(Size.LARGE.snapshots / 5));
    }

    private static Map<String, Integer> calls(Size size) {
        Map<String, Integer> calls = new TreeMap<>();
        calls.put("DecideBackups", new Installation(size).decide());
        calls.put("MeasureExposure", new Installation(size).measure());
        calls.put("PruneRecoveryPoints", new Installation(size).prune());
        calls.put("VerifyRecoveryPoints", new Installation(size).verify());
        return calls;
    }

    /** A plan, its databases with a day of backups, and foreign snapshots for the rest. */
    private static final class Installation {

        private final StepCloud cloud = new StepCloud(NOW);
        private final StepExecutions executions = new StepExecutions(cloud);
        private final RegionOfBackups primary = new RegionOfBackups(cloud, StepCloud.PRIMARY);
        private final RegionOfBackups standby = new RegionOfBackups(cloud, StepCloud.STANDBY);
        private final Plan plan;

        Installation(Size size) {
            ObjectNode document = Plans.json();
            ArrayNode databases = (ArrayNode) document.get("databases");
            ObjectNode template = (ObjectNode) databases.get(0);
            databases.removeAll();
            for (int number = 0; number < size.databases; number++) {
                databases.add(named(template, "db" + number));
                backUp("db" + number);
            }
            int backups = BACKUPS * size.databases;
            cloud.rds(StepCloud.PRIMARY).addForeignSnapshots(size.snapshots - backups);
            cloud.rds(StepCloud.STANDBY).addForeignSnapshots(size.snapshots - backups);
            List.of(StepCloud.PRIMARY, StepCloud.STANDBY).forEach(region -> cloud.rds(region).quotas().manualSnapshots(5000));
            plan = Plan.parse(document.toString());
            // More than a parameter has room for, where the databases are many.
            cloud.ssm(StepCloud.STANDBY).addParameter(PLAN, document.toString());
        }

        private void backUp(String database) {
            String endpoint = database + ".abc.eu-west-1.rds.amazonaws.com";
            primary.instance(database + "-db", endpoint);
            cloud.writeParameter(StepCloud.PRIMARY, "/%s/endpoint".formatted(database), endpoint);
            cloud.secrets(StepCloud.STANDBY).addSecret(database + "-password", "{\"password\": \"hunter22\"}");
            for (int hours = 1; hours <= BACKUPS; hours++) {
                Instant taken = NOW.minus(Duration.ofHours(hours));
                standby.copyOf(primary.own(database, database + "-db", taken, taken), KEY, taken.plusSeconds(600));
            }
        }

        int decide() {
            DecideBackupsHandler.Input input = new DecideBackupsHandler.Input(
                    PLAN, StepCloud.STATE_TABLE, executions.running("one"), NOW, 0,
                    StrictJson.mapper().createObjectNode());
            assertThat(cloud.take(() -> cloud.handler(DecideBackupsHandler.class).take(input)).due())
                    .hasSize(plan.databases().size());
            return made();
        }

        int measure() {
            assertThat(cloud.take(() -> cloud.handler(MeasureExposureHandler.class)
                    .take(new MeasureExposureHandler.Input(PLAN, StepCloud.STATE_TABLE)))
                    .databases()).hasSize(plan.databases().size()).allMatch(database -> database.known());
            return made();
        }

        int prune() {
            PruneRecoveryPointsHandler.Input input = new PruneRecoveryPointsHandler.Input(
                    StepCloud.STATE_TABLE,
                    plan.application(),
                    plan.sites(),
                    plan.databases(),
                    plan.retention(),
                    false);
            assertThat(cloud.take(() -> cloud.handler(PruneRecoveryPointsHandler.class).take(input)).kept())
                    .isEqualTo(2 * BACKUPS * plan.databases().size());
            return made();
        }

        int verify() {
            assertThat(cloud.take(() -> cloud.handler(VerifyRecoveryPointsHandler.class)
                    .take(new VerifyRecoveryPointsHandler.Input(PLAN, StepCloud.STATE_TABLE)))
                    .recoveryPoints()).isEqualTo(BACKUPS * plan.databases().size());
            return made();
        }

        private int made() {
            return Math.toIntExact(cloud.count());
        }

        private static ObjectNode named(ObjectNode template, String name) {
            String text = template.toString().replace("visitors", name);
            try {
                return (ObjectNode) StrictJson.mapper().readTree(text);
            } catch (JsonProcessingException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }
}
