package io.pilotlight.simulator.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.simulator.cloud.sns.PublishRefused;
import io.pilotlight.simulator.cloud.sns.SimulatedTopics;
import io.pilotlight.simulator.states.TaskFailed;
import io.pilotlight.simulator.states.TaskIntegrations;
import java.util.UUID;

/**
 * Sends a state machine's tasks to the simulated Lambda and the simulated topics.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html">Invoke a Lambda function</a>
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html">Publish messages to an SNS
 *     topic</a>
 */
public final class SimulatedTasks implements TaskIntegrations {

    private final LambdaHost functions;
    private final SimulatedTopics topics;
    private long published;

    public SimulatedTasks(LambdaHost functions, SimulatedTopics topics) {
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
        try {
            topics.publish(topicArn, subject.isEmpty() ? null : subject, message);
        } catch (PublishRefused refused) {
            throw new TaskFailed(errorName(refused.code()), refused.getMessage());
        }
        return new UUID(0, ++published).toString();
    }

    /** Step Functions names an error of SNS after its exception in the SDK. */
    private static String errorName(String code) {
        return code.equals("ServiceUnavailable") ? "SNS.SdkClientException" : "SNS.%sException".formatted(code);
    }
}
