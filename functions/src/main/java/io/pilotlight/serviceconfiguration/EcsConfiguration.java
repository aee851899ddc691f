package io.pilotlight.serviceconfiguration;

import io.pilotlight.plan.ServiceSite;
import io.pilotlight.scaling.ServiceNotThereException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** A site's ECS service and the task definitions of its family, as ECS has them now. */
record EcsConfiguration(EcsClient ecs, String region, ServiceSite site) {

    /**
     * Reads the service ({@code ecs:DescribeServices}).
     *
     * @throws ServiceNotThereException where there is none
     */
    Service service() {
        try {
            return ecs.describeServices(request -> request.cluster(site.cluster()).services(site.service()))
                    .services().stream()
                    .filter(service -> "ACTIVE".equals(service.status()))
                    .findFirst()
                    .orElseThrow(() -> new ServiceNotThereException(region, site));
        } catch (ClusterNotFoundException _) {
            throw new ServiceNotThereException(region, site);
        }
    }

    /** Reads a task definition by its ARN, or the newest active one by its family ({@code ecs:DescribeTaskDefinition}). */
    TaskDefinition taskDefinition(String arnOrFamily) {
        return ecs.describeTaskDefinition(request -> request.taskDefinition(arnOrFamily)).taskDefinition();
    }
}
