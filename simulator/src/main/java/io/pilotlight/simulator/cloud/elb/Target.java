package io.pilotlight.simulator.cloud.elb;

import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthReasonEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** One target of a target group and what its health checks have found. */
final class Target {

    private final String address;
    private final int port;
    private TargetHealthStateEnum state = TargetHealthStateEnum.INITIAL;
    private TargetHealthReasonEnum reason = TargetHealthReasonEnum.ELB_REGISTRATION_IN_PROGRESS;
    private String description = "Target registration is in progress";
    private int successes;
    private int failures;

    Target(String address, int port) {
        this.address = address;
        this.port = port;
    }

    String address() {
        return address;
    }

    TargetHealthStateEnum state() {
        return state;
    }

    String description() {
        return description;
    }

    boolean isDraining() {
        return state == TargetHealthStateEnum.DRAINING;
    }

    /** Counts a check that passed; a new target is healthy after one, an unhealthy one after the threshold. */
    void passed(HealthCheck check) {
        successes++;
        failures = 0;
        int needed = state == TargetHealthStateEnum.INITIAL ? 1 : check.healthyThreshold();
        if (successes >= needed) {
            become(TargetHealthStateEnum.HEALTHY, null, "");
        }
    }

    /** Counts a check that failed; a target is unhealthy after as many as the threshold says. */
    void failed(HealthCheck check, TargetHealthReasonEnum why, String said) {
        failures++;
        successes = 0;
        if (failures >= check.unhealthyThreshold()) {
            become(TargetHealthStateEnum.UNHEALTHY, why, said);
        } else if (state == TargetHealthStateEnum.INITIAL) {
            become(TargetHealthStateEnum.INITIAL, TargetHealthReasonEnum.ELB_INITIAL_HEALTH_CHECKING,
                    "Initial health checks in progress");
        }
    }

    void drain() {
        become(TargetHealthStateEnum.DRAINING, TargetHealthReasonEnum.TARGET_DEREGISTRATION_IN_PROGRESS,
                "Target deregistration is in progress");
    }

    private void become(TargetHealthStateEnum next, TargetHealthReasonEnum why, String said) {
        state = next;
        reason = why;
        description = said;
    }

    TargetHealthDescription describe(boolean inUse) {
        TargetHealth health = inUse
                ? TargetHealth.builder()
                        .state(state)
                        .reason(reason)
                        .description(description.isEmpty() ? null : description)
                        .build()
                : TargetHealth.builder()
                        .state(TargetHealthStateEnum.UNUSED)
                        .reason(TargetHealthReasonEnum.TARGET_NOT_IN_USE)
                        .description("Target group is not configured to receive traffic from the load balancer")
                        .build();
        return TargetHealthDescription.builder()
                .target(TargetDescription.builder().id(address).port(port).build())
                .healthCheckPort(String.valueOf(port))
                .targetHealth(health)
                .build();
    }
}
