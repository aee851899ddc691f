package io.pilotlight.traffic;

import io.pilotlight.step.NeedsPersonException;

/** The public name's records follow a routing policy, failover or weighted, beside which no simple record can stand. */
public final class RecordNotSimpleException extends NeedsPersonException {

    RecordNotSimpleException(String name, String hostedZoneId, String obstacle) {
        super(("%s in hosted zone %s has a record that is not moved: %s, and the plan's traffic mode RECORD changes simple"
                + " records only. No DNS record was changed; the state table names the target as the site to which traffic"
                + " is moved. Replace the records by one simple record, or move the traffic by that policy, and start"
                + " again.").formatted(name, hostedZoneId, obstacle));
    }
}
