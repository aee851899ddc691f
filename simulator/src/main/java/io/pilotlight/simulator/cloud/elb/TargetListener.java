package io.pilotlight.simulator.cloud.elb;

import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** Is told when a target's health changes, while it happens. */
@FunctionalInterface
public interface TargetListener {

    /**
     * @param target the target's address
     * @param state what it is now; {@code UNUSED} once it has drained and is gone
     * @param description why, as {@code DescribeTargetHealth} says it; empty where it is healthy
     */
    void healthChanged(String targetGroupArn, String target, TargetHealthStateEnum state, String description);
}
