package io.pilotlight.simulator.scenario;

import io.pilotlight.simulator.cloud.api.CloudContext;
import java.time.Duration;

/** Lets what a database answers take virtual time, drawn from the run's own latencies. */
record VirtualPace(CloudContext context) {

    /** Waits; a caller that is no process, and so cannot wait, goes on at once. */
    void spend(Duration duration) {
        if (context.timeline().canSleep()) {
            context.timeline().sleep(duration);
        }
    }

    void answer() {
        spend(context.latencies().databaseAnswer());
    }

    /** Returns how long the first read of so many rows takes. */
    Duration readTime(long rows) {
        return context.latencies().databaseFirstRead(rows);
    }

    /** Returns how long an answer takes that each row is looked at for, where there are so many times more than usual. */
    Duration answerTime(long times) {
        return context.latencies().databaseAnswer().multipliedBy(times);
    }
}
