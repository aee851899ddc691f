package io.pilotlight.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.simulator.states.ExecutionDescription;
import io.pilotlight.simulator.states.ExecutionStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whole backups and verifications: the deployed state machines, whose tasks are the packaged functions, against the
 * emulated AWS. A restore test is not among them, because nobody logs on to an instance of moto.
 */
@WireTest
class WireBackupTest {

    private static final JsonNode EMPTY = Project.json("events/console-empty.json");

    private final Wire wire;
    private EmulatedApplication application;
    private EmulatedBucket bucket;
    private DeployedStateMachines machines;

    WireBackupTest(Wire wire) {
        this.wire = wire;
    }

    @BeforeEach
    void makeApplication() {
        application = EmulatedApplication.withoutBackups(wire);
        // Of a health check moto does not tell what it reads.
        application.traffic().put("mode", "RECORD");
        ((ObjectNode) application.traffic().at("/records/0"))
                .put("hostedZoneId", EmulatedZone.of(wire, "counter.example.com", "ALIAS").id());
        application.publishPlan();
        bucket = new EmulatedBucket(wire);
        machines = new DeployedStateMachines(wire);
    }

    @Test
    void backsUpAndThenFindsNothingToDoAndNothingWrong() {
        // Both name a time of the present: between them the machines' own one goes on by days.
        JsonNode tick = BackupSteps.scheduled(Instant.now().truncatedTo(ChronoUnit.MINUTES));

        ExecutionDescription backup = machines.backUp(tick);

        assertThat(outcome(backup)).isEqualTo("BACKED_UP");
        String snapshotId = backup.output().orElseThrow().at("/databases/0/snapshotId").asText();
        assertThat(application.primary().snapshots()).singleElement()
                .satisfies(source -> assertThat(source.dbSnapshotIdentifier()).isEqualTo(snapshotId));
        assertThat(application.standby().snapshots()).singleElement()
                .satisfies(copy -> assertThat(copy.dbSnapshotIdentifier()).isEqualTo(snapshotId));
        assertThat(bucket.versions("visitor-counter/web/")).hasSize(2);
        assertThat(application.metric("ExposureMinutes", "Database", "visits")).isPresent();
        assertThat(application.state().recorded("/backup/visits").get("holder").s()).isEmpty();

        assertThat(outcome(machines.backUp(tick))).isEqualTo("NOTHING_DUE");
        assertThat(outcome(machines.verifyBackups(EMPTY))).isEqualTo("VERIFIED");
        assertThat(application.metric("Findings")).hasValue(0);
        assertThat(machines.told()).isEmpty();
    }

    @Test
    void tellsPeopleOnceWhereADatabaseCannotBeBackedUp() {
        application.makeDatabase(application.primary(), "visitor-db-20261122t165051-160003");

        ExecutionDescription failed = machines.backUp(EMPTY);

        assertThat(failed.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(failed.cause().orElseThrow()).contains("may all be it");
        assertThat(application.primary().snapshots()).isEmpty();
        assertThat(machines.told()).singleElement().satisfies(told ->
                assertThat(told.message()).contains("may all be it"));
        assertThat(machines.backUp(EMPTY).status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(machines.told()).isEmpty();
    }

    @Test
    void tellsPeopleThatAllWouldBeLost() {
        ExecutionDescription verified = machines.verifyBackups(EMPTY);

        assertThat(outcome(verified)).isEqualTo("FINDINGS");
        assertThat(verified.output().orElseThrow().path("critical").asInt()).isEqualTo(1);
        assertThat(application.metric("CriticalFindings")).hasValue(1);
        assertThat(machines.told()).singleElement().satisfies(told -> {
            assertThat(told.subject()).startsWith("[Pilot Light] visitor-counter: backups: 1 critical finding");
            assertThat(told.message()).contains("all would be lost", "there is no such file in the bucket");
        });
    }

    @Test
    void tellsOfAPublicNameThatAFailoverWouldNotMoveAndBacksUpAllTheSame() {
        ((ObjectNode) application.traffic().at("/records/0")).put("hostedZoneId", "Z0123456789ABCDEFGHIJ");
        application.publishPlan();

        assertThat(outcome(machines.backUp(EMPTY))).isEqualTo("BACKED_UP");
        assertThat(machines.told()).singleElement().satisfies(told -> {
            assertThat(told.subject()).contains("A FAILOVER WOULD NOT MOVE THE TRAFFIC");
            assertThat(told.message()).contains("there is no hosted zone Z0123456789ABCDEFGHIJ", "PublicHostedZoneId");
        });
    }

    private static String outcome(ExecutionDescription execution) {
        assertThat(execution.status()).as(execution.toString()).isEqualTo(ExecutionStatus.SUCCEEDED);
        return execution.output().orElseThrow().path("outcome").asText();
    }
}
