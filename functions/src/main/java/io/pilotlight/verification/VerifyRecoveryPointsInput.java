package io.pilotlight.verification;

import io.pilotlight.step.Require;

/**
 * @param planParameter the name of the SSM parameter that holds the plan, in the function's own Region
 * @param table the state table, in the function's own Region
 */
public record VerifyRecoveryPointsInput(String planParameter, String table) {

    public VerifyRecoveryPointsInput {
        Require.text("planParameter", planParameter);
        Require.text("table", table);
    }
}
