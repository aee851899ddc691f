package io.pilotlight.simulator.cloud.api;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Fills in the exceptions with which simulated services refuse a call, as the SDK fills them in. */
public final class AwsErrors {

    private static final int BAD_REQUEST = 400;

    private AwsErrors() {}

    /**
     * Fills in a refusal: HTTP status 400, an error code and a message.
     *
     * @return the same builder
     */
    public static <B extends AwsServiceException.Builder> B refuse(B exception, String code, String message) {
        exception.statusCode(BAD_REQUEST)
                .message(message)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build());
        return exception;
    }
}
