package io.pilotlight.restoretest;

import io.pilotlight.step.TryAgainException;

/** A restored database did not answer, or broke off while it was read; an instance that is just up may do so. */
public final class RestoredDatabaseUnavailableException extends TryAgainException {

    /** Without a cause: a driver's exception may quote a password, and Lambda writes causes into the log. */
    public RestoredDatabaseUnavailableException(String message) {
        super(message, null);
    }
}
