package io.pilotlight.simulator.cloud.rds;

import io.pilotlight.simulator.cloud.api.CloudContext;
import java.time.Duration;

/** Lets things happen later in a Region; while the Region is dark or its RDS is down, nothing moves on there. */
final class Lifecycle {

    private static final Duration STALLED = Duration.ofMinutes(1);

    private final String region;
    private final CloudContext context;

    Lifecycle(String region, CloudContext context) {
        this.region = region;
        this.context = context;
    }

    void after(Duration delay, Runnable step) {
        context.timeline().after(delay, () -> {
            if (context.faults().answers(region, "rds")) {
                step.run();
            } else {
                after(STALLED, step);
            }
        });
    }
}
