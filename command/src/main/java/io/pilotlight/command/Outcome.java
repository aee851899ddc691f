package io.pilotlight.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.json.StrictJson;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** How a state machine says that a run of it ended: Step Functions calls one a success too that was refused. */
final class Outcome {

    private static final Set<String> NOT_WELL = Set.of("REFUSED", "STOOD_DOWN", "NOT_COMPARED", "FINDINGS");

    private Outcome() {}

    /** Returns what it put out as its outcome, or the name of its error; empty where there is neither. */
    static String of(DescribeExecutionResponse execution) {
        return execution.status() == ExecutionStatus.SUCCEEDED
                ? output(execution).path("outcome").asText() : Optional.ofNullable(execution.error()).orElse("");
    }

    /** Tells whether a run that succeeded has done what it is for. */
    static boolean isWell(String outcome) {
        return !NOT_WELL.contains(outcome);
    }

    /** Returns what it put out; an empty object where that is nothing, or no JSON. */
    static JsonNode output(DescribeExecutionResponse execution) {
        try {
            return execution.output() == null ? StrictJson.mapper().createObjectNode() : StrictJson.mapper().readTree(execution.output());
        } catch (JsonProcessingException notOurs) {
            return StrictJson.mapper().createObjectNode();
        }
    }
}
