package io.pilotlight.wire;

import com.fasterxml.jackson.databind.JsonNode;

/** How the invocation of a function ended, as whoever invoked it sees it. */
sealed interface Invocation {

    /** It returned. */
    record Returned(JsonNode payload) implements Invocation {}

    /**
     * It threw.
     *
     * @param errorType the exception's fully qualified class name, which Step Functions takes for the error's name
     * @param json the whole error, which Step Functions takes for its cause
     */
    record Failed(String errorType, String errorMessage, String json) implements Invocation {}
}
