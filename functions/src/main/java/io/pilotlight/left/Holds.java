package io.pilotlight.left;

import io.pilotlight.lease.RecoveryState;
import io.pilotlight.plan.Plan;
import io.pilotlight.recoverypoint.RegionInventory;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** A flat list of reasons to remove nothing that the application has left, whatever it is; what is unknown is one. */
final class Holds {

    private Holds() {}

    /**
     * Returns the first that the plan or the recorded state has.
     *
     * @param pending the incident whose old primary is still to be compared
     */
    static Optional<String> recorded(Plan plan, RecoveryState state, Optional<String> pending, Instant now) {
        if (plan.retention().leftInstanceDays() == 0) {
            return Optional.of("the plan keeps what the application has left");
        }
        if (state.incident().isEmpty()) {
            return Optional.of("no recovery is recorded, so that nobody knows what was left");
        }
        if (state.incidentOpen() || state.switchingTo().isPresent() || !state.holder().isEmpty() && state.expiresAt().isAfter(now)) {
            return Optional.of("a recovery or a move is under way, or has not ended well");
        }
        if (!state.oldSiteFenced()) {
            return Optional.of("the site that is not active is not fenced, and may take writes");
        }
        return pending.map("the old primary of incident %s is still to be compared"::formatted);
    }

    /** Returns whether rows of an old primary are still to be decided on: what they are compared with stays. */
    static Optional<String> unacknowledged(Plan plan, Collection<RegionInventory> regions) {
        return regions.stream()
                .flatMap(region -> plan.databases().stream().flatMap(database -> region.keptIncidents(database).stream()))
                .findFirst()
                .map("nobody has acknowledged yet what the old primary of incident %s alone had"::formatted);
    }
}
