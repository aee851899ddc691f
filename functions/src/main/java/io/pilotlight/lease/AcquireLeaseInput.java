package io.pilotlight.lease;

import io.pilotlight.plan.SiteName;
import io.pilotlight.plan.Trigger;
import io.pilotlight.step.Require;
import java.time.Duration;

/**
 * @param table the state table, in the function's own Region
 * @param application the plan's application
 * @param executionId the ARN of the execution that wants the lease
 * @param trigger who started it
 * @param target the site that the recovery wants to make active
 * @param duration how long the lease is held at most; the state machine's own time-out
 */
public record AcquireLeaseInput(
        String table, String application, String executionId, Trigger trigger, SiteName target, Duration duration) {

    public AcquireLeaseInput {
        Require.text("executionId", executionId);
        Require.between("duration", duration, Duration.ofMinutes(1), Duration.ofDays(7));
    }
}
