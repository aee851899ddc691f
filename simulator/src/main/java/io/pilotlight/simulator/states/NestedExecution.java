package io.pilotlight.simulator.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.simulator.cloud.api.Access;
import io.pilotlight.simulator.time.ProcessStopped;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.sfn.model.SfnException;

/**
 * Runs another state machine as a task and waits for its end. Where it is stopped or timed out, Step Functions at most tries
 * to stop the other too, and in half of all cases that lives on.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html">Start a new execution:
 *     startExecution.sync:2</a>
 */
final class NestedExecution {

    private final Execution parent;

    NestedExecution(Execution parent) {
        this.parent = parent;
    }

    /**
     * @throws StateFailure {@code States.TaskFailed} where the other fails, an error of {@code StepFunctions} where it
     *     cannot be started
     */
    Document run(JsonNode arguments, Optional<Duration> timeout) {
        Execution child = begin(arguments);
        parent.history().add(1);
        boolean livesOn = false;
        try {
            if (timeout.isEmpty()) {
                child.ended().await();
            } else if (!child.ended().await(timeout.get())) {
                throw new StateFailure(StateFailure.TIMEOUT, "");
            }
        } catch (ProcessStopped | StateFailure unawaited) {
            livesOn = parent.machines().drawsThatAChildLivesOn();
            throw unawaited;
        } finally {
            if (!livesOn) {
                child.stop("", "The execution that started it, %s, no longer waits for it.".formatted(parent.arn()));
            }
        }
        ExecutionDescription ended = child.describe();
        if (ended.status() != ExecutionStatus.SUCCEEDED) {
            throw new StateFailure(StateFailure.TASK_FAILED, failure(ended).toString());
        }
        return Document.of(success(ended));
    }

    /**
     * Starts the other and does not wait for it: it lives on whatever becomes of this one.
     *
     * @throws StateFailure an error of {@code StepFunctions} where it cannot be started
     */
    Document start(JsonNode arguments) {
        Execution child = begin(arguments);
        return Document.of(JsonNodeFactory.instance.objectNode()
                .put("ExecutionArn", child.arn())
                .put("StartDate", child.describe().startedAt().toString()));
    }

    private Execution begin(JsonNode arguments) {
        JsonNode input = arguments.path("Input");
        JsonNode name = arguments.path("Name");
        String machine = arguments.path("StateMachineArn").asText();
        try {
            authorize("states:StartExecution", parent.machines().arn(machine));
            Execution child = parent.machines().integrations().call(
                    parent.machine().name(), "states:StartExecution", () -> parent.machines().begin(
                            machine,
                            name.isMissingNode() ? Optional.empty() : Optional.of(name.asText()),
                            Document.of(input.isMissingNode() ? JsonNodeFactory.instance.objectNode() : input)));
            // What waits for it asks how it goes, and stops it when nobody waits any more.
            authorize("states:DescribeExecution", child.arn());
            authorize("states:StopExecution", child.arn());
            return child;
        } catch (TaskFailed denied) {
            throw new StateFailure(denied.error(), denied.getMessage());
        } catch (SfnException refused) {
            throw new StateFailure(StatesErrors.asIntegrated(refused), refused.getMessage());
        }
    }

    private void authorize(String action, String resource) {
        parent.machines().integrations().authorize(parent.machine().name(), Access.to(action, resource));
    }

    private ObjectNode success(ExecutionDescription ended) {
        ObjectNode result = common(ended);
        result.set("Input", ended.input());
        result.set("Output", ended.output().orElseThrow());
        return result;
    }

    private ObjectNode failure(ExecutionDescription ended) {
        ObjectNode result = common(ended);
        result.put("Input", ended.input().toString());
        ended.error().ifPresent(error -> result.put("Error", error));
        ended.cause().ifPresent(cause -> result.put("Cause", cause));
        return result;
    }

    private ObjectNode common(ExecutionDescription ended) {
        return JsonNodeFactory.instance.objectNode()
                .put("ExecutionArn", ended.arn())
                .put("Name", ended.name())
                .put("StartDate", ended.startedAt().toEpochMilli())
                .put("StateMachineArn", parent.machines().arn(ended.machine()))
                .put("Status", ended.status().name())
                .put("StopDate", ended.endedAt().orElseThrow().toEpochMilli());
    }
}
