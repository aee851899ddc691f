package io.pilotlight.scaling;

import java.util.List;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalableTargetsRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalableTargetsResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;

/** Application Auto Scaling with at most one scalable target. */
public final class AutoScalingFake implements ApplicationAutoScalingClient {

    public final FaultyCalls calls = new FaultyCalls();
    public RegisterScalableTargetRequest lastRegistration;
    private ScalableTarget target;

    public void register(String resourceId, int minimumCapacity, int maximumCapacity) {
        target = ScalableTarget.builder()
                .resourceId(resourceId)
                .minCapacity(minimumCapacity)
                .maxCapacity(maximumCapacity)
                .build();
    }

    public ScalableTarget target() {
        return target;
    }

    @Override
    public DescribeScalableTargetsResponse describeScalableTargets(DescribeScalableTargetsRequest request) {
        return calls.read("DescribeScalableTargets", () -> DescribeScalableTargetsResponse.builder()
                .scalableTargets(target != null && request.resourceIds().contains(target.resourceId())
                        ? List.of(target)
                        : List.of())
                .build());
    }

    @Override
    public RegisterScalableTargetResponse registerScalableTarget(RegisterScalableTargetRequest request) {
        String what = "%s between %d and %d".formatted(
                request.resourceId(), request.minCapacity(), request.maxCapacity());
        return calls.write("RegisterScalableTarget", what, () -> {
            lastRegistration = request;
            register(request.resourceId(), request.minCapacity(), request.maxCapacity());
            return RegisterScalableTargetResponse.builder().build();
        });
    }

    @Override
    public String serviceName() {
        return "application-autoscaling";
    }

    @Override
    public void close() {}
}
