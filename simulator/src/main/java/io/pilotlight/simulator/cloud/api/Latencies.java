package io.pilotlight.simulator.cloud.api;

import io.pilotlight.simulator.time.Timeline;
import java.time.Duration;
import java.util.SplittableRandom;

/** How long things take in AWS, drawn from distributions; each with its source, and all of them here. */
public final class Latencies {

    private final SplittableRandom random;

    public Latencies(Timeline timeline) {
        this.random = timeline.random("latencies");
    }

    /** How long one AWS API call takes. */
    public Duration apiCall() {
        return Duration.ofMillis(random.nextLong(20, 120));
    }
}
