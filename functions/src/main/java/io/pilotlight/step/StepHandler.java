package io.pilotlight.step;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.pilotlight.json.StrictJson;
import io.pilotlight.json.StrictJsonSerializer;
import java.io.InputStream;
import java.io.OutputStream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A Lambda function that is one converging step: it looks at AWS, takes at most one action towards the wanted state,
 * and returns; it never sleeps.
 *
 * <p>Lambda's runtime takes the stream method where a class has both. Of the other, generic and inherited, it could not
 * tell the event's type; and an event that cannot be read would leave as its own {@code RuntimeException}, which says
 * nothing, instead of {@link io.pilotlight.json.MalformedEventException}.
 *
 * <p>What AWS throws leaves as {@link AwsUnavailableException} (try again) or {@link AwsRefusedException} (needs a
 * person), so that the state machines can name both in Retry and Catch.
 *
 * @param <I> the input, a record that checks itself
 * @param <O> the result, a flat record with a {@link Status}
 */
public abstract class StepHandler<I, O> implements RequestHandler<I, O>, RequestStreamHandler {

    private static final StrictJsonSerializer JSON = new StrictJsonSerializer();

    private final Class<?> inputType = StrictJson.mapper().getTypeFactory()
            .findTypeParameters(getClass(), StepHandler.class)[0].getRawClass();

    /** Takes the step once; called again with the same input, it finds its own earlier work and goes on. */
    protected abstract O step(I input);

    @Override
    public final O handleRequest(I input, Context context) {
        try {
            return step(input);
        } catch (SdkException failure) {
            throw isUnavailable(failure) ? new AwsUnavailableException(failure) : new AwsRefusedException(failure);
        }
    }

    /**
     * Reads the event strictly, takes the step, and writes its result.
     *
     * @throws io.pilotlight.json.MalformedEventException where the event is not the input; nothing was touched
     */
    @Override
    public final void handleRequest(InputStream event, OutputStream result, Context context) {
        I input = JSON.fromJson(event, inputType);
        JSON.toJson(handleRequest(input, context), result, inputType);
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
