package io.pilotlight.step;

/** A step that failed; its two kinds say who can mend it. */
public abstract sealed class StepException extends RuntimeException
        permits TryAgainException, NeedsPersonException {

    StepException(String message, Throwable cause) {
        super(message, cause);
    }
}
