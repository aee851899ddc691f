package io.pilotlight.simulator.states;

import io.pilotlight.simulator.cloud.api.ServiceErrors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.InvalidExecutionInputException;
import software.amazon.awssdk.services.sfn.model.InvalidNameException;
import software.amazon.awssdk.services.sfn.model.InvalidOutputException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** The errors of Step Functions' own API. */
final class StatesErrors {

    private StatesErrors() {}

    static StateMachineDoesNotExistException machineDoesNotExist(String machine) {
        return of(StateMachineDoesNotExistException.builder(), StateMachineDoesNotExistException.class,
                "StateMachineDoesNotExist", "State Machine Does Not Exist: '%s'".formatted(machine));
    }

    static ExecutionAlreadyExistsException executionAlreadyExists(String arn) {
        return of(ExecutionAlreadyExistsException.builder(), ExecutionAlreadyExistsException.class,
                "ExecutionAlreadyExists", "Execution Already Exists: '%s'".formatted(arn));
    }

    static ExecutionDoesNotExistException executionDoesNotExist(String arn) {
        return of(ExecutionDoesNotExistException.builder(), ExecutionDoesNotExistException.class,
                "ExecutionDoesNotExist", "Execution Does Not Exist: '%s'".formatted(arn));
    }

    static InvalidNameException invalidName(String name) {
        return of(InvalidNameException.builder(), InvalidNameException.class,
                "InvalidName", "Invalid Name: '%s'".formatted(name));
    }

    static InvalidExecutionInputException invalidInput(String problem) {
        return of(InvalidExecutionInputException.builder(), InvalidExecutionInputException.class,
                "InvalidExecutionInput", "Invalid State Machine Execution Input: '%s'".formatted(problem));
    }

    static InvalidOutputException invalidOutput(String problem) {
        return of(InvalidOutputException.builder(), InvalidOutputException.class,
                "InvalidOutput", "Invalid Output: '%s'".formatted(problem));
    }

    static TaskDoesNotExistException taskDoesNotExist() {
        return of(TaskDoesNotExistException.builder(), TaskDoesNotExistException.class,
                "TaskDoesNotExist", "Task does not exist");
    }

    static TaskTimedOutException taskTimedOut() {
        return of(TaskTimedOutException.builder(), TaskTimedOutException.class,
                "TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
    }

    private static <E extends AwsServiceException> E of(
            AwsServiceException.Builder builder, Class<E> type, String code, String message) {
        return ServiceErrors.as(builder, type, "states", code, 400, message);
    }
}
