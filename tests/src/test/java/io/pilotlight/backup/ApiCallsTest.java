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
import io.pilotlight.verification.VerifyRecoveryPointsHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.sfn.SfnClient;

/** How many calls a large installation costs, and that {@code docs/backups.md} says the same. */
class ApiCallsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T16:45:00Z");
    private static final String KEY = "arn:aws:kms:eu-central-1:111122223333:key/1";
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
            assertThat(documented).contains("| %d | %,d | %d | %d | %d | %d |".formatted(size.databases, size.snapshots,
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
                assertThat(calls).as(function).isLessThan(Size.LARGE.snapshots / 10));
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

        private final SnapshotsFake primary = new SnapshotsFake("eu-west-1");
        private final SnapshotsFake standby = new SnapshotsFake("eu-central-1");
        private final ParametersFake primaryParameters = new ParametersFake();
        private final ParametersFake standbyParameters = new ParametersFake();
        private final StateTableFake table = new StateTableFake();
        private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        private final Plan plan;
        private int metricCalls;

        Installation(Size size) {
            ObjectNode document = Plans.json();
            ArrayNode databases = (ArrayNode) document.get("databases");
            ObjectNode template = (ObjectNode) databases.get(0);
            databases.removeAll();
            for (int number = 0; number < size.databases; number++) {
                databases.add(named(template, "db" + number));
                backUp("db" + number);
            }
            for (SnapshotsFake region : List.of(primary, standby)) {
                for (int number = region.snapshots.size(); number < size.snapshots; number++) {
                    region.put(DBSnapshot.builder().dbSnapshotIdentifier("foreign-" + number)
                            .dbSnapshotArn(SnapshotsFake.arn("eu-west-1", "foreign-" + number))
                            .dbInstanceIdentifier("foreign").status("available").build());
                }
            }
            plan = Plan.parse(document.toString());
            standbyParameters.values.put("/pilot-light/plan", document.toString());
        }

        private void backUp(String database) {
            String endpoint = database + ".abc.eu-west-1.rds.amazonaws.com";
            primary.instance(database + "-db", endpoint);
            primaryParameters.values.put("/%s/endpoint".formatted(database), endpoint);
            for (int hours = 1; hours <= BACKUPS; hours++) {
                Instant taken = NOW.minus(Duration.ofHours(hours));
                standby.copyOf(primary.own(database, database + "-db", taken, taken), KEY, taken.plusSeconds(600));
            }
        }

        int decide() {
            DecideBackupsHandler.Result result = new DecideBackupsHandler(
                            standbyParameters,
                            region -> region.equals("eu-west-1") ? primaryParameters : standbyParameters,
                            this::in,
                            table,
                            new NoExecutions(),
                            clock)
                    .take(
                            new DecideBackupsHandler.Input(
                                    "/pilot-light/plan",
                                    "table",
                                    "one",
                                    NOW,
                                    StrictJson.mapper().createObjectNode()));
            assertThat(result.due()).hasSize(plan.databases().size());
            return made();
        }

        int measure() {
            assertThat(new MeasureExposureHandler(standbyParameters, table, this::in, new Metrics(), clock)
                    .take(new MeasureExposureHandler.Input("/pilot-light/plan", "table"))
                    .databases()).hasSize(plan.databases().size()).allMatch(database -> database.known());
            return made();
        }

        int prune() {
            assertThat(new PruneRecoveryPointsHandler(table, this::in, clock)
                            .take(
                                    new PruneRecoveryPointsHandler.Input(
                                            "table",
                                            plan.application(),
                                            List.of("eu-west-1", "eu-central-1"),
                                            plan.databases().stream()
                                                    .map(database -> database.name())
                                                    .toList(),
                                            plan.retention(),
                                            false))
                            .kept())
                    .isEqualTo(2 * BACKUPS * plan.databases().size());
            return made();
        }

        int verify() {
            assertThat(new VerifyRecoveryPointsHandler(standbyParameters, table, this::in, clock)
                    .take(new VerifyRecoveryPointsHandler.Input("/pilot-light/plan", "table"))
                    .recoveryPoints()).isEqualTo(BACKUPS * plan.databases().size());
            return made();
        }

        private SnapshotsFake in(String region) {
            return region.equals("eu-west-1") ? primary : standby;
        }

        private int made() {
            return primary.calls.values().stream().mapToInt(Integer::intValue).sum()
                    + standby.calls.values().stream().mapToInt(Integer::intValue).sum()
                    + primaryParameters.calls + standbyParameters.calls + table.calls + metricCalls;
        }

        private static ObjectNode named(ObjectNode template, String name) {
            String text = template.toString().replace("visitors", name);
            try {
                return (ObjectNode) StrictJson.mapper().readTree(text);
            } catch (JsonProcessingException impossible) {
                throw new AssertionError(impossible);
            }
        }

        private final class Metrics implements CloudWatchClient {

            @Override
            public PutMetricDataResponse putMetricData(PutMetricDataRequest request) {
                metricCalls++;
                return PutMetricDataResponse.builder().build();
            }

            @Override
            public String serviceName() {
                return SERVICE_NAME;
            }

            @Override
            public void close() {}
        }
    }

    /** Nobody else holds a claim, so that nobody is asked about. */
    private static final class NoExecutions implements SfnClient {

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
