package io.pilotlight.scaling;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.model.EcsException;

/** Failures as the AWS SDK throws them. */
public final class AwsFailures {

    private AwsFailures() {}

    /** No answer in time; whether the request took effect is not known. */
    public static SdkException timedOut() {
        return ApiCallTimeoutException.create(6000);
    }

    public static SdkException accessDenied() {
        return answer("AccessDeniedException", 400, "not authorized to perform this");
    }

    public static SdkException throttled() {
        return answer("ThrottlingException", 400, "Rate exceeded");
    }

    public static SdkException internalFailure() {
        return answer("InternalFailure", 500, "We encountered an internal error");
    }

    private static AwsServiceException answer(String code, int status, String message) {
        return EcsException.builder()
                .statusCode(status)
                .message(message)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
                .build();
    }
}
