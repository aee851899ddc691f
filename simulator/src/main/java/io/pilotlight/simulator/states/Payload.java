package io.pilotlight.simulator.states;

/**
 * The quota on what a state takes and gives.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html">Quotas: 256 KiB</a>
 */
final class Payload {

    static final int MOST_BYTES = 256 * 1024;

    private Payload() {}

    /** @throws StateFailure {@code States.DataLimitExceeded} where it is too large */
    static Document check(Document document, String state, String what) {
        if (!document.isSurelyWithin(MOST_BYTES) && document.sizeBytes() > MOST_BYTES) {
            throw new StateFailure(StateFailure.DATA_LIMIT,
                    "The %s of the state '%s' has %d bytes, and the quota is %d bytes."
                            .formatted(what, state, document.sizeBytes(), MOST_BYTES));
        }
        return document;
    }
}
