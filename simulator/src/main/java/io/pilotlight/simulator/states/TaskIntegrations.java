package io.pilotlight.simulator.states;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.simulator.cloud.api.Access;
import java.util.function.Supplier;

/** Where the tasks of a state machine go; each call is made by a process, which may wait in virtual time. */
public interface TaskIntegrations {

    /**
     * Asks IAM before a task does something.
     *
     * @param machine the name of the machine whose role it is
     * @throws TaskFailed where the role does not allow it
     */
    default void authorize(String machine, Access access) {
        // Where nobody deployed roles, nobody asks for them.
    }

    /**
     * Makes a call of Step Functions' own API, which may go wrong before its effect or after it.
     *
     * @param machine the name of the machine that makes it
     * @param action the IAM action, such as {@code states:StartExecution}
     * @throws TaskFailed where it goes wrong, by the names of {@code StepFunctions}
     */
    default <T> T call(String machine, String action, Supplier<T> effect) {
        return effect.get();
    }

    /**
     * Invokes a Lambda function and waits for its answer.
     *
     * @param functionName the function's name or ARN, as the state machine gives it
     * @throws TaskFailed where the function threw, timed out, or is not there
     */
    JsonNode invokeFunction(String functionName, JsonNode payload);

    /**
     * Publishes to an SNS topic.
     *
     * @param subject empty where there is none
     * @return the message's id
     * @throws TaskFailed where SNS refused it
     */
    String publish(String topicArn, String subject, String message);
}
