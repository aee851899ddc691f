package io.pilotlight.simulator.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.simulator.states.TaskFailed;
import io.pilotlight.simulator.states.TaskIntegrations;

/** Sends a state machine's tasks to the simulated Lambda and to simulated topics. */
public final class SimulatedTasks implements TaskIntegrations {

    /** Publishes to SNS topics. */
    @FunctionalInterface
    public interface Topics {

        /**
         * Publishes a message.
         *
         * @param subject empty where there is none
         * @return the message's id
         * @throws TaskFailed where SNS refuses it
         */
        String publish(String topicArn, String subject, String message);
    }

    private final LambdaHost functions;
    private final Topics topics;

    public SimulatedTasks(LambdaHost functions, Topics topics) {
        this.functions = functions;
        this.topics = topics;
    }

    @Override
    public JsonNode invokeFunction(String functionName, JsonNode payload) {
        try {
            return functions.invoke(functionName, payload);
        } catch (FunctionFailed failed) {
            throw new TaskFailed(failed.errorType(), failed.payload().toString());
        }
    }

    @Override
    public String publish(String topicArn, String subject, String message) {
        return topics.publish(topicArn, subject, message);
    }
}
