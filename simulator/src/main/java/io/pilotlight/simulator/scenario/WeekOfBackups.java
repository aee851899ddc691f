package io.pilotlight.simulator.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Seven days of backups: on three of them one thing each goes wrong with what backups need, and once they are over the
 * primary Region goes dark at the worst moment.
 */
final class WeekOfBackups {

    private static final Duration WEEK = Duration.ofDays(7);
    /** From the second day to the sixth; the restore test on the seventh then finds a Region in which all is well. */
    private static final int FIRST_DAY = 1;
    private static final int LAST_DAY = 5;
    private static final Duration DARKNESS = Duration.ofMinutes(90);

    private final World world;
    private final SplittableRandom random;

    WeekOfBackups(World world, SplittableRandom random) {
        this.world = world;
        this.random = random;
    }

    void begin() {
        BackupFaults faults = new BackupFaults(world);
        List<Integer> days = new ArrayList<>();
        for (int day = FIRST_DAY; day <= LAST_DAY; day++) {
            days.add(day);
        }
        onADay(days, () -> faults.throttleFor(Duration.ofHours(1)));
        onADay(days, faults::failNextCopy);
        onADay(days, faults::loseNextDelivery);
        world.after(WEEK, () -> new WorstMoment(world, this::strike).await());
    }

    /** Draws a day that is not taken, and a moment in its middle, so that what happens on two days stays apart. */
    private void onADay(List<Integer> free, Runnable action) {
        int day = free.remove(random.nextInt(free.size()));
        world.after(Duration.ofDays(day).plusMinutes(random.nextInt(4 * 60, 20 * 60)), action);
    }

    /** Visits come more often from now on: when the first one is answered again is how a recovery is measured. */
    private void strike() {
        world.visitEvery(Life.SHORT.visits());
        world.disasters().darkenPrimary();
        world.after(DARKNESS, world.disasters()::relightPrimary);
    }
}
