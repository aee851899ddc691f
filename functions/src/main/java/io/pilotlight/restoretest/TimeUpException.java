package io.pilotlight.restoretest;

/** The time for a question to a restored database was up before it was answered; the database goes on working at it. */
public final class TimeUpException extends RuntimeException {

    public TimeUpException(String message) {
        super(message);
    }
}
