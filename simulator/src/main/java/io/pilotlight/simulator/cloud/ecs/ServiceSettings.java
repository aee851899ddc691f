package io.pilotlight.simulator.cloud.ecs;

import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeploymentController;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;

/** What a service shall be like; what an update does not name stays. */
record ServiceSettings(
        String taskDefinition,
        List<LoadBalancer> loadBalancers,
        Duration healthCheckGracePeriod,
        NetworkConfiguration networkConfiguration,
        DeploymentController deploymentController) {

    static ServiceSettings of(CreateServiceRequest request, String taskDefinitionArn) {
        return new ServiceSettings(
                taskDefinitionArn,
                request.loadBalancers(),
                Duration.ofSeconds(request.healthCheckGracePeriodSeconds() == null
                        ? 0 : request.healthCheckGracePeriodSeconds()),
                request.networkConfiguration(),
                request.deploymentController() == null
                        ? DeploymentController.builder().type(DeploymentControllerType.ECS).build()
                        : request.deploymentController());
    }

    ServiceSettings with(UpdateServiceRequest request, String taskDefinitionArn) {
        return new ServiceSettings(
                taskDefinitionArn,
                request.hasLoadBalancers() ? request.loadBalancers() : loadBalancers,
                request.healthCheckGracePeriodSeconds() == null
                        ? healthCheckGracePeriod : Duration.ofSeconds(request.healthCheckGracePeriodSeconds()),
                request.networkConfiguration() == null ? networkConfiguration : request.networkConfiguration(),
                deploymentController);
    }
}
