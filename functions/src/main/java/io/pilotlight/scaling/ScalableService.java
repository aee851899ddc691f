package io.pilotlight.scaling;

import static java.lang.Boolean.TRUE;

import io.pilotlight.plan.ServiceSite;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalableTargetsRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.applicationautoscaling.model.SuspendedState;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.AwsVpcConfiguration;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;

/**
 * An ECS service at one site together with its scalable target, if one is registered: auto scaling would put the
 * service back to its own minimum, so neither may be changed without the other.
 *
 * <p>Every method makes one AWS call and throws what the SDK throws; those that change something can be repeated.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html">Service auto
 *     scaling</a>
 */
public final class ScalableService {

    private final EcsClient ecs;
    private final ApplicationAutoScalingClient scaling;
    private final ServiceSite site;

    public ScalableService(EcsClient ecs, ApplicationAutoScalingClient scaling, ServiceSite site) {
        this.ecs = ecs;
        this.scaling = scaling;
        this.site = site;
    }

    /** Finds the scalable target, if one is registered ({@code application-autoscaling:DescribeScalableTargets}). */
    public Optional<ScalableTarget> findScalableTarget() {
        return scaling.describeScalableTargets(DescribeScalableTargetsRequest.builder()
                        .serviceNamespace(ServiceNamespace.ECS)
                        .resourceIds(resourceId())
                        .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                        .build())
                .scalableTargets().stream()
                .findFirst();
    }

    /**
     * Lets auto scaling move the service within bounds, by policies and by scheduled actions; the target's role, policies
     * and actions stay as they are ({@code application-autoscaling:RegisterScalableTarget}).
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html">What is
     *     not named is not changed</a>
     */
    public void open(int minimumCapacity, int maximumCapacity) {
        register(minimumCapacity, maximumCapacity, false);
    }

    /**
     * Lets auto scaling start no task: the bounds are 0, and all scaling is suspended, because a scheduled action sets other
     * bounds ({@code application-autoscaling:RegisterScalableTarget}).
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-suspend-resume-scaling.html">
     *     Suspending and resuming scaling</a>
     */
    public void shut() {
        register(0, 0, true);
    }

    /** Tells whether scaling of all three kinds is suspended. */
    public static boolean isSuspended(ScalableTarget target) {
        SuspendedState state = target.suspendedState();
        return state != null && TRUE.equals(state.dynamicScalingInSuspended())
                && TRUE.equals(state.dynamicScalingOutSuspended()) && TRUE.equals(state.scheduledScalingSuspended());
    }

    /** Tells whether scaling of no kind is suspended. */
    public static boolean isOpen(ScalableTarget target) {
        SuspendedState state = target.suspendedState();
        return state == null || !TRUE.equals(state.dynamicScalingInSuspended())
                && !TRUE.equals(state.dynamicScalingOutSuspended()) && !TRUE.equals(state.scheduledScalingSuspended());
    }

    private void register(int minimumCapacity, int maximumCapacity, boolean suspended) {
        scaling.registerScalableTarget(RegisterScalableTargetRequest.builder()
                .serviceNamespace(ServiceNamespace.ECS)
                .resourceId(resourceId())
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                .minCapacity(minimumCapacity)
                .maxCapacity(maximumCapacity)
                .suspendedState(state -> state
                        .dynamicScalingInSuspended(suspended)
                        .dynamicScalingOutSuspended(suspended)
                        .scheduledScalingSuspended(suspended))
                .build());
    }

    /** Sets how many tasks the service keeps running ({@code ecs:UpdateService}). */
    public void setDesiredCount(int desiredCount) {
        ecs.updateService(UpdateServiceRequest.builder()
                .cluster(site.cluster())
                .service(site.service())
                .desiredCount(desiredCount)
                .build());
    }

    /**
     * Places the service's tasks in other subnets from now on, which is a new deployment; security groups and public
     * addresses stay, because they are named again ({@code ecs:UpdateService}).
     */
    public void moveTo(List<String> subnetIds, NetworkConfiguration present) {
        AwsVpcConfiguration moved = present.awsvpcConfiguration().toBuilder().subnets(subnetIds).build();
        ecs.updateService(UpdateServiceRequest.builder()
                .cluster(site.cluster())
                .service(site.service())
                .networkConfiguration(present.toBuilder().awsvpcConfiguration(moved).build())
                .build());
    }

    // Auto scaling knows a cluster by its name alone; the plan may hold its ARN, which ends in :cluster/<name>.
    private String resourceId() {
        String clusterName = site.cluster().substring(site.cluster().lastIndexOf('/') + 1);
        return "service/%s/%s".formatted(clusterName, site.service());
    }
}
