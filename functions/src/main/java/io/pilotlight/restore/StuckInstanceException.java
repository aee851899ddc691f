package io.pilotlight.restore;

import io.pilotlight.step.NeedsPersonException;

/** A restored instance that RDS will not bring further by itself, and that another recovery point would not mend. */
public final class StuckInstanceException extends NeedsPersonException {

    StuckInstanceException(String instanceIdentifier, String reason) {
        super(("DB instance %s does not become available: %s. It was left as it is, and it costs money. "
                + "Mend it, or remove it (its deletion protection may have to be switched off first), "
                + "and start again.").formatted(instanceIdentifier, reason));
    }
}
