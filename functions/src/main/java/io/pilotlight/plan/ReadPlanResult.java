package io.pilotlight.plan;

import io.pilotlight.step.Status;

/**
 * @param status {@code DONE}, or {@code REFUSED} for an event that asks for no failover
 * @param reason why it was refused, or why the recovery was asked for
 * @param trigger who started it
 * @param force whether a person asked to go on although the primary may be healthy
 * @param plan the plan
 * @param timing the plan's durations in seconds
 */
public record ReadPlanResult(
        Status status, String reason, Trigger trigger, boolean force, Plan plan, Timing timing) {}
