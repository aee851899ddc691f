package io.pilotlight.simulator.states;

import java.util.List;

/**
 * The errors that a Retry or Catch names, with the two wildcards.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html">Handling errors in
 *     Step Functions workflows</a>
 */
record ErrorNames(List<String> names) {

    static final String ALL = "States.ALL";

    /** A run-time error always fails the execution; States.ALL does not match a payload that is too large. */
    boolean match(String error) {
        return !error.equals(StateFailure.RUNTIME) && names.stream().anyMatch(name -> matches(name, error));
    }

    private static boolean matches(String name, String error) {
        return switch (name) {
            case ALL -> !error.equals(StateFailure.DATA_LIMIT);
            case StateFailure.TASK_FAILED -> !error.equals(StateFailure.TIMEOUT) && !error.equals(StateFailure.DATA_LIMIT);
            default -> name.equals(error);
        };
    }
}
