package io.pilotlight.simulator.cloud.scaling;

import io.pilotlight.simulator.cloud.api.Access;
import io.pilotlight.simulator.cloud.api.Arns;
import io.pilotlight.simulator.cloud.api.CloudContext;
import io.pilotlight.simulator.cloud.api.Guarded;
import io.pilotlight.simulator.cloud.api.ServiceErrors;
import io.pilotlight.simulator.cloud.ecs.SimulatedEcs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalableTargetsRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalableTargetsResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.SuspendedState;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;

/**
 * Application Auto Scaling of ECS services in one Region: puts a desired count outside the bounds back inside, some
 * time
 * after it was set or the bounds were.
 *
 * @see <a href="https://docs.aws.amazon.com/autoscaling/application/userguide/getting-started.html">Concepts: changes
 *     out
 *     of band</a>
 */
public final class SimulatedApplicationAutoScaling implements ApplicationAutoScalingClient, Guarded {

    private static final Duration NEXT_LOOK_WHILE_DARK = Duration.ofMinutes(1);

    private final CloudContext context;
    private final String region;
    private final SimulatedEcs ecs;
    private final Map<String, ScalableTarget> targets = new LinkedHashMap<>();
    private final Set<String> looks = new HashSet<>();

    public SimulatedApplicationAutoScaling(CloudContext context, String region, SimulatedEcs ecs) {
        this.context = context;
        this.region = region;
        this.ecs = ecs;
        ecs.listen((cluster, service, _) -> lookLater("service/%s/%s".formatted(cluster, service)));
    }

    @Override
    public DescribeScalableTargetsResponse describeScalableTargets(DescribeScalableTargetsRequest request) {
        return DescribeScalableTargetsResponse.builder()
                .scalableTargets(targets.values().stream()
                        .filter(target -> request.resourceIds().isEmpty()
                                || request.resourceIds().contains(target.resourceId()))
                        .filter(target -> request.serviceNamespace() == null
                                || target.serviceNamespace() == request.serviceNamespace())
                        .toList())
                .build();
    }

    @Override
    public RegisterScalableTargetResponse registerScalableTarget(RegisterScalableTargetRequest request) {
        ScalableTarget known = targets.get(request.resourceId());
        Integer minimum = request.minCapacity() == null && known != null ? known.minCapacity() : request.minCapacity();
        Integer maximum = request.maxCapacity() == null && known != null ? known.maxCapacity() : request.maxCapacity();
        requireBounds(minimum, maximum);
        if (service(request.resourceId()).isEmpty()) {
            throw refused("ECS service doesn't exist: " + request.resourceId());
        }
        ScalableTarget target = ScalableTarget.builder()
                .serviceNamespace(request.serviceNamespace())
                .scalableDimension(request.scalableDimension())
                .resourceId(request.resourceId())
                .minCapacity(minimum)
                .maxCapacity(maximum)
                .roleARN(request.roleARN() == null && known != null ? known.roleARN() : request.roleARN())
                .suspendedState(suspended(request, known))
                .creationTime(known == null ? context.timeline().now() : known.creationTime())
                .scalableTargetARN(arn(request.resourceId()))
                .build();
        targets.put(request.resourceId(), target);
        lookLater(request.resourceId());
        return RegisterScalableTargetResponse.builder().scalableTargetARN(target.scalableTargetARN()).build();
    }

    /**
     * Lets a scheduled action set a target's bounds after some time, unless scheduled scaling is suspended then.
     *
     * @see <a href="https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scheduled-scaling.html">
     *     Scheduled scaling</a>
     */
    public void scheduleAction(Duration after, String resourceId, int minimum, int maximum) {
        context.timeline().after(after, () -> {
            ScalableTarget target = targets.get(resourceId);
            if (!Boolean.TRUE.equals(target.suspendedState().scheduledScalingSuspended())) {
                targets.put(resourceId, target.toBuilder().minCapacity(minimum).maxCapacity(maximum).build());
                lookLater(resourceId);
            }
        });
    }

