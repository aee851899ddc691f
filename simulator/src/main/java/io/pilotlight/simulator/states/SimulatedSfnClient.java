package io.pilotlight.simulator.states;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.json.StrictJson;
import io.pilotlight.simulator.cloud.api.Access;
import io.pilotlight.simulator.cloud.api.Guarded;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionRequest;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ListExecutionsRequest;
import software.amazon.awssdk.services.sfn.model.ListExecutionsResponse;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureResponse;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessResponse;
import software.amazon.awssdk.services.sfn.model.StartExecutionRequest;
import software.amazon.awssdk.services.sfn.model.StartExecutionResponse;
import software.amazon.awssdk.services.sfn.model.StopExecutionRequest;
import software.amazon.awssdk.services.sfn.model.StopExecutionResponse;

/** Step Functions' API as the functions call it, over {@link StateMachines}. */
public final class SimulatedSfnClient implements SfnClient, Guarded {

    private static final int PAGE = 100;

    private final StateMachines machines;

    public SimulatedSfnClient(StateMachines machines) {
        this.machines = machines;
    }

    @Override
    public StartExecutionResponse startExecution(StartExecutionRequest request) {
        JsonNode input = input(Optional.ofNullable(request.input()).orElse("{}"));
        String arn = machines.start(request.stateMachineArn(), Optional.ofNullable(request.name()), input);
        return StartExecutionResponse.builder()
                .executionArn(arn)
                .startDate(machines.describe(arn).startedAt())
                .build();
    }

    @Override
    public DescribeExecutionResponse describeExecution(DescribeExecutionRequest request) {
        ExecutionDescription found = machines.describe(request.executionArn());
        return DescribeExecutionResponse.builder()
                .executionArn(found.arn())
                .stateMachineArn(machines.arn(found.machine()))
                .name(found.name())
                .status(found.status().name())
                .startDate(found.startedAt())
                .stopDate(found.endedAt().orElse(null))
                .input(found.input().toString())
                .output(found.output().map(JsonNode::toString).orElse(null))
                .error(found.error().orElse(null))
                .cause(found.cause().orElse(null))
                .build();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Newest first; what has begun in the last seconds is not listed yet, because the list is eventually consistent.
     *
     * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html">
     *     ListExecutions</a>
     */
    @Override
    public ListExecutionsResponse listExecutions(ListExecutionsRequest request) {
        List<ExecutionListItem> found = machines.listed(request.stateMachineArn()).stream()
                .filter(execution -> request.statusFilter() == null
                        || execution.status().name().equals(request.statusFilterAsString()))
                .map(this::item)
                .toList();
        int from = Optional.ofNullable(request.nextToken()).map(Integer::parseInt).orElse(0);
        int to = Math.min(found.size(), from + Optional.ofNullable(request.maxResults()).orElse(PAGE));
        return ListExecutionsResponse.builder()
                .executions(found.subList(from, to))
                .nextToken(to < found.size() ? Integer.toString(to) : null)
                .build();
    }

    private ExecutionListItem item(ExecutionDescription execution) {
        return ExecutionListItem.builder()
                .executionArn(execution.arn())
                .stateMachineArn(machines.arn(execution.machine()))
                .name(execution.name())
                .status(execution.status().name())
                .startDate(execution.startedAt())
                .stopDate(execution.endedAt().orElse(null))
                .build();
    }

    @Override
    public StopExecutionResponse stopExecution(StopExecutionRequest request) {
        machines.stop(request.executionArn(), Optional.ofNullable(request.error()).orElse(""),
                Optional.ofNullable(request.cause()).orElse(""));
        return StopExecutionResponse.builder()
                .stopDate(machines.describe(request.executionArn()).endedAt().orElseThrow())
                .build();
    }

    @Override
    public SendTaskSuccessResponse sendTaskSuccess(SendTaskSuccessRequest request) {
        try {
            machines.sendTaskSuccess(request.taskToken(), StrictJson.mapper().readTree(request.output()));
        } catch (JsonProcessingException malformed) {
            throw StatesErrors.invalidOutput(malformed.getOriginalMessage());
        }
        return SendTaskSuccessResponse.builder().build();
    }

    @Override
    public SendTaskFailureResponse sendTaskFailure(SendTaskFailureRequest request) {
        machines.sendTaskFailure(request.taskToken(), Optional.ofNullable(request.error()),
                Optional.ofNullable(request.cause()));
        return SendTaskFailureResponse.builder().build();
    }

    private static JsonNode input(String text) {
        try {
            return StrictJson.mapper().readTree(text);
        } catch (JsonProcessingException malformed) {
            throw StatesErrors.invalidInput(malformed.getOriginalMessage());
        }
    }

    @Override
    public List<Access> accesses(String action, SdkRequest request) {
        return List.of(Access.to(action, switch (request) {
            case DescribeExecutionRequest asked -> asked.executionArn();
            case StopExecutionRequest asked -> asked.executionArn();
            case StartExecutionRequest asked -> machines.arn(asked.stateMachineArn());
            case ListExecutionsRequest asked -> machines.arn(asked.stateMachineArn());
            default -> Access.ANY;
        }));
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
