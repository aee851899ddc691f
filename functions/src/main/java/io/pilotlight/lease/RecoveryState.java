package io.pilotlight.lease;

import io.pilotlight.plan.SiteName;
import java.time.Instant;

/**
 * What the state table holds of one application.
 *
 * @param activeSite the site that takes the traffic; {@code PRIMARY} until a first recovery
 * @param epoch the number of the newest recovery, 0 before the first
 * @param incident the name of the newest incident, empty before the first
 * @param incidentOpen whether that incident's recovery is running, was cut off, or failed
 * @param holder the ARN of the execution that holds the lease, empty where it is free
 * @param expiresAt when the lease ends by itself; the epoch where it is free
 * @param oldSiteFenced whether the site that is not active can take no more writes
 */
public record RecoveryState(
        SiteName activeSite,
        long epoch,
        String incident,
        boolean incidentOpen,
        String holder,
        Instant expiresAt,
        boolean oldSiteFenced) {

    /** Before the first recovery. */
    public static final RecoveryState INITIAL =
            new RecoveryState(SiteName.PRIMARY, 0, "", false, "", Instant.EPOCH, true);
}
