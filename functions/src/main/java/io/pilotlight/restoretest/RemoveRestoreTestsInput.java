package io.pilotlight.restoretest;

import io.pilotlight.step.Require;

/**
 * @param planParameter the name of the SSM parameter that holds the plan, in the function's own Region
 * @param executionId the ARN of the execution whose instances are removed; empty for those of every execution that has
 *     ended, which a test that was cut off has left behind
 */
public record RemoveRestoreTestsInput(String planParameter, String executionId) {

    public RemoveRestoreTestsInput {
        Require.text("planParameter", planParameter);
    }
}
