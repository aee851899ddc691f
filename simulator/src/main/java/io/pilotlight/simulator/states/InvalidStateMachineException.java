package io.pilotlight.simulator.states;

/** A state machine's definition that is wrong, or uses what this interpreter does not know; names state and field. */
public final class InvalidStateMachineException extends RuntimeException {

    InvalidStateMachineException(String message) {
        super(message);
    }
}
