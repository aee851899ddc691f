package io.pilotlight.simulator.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.simulator.cloud.api.Access;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sfn.model.SfnException;

/**
 * Calls of Step Functions' own API that a task makes.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html">
 *     DescribeExecution</a>
 */
final class ExecutionCalls {

    private final Execution caller;

    ExecutionCalls(Execution caller) {
        this.caller = caller;
    }

    /** @throws StateFailure an error of {@code Sfn} where the call is refused */
    Document call(Resource resource, JsonNode arguments) {
        String arn = arguments.path("ExecutionArn").asText();
        StateMachines machines = caller.machines();
        try {
            return Document.of(switch (resource) {
                case DESCRIBE_EXECUTION ->
                    call("states:DescribeExecution", arn, () -> described(machines.describe(arn)));
                case STOP_EXECUTION -> call("states:StopExecution", arn, () -> {
                    machines.stop(arn, arguments.path("Error").asText(), arguments.path("Cause").asText());
                    return JsonNodeFactory.instance.objectNode()
                            .put("StopDate", machines.describe(arn).endedAt().orElseThrow().toString());
                });
                default -> throw new IllegalArgumentException("%s is no call of the API".formatted(resource));
            });
        } catch (TaskFailed failed) {
            String name = failed.error().equals(StatesErrors.UNNAMED)
                    ? "Sfn." + SfnException.class.getSimpleName() : failed.error().replace("StepFunctions.", "Sfn.");
            throw new StateFailure(name, failed.getMessage());
        } catch (SfnException refused) {
            throw new StateFailure("Sfn." + refused.getClass().getSimpleName(), refused.getMessage());
        }
    }

    private ObjectNode call(String action, String resource, Supplier<ObjectNode> effect) {
        TaskIntegrations integrations = caller.machines().integrations();
        integrations.authorize(caller.machine().name(), Access.to(action, resource));
        return integrations.call(caller.machine().name(), action, effect);
    }

    /** The output is the text that the other has ended with. */
    private static ObjectNode described(ExecutionDescription found) {
        ObjectNode described = JsonNodeFactory.instance.objectNode()
                .put("ExecutionArn", found.arn())
                .put("Name", found.name())
                .put("Status", found.status().name())
                .put("StartDate", found.startedAt().toString())
                .put("Input", found.input().toString());
        found.endedAt().ifPresent(ended -> described.put("StopDate", ended.toString()));
        found.output().ifPresent(output -> described.put("Output", output.toString()));
        found.error().ifPresent(error -> described.put("Error", error));
        found.cause().ifPresent(cause -> described.put("Cause", cause));
        return described;
    }
}
