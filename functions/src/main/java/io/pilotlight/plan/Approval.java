package io.pilotlight.plan;

import io.pilotlight.step.Require;
import java.time.Duration;

/**
 * Whether a person must agree before the first action.
 *
 * @param required whether a failover waits for a person
 * @param timeout how long it waits before it stands down, 1 minute to 24 hours
 */
public record Approval(boolean required, Duration timeout) {

    public Approval {
        Require.between("timeout", timeout, Duration.ofMinutes(1), Duration.ofHours(24));
    }
}
