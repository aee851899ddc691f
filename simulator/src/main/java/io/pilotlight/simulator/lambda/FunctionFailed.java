package io.pilotlight.simulator.lambda;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A function that did not return, as Lambda answers its caller.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-exceptions.html">Lambda function errors in Java</a>
 */
public final class FunctionFailed extends RuntimeException {

    private final String errorType;
    private final transient JsonNode payload;

    /** @param payload what Lambda answers: {@code errorMessage}, {@code errorType}, {@code stackTrace} */
    FunctionFailed(String errorType, JsonNode payload) {
        super(payload.path("errorMessage").asText(), null, false, false);
        this.errorType = errorType;
        this.payload = payload;
    }

    /** Returns the exception's fully qualified class name, or Lambda's own word, such as {@code Sandbox.Timedout}. */
    public String errorType() {
        return errorType;
    }

    /** Returns the JSON that Lambda answered with. */
    public JsonNode payload() {
        return payload;
    }
}
