package io.pilotlight.traffic;

import io.pilotlight.step.NeedsPersonException;

/** The public name has records of a failover, weighted or other routing policy, beside which no simple one can stand. */
public final class RecordNotSimpleException extends NeedsPersonException {

    public RecordNotSimpleException(String name, String hostedZoneId, String setIdentifier) {
        super(("%s in hosted zone %s has a record with the set identifier '%s', so it follows a routing policy, and the "
                + "plan's traffic mode RECORD changes simple records only. No DNS record was changed. Move the traffic by "
                + "that policy, or replace its records by one simple record, and start again.").formatted(
                name, hostedZoneId, setIdentifier));
    }
}
