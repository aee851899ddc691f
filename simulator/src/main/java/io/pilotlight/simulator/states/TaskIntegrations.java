package io.pilotlight.simulator.states;

import com.fasterxml.jackson.databind.JsonNode;

/** Where the tasks of a state machine go; each call is made by a process, which may wait in virtual time. */
public interface TaskIntegrations {

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
