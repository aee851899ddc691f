package io.pilotlight.simulator.states;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A state's failure on its way to a Retry, a Catch, or the end of the execution.
 *
 * <p>Its error and its cause may be absent, and each is cut off where a history's event has no more room for it.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_TaskFailedEventDetails.html">
 *     TaskFailedEventDetails: 256 and 32,768 characters</a>
 */
final class StateFailure extends RuntimeException {

    static final String TIMEOUT = "States.Timeout";
    static final String TASK_FAILED = "States.TaskFailed";
    static final String RUNTIME = "States.Runtime";
    static final String DATA_LIMIT = "States.DataLimitExceeded";
    static final String QUERY = "States.QueryEvaluationError";
    static final int MOST_OF_AN_ERROR = 256;
    static final int MOST_OF_A_CAUSE = 32_768;

    private final transient Optional<String> error;
    private final transient Optional<String> cause;

    StateFailure(String error, String cause) {
        this(Optional.of(error), Optional.of(cause));
    }

    StateFailure(Optional<String> error, Optional<String> cause) {
        super(cause.orElse(""), null, false, false);
        this.error = error.map(text -> cut(text, MOST_OF_AN_ERROR));
        this.cause = cause.map(text -> cut(text, MOST_OF_A_CAUSE));
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }

    /** Returns the error's name, empty where it has none. */
    String error() {
        return error.orElse("");
    }

    /** Returns the cause, empty where there is none. */
    String cause() {
        return cause.orElse("");
    }

    /** Returns what {@code $states.errorOutput} shows. */
    Document output() {
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        error.ifPresent(text -> output.put("Error", text));
        cause.ifPresent(text -> output.put("Cause", text));
        return Document.of(output);
    }
}
