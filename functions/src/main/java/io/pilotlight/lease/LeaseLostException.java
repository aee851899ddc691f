package io.pilotlight.lease;

import io.pilotlight.step.NeedsPersonException;

/** A newer recovery has taken over, or this one has ended: it must not change anything any more. */
public final class LeaseLostException extends NeedsPersonException {

    public LeaseLostException(String application, long epoch) {
        super(("The recovery of %s with epoch %d no longer holds the lease: a newer recovery has "
                + "taken over, or this one has ended. It changed nothing here; look at the newest execution.").formatted(application, epoch));
    }
}
