package io.pilotlight.lease;

import io.pilotlight.plan.Trigger;
import io.pilotlight.step.StepHandler;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/**
 * Asks Step Functions whether the execution that holds a lease still lives, so that a recovery that was stopped can be
 * started again at once instead of after the lease's expiry.
 */
public final class Holder {

    private final SfnClient stepFunctions;

    public Holder(SfnClient stepFunctions) {
        this.stepFunctions = stepFunctions;
    }

    /**
     * Tells whether the holder has certainly ended; what is unknown counts as running. An execution that Step Functions
     * does not know (it forgets them 90 days after their end) counts as ended for a person, who has looked, and as
     * running for an alarm, which has not.
     *
     * @throws SdkException where Step Functions does not answer: to be asked again
     */
    public boolean hasEnded(String executionId, Trigger trigger) {
        try {
            ExecutionStatus status = stepFunctions.describeExecution(request -> request.executionArn(executionId)).status();
            return switch (status) {
                case SUCCEEDED, FAILED, TIMED_OUT, ABORTED -> true;
                case RUNNING, PENDING_REDRIVE, UNKNOWN_TO_SDK_VERSION -> false;
            };
        } catch (ExecutionDoesNotExistException _) {
            return trigger == Trigger.PERSON;
        } catch (SdkException failure) {
            if (StepHandler.isUnavailable(failure)) {
                throw failure;
            }
            // Step Functions will not tell, such as without the permission: the lease stands until it expires.
            return false;
        }
    }

    /**
     * Says why nothing may be started by itself beside the holder; empty where it has ended without giving its lease back.
     * Who stops a run has decided, until the alarm comes anew.
     *
     * @param since when the alarm came
     * @throws SdkException where Step Functions does not tell
     */
    Optional<String> hindrance(String executionId, Instant since) {
        DescribeExecutionResponse found;
        try {
            found = stepFunctions.describeExecution(request -> request.executionArn(executionId));
        } catch (ExecutionDoesNotExistException _) {
            return Optional.of("%s holds the lease, and Step Functions does not know it".formatted(executionId));
        }
        return switch (found.status()) {
            case SUCCEEDED, FAILED, TIMED_OUT -> Optional.empty();
            case ABORTED -> Optional.of(found.stopDate()).filter(stopped -> stopped.isAfter(since))
                    .map(stopped -> "somebody has stopped %s at %s".formatted(executionId, stopped));
            case RUNNING, PENDING_REDRIVE, UNKNOWN_TO_SDK_VERSION -> Optional.of("%s holds the lease".formatted(executionId));
        };
    }
}
