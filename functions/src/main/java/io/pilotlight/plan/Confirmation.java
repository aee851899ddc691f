package io.pilotlight.plan;

import io.pilotlight.step.Require;
import java.time.Duration;

/**
 * How an outage is confirmed from the standby Region before anything is touched.
 *
 * @param rounds how many rounds must find the primary unhealthy; as many healthy rounds, if they come first, stand it
 *     down
 * @param interval the time between two rounds, 1 s to 5 min
 * @param probesPerRound how many probes one round makes
 */
public record Confirmation(int rounds, Duration interval, int probesPerRound) {

    public Confirmation {
        Require.between("rounds", rounds, 1, 20);
        Require.between("interval", interval, Duration.ofSeconds(1), Duration.ofMinutes(5));
        Require.between("probesPerRound", probesPerRound, 1, 10);
    }
}
