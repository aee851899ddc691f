package io.pilotlight.restore;

import io.pilotlight.step.NeedsPersonException;

/** What stands where the application finds its database is no form into which a host can be put; it is not quoted, because it may hold a password. */
public final class UnknownEndpointFormException extends NeedsPersonException {

    UnknownEndpointFormException(String place) {
        super(("What stands in %s is not known to name one host; accepted is nothing, a host name, host:port, or a connection URL with one host. "
                + "It was left as it is, and the restored database is not published. Correct it, and start again.").formatted(place));
    }
}
