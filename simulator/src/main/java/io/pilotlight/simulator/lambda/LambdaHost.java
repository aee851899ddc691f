package io.pilotlight.simulator.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pilotlight.simulator.cloud.api.Arns;
import io.pilotlight.simulator.cloud.api.CloudContext;
import io.pilotlight.simulator.time.Timeline;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Lambda in one Region: the production handlers, each invocation with its own start, time-out and role.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-handler.html">Lambda function handler in Java</a>
 */
public final class LambdaHost {

    /** @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">Retries</a> */
    private static final List<Duration> ASYNCHRONOUS_RETRIES = List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));

    private final CloudContext cloud;
    private final String region;
    private final SplittableRandom requestIds;
    private final Map<String, HostedFunction> functions = new LinkedHashMap<>();

    public LambdaHost(CloudContext cloud, String region) {
        this.cloud = cloud;
        this.region = region;
        this.requestIds = cloud.timeline().random("lambda.requests");
    }

    /**
     * Deploys a function, or replaces it.
     *
     * @param function its logical name in the template; its role is looked up by it
     * @param handler serves every invocation, also several at once
     */
    public void register(String function, RequestStreamHandler handler, Duration timeout, int memoryMegabytes) {
        functions.put(function, new HostedFunction(function, arn(function), timeout, memoryMegabytes, handler));
    }

    /** Returns the ARN that a function of this name has, or would have. */
    public String arn(String function) {
        return Arns.of("lambda", region, "function:" + function);
    }

    /**
     * Invokes a function and waits for its answer in virtual time; a caller that is no process gets it at once. A
     * caller that is stopped meanwhile leaves the function running.
     *
     * @param function the function's name or ARN
     * @throws FunctionFailed where it threw, timed out ({@code Sandbox.Timedout}), is not there
     *     ({@code Lambda.ResourceNotFoundException}), or Lambda does not answer ({@code Lambda.SdkClientException})
     */
    public JsonNode invoke(String function, JsonNode event) {
        Invocation invocation = invocation(function, event);
        if (timeline().canSleep()) {
            invocation.begin();
        } else {
            invocation.runAtOnce();
        }
        return invocation.await();
    }

    /**
     * Invokes a function as an event does: nobody waits, and one that fails is tried again with the same event, after
     * one minute and then after two.
     *
     * @param retries the function's {@code MaximumRetryAttempts}, 0 to 2
     */
    public void invokeLater(String function, JsonNode event, int retries) {
        List<Duration> waits = ASYNCHRONOUS_RETRIES.subList(0, retries);
        timeline().after(Duration.ZERO, () -> deliver(function, event, waits));
    }

    /** Nobody but the journal hears of a failure; Lambda tells nobody either. */
    private void deliver(String function, JsonNode event, List<Duration> waits) {
        Runnable again = () -> waits.stream().findFirst().ifPresent(wait -> timeline().after(
                wait, () -> deliver(function, event, waits.subList(1, waits.size()))));
        try {
            Invocation invocation = invocation(function, event);
            invocation.begin();
            invocation.ifItFails(again);
        } catch (FunctionFailed _) {
            again.run();
        }
    }

    private Invocation invocation(String function, JsonNode event) {
        String name = function.startsWith(arn("")) ? function.substring(arn("").length()) : function;
        if (!cloud.faults().answers(region, "lambda")) {
            throw refused("Lambda.SdkClientException", "Lambda in %s does not answer".formatted(region));
        }
        HostedFunction hosted = Optional.ofNullable(functions.get(name)).orElseThrow(() ->
                refused("Lambda.ResourceNotFoundException", "Function not found: " + arn(name)));
        return new Invocation(cloud, hosted, requestId(), event);
    }

    private static FunctionFailed refused(String errorType, String message) {
        return new FunctionFailed(errorType, JsonNodeFactory.instance.objectNode().put("errorMessage", message));
    }

    private String requestId() {
        return new UUID(requestIds.nextLong(), requestIds.nextLong()).toString();
    }

    private Timeline timeline() {
        return cloud.timeline();
    }
}
