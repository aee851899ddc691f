package io.pilotlight.restore;

import io.pilotlight.step.NeedsPersonException;

/** A restored instance that RDS will not bring further by itself, and that another recovery point would not mend. */
public final class StuckInstanceException extends NeedsPersonException {

    StuckInstanceException(String instanceIdentifier, String reason, String remedy) {
        super(("DB instance %s stands still: %s. %s, then start again: it goes on with the same recovery "
                + "point. The instance was left as it is, and it costs money; to remove it, its deletion protection may "
                + "have to be switched off first.").formatted(instanceIdentifier, reason, remedy));
    }
}
