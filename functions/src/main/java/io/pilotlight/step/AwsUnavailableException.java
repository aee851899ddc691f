package io.pilotlight.step;

import software.amazon.awssdk.core.exception.SdkException;

/** An AWS API did not answer, answered with a fault of its own, or throttled the call: try again. */
public final class AwsUnavailableException extends TryAgainException {

    public AwsUnavailableException(SdkException cause) {
        super("AWS did not carry out the call: " + cause.getMessage(), cause);
    }
}
