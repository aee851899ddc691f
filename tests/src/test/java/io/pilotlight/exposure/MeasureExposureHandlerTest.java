package io.pilotlight.exposure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pilotlight.backup.RegionOfBackups;
import io.pilotlight.exposure.MeasureExposureHandler.Result.DatabaseExposure;
import io.pilotlight.plan.Plans;
import io.pilotlight.plan.SiteName;
import io.pilotlight.simulator.scenario.StepCloud;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;

class MeasureExposureHandlerTest {

    private static final Instant NOW = Instant.parse("2026-11-22T16:50:00Z");
    private static final String KEY = "arn:aws:kms:eu-central-1:111122223333:key/1";

    private final StepCloud cloud = new StepCloud(NOW.minus(Duration.ofDays(1)));
    private final RegionOfBackups primary = new RegionOfBackups(cloud, StepCloud.PRIMARY);
    private final RegionOfBackups standby = new RegionOfBackups(cloud, StepCloud.STANDBY);

    @BeforeEach
    void thePlan() {
        cloud.pass(Duration.between(cloud.now(), NOW));
        cloud.writeParameter(StepCloud.STANDBY, "/pilot-light/plan", Plans.json().toString());
    }

    @Test
    void publishesTheAgeOfTheNewestUsableRecoveryPoint() {
        landed("visitors", Duration.ofHours(2), Duration.ofMinutes(10), KEY);
        landed("visitors", Duration.ofMinutes(39), Duration.ofMinutes(10), KEY);

        DatabaseExposure visitors = measure().getFirst();

        assertThat(visitors.exposureSeconds()).isEqualTo(39 * 60);
        assertThat(visitors.withinObjective()).isTrue();
        assertThat(value("ExposureMinutes", "visitors")).isEqualTo(39.0);
    }

    /** The alarms watch the worst of all, so that a second database needs none of its own, and hides behind no other. */
    @Test
    void publishesTheGreatestOfAllDatabasesOnlyWhereEachIsKnown() {
        landed("visitors", Duration.ofMinutes(20), Duration.ofMinutes(10), KEY);
        measure();
        assertThat(published()).filteredOn(datum -> datum.metricName().equals("ExposureMinutes"))
                .noneMatch(datum -> datum.dimensions().size() == 1);

        landed("audit", Duration.ofMinutes(50), Duration.ofMinutes(10), KEY);
        measure();
        assertThat(value("ExposureMinutes", "visitor-counter")).isEqualTo(50.0);
    }

    @Test
    void doesNotCountACopyThatIsStillInFlightOrUnderAnotherKey() {
        landed("visitors", Duration.ofMinutes(70), Duration.ofMinutes(10), KEY);
        landed("visitors", Duration.ofMinutes(30), Duration.ofMinutes(10), "another-key");
        Instant taken = NOW.minus(Duration.ofMinutes(5));
        standby.copyOf(primary.own("visitors", "visitors-db", taken, taken), KEY, null);

        assertThat(measure().getFirst()).satisfies(exposure -> {
            assertThat(exposure.exposureSeconds()).isEqualTo(70 * 60);
            assertThat(exposure.withinObjective()).isFalse();
        });
    }

    @Test
    void publishesNothingWhereThereIsNoUsableRecoveryPoint() {
        assertThat(measure()).extracting(DatabaseExposure::known).containsOnly(false);
        assertThat(published()).isEmpty();
    }

    /** The alarm takes missing data for a breach, and a new stack has no recovery point for half an hour. */
    @ParameterizedTest
    @CsvSource({"0, true, true", "59, true, true", "60, false, false", "61, false, false"})
    void countsTheExposureOfANewStackFromItsBeginningUntilTheObjectiveHasPassed(long minutes, boolean exposed, boolean firstHour) {
        StepCloud fresh = new StepCloud(NOW);
        fresh.writeParameter(StepCloud.STANDBY, "/pilot-light/plan", Plans.json().toString());
        fresh.pass(Duration.ofMinutes(minutes));

        List<DatabaseExposure> measured = measure(fresh);

        assertThat(measured).allSatisfy(exposure -> {
            assertThat(exposure.known()).isFalse();
            assertThat(exposure.withinObjective()).isEqualTo(exposed);
        });
        assertThat(published(fresh)).filteredOn(datum -> datum.metricName().equals("ExposureMinutes"))
                .hasSize(exposed ? measured.size() + 1 : 0).allSatisfy(datum -> assertThat(datum.value()).isEqualTo(minutes));
        assertThat(published(fresh)).filteredOn(datum -> datum.metricName().equals("Verifications"))
                .hasSize(firstHour ? 1 : 0).allSatisfy(datum -> assertThat(datum.value()).isZero());
    }

