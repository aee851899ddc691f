package io.pilotlight.simulator.scenario;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pilotlight.simulator.cloud.api.Faults;
import io.pilotlight.step.DurationInWords;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** What can go wrong with what backups need, in a world where nothing else is wrong. */
final class BackupFaults {

    private static final String SCHEDULE = "pilot-light-backup";
    private static final String VERIFICATION = "VerifyBackupsStateMachine";
    private static final Duration TICK = Duration.ofMinutes(15);
    private static final Duration CYCLE = Duration.ofMinutes(45);
    private static final double THROTTLED = 0.9;
    private static final int QUOTA = 100;

    private final World world;

    BackupFaults(World world) {
        this.world = world;
    }

    void disableKeyFor(Duration time) {
        RegionOfCloud standby = world.cloud().standby();
        String key = SiteSetup.keyArn(standby.name());
        FaultLog.Fault fault = world.begin("somebody disables the key of %s".formatted(standby.name()));
        standby.rds().groups().disableKey(key);
        world.after(time, () -> {
            world.end(fault, "the key of %s is enabled again".formatted(standby.name()));
            standby.rds().groups().enableKey(key);
        });
    }

    void loseDeliveriesFor(Duration time) {
        FaultLog.Fault fault = world.begin("the schedule of the backups delivers nothing");
        world.cloud().scheduler().loseDeliveries(SCHEDULE, world.now(), world.now().plus(time));
        world.after(time, () -> world.end(fault, "the schedule of the backups delivers again"));
    }

    /** Lets a snapshot take so long at the primary, until its Region is lost. */
    void slowSnapshots(Duration time) {
        RegionOfCloud primary = world.cloud().primary();
        world.begin("a snapshot takes %s in %s".formatted(DurationInWords.of(time), primary.name()));
        primary.rds().slowSnapshots(time);
    }

    /** Lets one delivery of the schedule be lost, the next one. */
    void loseNextDelivery() {
        FaultLog.Fault fault = world.begin("a delivery of the schedule of the backups is lost");
        world.cloud().scheduler().loseDeliveries(SCHEDULE, world.now(), world.now().plus(TICK));
        world.after(TICK, () -> fault.end(world.now()));
    }

    /** Lets the copy that is begun next fail; nobody says so until somebody looks. */
    void failNextCopy() {
        RegionOfCloud standby = world.cloud().standby();
        FaultLog.Fault fault = world.begin("the next copy to %s will fail".formatted(standby.name()));
        standby.rds().failNextCopy();
        // It begins within a cycle, is seen to have failed within a run, and is then begun again.
        world.after(CYCLE, () -> fault.end(world.now()));
    }

    /** Lets RDS refuse most calls of the functions, in both Regions, for their rate. */
    void throttleFor(Duration time) {
        FaultLog.Fault fault = world.begin("RDS throttles nine of ten calls in both Regions");
        Faults faults = world.cloud().context().faults();
        SplittableRandom random = world.cloud().context().timeline().random("throttling");
        List<String> regions = List.of(world.cloud().primary().name(), world.cloud().standby().name());
        regions.forEach(region -> faults.throttle(region, "rds", THROTTLED, random));
        world.after(time, () -> {
            world.end(fault, "RDS takes calls at any rate again");
            regions.forEach(region -> faults.stopThrottling(region, "rds"));
        });
    }

    /** Lets snapshots of somebody else use up what the standby Region grants. */
    void fillQuotaFor(Duration time) {
        RegionOfCloud standby = world.cloud().standby();
        FaultLog.Fault fault = world.begin("foreign snapshots use up the quota of %s".formatted(standby.name()));
        standby.rds().addForeignSnapshots(QUOTA);
        world.after(time, () -> {
            world.end(fault, "the foreign snapshots in %s are removed".formatted(standby.name()));
            standby.rds().removeForeignSnapshots();
        });
    }

    /** Lets snapshots of somebody else use so much of what both Regions grant, for good. */
    void shareQuota(int count) {
        world.injected("others hold %d manual snapshots in each Region".formatted(count));
        world.cloud().primary().rds().addForeignSnapshots(count);
        world.cloud().standby().rds().addForeignSnapshots(count);
    }

    /** Lets snapshots of somebody else use up what is left of that, for good, so that the next one of anybody is refused. */
    void takeWhatIsLeft() {
        world.injected("others take all that is left of the quota of manual snapshots");
        List.of(world.cloud().primary(), world.cloud().standby()).forEach(region -> region.rds().fillWithForeignSnapshots());
    }

    /** Starts the restore test as a person does, and stops its execution so much later. */
    void crashRestoreTestAfter(Duration running) {
        world.injected("a person starts the restore test");
        String execution = world.start(VERIFICATION, JsonNodeFactory.instance.objectNode().put("restoreTest", true));
        world.after(running, () -> {
            world.injected("somebody stops the restore test in the middle");
            world.cloud().stateMachines().stop(execution);
        });
    }

    /** Damages the newest recovery point, which nobody sees, and lets a person start the restore test, which takes it. */
    void testLargeTables() {
        world.injected("each row of the application's table stands for 20,000, and a person starts the restore test");
        world.cloud().enlargeTables(20_000);
        world.start(VERIFICATION, JsonNodeFactory.instance.objectNode().put("restoreTest", true));
    }

    void testRecoveryPointWithoutTable() {
        String newest = CompleteCopies.in(world.cloud().standby(), Part.VISITS).max(CompleteCopies.BY_AGE).orElseThrow()
                .dbSnapshotIdentifier();
        world.injected("the application's table is not in recovery point %s, and a person starts the restore test".formatted(newest));
        world.cloud().standby().rds().loseTable(newest);
        world.start(VERIFICATION, JsonNodeFactory.instance.objectNode().put("restoreTest", true));
    }
}
