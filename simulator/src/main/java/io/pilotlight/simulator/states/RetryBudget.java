package io.pilotlight.simulator.states;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Counts how often each retrier of a state was used during one stay in it. */
final class RetryBudget {

    private final List<FailurePolicy.Retrier> retriers;
    private final SplittableRandom jitter;
    private final int[] used;

    RetryBudget(List<FailurePolicy.Retrier> retriers, SplittableRandom jitter) {
        this.retriers = retriers;
        this.jitter = jitter;
        this.used = new int[retriers.size()];
    }

    /** Returns how long to wait before the next try, or nothing where there is none left. */
    Optional<Duration> delayAfter(StateFailure failure) {
        for (int index = 0; index < used.length; index++) {
            FailurePolicy.Retrier retrier = retriers.get(index);
            if (retrier.errors().match(failure.error())) {
                return used[index] < retrier.maxAttempts()
                        ? Optional.of(delay(retrier, ++used[index]))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private Duration delay(FailurePolicy.Retrier retrier, int attempt) {
        long millis = Math.round(retrier.delaySeconds(attempt) * 1000);
        return Duration.ofMillis(retrier.fullJitter() ? jitter.nextLong(millis + 1) : millis);
    }
}
