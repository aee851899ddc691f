package io.pilotlight.verification;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.step.Require;
import java.time.Instant;

/**
 * @param planParameter the name of the SSM parameter that holds the plan, in the function's own Region
 * @param table the state table, in the function's own Region
 * @param startedAt when the execution began
 * @param input the execution's input as it came: {@code {}} or {@code {"restoreTest": true}}
 */
public record DecideVerificationInput(String planParameter, String table, Instant startedAt, JsonNode input) {

    public DecideVerificationInput {
        Require.text("planParameter", planParameter);
        Require.text("table", table);
    }
}
