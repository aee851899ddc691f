package io.pilotlight.simulator.states;

import io.pilotlight.simulator.cloud.api.ServiceErrors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.SfnException;

/** The errors of Step Functions' own API. */
final class StatesErrors {

    /** What a task that starts an execution calls an error that Step Functions' model does not name. */
    static final String UNNAMED = "StepFunctions.AWSStepFunctionsException";

    private StatesErrors() {}

    static AwsServiceException machineDoesNotExist(String machine) {
        return error("StateMachineDoesNotExist", "State Machine Does Not Exist: '%s'".formatted(machine));
    }

    static AwsServiceException executionAlreadyExists(String arn) {
        return error("ExecutionAlreadyExists", "Execution Already Exists: '%s'".formatted(arn));
    }

    static AwsServiceException executionDoesNotExist(String arn) {
        return error("ExecutionDoesNotExist", "Execution Does Not Exist: '%s'".formatted(arn));
    }

    static AwsServiceException invalidName(String name) {
        return error("InvalidName", "Invalid Name: '%s'".formatted(name));
    }

    static AwsServiceException invalidInput(String problem) {
        return error("InvalidExecutionInput", "Invalid State Machine Execution Input: '%s'".formatted(problem));
    }

    static AwsServiceException invalidOutput(String problem) {
        return error("InvalidOutput", "Invalid Output: '%s'".formatted(problem));
    }

    static AwsServiceException taskDoesNotExist() {
        return error("TaskDoesNotExist", "Task does not exist");
    }

    static AwsServiceException taskTimedOut() {
        return error("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
    }

    /**
     * Returns what a task that starts an execution calls an error: by the classes of the first SDK, whose class of all that
     * the service's model does not name, such as throttling and a missing permission, is {@code AWSStepFunctionsException}.
     * A call of the SDK integration calls the same {@code Sfn.SfnException}.
     *
     * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html">Calls of an SDK</a>
     */
    static String asIntegrated(SfnException refused) {
        return refused.getClass() == SfnException.class ? UNNAMED : "StepFunctions." + refused.getClass().getSimpleName();
    }

    private static AwsServiceException error(String code, String message) {
        return ServiceErrors.error(SfnClient.class, code, message);
    }
}
