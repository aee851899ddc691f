package io.pilotlight.reconcile;

import io.pilotlight.step.NeedsPersonException;

/** The old primary of a failover may still take writes: a snapshot of it would not be the last of it. */
public final class OldSiteNotFencedException extends NeedsPersonException {

    OldSiteNotFencedException(String incident) {
        super(("The recovery of incident %s has not ended, or its old site is not fenced and may take more writes. Start the failover again, "
                + "so that it is, and then this. Nothing was touched.").formatted(incident));
    }
}
