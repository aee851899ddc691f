package io.pilotlight.step;

/** A failure that may pass by itself: the same step, called again later, can succeed. */
public abstract non-sealed class TryAgainException extends StepException {

    protected TryAgainException(String message, Throwable cause) {
        super(message, cause);
    }
}