    @Override
    public List<Access> accesses(String action, SdkRequest request) {
        return request instanceof RegisterScalableTargetRequest asked
                ? List.of(new Access(action, arn(asked.resourceId()), Map.of(
                        "application-autoscaling:service-namespace", List.of(asked.serviceNamespaceAsString()),
                        "application-autoscaling:scalable-dimension", List.of(asked.scalableDimensionAsString()))))
                : List.of(Access.to(action, Access.ANY));
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    private void lookLater(String resourceId) {
        if (targets.containsKey(resourceId) && looks.add(resourceId)) {
            context.timeline().after(context.latencies().scalingReaction(), () -> look(resourceId));
        }
    }

    private void look(String resourceId) {
        if (context.faults().isDark(region)) {
            context.timeline().after(NEXT_LOOK_WHILE_DARK, () -> look(resourceId));
            return;
        }
        looks.remove(resourceId);
        ScalableTarget target = targets.get(resourceId);
        service(resourceId).filter(service -> service.status().equals("ACTIVE")).ifPresent(service -> {
            int wanted = Math.clamp(service.desiredCount(), target.minCapacity(), target.maxCapacity());
            boolean suspended = wanted > service.desiredCount()
                    ? Boolean.TRUE.equals(target.suspendedState().dynamicScalingOutSuspended())
                    : Boolean.TRUE.equals(target.suspendedState().dynamicScalingInSuspended());
            if (wanted != service.desiredCount() && !suspended) {
                ecs.updateService(UpdateServiceRequest.builder()
                        .cluster(service.clusterArn())
                        .service(service.serviceName())
                        .desiredCount(wanted)
                        .build());
            }
        });
    }

    private Optional<Service> service(String resourceId) {
        String[] parts = resourceId.split("/");
        if (parts.length != 3 || !parts[0].equals("service")) {
            throw refused("Unsupported service namespace, resource type or scalable dimension: " + resourceId);
        }
        return ecs.describeServices(DescribeServicesRequest.builder().cluster(parts[1]).services(parts[2]).build())
                .services().stream().findFirst();
    }

    private static SuspendedState suspended(RegisterScalableTargetRequest request, ScalableTarget known) {
        SuspendedState before = known == null
                ? SuspendedState.builder()
                        .dynamicScalingInSuspended(false)
                        .dynamicScalingOutSuspended(false)
                        .scheduledScalingSuspended(false)
                        .build()
                : known.suspendedState();
        SuspendedState asked = request.suspendedState();
        return asked == null ? before : SuspendedState.builder()
                .dynamicScalingInSuspended(
                        orElse(asked.dynamicScalingInSuspended(), before.dynamicScalingInSuspended()))
                .dynamicScalingOutSuspended(
                        orElse(asked.dynamicScalingOutSuspended(), before.dynamicScalingOutSuspended()))
                .scheduledScalingSuspended(
                        orElse(asked.scheduledScalingSuspended(), before.scheduledScalingSuspended()))
                .build();
    }

    private static Boolean orElse(Boolean value, Boolean otherwise) {
        return value == null ? otherwise : value;
    }

    private static void requireBounds(Integer minimum, Integer maximum) {
        if (minimum == null || maximum == null) {
            throw refused("Minimum and maximum capacity are required to register a new scalable target");
        }
        if (minimum < 0 || minimum > maximum) {
            throw refused("Maximum capacity cannot be less than minimum capacity");
        }
    }

    private String arn(String resourceId) {
        String id = UUID.nameUUIDFromBytes((region + resourceId).getBytes(StandardCharsets.UTF_8)).toString();
        return Arns.of("application-autoscaling", region, "scalable-target/" + id);
    }

    private static AwsServiceException refused(String message) {
        return ServiceErrors.error(ApplicationAutoScalingClient.class, "ValidationException", message);
    }
}
