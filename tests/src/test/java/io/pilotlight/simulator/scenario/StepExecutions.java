package io.pilotlight.simulator.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.json.StrictJson;
import io.pilotlight.simulator.states.StateMachines;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** Executions of the simulated Step Functions that a step asks about. */
public final class StepExecutions {

    private static final String MACHINE = "Machine";
    private static final JsonNode WAITING = json("""
            {"QueryLanguage": "JSONata", "StartAt": "Wait", "States": {
                "Wait": {"Type": "Wait", "Seconds": 31536000, "End": true}}}""");

    private final StepCloud cloud;
    private final StateMachines machines;

    public StepExecutions(StepCloud cloud) {
        this.cloud = cloud;
        this.machines = cloud.stateMachines();
        machines.register(MACHINE, WAITING);
    }

    /** Lets there be another state machine, whose executions go on for a year. */
    public void register(String machine) {
        machines.register(machine, WAITING);
    }

    /** Starts an execution that goes on for a year, unless it runs already, and returns its ARN. */
    public String running(String name) {
        return machines.start(MACHINE, Optional.of(name), JsonNodeFactory.instance.objectNode());
    }

    /** Starts an execution that ends at once with the status, and returns its ARN. */
    public String ended(String name, ExecutionStatus status) {
        machines.register(MACHINE, switch (status) {
            case SUCCEEDED -> ending("Succeed");
            case FAILED -> ending("Fail");
            case TIMED_OUT -> ((ObjectNode) WAITING.deepCopy()).put("TimeoutSeconds", 1);
            default -> WAITING;
        });
        String arn = running(name);
        if (status == ExecutionStatus.ABORTED) {
            machines.stop(arn);
        }
        cloud.pass(Duration.ofMinutes(1));
        machines.register(MACHINE, WAITING);
        return arn;
    }

    /** Returns the ARN of an execution that was started under this name, or would have been. */
    public static String arn(String name) {
        return "arn:aws:states:%s:123456789012:execution:%s:%s".formatted(StepCloud.STANDBY, MACHINE, name);
    }

    /** Returns the ARN of the state machine of all of them. */
    public String stateMachine() {
        return machines.arn(MACHINE);
    }

    /** Returns those that have not ended, by their names, in the order in which they were started. */
    public List<String> stillRunning() {
        return machines.list(MACHINE).stream()
                .filter(execution -> execution.endedAt().isEmpty())
                .map(execution -> execution.name())
                .toList();
    }

    /** Stops one that is running. */
    public void stop(String name) {
        machines.stop(arn(name));
    }

    private static JsonNode ending(String type) {
        return json("""
                {"QueryLanguage": "JSONata", "StartAt": "End", "States": {"End": {"Type": "%s"}}}""".formatted(type));
    }

    private static JsonNode json(String text) {
        try {
            return StrictJson.mapper().readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }
}