    @Test
    void measuresTheOtherRegionAfterAFailover() {
        cloud.recorded("visitor-counter").ended(1, SiteName.STANDBY);
        Instant taken = NOW.minus(Duration.ofMinutes(20));
        primary.copyOf(standby.own("visitors", "visitors-db", taken, taken), KEY, taken.plusSeconds(600));

        assertThat(measure().getFirst().exposureSeconds()).isEqualTo(20 * 60);
        assertThat(cloud.calls(StepCloud.STANDBY, "rds")).isEmpty();
    }

    @Test
    void doesNotKnowTheExposureAfterAFailoverUntilACopyOfTheNewActiveSiteHasArrived() {
        Instant taken = NOW.minus(Duration.ofMinutes(5));
        primary.put(primary.own("visitors", "visitors-db", taken, taken).toBuilder().kmsKeyId(KEY).build());
        cloud.recorded("visitor-counter").ended(1, SiteName.STANDBY);

        assertThat(measure().getFirst().known()).as("the old primary's own snapshot").isFalse();

        Instant later = NOW.minus(Duration.ofMinutes(3));
        primary.copyOf(standby.own("visitors", "visitors-db", later, later), KEY, NOW);

        assertThat(measure().getFirst().exposureSeconds()).isEqualTo(3 * 60);
    }

    @Test
    void saysWhereTheObjectiveCannotBeHeldAndWhichWouldDo() {
        for (int i = 1; i <= 3; i++) {
            landed("visitors", Duration.ofMinutes(100 * i), Duration.ofMinutes(50), KEY);
        }

        DatabaseExposure visitors = measure().getFirst();

        assertThat(visitors.objectiveAttainable()).isFalse();
        assertThat(visitors.reason()).contains("took too long to hold", "2 h 18 min would do");
        assertThat(value("AttainableExposureMinutes", "visitors")).isCloseTo(110.0, within(0.01));
    }

    @Test
    void putsAllDataInOneCallAfterOneListing() {
        landed("visitors", Duration.ofMinutes(20), Duration.ofMinutes(10), KEY);
        landed("audit", Duration.ofMinutes(25), Duration.ofMinutes(10), KEY);

        measure();

        assertThat(cloud.calls(StepCloud.STANDBY, "rds")).containsOnly(Map.entry("rds:DescribeDBSnapshots", 1L));
        assertThat(published()).hasSize(3);
        assertThat(cloud.asked(PutMetricDataRequest.class)).hasSize(1);
    }

    private void landed(String database, Duration age, Duration took, String key) {
        Instant taken = NOW.minus(age);
        standby.copyOf(primary.own(database, database + "-db", taken, taken), key, taken.plus(took));
    }

    private List<DatabaseExposure> measure() {
        return measure(cloud);
    }

    private static List<DatabaseExposure> measure(StepCloud cloud) {
        MeasureExposureHandler handler = cloud.handler(MeasureExposureHandler.class);
        return cloud.take(() -> handler.take(
                new MeasureExposureHandler.Input("/pilot-light/plan", StepCloud.STATE_TABLE))).databases();
    }

    private double value(String metric, String database) {
        return published().stream()
                .filter(datum -> datum.metricName().equals(metric))
                .filter(datum -> datum.dimensions().getLast().value().equals(database))
                .findFirst().orElseThrow().value();
    }

    private List<MetricDatum> published() {
        return published(cloud);
    }

    private static List<MetricDatum> published(StepCloud cloud) {
        return cloud.asked(PutMetricDataRequest.class).stream()
                .peek(request -> assertThat(request.namespace()).isEqualTo("PilotLight"))
                .flatMap(request -> request.metricData().stream())
                .toList();
    }
}
