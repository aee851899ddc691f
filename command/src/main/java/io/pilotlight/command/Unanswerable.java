package io.pilotlight.command;

/** A question that cannot be answered; its message says why, and what would help. */
final class Unanswerable extends RuntimeException {

    Unanswerable(String message) {
        super(message);
    }
}
