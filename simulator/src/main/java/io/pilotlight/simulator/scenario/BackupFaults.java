package io.pilotlight.simulator.scenario;

import java.time.Duration;

/** What can go wrong with what backups need, in a world where nothing else is wrong. */
final class BackupFaults {

    private static final String SCHEDULE = "pilot-light-backup";

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
}
