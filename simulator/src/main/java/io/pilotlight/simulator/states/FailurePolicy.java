package io.pilotlight.simulator.states;

import java.util.List;
import java.util.Optional;

/** What a state does about its failures: first its retriers, in order, then its catchers. */
record FailurePolicy(List<Retrier> retriers, List<Catcher> catchers) {

    /** When to try again, and how long after. */
    record Retrier(
            ErrorNames errors, double intervalSeconds, int maxAttempts, double backoffRate, double maxDelaySeconds,
            boolean fullJitter) {

        /** Returns the longest wait before the given retry, the first of which is 1. */
        double delaySeconds(int attempt) {
            return Math.min(maxDelaySeconds, intervalSeconds * Math.pow(backoffRate, attempt - 1));
        }
    }

    /** Where to go instead of failing. */
    record Catcher(ErrorNames errors, State.Exit exit) {}

    Optional<Catcher> catcherOf(StateFailure failure) {
        return catchers.stream().filter(catcher -> catcher.errors().match(failure.error())).findFirst();
    }
}
