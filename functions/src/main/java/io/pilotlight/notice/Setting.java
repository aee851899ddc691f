package io.pilotlight.notice;

import io.pilotlight.lease.RecoveryState;
import io.pilotlight.plan.SiteName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What every notice knows besides its own facts.
 *
 * @param execution the execution that speaks
 * @param startedAt when that execution began
 * @param now the time at which it speaks
 * @param recorded the recorded state, read right before; empty where it could not be read
 * @param restsUntil until when no failover is started by itself, because two have failed after their fence, read right before;
 *     empty where that is not so, or could not be read
 * @param regions the primary site's Region and the standby site's, or nothing where no plan could be read
 */
record Setting(
        RunningExecution execution,
        Instant startedAt,
        Instant now,
        Optional<RecoveryState> recorded,
        Optional<Instant> restsUntil,
        List<String> regions) {

    /** Tells whether it is recorded that this site is active, and not the other. */
    boolean isActive(SiteName site) {
        return recorded.filter(state -> state.activeSite() == site).isPresent();
    }

    /** Tells whether another execution holds the lease, and so may make use of what this one leaves. */
    boolean isAnotherAtWork() {
        return recorded.filter(state -> !state.holder().isEmpty()
                        && !state.holder().equals(execution.arn())
                        && state.expiresAt().isAfter(now))
                .isPresent();
    }

    /** Tells whether visitors may be served from a site, as far as anybody knows: it is active, or about to be. */
    boolean mayServe(SiteName site) {
        return recorded.isEmpty() || recorded.get().mayServe(site);
    }

    /** Tells whether what this recovery made at a site may be taken away: only where that is known to harm nobody. */
    boolean mayBeTakenFrom(SiteName site) {
        return !mayServe(site) && !isAnotherAtWork();
    }

    /** Says which site is active, as recorded, and whether a recovery is under way that is not this one. */
    String active() {
        if (recorded.isEmpty()) {
            return "Which site is active could not be read. Look at what the public name answers with before anything is"
                    + " changed.";
        }
        return "Active now, as recorded: %s.%s%s".formatted(
                site(recorded.get().activeSite()),
                recorded.get().switchingTo()
                        .map(to -> " Traffic is being moved to %s, which has proven nothing yet.".formatted(site(to)))
                        .orElse(""),
                isAnotherAtWork() ? " Another recovery is under way, so leave everything to it." : "");
    }

    /** Names a site with its Region, such as {@code the standby site (eu-central-1)}. */
    String site(SiteName name) {
        return regions.isEmpty() ? plainly(name) : "%s (%s)".formatted(plainly(name), region(name));
    }

    /** Returns the site's Region, or words for it where no plan could be read. */
    String region(SiteName name) {
        return regions.isEmpty()
                ? "the %s Region".formatted(name.inWords())
                : regions.get(name == SiteName.PRIMARY ? 0 : 1);
    }

    private static String plainly(SiteName name) {
        return "the %s site".formatted(name.inWords());
    }
}
