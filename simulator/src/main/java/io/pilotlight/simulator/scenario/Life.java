package io.pilotlight.simulator.scenario;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * How long a world lives before and after a scenario strikes.
 *
 * @param before the least time before it; the first copy, which is full and slow, has landed then, and two more have
 * @param spread over how much longer than that the moment is drawn: whole cycles of backups, so that each moment of one
 *     is as likely
 * @param visits how far apart visits are on average
 * @param quiet how long the world lives on after the last thing that the scenario does
 * @param atMost how long it lives on at most after the scenario struck
 */
record Life(Duration before, Duration spread, Duration visits, Duration quiet, Duration atMost) {

    /** Half a day at most, told from the moment at which the scenario strikes. */
    static final Life SHORT = new Life(Duration.ofMinutes(135), Duration.ofMinutes(60), Duration.ofSeconds(20),
            Duration.ofMinutes(21), Duration.ofHours(12));

    /** A day at most, with hours of backups after the last thing that happens. */
    static final Life DAY = new Life(Duration.ofMinutes(135), Duration.ofMinutes(60), Duration.ofMinutes(1),
            Duration.ofHours(4), Duration.ofHours(24));

    /** Two days at most, in which the application is a day away from home and comes back. */
    static final Life TWO_DAYS = new Life(Duration.ofMinutes(135), Duration.ofMinutes(60), Duration.ofMinutes(1),
            Duration.ofHours(2), Duration.ofHours(48));

    /** A week that is told from its first hours on, and the recovery from what happens at its end. */
    static final Life WEEK = new Life(Duration.ofMinutes(135), Duration.ofMinutes(60), Duration.ofMinutes(5),
            Duration.ofMinutes(21), Duration.ofDays(9));

    /** Draws how long the world lives before the scenario strikes. */
    Duration drawBefore(SplittableRandom random) {
        return before.plusSeconds(random.nextLong(spread.toSeconds()));
    }
}
