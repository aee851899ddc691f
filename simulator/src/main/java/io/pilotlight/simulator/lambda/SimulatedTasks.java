package io.pilotlight.simulator.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.simulator.cloud.api.Access;
import io.pilotlight.simulator.cloud.api.CallFault;
import io.pilotlight.simulator.cloud.api.Faults;
import io.pilotlight.simulator.cloud.api.Permissions;
import io.pilotlight.simulator.cloud.api.ServiceErrors;
import io.pilotlight.simulator.states.TaskFailed;
import io.pilotlight.simulator.states.TaskIntegrations;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

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

    private static final String NO_ANSWER = "StepFunctions.SdkClientException";

    private final LambdaHost functions;
    private final Topics topics;
    private final Faults faults;
    private final String region;
    private Permissions permissions = (_, _) -> true;
    private Map<String, String> keyOfTopic = Map.of();

    /** @param faults what goes wrong with the API of Step Functions in its Region */
    public SimulatedTasks(LambdaHost functions, Topics topics, Faults faults, String region) {
        this.functions = functions;
        this.topics = topics;
        this.faults = faults;
        this.region = region;
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
    public <T> T call(String machine, String action, Supplier<T> effect) {
        Optional<CallFault> fault = faults.next(machine, action, region);
        if (!faults.answers(region, "states")) {
            throw new TaskFailed(NO_ANSWER, "no answer");
        }
        strike(fault, CallFault.Moment.BEFORE_EFFECT);
        T result = effect.get();
        strike(fault, CallFault.Moment.AFTER_EFFECT);
        return result;
    }

    private static void strike(Optional<CallFault> fault, CallFault.Moment moment) {
        fault.filter(struck -> struck.moment() == moment).ifPresent(struck -> {
            throw new TaskFailed(
                    struck.kind() == CallFault.Kind.TIMEOUT ? NO_ANSWER : "StepFunctions.AWSStepFunctionsException",
                    struck.kind().name());
        });
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
