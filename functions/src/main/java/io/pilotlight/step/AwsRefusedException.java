package io.pilotlight.step;

import software.amazon.awssdk.core.exception.SdkException;

/** An AWS API answered that it will not do this, a missing permission or a name that is not there: needs a person. */
public final class AwsRefusedException extends NeedsPersonException {

    public AwsRefusedException(SdkException cause) {
        super("AWS refused the call: " + cause.getMessage(), cause);
    }
}
