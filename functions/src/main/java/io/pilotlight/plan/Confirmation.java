package io.pilotlight.plan;

import io.pilotlight.step.Require;
import java.time.Duration;
import java.util.List;

/**
 * How an outage is confirmed from the standby Region before anything is touched.
 *
 * @param rounds how many rounds must find the primary unhealthy; as many healthy rounds, if they come first, stand it
 *     down
 * @param interval the time between two rounds, 1 s to 5 min
 * @param probesPerRound how many probes one round makes
 * @param controls URLs that have nothing to do with the application and its Region, at most three: where none of them gives
 *     an answer, whatever it is, nothing is concluded from here
 */
public record Confirmation(int rounds, Duration interval, int probesPerRound, List<String> controls) {

    public Confirmation {
        Require.between("rounds", rounds, 1, 20);
        Require.between("interval", interval, Duration.ofSeconds(1), Duration.ofMinutes(5));
        Require.between("probesPerRound", probesPerRound, 1, 10);
        Require.between("the number of controls", controls.size(), 0, 3);
        controls.forEach(url -> PageUrl.require("controls", url));
        controls = List.copyOf(controls);
    }
}
