package io.pilotlight.scaling;

import io.pilotlight.plan.ServiceSite;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalableTargetsRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
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
     * Sets the bounds within which auto scaling moves the service; the target's role, policies and suspended state stay
     * as they are ({@code application-autoscaling:RegisterScalableTarget}).
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html">What is
     *     not named is not changed</a>
     */
    public void setBounds(int minimumCapacity, int maximumCapacity) {
        scaling.registerScalableTarget(RegisterScalableTargetRequest.builder()
                .serviceNamespace(ServiceNamespace.ECS)
                .resourceId(resourceId())
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                .minCapacity(minimumCapacity)
                .maxCapacity(maximumCapacity)
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
