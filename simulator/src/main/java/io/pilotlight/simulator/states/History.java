package io.pilotlight.simulator.states;

/**
 * Counts the events of an execution's history, as Step Functions would write them.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html">Quotas: 25,000 events</a>
 */
final class History {

    static final int MOST_EVENTS = 25_000;

    private int events;

    /** @throws StateFailure {@code States.Runtime}, which nothing catches, where the history is full */
    void add(int count) {
        events += count;
        if (events >= MOST_EVENTS) {
            throw new StateFailure(StateFailure.RUNTIME,
                    "The execution reached the maximum number of history events (%d).".formatted(MOST_EVENTS));
        }
    }

    /** Counts an event that comes whatever happens; a history that it fills ends the execution at the next event. */
    void countEnd() {
        events++;
    }

    int events() {
        return Math.min(events, MOST_EVENTS);
    }
}
