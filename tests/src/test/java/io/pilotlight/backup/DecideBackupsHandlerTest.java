package io.pilotlight.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.backup.DecideBackupsHandler.Result.DueBackup;
import io.pilotlight.backup.DecideBackupsHandler.Result.LeftAlone;
import io.pilotlight.json.StrictJson;
import io.pilotlight.plan.InvalidInputException;
import io.pilotlight.plan.Plans;
import io.pilotlight.plan.SiteName;
import io.pilotlight.step.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionRequest;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

class DecideBackupsHandlerTest {

    private static final Instant TICK = Instant.parse("2026-11-22T16:45:00Z");
    private static final String KEY = "arn:aws:kms:eu-central-1:111122223333:key/1";
    private static final String SCHEDULED = "{\"scheduledAt\": \"2026-11-22T16:45:00Z\"}";

    private final SnapshotsFake primary = new SnapshotsFake("eu-west-1");
    private final SnapshotsFake standby = new SnapshotsFake("eu-central-1");
    private final ParametersFake primaryParameters = new ParametersFake();
    private final ParametersFake standbyParameters = new ParametersFake();
    private final StateTableFake table = new StateTableFake();
    private final Map<String, ExecutionStatus> executions = new HashMap<>();
    private Instant now = TICK.plusSeconds(7);

    @BeforeEach
    void twoDatabasesAtThePrimary() {
        standbyParameters.values.put("/pilot-light/plan", Plans.json().toString());
        for (String name : new String[] {"visitors", "audit"}) {
            primary.instance(name + "-db", name + "-db.abc.eu-west-1.rds.amazonaws.com");
            primaryParameters.values.put("/%s/endpoint".formatted(name), name + "-db.abc.eu-west-1.rds.amazonaws.com");
        }
    }

    @Test
    void makesEveryDatabaseDueAtFirst() {
        DecideBackupsHandler.Result result = decide("one", SCHEDULED);

        assertThat(result.status()).isEqualTo(Status.DONE);
        assertThat(result.due()).containsExactly(
                new DueBackup("visitors", "visitors-db", "visitors-db-20261122t164500", TICK, KEY, "visitors-options",
                        "there is no usable recovery point yet"),
                new DueBackup("audit", "audit-db", "audit-db-20261122t164500", TICK, KEY, "audit-options",
                        "there is no usable recovery point yet"));
        assertThat(result.sourceRegion()).isEqualTo("eu-west-1");
        assertThat(result.targetRegion()).isEqualTo("eu-central-1");
    }

    @Test
    void claimsNothingWhereNothingIsDue() {
        landed("visitors", TICK.minus(Duration.ofMinutes(15)));
        landed("audit", TICK.minus(Duration.ofMinutes(15)));

        DecideBackupsHandler.Result result = decide("one", SCHEDULED);

        assertThat(result.due()).isEmpty();
        assertThat(result.notDue()).extracting(LeftAlone::name).containsExactly("visitors", "audit");
        assertThat(table.updates).isZero();
    }

    @Test
    void doesNotOvertakeARunThatStillGoes() {
        decide("one", SCHEDULED);
        executions.put("one", ExecutionStatus.RUNNING);

        assertThat(decide("two", SCHEDULED).notDue()).extracting(LeftAlone::reason)
                .containsOnly("an earlier run still works on it, and is not overtaken");
        assertThat(decide("one", SCHEDULED).due()).hasSize(2);
    }

    @Test
    void takesOverFromARunThatHasEndedOrThatStepFunctionsNoLongerBounds() {
        decide("one", SCHEDULED);
        executions.put("one", ExecutionStatus.ABORTED);
        assertThat(decide("two", SCHEDULED).due()).hasSize(2);

        executions.put("two", ExecutionStatus.RUNNING);
        now = now.plus(BackupClaims.LONGEST_RUN);
        assertThat(decide("three", SCHEDULED).due()).hasSize(2);
    }

