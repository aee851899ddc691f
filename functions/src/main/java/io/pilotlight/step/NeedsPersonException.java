package io.pilotlight.step;

/** A failure that calling again does not mend: its message says what was wrong, what was left, and what to do. */
public abstract non-sealed class NeedsPersonException extends StepException {

    protected NeedsPersonException(String message, Throwable cause) {
        super(message, cause);
    }

    protected NeedsPersonException(String message) {
        this(message, null);
    }
}
