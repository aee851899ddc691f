package io.pilotlight.traffic;

import io.pilotlight.step.NeedsPersonException;

/** A public name's record leads to neither site, so that it is somebody else's decision what stands there. */
public final class RecordElsewhereException extends NeedsPersonException {

    RecordElsewhereException(String name, String type, String hostedZoneId, String obstacle) {
        super(("%s in hosted zone %s has a record of type %s that is not overwritten: %s. No DNS record was changed; the state"
                + " table names the target as the site to which traffic is moved. Lead what stands there to the site"
                + " by hand, or correct the load balancers in the plan, and start again.")
                .formatted(name, hostedZoneId, type, obstacle));
    }
}