    @Test
    void isFreeAgainOnceItWasGivenBackByItsHolderAlone() {
        executions.put("one", ExecutionStatus.RUNNING);
        decide("one", SCHEDULED);

        BackupClaims.release(table, "table", "visitor-counter", "visitors", "another");
        assertThat(decide("two", SCHEDULED).due()).isEmpty();

        new ReleaseBackupHandler(table).take(
                new ReleaseBackupHandler.Input("table", "visitor-counter", "visitors", "one"));
        assertThat(decide("two", SCHEDULED).due()).extracting(DueBackup::name).containsExactly("visitors");
    }

    @Test
    void turnsTheDirectionAfterAFailoverAndFindsTheRestoredInstance() {
        table.activeSite = SiteName.STANDBY;
        standby.instance("visitors-db-20261122t120000-221140", "visitors-db-2.xyz.eu-central-1.rds.amazonaws.com");
        standby.instance("visitors-db-20261122t120000-221110", "left-over.xyz.eu-central-1.rds.amazonaws.com");
        standby.instance("audit-db-20261122t120000-221140", "audit-db-2.xyz.eu-central-1.rds.amazonaws.com");
        standbyParameters.values.put("/visitors/endpoint", "visitors-db-2.xyz.eu-central-1.rds.amazonaws.com");
        Instant beforeTheFailover = TICK.minusSeconds(600);
        primary.put(primary.own("visitors", "visitors-db", beforeTheFailover, beforeTheFailover).toBuilder()
                .kmsKeyId(KEY)
                .build());

        DecideBackupsHandler.Result result = decide("one", SCHEDULED);

        assertThat(result.sourceRegion()).isEqualTo("eu-central-1");
        assertThat(result.targetRegion()).isEqualTo("eu-west-1");
        assertThat(result.due()).extracting(DueBackup::instanceIdentifier)
                .containsExactly("visitors-db-20261122t120000-221140", "audit-db-20261122t120000-221140");
        assertThat(result.due()).extracting(DueBackup::reason).containsOnly("there is no usable recovery point yet");
    }

    /** A copy out of a Region that is down may hang for hours. */
    @Test
    void backsUpTheNewActiveSiteWhileARunOfTheOldDirectionStillWaitsForItsCopy() {
        decide("one", SCHEDULED);
        executions.put("one", ExecutionStatus.RUNNING);
        table.activeSite = SiteName.STANDBY;
        standby.instance("visitors-db-20261122t120000-221140", "visitors-db-2.xyz.eu-central-1.rds.amazonaws.com");
        standby.instance("audit-db-20261122t120000-221140", "audit-db-2.xyz.eu-central-1.rds.amazonaws.com");

        assertThat(decide("two", SCHEDULED).due()).hasSize(2);

        new ReleaseBackupHandler(table).take(
                new ReleaseBackupHandler.Input("table", "visitor-counter", "visitors", "one"));
        assertThat(decide("three", SCHEDULED).due()).isEmpty();
    }

    @Test
    void refusesADatabaseWhoseInstanceIsNotCertainAndGoesOnWithTheOthers() {
        primaryParameters.values.put("/audit/endpoint", "gone.abc.eu-west-1.rds.amazonaws.com");
        DecideBackupsHandler.Result result = decide("one", SCHEDULED);

        assertThat(result.status()).isEqualTo(Status.REFUSED);
        assertThat(result.due()).extracting(DueBackup::name).containsExactly("visitors");
        assertThat(result.refused()).containsExactly(new LeftAlone("audit",
                "no DB instance has the endpoint gone.abc.eu-west-1.rds.amazonaws.com, which the application reads"));

        primaryParameters.values.remove("/audit/endpoint");
        primary.instance("audit-db-20261122t120000-221140", "other");
        assertThat(decide("one", SCHEDULED).refused()).extracting(LeftAlone::reason).containsExactly(
                "the DB instances audit-db, audit-db-20261122t120000-221140 may all be it, "
                        + "and the endpoint's parameter names none of them");
    }

    @Test
    void claimsNothingInADryRun() {
        DecideBackupsHandler.Result result = decide("one", "{\"dryRun\": true}");

        assertThat(result.dryRun()).isTrue();
        assertThat(result.due()).hasSize(2);
        assertThat(table.updates).isZero();
    }

