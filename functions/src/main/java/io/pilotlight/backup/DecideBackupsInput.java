package io.pilotlight.backup;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.step.Require;
import java.time.Instant;

/**
 * @param planParameter the name of the SSM parameter that holds the plan, in the function's own Region
 * @param table the state table, in the function's own Region
 * @param executionId the ARN of the execution that asks
 * @param startedAt when that execution was started
 * @param input the execution's input as it came: {@code {}}, a person's request, or the scheduler's
 */
public record DecideBackupsInput(
        String planParameter, String table, String executionId, Instant startedAt, JsonNode input) {

    public DecideBackupsInput {
        Require.text("planParameter", planParameter);
        Require.text("table", table);
        Require.text("executionId", executionId);
    }
}
