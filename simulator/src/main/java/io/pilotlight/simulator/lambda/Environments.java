package io.pilotlight.simulator.lambda;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A function's execution environments: one for each invocation at a time, kept for the next.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html">Lambda execution
 *     environment lifecycle</a>
 */
final class Environments {

    /** How long AWS keeps an idle environment is not published; an assumption within what is commonly seen. */
    private static final Duration KEPT_IDLE = Duration.ofMinutes(6);

    private final Deque<Instant> idleSince = new ArrayDeque<>();

    /** Takes an environment that is there, and tells whether there was one. */
    boolean takeWarm(Instant now) {
        idleSince.removeIf(since -> since.plus(KEPT_IDLE).isBefore(now));
        return idleSince.pollLast() != null;
    }

    /** Gives an environment back; one that was timed out is not given back, because Lambda resets it. */
    void giveBack(Instant now) {
        idleSince.addLast(now);
    }
}
