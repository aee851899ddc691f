package io.pilotlight.recoverypoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.backup.RegionOfBackups;
import io.pilotlight.exposure.MeasureExposureHandler;
import io.pilotlight.exposure.MeasureExposureHandler.Result.DatabaseExposure;
import io.pilotlight.plan.Database;
import io.pilotlight.plan.Plan;
import io.pilotlight.plan.Plans;
import io.pilotlight.plan.SiteName;
import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.verification.Finding;
import io.pilotlight.verification.VerifyRecoveryPointsHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** That the recovery point whose age is measured, and which verification counts, is the one that a failover takes. */
class OneChoicePropertyTest {

    private static final Instant NOW = Instant.parse("2026-11-22T16:50:00Z");
    private static final String KEY = "arn:aws:kms:eu-central-1:111122223333:key/1";
    private static final String PLAN = "/pilot-light/plan";
    private static final Plan PARSED = Plan.parse(Plans.json().toString());

    @Property(tries = 500)
    void everyStepSeesTheSameRecoveryPoint(
            @ForAll SiteName active, @ForAll("snapshots") List<DBSnapshot> snapshots) {
        StepCloud cloud = new StepCloud(NOW);
        cloud.writeParameter(StepCloud.STANDBY, PLAN, Plans.json().toString());
        cloud.recorded(PARSED.application()).ended(1, active);
        new RegionOfBackups(cloud, region(active)).instance("visitors-db", "visitors-db.abc.rds.amazonaws.com");
        snapshots.forEach(new RegionOfBackups(cloud, region(active.other()))::put);
        List<ChooseRecoveryPointHandler.Result> chosen = PARSED.databases().stream()
                .map(database -> choose(cloud, database, active))
                .toList();

        List<DatabaseExposure> exposures = measure(cloud);
        VerifyRecoveryPointsHandler.Result verified = verify(cloud);

        assertThat(exposures).extracting(DatabaseExposure::snapshotId)
                .isEqualTo(chosen.stream().map(OneChoicePropertyTest::newest).toList());
        assertThat(verified.recoveryPoints()).isEqualTo(
                chosen.stream().mapToInt(result -> snapshots.size() - result.passedOverCount()).sum());
        for (int i = 0; i < chosen.size(); i++) {
            String database = PARSED.databases().get(i).name();
            assertThat(verified.findings().stream()
                    .filter(finding -> finding.check() == Finding.Check.RECOVERY_POINT_TOO_OLD)
                    .map(Finding::subject)
                    .filter(subject -> subject.startsWith(database + "/"))
                    .toList())
                    .isEqualTo(exposures.get(i).exposureSeconds() <= 3600
                            ? List.of()
                            : List.of(database + "/" + newest(chosen.get(i))));
        }
    }

    @Provide
    Arbitrary<List<DBSnapshot>> snapshots() {
        return snapshot().list().ofMaxSize(30).uniqueElements(DBSnapshot::dbSnapshotIdentifier);
    }

    private static Arbitrary<DBSnapshot> snapshot() {
        Arbitrary<Instant> taken = Arbitraries.integers().between(-3, 15_000)
                .map(minutes -> NOW.minus(Duration.ofMinutes(minutes)));
        Arbitrary<String> instances = Arbitraries.of("visitors-db", "visitors-db-20261101t101010-010203",
                "visitors-db-new", "visitors-db-test-20261101t101010-010203", "audit-db", "shop");
        Arbitrary<String> sources = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.just("eu-west-1")),
                Tuple.of(4, Arbitraries.just("eu-central-1")),
                Tuple.of(1, Arbitraries.of("us-east-1", "")));
        Arbitrary<String> keys = Arbitraries.of(KEY, KEY, KEY, "1", "arn:aws:kms:eu-central-1:111122223333:key/2");
        Arbitrary<String> states = Arbitraries.of("available", "available", "available", "creating", "failed");
        return Combinators.combine(taken, instances, sources, keys, states, Arbitraries.of(true, false),
                        Arbitraries.of(true, false), Arbitraries.integers().between(0, 99))
                .as(OneChoicePropertyTest::snapshot);
    }

    private static DBSnapshot snapshot(Instant taken, String instance, String source, String key, String state,
            boolean verified, boolean encrypted, int number) {
        String id = "snapshot-" + number;
        return DBSnapshot.builder()
                .dbSnapshotIdentifier(id)
                .dbSnapshotArn("arn:aws:rds:eu-central-1:111122223333:snapshot:" + id)
                .dbInstanceIdentifier(instance)
                .snapshotType("manual")
                .sourceDBSnapshotIdentifier(
                        source.isEmpty() ? null : "arn:aws:rds:%s:111122223333:snapshot:%s".formatted(source, id))
                .snapshotCreateTime(taken.plus(Duration.ofMinutes(12)))
                .originalSnapshotCreateTime(taken)
                .status(state)
                .encrypted(encrypted)
                .kmsKeyId(key)
                .tagList(verified ? SnapshotTags.verified(taken) : List.of())
                .build();
    }

    private static ChooseRecoveryPointHandler.Result choose(StepCloud cloud, Database database, SiteName active) {
        return cloud.take(() -> cloud.handler(ChooseRecoveryPointHandler.class).take(
                new ChooseRecoveryPointHandler.Input(PARSED.application(), database, PARSED.sites(), active, PARSED.retention(), "", List.of(), "")));
    }

    private static List<DatabaseExposure> measure(StepCloud cloud) {
        return cloud.take(() -> cloud.handler(MeasureExposureHandler.class).take(
                new MeasureExposureHandler.Input(PLAN, StepCloud.STATE_TABLE))).databases();
    }

    private static VerifyRecoveryPointsHandler.Result verify(StepCloud cloud) {
        return cloud.take(() -> cloud.handler(VerifyRecoveryPointsHandler.class).take(
                new VerifyRecoveryPointsHandler.Input(PLAN, StepCloud.STATE_TABLE)));
    }

    private static String region(SiteName site) {
        return PARSED.sites().site(site).region();
    }

    private static String newest(ChooseRecoveryPointHandler.Result chosen) {
        return chosen.candidates().isEmpty() ? "" : chosen.candidates().getFirst().snapshotId();
    }
}
