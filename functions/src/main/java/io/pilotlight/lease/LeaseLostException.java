package io.pilotlight.lease;

import io.pilotlight.step.NeedsPersonException;

/** A newer recovery has taken over: this one must not change anything any more. */
public final class LeaseLostException extends NeedsPersonException {

    public LeaseLostException(String application, long epoch) {
        super(("The recovery of %s with epoch %d no longer holds the lease: a newer recovery has taken over. "
                + "It changed nothing here; look at the newer execution.").formatted(application, epoch));
    }
}
