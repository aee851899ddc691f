package io.pilotlight.plan;

import io.pilotlight.step.Require;
import java.time.Duration;

/**
 * What a recovery is measured against.
 *
 * @param rto recovery time objective, 1 minute to 24 hours
 * @param rpo recovery point objective, 1 minute to 24 hours
 */
public record Objectives(Duration rto, Duration rpo) {

    public Objectives {
        Require.between("rto", rto, Duration.ofMinutes(1), Duration.ofHours(24));
        Require.between("rpo", rpo, Duration.ofMinutes(1), Duration.ofHours(24));
    }
}
