package io.pilotlight.plan;

import io.pilotlight.step.Require;
import java.time.Duration;

/**
 * Whether a person must agree before the first action that visitors notice.
 *
 * @param required whether a failover waits for a person
 * @param timeout how long it waits before it stands down, or before a planned move is given up, 1 minute to 24 hours
 * @param moves whether a planned move waits for a person once all is prepared that can be
 */
public record Approval(boolean required, Duration timeout, boolean moves) {

    public Approval {
        Require.between("timeout", timeout, Duration.ofMinutes(1), Duration.ofHours(24));
    }
}
