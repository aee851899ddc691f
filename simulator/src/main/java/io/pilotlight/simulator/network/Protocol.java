package io.pilotlight.simulator.network;

import java.net.UnknownHostException;
import java.util.Optional;
import software.amazon.awssdk.services.route53.model.RRType;

/** The protocol in which clients of a network reach others. */
enum Protocol {
    /** They ask for A records. */
    IPV4,
    /** They ask for AAAA records, and their network translates for them only where a name has none. */
    IPV6;

    Resolution ask(Internet internet, String name) throws UnknownHostException {
        Optional<Resolution> ownKind = this == IPV6 ? internet.resolve(name, RRType.AAAA) : Optional.empty();
        return ownKind.isPresent() ? ownKind.get() : internet.resolve(name);
    }
}
