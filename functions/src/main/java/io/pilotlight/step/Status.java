package io.pilotlight.step;

/** What a state machine's Choice reads after each step. */
public enum Status {
    /** The wanted state holds. */
    DONE,
    /** On its way: wait, and call the same step again. */
    IN_PROGRESS,
    /** The step will not do this, and says why; nothing was changed by the refusal. */
    REFUSED
}
