package io.pilotlight.simulator.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.simulator.cloud.api.Access;
import io.pilotlight.simulator.cloud.api.Permissions;
import io.pilotlight.simulator.cloud.api.ServiceErrors;
import io.pilotlight.simulator.states.TaskFailed;
import io.pilotlight.simulator.states.TaskIntegrations;
import java.util.Map;
import java.util.Optional;

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
    private Permissions permissions = (_, _) -> true;
    private Map<String, String> keyOfTopic = Map.of();

    public SimulatedTasks(LambdaHost functions, Topics topics) {
        this.functions = functions;
        this.topics = topics;
    }

    /**
     * Gives the machines their roles; until then they may do everything.
     *
     * @param keyOfTopic the KMS keys of encrypted topics, which SNS uses in the caller's name
     */
    public void enforce(Permissions roles, Map<String, String> keyOfTopic) {
        this.permissions = roles;
        this.keyOfTopic = Map.copyOf(keyOfTopic);
    }

    /**
     * {@inheritDoc}
     *
     * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html">How Step
     *     Functions names the errors of its integrations</a>
     * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html">What publishing to an encrypted
     *     topic needs</a>
     */
    @Override
    public void authorize(String machine, Access access) {
        switch (access.action()) {
            case "lambda:InvokeFunction" ->
                require(
                        machine,
                        Access.to(access.action(), functions.arn(access.resource())),
                        "Lambda.AWSLambdaException");
            case "sns:Publish" -> {
                require(machine, access, "SNS.AuthorizationErrorException");
                Optional.ofNullable(keyOfTopic.get(access.resource())).ifPresent(key -> {
                    require(machine, Access.to("kms:GenerateDataKey", key), "SNS.KMSAccessDeniedException");
                    require(machine, Access.to("kms:Decrypt", key), "SNS.KMSAccessDeniedException");
                });
            }
            default -> require(machine, access, "StepFunctions.AWSStepFunctionsException");
        }
    }

    private void require(String machine, Access access, String error) {
        if (!permissions.allow(machine, access)) {
            throw new TaskFailed(error, ServiceErrors.denial(machine, access));
        }
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
