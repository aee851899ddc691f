package io.pilotlight.simulator.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** A state's failure on its way to a Retry, a Catch, or the end of the execution. */
final class StateFailure extends RuntimeException {

    static final String TIMEOUT = "States.Timeout";
    static final String HEARTBEAT_TIMEOUT = "States.HeartbeatTimeout";
    static final String TASK_FAILED = "States.TaskFailed";
    static final String RUNTIME = "States.Runtime";
    static final String DATA_LIMIT = "States.DataLimitExceeded";
    static final String QUERY = "States.QueryEvaluationError";

    private final String error;

    StateFailure(String error, String cause) {
        super(cause, null, false, false);
        this.error = error;
    }

    String error() {
        return error;
    }

    String cause() {
        return getMessage();
    }

    /** Returns what {@code $states.errorOutput} shows. */
    Document output() {
        JsonNode output = JsonNodeFactory.instance.objectNode().put("Error", error).put("Cause", cause());
        return Document.of(output);
    }
}
