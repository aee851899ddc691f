package io.pilotlight.scaling;

import io.pilotlight.step.Status;

/**
 * @param status {@code DONE} once as many load-balancer targets are healthy as tasks are wanted
 * @param reason what it waits for, with the service's newest events where tasks are missing
 */
public record ScaleServiceResult(
        Status status, String reason, int desiredCount, int runningCount, int healthyTargets) {}
