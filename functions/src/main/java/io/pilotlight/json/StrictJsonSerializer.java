package io.pilotlight.json;

import com.amazonaws.services.lambda.runtime.CustomPojoSerializer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;

/**
 * Makes the Lambda runtime read and write every event with {@link StrictJson}; found by the runtime through
 * {@code META-INF/services}.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-custom-serialization.html">Custom serialization</a>
 */
public final class StrictJsonSerializer implements CustomPojoSerializer {

    @Override
    public <T> T fromJson(InputStream input, Type type) {
        try {
            return present(StrictJson.mapper().readValue(input, StrictJson.mapper().constructType(type)), type);
        } catch (JsonProcessingException malformed) {
            throw new MalformedEventException(type.getTypeName(), malformed);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public <T> T fromJson(String input, Type type) {
        try {
            return present(StrictJson.mapper().readValue(input, StrictJson.mapper().constructType(type)), type);
        } catch (JsonProcessingException malformed) {
            throw new MalformedEventException(type.getTypeName(), malformed);
        }
    }

    @Override
    public <T> void toJson(T value, OutputStream output, Type type) {
        try {
            StrictJson.mapper().writeValue(output, value);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** @throws MismatchedInputException where the event is {@code null}, which Jackson takes for any type */
    private static <T> T present(T value, Type type) throws MismatchedInputException {
        if (value == null) {
            throw MismatchedInputException.from(
                    null, StrictJson.mapper().constructType(type), "it is null; accepted is a JSON object");
        }
        return value;
    }
}
