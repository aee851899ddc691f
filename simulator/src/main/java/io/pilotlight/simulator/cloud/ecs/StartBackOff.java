package io.pilotlight.simulator.cloud.ecs;

import java.time.Duration;

/**
 * How long ECS waits before it starts a task again after others failed to start: ever longer, up to 27 minutes.
 *
 * <p>AWS documents the end of it; that it begins with 15 s and doubles is an assumption.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-throttle-logic.html">Service
 *     throttle
 *     logic</a>
 */
final class StartBackOff {

    private static final Duration FIRST = Duration.ofSeconds(15);
    private static final Duration LONGEST = Duration.ofMinutes(27);
    private static final int MOST_DOUBLINGS = 7;
    private static final int FAILURES_TO_SAY_SO = 3;

    private int failures;

    /** Counts one more failure. */
    void failed() {
        failures++;
    }

    /** Forgets the failures: a task has started, or there is a new deployment. */
    void reset() {
        failures = 0;
    }

    /** Tells whether it is time to say that tasks cannot be started. */
    boolean isPersistent() {
        return failures >= FAILURES_TO_SAY_SO;
    }

    /** Returns how long to wait from now, nothing where no task has failed. */
    Duration delay() {
        if (failures == 0) {
            return Duration.ZERO;
        }
        Duration delay = FIRST.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
    }
}
