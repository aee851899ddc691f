package io.pilotlight.notice;

import io.pilotlight.lease.RecoveryState;
import io.pilotlight.plan.SiteName;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What every notice knows besides its own facts.
 *
 * @param execution the execution that speaks
 * @param startedAt when that execution began
 * @param now the time at which it speaks
 * @param recorded the recorded state, read right before; empty where it could not be read
 * @param regions the primary site's Region and the standby site's, or nothing where no plan could be read
 */
record Setting(
        RunningExecution execution,
        Instant startedAt,
        Instant now,
        Optional<RecoveryState> recorded,
        List<String> regions) {

    /**
     * Tells whether the site is recorded as active; what could not be read counts as active, so that it is left alone.
     */
    boolean mayBeActive(SiteName site) {
        return recorded.map(state -> state.activeSite() == site).orElse(true);
    }

    /** Says which site is active, as recorded. */
    String active() {
        return recorded.map(state -> "Active, as recorded: %s.".formatted(site(state.activeSite())))
                .orElse("Which site is active could not be read: look at what the public name answers with.");
    }

    /** Names a site with its Region, such as {@code the standby site (eu-central-1)}. */
    String site(SiteName name) {
        String site = "the %s site".formatted(name.name().toLowerCase(Locale.ROOT));
        return regions.isEmpty() ? site : "%s (%s)".formatted(site, region(name));
    }

    /** Returns the site's Region, or words for it where no plan could be read. */
    String region(SiteName name) {
        return regions.isEmpty()
                ? "the %s Region".formatted(name.name().toLowerCase(Locale.ROOT))
                : regions.get(name == SiteName.PRIMARY ? 0 : 1);
    }
}
