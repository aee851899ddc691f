package io.pilotlight.lease;

import io.pilotlight.plan.SiteName;
import io.pilotlight.step.Status;

/**
 * @param status {@code DONE} where the lease is held now, {@code REFUSED} where it is not
 * @param reason why it was refused, or what was found
 * @param epoch the number of this recovery; it rises with each
 * @param incident the name under which this recovery finds its own earlier work; kept when a failed one is resumed
 * @param activeSite the site that is recorded as active
 * @param resumed whether an earlier recovery of the same incident was cut off or failed
 */
public record AcquireLeaseResult(
        Status status, String reason, long epoch, String incident, SiteName activeSite, boolean resumed) {}
