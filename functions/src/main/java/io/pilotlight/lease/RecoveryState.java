package io.pilotlight.lease;

import io.pilotlight.plan.SiteName;
import java.time.Instant;
import java.util.Optional;

/**
 * What the state table holds of one application.
 *
 * @param activeSite the site from which the public name answered when its check last passed; {@code PRIMARY} until a
 *     first recovery
 * @param switchingTo the site to which traffic is being moved, and which has proven nothing yet; empty where none is
 * @param epoch the number of the newest recovery, 0 before the first
 * @param incident the name of the newest incident, empty before the first
 * @param movesTo where the newest incident moves the application to as planned; empty where it is a recovery
 * @param incidentOpen whether that incident's recovery is running, was cut off, or failed
 * @param holder the ARN of the execution that holds the lease, empty where it is free
 * @param expiresAt when the lease ends by itself; the epoch where it is free
 * @param oldSiteFenced whether the site that is not active can take no more writes
 * @param movedHome the incident of the planned move that has brought the application home to the primary site, empty where the
 *     newest change of site was another: what was backed up at the standby since it was opened is all that the primary began with
 */
public record RecoveryState(
        SiteName activeSite,
        Optional<SiteName> switchingTo,
        long epoch,
        String incident,
        Optional<SiteName> movesTo,
        boolean incidentOpen,
        String holder,
        Instant expiresAt,
        boolean oldSiteFenced,
        String movedHome) {

    /** Before the first recovery. */
    public static final RecoveryState INITIAL =
            new RecoveryState(SiteName.PRIMARY, Optional.empty(), 0, "", Optional.empty(), false, "", Instant.EPOCH, true, "");

    /** Returns the site to which traffic is led: the active one, or the one that is about to be. */
    public SiteName trafficSite() {
        return switchingTo.orElse(activeSite);
    }

    RecoveryState withIncident(String name) {
        return new RecoveryState(activeSite, switchingTo, epoch, name, movesTo, incidentOpen, holder, expiresAt, oldSiteFenced, movedHome);
    }

    /** Returns where an open incident moves the application to as planned; empty where none is open, or it is a recovery. */
    Optional<SiteName> openMove() {
        return incidentOpen ? movesTo : Optional.empty();
    }

    /** Tells whether visitors may be served from a site, and may have written there. */
    public boolean mayServe(SiteName site) {
        return activeSite == site || trafficSite() == site;
    }
}
