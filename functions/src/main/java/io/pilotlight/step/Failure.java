package io.pilotlight.step;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.pilotlight.json.MayBeEmpty;
import java.io.IOException;
import java.util.Optional;

/**
 * A failure as a state machine hands it on, raw; it is worded here and nowhere else.
 *
 * @param step the state that failed, empty where nothing has failed
 * @param error the error's name: a class of this software, or one of Step Functions or AWS
 * @param cause what Step Functions calls the cause: of a function Lambda's JSON text, of an execution a description of
 *     it, either perhaps cut off in its middle; else plain text, perhaps none
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-exceptions.html">What Lambda answers for an
 *     exception</a>
 */
public record Failure(String step, @MayBeEmpty String error, @MayBeEmpty String cause) {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .build();
    private static final String SAID_BY_A_FUNCTION = "errorMessage";
    private static final String SAID_BY_AN_EXECUTION = "Cause";
    private static final String NAME_OF_AN_EXECUTION = "ExecutionArn";
    private static final int LONGEST_ESCAPE = "\\u0000".length();

    /** Returns the error's name without its package, such as {@code LeaseLostException}. */
    public String name() {
        return OneLine.of(error.substring(error.lastIndexOf('.') + 1));
    }

    /**
     * Says in words what was wrong, on one line and without its full stop: the function's own message where there is
     * one.
     */
    public String message() {
        String text = OneLine.unended(said().orElse(cause));
        return text.isEmpty() ? "no cause was given" : text;
    }

    /** A text that is cut off is read as far as it goes; one that is no such JSON is the message itself. */
    private Optional<String> said() {
        if (!cause.stripLeading().startsWith("{")) {
            return Optional.empty();
        }
        Optional<String> execution = Optional.empty();
        try (JsonParser parser = JSON.createParser(cause)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                if (field.equals(SAID_BY_A_FUNCTION) || field.equals(SAID_BY_AN_EXECUTION)) {
                    return Optional.of(value == JsonToken.VALUE_STRING ? text(parser) : "");
                }
                if (field.equals(NAME_OF_AN_EXECUTION) && value == JsonToken.VALUE_STRING) {
                    execution = Optional.of(parser.getText());
                }
                parser.skipChildren();
            }
        } catch (IOException _) {
            // What was read until here is all that there is.
        }
        return execution.map(arn -> "the execution %s did not succeed; its own page says why"
                .formatted(arn.substring(arn.lastIndexOf(':') + 1)));
    }

    private String text(JsonParser parser) throws IOException {
        int begin = (int) parser.currentTokenLocation().getCharOffset();
        try {
            return parser.getText();
        } catch (IOException cutOff) {
            return untilCutOff(cause.substring(begin), cutOff);
        }
    }

    /** Where it was cut off inside an escape, that one is left out. */
    private static String untilCutOff(String opened, IOException cutOff) throws IOException {
        for (int lost = 0; lost < LONGEST_ESCAPE && lost < opened.length(); lost++) {
            try (JsonParser rest = JSON.createParser(opened.substring(0, opened.length() - lost) + '"')) {
                rest.nextToken();
                return rest.getText();
            } catch (IOException _) {
                // Cut one character more.
            }
        }
        throw cutOff;
    }
}
