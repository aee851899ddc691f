package io.pilotlight.restoretest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionRequest;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** Executions whose states a test sets; it does not know any other, as Step Functions after 90 days. */
final class ExecutionsFake implements SfnClient {

    final Map<String, ExecutionStatus> statuses = new HashMap<>();
    final List<String> asked = new ArrayList<>();

    @Override
    public DescribeExecutionResponse describeExecution(DescribeExecutionRequest request) {
        asked.add(request.executionArn());
        if (!statuses.containsKey(request.executionArn())) {
            throw ExecutionDoesNotExistException.builder().statusCode(400).message("Execution Does Not Exist").build();
        }
        return DescribeExecutionResponse.builder().status(statuses.get(request.executionArn())).build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
