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

    /** Returns how long the first read of a table with so many rows took, once it has. */
    Duration firstRead(long rows) {
        Duration duration = context.latencies().databaseFirstRead(rows);
        spend(duration);
        return duration;
    }
}
