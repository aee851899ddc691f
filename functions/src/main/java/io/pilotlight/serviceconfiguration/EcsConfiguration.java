package io.pilotlight.serviceconfiguration;

import io.pilotlight.plan.ServiceSite;
import io.pilotlight.scaling.EcsServices;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** A site's ECS service and the task definitions of its family, as ECS has them now. */
record EcsConfiguration(EcsClient ecs, String region, ServiceSite site) {

    /**
     * Reads the service ({@code ecs:DescribeServices}).
     *
     * @throws io.pilotlight.scaling.ServiceNotThereException where there is none
     */
    Service service() {
        return EcsServices.active(ecs, region, site);
    }

    /** Reads a task definition by its ARN, or the newest active one by its family ({@code ecs:DescribeTaskDefinition}). */
    TaskDefinition taskDefinition(String arnOrFamily) {
        return ecs.describeTaskDefinition(request -> request.taskDefinition(arnOrFamily)).taskDefinition();
    }
}
