package io.pilotlight.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pilotlight.backup.RegionOfBackups;
import io.pilotlight.instance.InstanceTags;
import io.pilotlight.json.StrictJson;
import io.pilotlight.lease.RecordedState;
import io.pilotlight.plan.InvalidInputException;
import io.pilotlight.plan.Plans;
import io.pilotlight.plan.SiteName;
import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.step.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotRequest;

class DecideReconciliationHandlerTest {

    private static final String PLAN = "/visitor-counter/plan";
    private static final String INCIDENT = RecordedState.INCIDENT;
    private static final Instant STARTED_AT = Instant.parse("2026-11-22T03:00:00Z");

    private final StepCloud cloud = new StepCloud();
    private final RegionOfBackups primary = new RegionOfBackups(cloud, StepCloud.PRIMARY);
    private final RegionOfBackups standby = new RegionOfBackups(cloud, StepCloud.STANDBY);

    @BeforeEach
    void failOver() {
        cloud.writeParameter(StepCloud.STANDBY, PLAN, Plans.json().toString());
        cloud.recorded("visitor-counter").ended(1, SiteName.STANDBY);
        for (String database : List.of("visitors", "audit")) {
            Instant taken = cloud.now().minus(Duration.ofHours(1));
            DBSnapshot point = primary.own(database, database + "-db", taken, taken);
            primary.change(point.dbSnapshotIdentifier(), snapshot -> snapshot.dbInstanceIdentifier(database + "-encrypted"));
            standby.copyOf(primary.get(point.dbSnapshotIdentifier()), "k", taken);
            standby.instance("%s-db-%s-212345".formatted(database, INCIDENT), database + ".example.com",
                    new InstanceTags("visitor-counter", INCIDENT, point.dbSnapshotIdentifier(), "").asList());
        }
    }

    @Test
    void comparesTheInstanceOfWhichTheUsedRecoveryPointWasTaken() {
        DecideReconciliationHandler.Result result = decide("{}");

        assertThat(result.status()).isEqualTo(Status.DONE);
        assertThat(result.incident()).isEqualTo(INCIDENT);
        assertThat(result.prefix()).isEqualTo("visitor-counter/reconcile/%s/20261122t030000".formatted(INCIDENT));
        assertThat(result.databases()).hasSize(2).first().satisfies(database -> {
            assertThat(database.problem()).isEmpty();
            assertThat(database.oldInstance()).isEqualTo("visitors-encrypted");
            assertThat(database.old().snapshotId()).isEqualTo("visitors-db-%s-reconcile".formatted(INCIDENT));
            assertThat(database.used().snapshotId()).isEqualTo(standby.snapshots().getFirst().dbSnapshotIdentifier().replace("audit", "visitors"));
            assertThat(database.site().instanceIdentifier()).endsWith("-test");
            assertThat(database.oldIncident()).isNotEqualTo(database.usedIncident());
        });
        assertThat(cloud.changes()).isEmpty();
        assertThat(cloud.regionsAsked()).containsExactly(StepCloud.STANDBY);
    }

    @Test
    void hasNothingToDoWhereTheOldSiteIsNotFencedTheMoveWasPlannedOrItWasDoneAlready() {
        cloud.recorded("visitor-counter").setOldSiteFenced(false);
        assertThat(decide("{}").status()).isEqualTo(Status.REFUSED);

        cloud.recorded("visitor-counter").setOldSiteFenced(true);
        cloud.recorded("visitor-counter").setIncidentOpen(true);
        assertThat(decide("{}").reason()).contains("No failover has ended");

        cloud.recorded("visitor-counter").setIncidentOpen(false);
        record(List.of());
        assertThat(decide("{}").status()).isEqualTo(Status.REFUSED);
        assertThat(decide("{\"incident\": \"%s\"}".formatted(INCIDENT)).status()).isEqualTo(Status.DONE);
    }

    /** A snapshot that was taken too early would be found again, and hide what came later. */
    @Test
    void takesNoSnapshotOfAnOldPrimaryThatMayStillTakeWrites() {
        cloud.recorded("visitor-counter").setOldSiteFenced(false);

        assertThatExceptionOfType(OldSiteNotFencedException.class).isThrownBy(() -> decide("{\"incident\": \"%s\"}".formatted(INCIDENT)))
                .withMessageContaining("Start the failover again");
    }

    /** It would count as done with, and all that come before it. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"acknowledge\": \"20991231t000000\"}", "{\"incident\": \"20991231t000000\"}"})
    void refusesAnIncidentThatIsYetToCome(String input) {
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> decide(input))
                .withMessageContaining("there is no incident 20991231t000000; the newest one is " + INCIDENT);
    }

    @Test
    void saysWhatIsMissingOfADatabaseThatCannotBeCompared() {
        standby.removeAll();

        assertThat(decide("{}").databases().getFirst().problem()).contains("visitors-db-", "which the recovery used, is gone");
        assertThat(decide("{\"incident\": \"20261121t165017\"}").databases().getFirst().problem())
                .isEqualTo("no DB instance stands in eu-central-1 that the recovery of incident 20261121t165017 has restored for it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{\"force\": true}", "{\"incident\": 7}", "{\"incident\": \"yesterday\"}",
        "{\"incident\": \"20261122t165017\", \"acknowledge\": \"20261122t165017\"}"})
    void refusesAnyOtherInputAndSaysWhatIsAccepted(String input) {
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> decide(input))
                .withMessageContaining("accepted is {}, {\"incident\": \"20261122t165017\"} or {\"acknowledge\": \"20261122t165017\"}");
        assertThat(cloud.count()).isZero();
    }

    @Test
    void removesTheOldPrimarysSnapshotsInBothRegionsWhereAPersonHasSaidSoAndAgainDoesNoHarm() {
        String kept = "visitors-db-%s-reconcile".formatted(INCIDENT);
        DBSnapshot old = primary.put(DBSnapshot.builder().dbSnapshotIdentifier(kept).dbInstanceIdentifier("visitors-db").build());
        standby.copyOf(old, "k", cloud.now());
        assertThat(decide("{\"acknowledge\": \"%s\"}".formatted(INCIDENT)).acknowledge()).isTrue();

        assertThat(record(List.of(StepCloud.PRIMARY, StepCloud.STANDBY)).removed())
                .containsExactly(kept + " in eu-west-1", kept + " in eu-central-1");
        assertThat(record(List.of(StepCloud.PRIMARY, StepCloud.STANDBY)).removed()).isEmpty();
        assertThat(cloud.asked(DeleteDbSnapshotRequest.class)).extracting(DeleteDbSnapshotRequest::dbSnapshotIdentifier).containsExactly(kept, kept);
    }

    private RecordReconciliationHandler.Result record(List<String> regions) {
        return cloud.take(() -> cloud.handler(RecordReconciliationHandler.class).take(new RecordReconciliationHandler.Input(
                StepCloud.STATE_TABLE, "visitor-counter", INCIDENT, regions, List.of("visitors-db-%s-reconcile".formatted(INCIDENT)))));
    }

    private DecideReconciliationHandler.Result decide(String input) {
        try {
            var json = StrictJson.mapper().readTree(input);
            return cloud.take(() -> cloud.handler(DecideReconciliationHandler.class)
                    .take(new DecideReconciliationHandler.Input(PLAN, StepCloud.STATE_TABLE, STARTED_AT, json)));
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
