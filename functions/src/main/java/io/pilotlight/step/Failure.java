package io.pilotlight.step;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * A failure as a state machine hands it on, raw; it is worded here and nowhere else.
 *
 * @param step the state that failed, empty where nothing has failed
 * @param error the error's name: a class of this software, or one of Step Functions or AWS
 * @param cause what Step Functions calls the cause: of a function Lambda's JSON text, perhaps cut off in its middle;
 *     else plain text, perhaps none
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-exceptions.html">What Lambda answers for an
 *     exception</a>
 */
public record Failure(String step, String error, String cause) {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String MESSAGE = "errorMessage";

    /** Returns the error's name without its package, such as {@code LeaseLostException}. */
    public String name() {
        return error.substring(error.lastIndexOf('.') + 1);
    }

    /**
     * Says in words what was wrong, on one line and without its full stop: the function's own message where there is
     * one.
     */
    public String message() {
        String text = message(cause).strip().replaceAll("\\s+", " ").replaceAll("[.\\s]+$", "");
        return text.isEmpty() ? "no cause was given" : text;
    }

    /** A cause that is cut off is read as far as it goes; one that is no JSON is the message itself. */
    private static String message(String cause) {
        try (JsonParser parser = JSON.createParser(cause)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return cause;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                if (field.equals(MESSAGE)) {
                    return parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : "";
                }
                parser.skipChildren();
            }
            return cause;
        } catch (IOException _) {
            return cause;
        }
    }
}
