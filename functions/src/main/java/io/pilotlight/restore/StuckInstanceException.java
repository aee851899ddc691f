package io.pilotlight.restore;

import io.pilotlight.step.NeedsPersonException;

/** A restored instance that RDS will not bring further by itself, and that another recovery point would not mend. */
public final class StuckInstanceException extends NeedsPersonException {

    private final String reason;
    private final String remedy;

    StuckInstanceException(String instanceIdentifier, String reason, String remedy) {
        super(("DB instance %s stands still: %s. %s, then start again: it goes on with the same recovery "
                + "point. The instance was left as it is, and it costs money; to remove it, its deletion protection may "
                + "have to be switched off first.").formatted(instanceIdentifier, reason, remedy));
        this.reason = "DB instance %s stands still: %s".formatted(instanceIdentifier, reason);
        this.remedy = remedy;
    }

    /** Returns which instance stands still, and why, without a full stop. */
    public String reason() {
        return reason;
    }

    /** Returns what a person mends, without a full stop. */
    public String remedy() {
        return remedy;
    }

    /** Tells whether what a person mends lies in something of that name, such as a parameter group. */
    public boolean names(String something) {
        return remedy.contains(something);
    }
}
