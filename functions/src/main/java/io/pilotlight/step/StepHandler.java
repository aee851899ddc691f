package io.pilotlight.step;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.pilotlight.json.MalformedEventException;
import io.pilotlight.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A Lambda function that is one converging step: it looks at AWS, takes at most one action towards the wanted state,
 * and returns; it never sleeps.
 *
 * <p>Lambda's runtime enters by the stream method, and so does the simulator: the event is read by {@link StrictJson}
 * and by nothing else.
 *
 * <p>What AWS throws leaves as {@link AwsUnavailableException} (try again) or {@link AwsRefusedException} (needs a
 * person), so that the state machines can name both in Retry and Catch.
 *
 * @param <I> the input, a record that checks itself
 * @param <O> the result, a flat record with a {@link Status}
 */
public abstract class StepHandler<I, O> implements RequestStreamHandler {

    private final JavaType inputType =
            StrictJson.mapper().getTypeFactory().findTypeParameters(getClass(), StepHandler.class)[0];

    /** Takes the step once; called again with the same input, it finds its own earlier work and goes on. */
    protected abstract O step(I input);

    /**
     * Takes the step with an input that was read already.
     *
     * @throws AwsUnavailableException where AWS may do later what it did not do now
     * @throws AwsRefusedException where AWS will not do it
     */
    public final O take(I input) {
        try {
            return step(input);
        } catch (SdkException failure) {
            throw isUnavailable(failure) ? new AwsUnavailableException(failure) : new AwsRefusedException(failure);
        }
    }

    /**
     * Reads the event strictly, takes the step, and writes its result.
     *
     * @throws MalformedEventException where the event is not the input; nothing was touched
     */
    @Override
    public final void handleRequest(InputStream event, OutputStream result, Context context) throws IOException {
        StrictJson.mapper().writeValue(result, take(read(event)));
    }

    private I read(InputStream event) throws IOException {
        try {
            I input = StrictJson.mapper().readValue(event, inputType);
            if (input == null) {
                throw MismatchedInputException.from(null, inputType, "it is null; accepted is a JSON object");
            }
            return input;
        } catch (JsonProcessingException malformed) {
            throw new MalformedEventException(getClass().getSimpleName().replaceFirst("Handler$", ""), malformed);
        }
    }

    /** Tells whether a failed call may succeed later: no answer, a fault on AWS's side, or throttling. */
    public static boolean isUnavailable(SdkException failure) {
        return switch (failure) {
            case AwsServiceException service -> service.isThrottlingException() || service.statusCode() >= 500;
            case SdkClientException _ -> true;
            default -> failure.retryable();
        };
    }
}
