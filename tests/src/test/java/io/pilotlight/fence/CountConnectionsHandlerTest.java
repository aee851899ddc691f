package io.pilotlight.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pilotlight.simulator.cloud.api.CallFault;
import io.pilotlight.simulator.cloud.api.CallFault.Kind;
import io.pilotlight.simulator.database.VisitStore;
import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.step.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;

class CountConnectionsHandlerTest {

    private static final String REGION = StepCloud.PRIMARY;
    private static final String INSTANCE = "visitor-db";
    private static final String PASSWORD = "of-the-database";
    private static final Duration SNAPSHOT = Duration.ofMinutes(6);

    private final StepCloud cloud = new StepCloud();
    private final CountConnectionsHandler handler = cloud.handler(CountConnectionsHandler.class);
    private Instant fencedAt;

    @BeforeEach
    void aDatabaseWhoseSiteIsFenced() {
        addInstance(INSTANCE);
        cloud.pass(Duration.ofMinutes(1));
        fencedAt = cloud.now();
    }

    @Test
    void findsNobodyWhereNobodyIs() {
        snapshot(INSTANCE, "s");

        assertThat(count("s")).isEqualTo(new CountConnectionsHandler.Result(Status.DONE, 0, ""));
        assertThat(cloud.changes()).isEmpty();
    }

    @Test
    void findsWhoIsStillConnectedAndWhoWasAMinuteAfterTheFence() {
        VisitStore first = connect(INSTANCE);
        VisitStore second = connect(INSTANCE);
        snapshot(INSTANCE, "s");

        assertThat(count("s").connections()).isEqualTo(2);
        assertThat(count("s").reason()).startsWith("2 connections to visitor-db at ");

        first.close();
        second.close();
        cloud.pass(Duration.ofMinutes(5));
        assertThat(count("s").connections()).as("they may have written since").isEqualTo(2);
    }

    /** Of the tasks that the fence has stopped. */
    @Test
    void countsNobodyWhoWasGoneAtTheFence() {
        connect(INSTANCE).close();
        cloud.pass(Duration.ofMinutes(2));
        fencedAt = cloud.now();
        snapshot(INSTANCE, "s");

        assertThat(count("s").connections()).isZero();
        VisitStore task = connect(INSTANCE);
        cloud.pass(Duration.ofSeconds(90));
        fencedAt = cloud.now();
        task.close();
        cloud.pass(Duration.ofMinutes(5));
        assertThat(count("s")).as("the minute of the fence counts the tasks").isEqualTo(new CountConnectionsHandler.Result(Status.DONE, 0, ""));
    }

    @Test
    void looksAtEachDatabase() {
        addInstance("orders-db");
        connect("orders-db");
        snapshot(INSTANCE, "s");
        snapshot("orders-db", "o");

        assertThat(count("s", "o").reason()).startsWith("1 connections to orders-db");
        assertThat(count("o", "s").connections()).isEqualTo(1);
    }

    @Test
    void saysWhereNothingIsKnownAndWaitsForNothing() {
        snapshot(INSTANCE, "s");
        fencedAt = cloud.now();
        assertThat(unknown("s")).endsWith("visitor-db is not known: no minute has passed since the fence");
        cloud.pass(Duration.ofSeconds(100));
        assertThat(unknown("s")).endsWith("CloudWatch has no value of it since the fence");
        assertThat(unknown("gone")).endsWith("gone is not known: its snapshot is gone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rds:DescribeDBSnapshots", "cloudwatch:GetMetricStatistics"})
    void saysSoWhereAwsDoesNotAnswerOrRefuses(String action) {
        snapshot(INSTANCE, "s");
        cloud.faults().fail(CallFault.before(action, Kind.TIMEOUT));
        assertThat(unknown("s")).contains(" is not known: ");
        cloud.deny(action);
        assertThat(unknown("s")).contains(" is not known: ");
    }

    @Test
    void refusesAnInputWithoutSnapshots() {
        assertThatIllegalArgumentException().isThrownBy(() -> new CountConnectionsHandler.Input(REGION, List.of(), Instant.EPOCH))
                .withMessageContaining("snapshotIds");
    }

    private String unknown(String snapshot) {
        CountConnectionsHandler.Result result = count(snapshot);
        assertThat(result.connections()).isZero();
        return result.reason();
    }

    private CountConnectionsHandler.Result count(String... snapshots) {
        return cloud.take(() -> handler.take(new CountConnectionsHandler.Input(REGION, List.of(snapshots), fencedAt)));
    }

    private void addInstance(String name) {
        cloud.rds(REGION).addInstance(CreateDbInstanceRequest.builder().dbInstanceIdentifier(name).masterUserPassword(PASSWORD).build());
    }

    private VisitStore connect(String instance) {
        return cloud.rds(REGION).database(instance).orElseThrow().connect(PASSWORD);
    }

    private void snapshot(String instance, String name) {
        cloud.rds(REGION).createDBSnapshot(request -> request.dbInstanceIdentifier(instance).dbSnapshotIdentifier(name));
        cloud.pass(SNAPSHOT);
    }
}
