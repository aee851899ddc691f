package io.pilotlight.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pilotlight.simulator.database.InMemoryDatabaseEngine;
import io.pilotlight.verification.DecideVerificationHandler;
import io.pilotlight.verification.Finding.Check;
import io.pilotlight.verification.Finding;
import io.pilotlight.verification.VerifyRecoveryPointsHandler;
import io.pilotlight.verification.VerifyServiceConfigurationHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** The checks, against what the production backup makes of the simulated cloud: no false alarm, and the true ones. */
class VerificationTest {

    private static final Stack STACK =
            Stack.read(Path.of(System.getProperty("pilotlight.root")), Deployment::physicalId);
    private static final Duration LOOK = Duration.ofMinutes(11);

    private World world;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void findsNothingWheneverItLooksOverADayAndAHalfOfSoundBackups(long seed) {
        begin(seed);
        pass(Duration.ofHours(1));
        List<Finding> findings = new ArrayList<>();
        world.cloud().context().timeline().every(LOOK, () -> findings.addAll(verify()));

        pass(Duration.ofHours(36));

        assertThat(findings).as("seed %d", seed).isEmpty();
    }

    @Test
    void findsTheCopyThatSomebodyDeletedAndTheFileThatSomebodyChanged() {
        begin(1);
        pass(Duration.ofHours(20));
        DBSnapshot deleted = copies().get(10);
        world.cloud()
                .standby()
                .rds()
                .deleteDBSnapshot(request -> request.dbSnapshotIdentifier(deleted.dbSnapshotIdentifier()));

        world.cloud().objects().putObject(
                put -> put.bucket(Deployment.BACKUP_BUCKET).key("visitor-counter/web/task-def-backup.json"),
                RequestBody.fromString("{}"));

        assertThat(verify()).extracting(Finding::check, Finding::subject).contains(
                tuple(Check.RECOVERY_POINT_MISSING, "visits/" + deleted.dbSnapshotIdentifier()),
                tuple(Check.DRIFT, "web/task-def-backup.json"));
        assertThat(verify()).as("one of the gap that the deleted one leaves, at most").hasSizeBetween(2, 3);
    }

    private RegionOfCloud at(String region) {
        return region.equals(Deployment.PRIMARY_REGION) ? world.cloud().primary() : world.cloud().standby();
    }

    private void begin(long seed) {
        world = new World(new RunRequest("backup", seed, Optional.empty(), new InMemoryDatabaseEngine()), STACK, true);
    }

    private List<DBSnapshot> copies() {
        return world.cloud()
                .standby()
                .rds()
                .describeDBSnapshots(request -> request.snapshotType("manual"))
                .dbSnapshots();
    }

    private List<Finding> verify() {
        Cloud cloud = world.cloud();
        List<Finding> findings = new ArrayList<>(new VerifyRecoveryPointsHandler(
                        cloud.standby().ssm(),
                        cloud.dynamo(),
                        region -> at(region).rds(),
                        region -> at(region).secrets(),
                        region -> at(region).ssm(),
                        cloud.context().timeline().clock())
                .take(new VerifyRecoveryPointsHandler.Input(World.PLAN_PARAMETER, World.STATE_TABLE))
                .findings());
        DecideVerificationHandler.Result decided = new DecideVerificationHandler(cloud.standby().ssm(), cloud.dynamo())
                .take(new DecideVerificationHandler.Input(World.PLAN_PARAMETER, World.STATE_TABLE, world.now(),
                        JsonNodeFactory.instance.objectNode()));
        decided.services()
                .forEach(service -> findings.addAll(new VerifyServiceConfigurationHandler(
                                region -> at(region).ecs(),
                                cloud.objects(),
                                cloud.context().timeline().clock())
                        .take(
                                new VerifyServiceConfigurationHandler.Input(
                                        decided.application(),
                                        service.name(),
                                        decided.bucket(),
                                        decided.rpoSeconds(),
                                        decided.sourceRegion(),
                                        service.source(),
                                        decided.targetRegion(),
                                        service.target(),
                                        decided.activeSite(),
                                        service.standbyValues()))
                        .findings()));
        return findings;
    }

    private void pass(Duration time) {
        world.cloud().context().timeline().runUntil(world.now().plus(time));
    }
}