    @Test
    void takesTheExecutionsOwnStartForTheScheduledTimeWhereAPersonStartedIt() {
        assertThat(decide("one", "{}").due()).extracting(DueBackup::scheduledAt).containsOnly(TICK.plusSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"dryrun\": true}",
                "{\"dryRun\": \"yes\"}",
                "{\"scheduledAt\": \"16:45\"}",
                "{\"force\": true}"
            })
    void refusesAnyOtherInputBeforeAnythingIsTouched(String input) {
        assertThatThrownBy(() -> decide("one", input)).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("accepted is {}").hasMessageContaining("Nothing was touched");
        assertThat(primary.calls).isEmpty();
    }

    /** It would be the newest by its schedule for good, and no later run would go on with what another has begun. */
    @Test
    void refusesAScheduledTimeThatIsYetToCome() {
        assertThatThrownBy(() -> decide("one", "{\"scheduledAt\": \"2062-11-22T16:45:00Z\"}"))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("scheduledAt is yet to come");
        assertThat(decide("one", "{\"scheduledAt\": \"%s\"}".formatted(TICK.plusSeconds(6))).due()).hasSize(2);
    }

    /**
     * 1,000 snapshots in a Region and 30 databases: 10 pages a Region, 1 of instances, 3 of parameters, a claim each.
     */
    @Test
    void makesNoCallForASingleSnapshotOrDatabaseButItsClaim() {
        ObjectNode plan = Plans.json();
        ArrayNode databases = (ArrayNode) plan.get("databases");
        ObjectNode template = (ObjectNode) databases.get(0);
        databases.removeAll();
        for (int i = 0; i < 30; i++) {
            databases.add(named(template, "db" + i));
            primary.instance("db%d-db".formatted(i), "db%d.abc.eu-west-1.rds.amazonaws.com".formatted(i));
            primaryParameters.values.put(
                    "/db%d/endpoint".formatted(i), "db%d.abc.eu-west-1.rds.amazonaws.com".formatted(i));
        }
        standbyParameters.values.put("/pilot-light/plan", plan.toString());
        for (int i = 0; i < 1000; i++) {
            primary.put(DBSnapshot.builder()
                    .dbSnapshotIdentifier("s" + i)
                    .dbInstanceIdentifier("other")
                    .status("available")
                    .build());
            standby.put(DBSnapshot.builder()
                    .dbSnapshotIdentifier("s" + i)
                    .dbInstanceIdentifier("other")
                    .status("available")
                    .build());
        }

        assertThat(decide("one", SCHEDULED).due()).hasSize(30);

        assertThat(primary.calls)
                .containsOnly(Map.entry("DescribeDBInstances", 1), Map.entry("DescribeDBSnapshots", 10));
        assertThat(standby.calls).containsOnly(Map.entry("DescribeDBSnapshots", 10));
        assertThat(primaryParameters.listings).isEqualTo(3);
        assertThat(table.updates).isEqualTo(30);
    }

    private static ObjectNode named(ObjectNode template, String name) {
        try {
            return (ObjectNode) StrictJson.mapper().readTree(template.toString().replace("visitors", name));
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private void landed(String database, Instant scheduledAt) {
        Instant taken = scheduledAt.plusSeconds(10);
        standby.copyOf(
                primary.own(database, database + "-db", scheduledAt, taken), KEY, taken.plus(Duration.ofMinutes(8)));
    }

    private DecideBackupsHandler.Result decide(String execution, String input) {
        try {
            return new DecideBackupsHandler(
                            standbyParameters,
                            region -> region.equals("eu-west-1") ? primaryParameters : standbyParameters,
                            region -> region.equals("eu-west-1") ? primary : standby,
                            table,
                            new ExecutionsFake(),
                            Clock.fixed(now, ZoneOffset.UTC))
                    .take(
                            new DecideBackupsHandler.Input(
                                    "/pilot-light/plan",
                                    "table",
                                    execution,
                                    TICK.plusSeconds(5),
                                    StrictJson.mapper().readTree(input)));
        } catch (JsonProcessingException malformed) {
            throw new AssertionError(malformed);
        }
    }

    private final class ExecutionsFake implements SfnClient {

        @Override
        public DescribeExecutionResponse describeExecution(DescribeExecutionRequest request) {
            return DescribeExecutionResponse.builder()
                    .status(executions.getOrDefault(request.executionArn(), ExecutionStatus.RUNNING)).build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
