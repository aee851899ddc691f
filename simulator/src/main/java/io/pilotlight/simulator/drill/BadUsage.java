package io.pilotlight.simulator.drill;

/** What was typed cannot be run; nothing was started. The message is one line and says what is accepted. */
final class BadUsage extends RuntimeException {

    BadUsage(String message) {
        super(message);
    }
}
