package io.pilotlight.plan;

/**
 * The plan's durations in seconds, as a state machine's Wait and time-outs need them.
 *
 * @param rtoSeconds recovery time objective
 * @param rpoSeconds recovery point objective
 */
public record Timing(
        long confirmationIntervalSeconds, long approvalTimeoutSeconds, long rtoSeconds, long rpoSeconds) {

    static Timing of(Plan plan) {
        return new Timing(
                plan.confirmation().interval().toSeconds(),
                plan.approval().timeout().toSeconds(),
                plan.objectives().rto().toSeconds(),
                plan.objectives().rpo().toSeconds());
    }
}
