package io.pilotlight.simulator.scenario;

import java.util.List;
import io.pilotlight.plan.ServiceSite;
import java.time.Duration;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.ecs.model.Service;

/** The site of the application in one Region of the simulated AWS, and its service. */
public final class StepSite {

    public static final String SUBNET = SiteSetup.SUBNET;
    public static final String CLUSTER = SiteSetup.CLUSTER;
    public static final String SERVICE = SiteSetup.SERVICE;

    private final StepCloud cloud;
    private final String region;

    public StepSite(StepCloud cloud, String region) {
        this.cloud = cloud;
        this.region = region;
    }

    /**
     * Builds it with a database and a service that runs so many tasks, between bounds of auto scaling.
     *
     * @return what a plan says of that service, which is to have 2 tasks, between 1 and 6, while its site is active
     */
    public ServiceSite build(int tasks, int leastTasks, int mostTasks) {
        SiteSetup site = cloud.build(region);
        bind(leastTasks, mostTasks);
        setDesiredCount(tasks);
        cloud.pass(Duration.ofMinutes(10));
        return new ServiceSite(
                CLUSTER, SERVICE, 2, 1, 6, site.targetGroupArn(), List.of(), site.dnsName(), site.hostedZoneId());
    }

    /** Sets the bounds between which auto scaling moves a site's service. */
    public void bind(int leastTasks, int mostTasks) {
        cloud.scaling(region).registerScalableTarget(request -> request
                .serviceNamespace(ServiceNamespace.ECS)
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                .resourceId("service/%s/%s".formatted(CLUSTER, SERVICE))
                .minCapacity(leastTasks)
                .maxCapacity(mostTasks));
    }

    /** Asks for so many tasks of a site's service, which ECS then starts and stops. */
    public void setDesiredCount(int tasks) {
        cloud.ecs(region).updateService(request -> request.cluster(CLUSTER).service(SERVICE).desiredCount(tasks));
    }

    /** Returns what ECS says of a site's service. */
    public Service service() {
        return cloud.ecs(region).describeServices(request -> request.cluster(CLUSTER).services(SERVICE))
                .services().getFirst();
    }
}
