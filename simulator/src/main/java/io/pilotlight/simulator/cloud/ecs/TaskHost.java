package io.pilotlight.simulator.cloud.ecs;

import io.pilotlight.simulator.application.Application;
import io.pilotlight.simulator.cloud.ecr.SimulatedEcr;
import io.pilotlight.simulator.cloud.elb.SimulatedLoadBalancing;
import io.pilotlight.simulator.cloud.elb.TargetNetwork;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.HealthCheck;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeregisterTargetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RegisterTargetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;

/** What the tasks of a Region run on: capacity, the image, the network and the load balancers. */
final class TaskHost {

    private final String region;
    private final Application.Image image;
    private final TaskDefinitions definitions;
    private final SimulatedEcr images;
    private final TargetNetwork network;
    private final SimulatedLoadBalancing loadBalancing;
    private final FargateSupply supply = new FargateSupply();
    private int addresses;

    TaskHost(
            String region, Application.Image image, TaskDefinitions definitions, SimulatedEcr images,
            TargetNetwork network, SimulatedLoadBalancing loadBalancing) {
        this.region = region;
        this.image = image;
        this.definitions = definitions;
        this.images = images;
        this.network = network;
        this.loadBalancing = loadBalancing;
    }

    String region() {
        return region;
    }

    FargateSupply supply() {
        return supply;
    }

    /** Returns an address that no task has had. */
    String nextAddress() {
        int host = addresses++;
        return "10.%d.%d.%d".formatted(host >> 16 & 255, host >> 8 & 255, host & 255);
    }

    /** Tells whether all images of a task definition can be pulled. */
    boolean hasImages(String taskDefinition) {
        return definitions.find(taskDefinition).containerDefinitions().stream()
                .allMatch(container -> images.gives(Objects.requireNonNullElse(container.image(), "")));
    }

    /** Returns the health check of the container, where the task definition has one. */
    Optional<HealthCheck> healthCheck(String taskDefinition) {
        return definitions.find(taskDefinition).containerDefinitions().stream()
                .map(ContainerDefinition::healthCheck).filter(Objects::nonNull).findFirst();
    }

    /** @throws io.pilotlight.simulator.database.DatabaseUnavailable where the application cannot connect */
    Application start(String address, String service) {
        Application application = image.start(region, service);
        network.attach(address, application);
        return application;
    }

    void detach(String address) {
        network.detach(address);
    }

    void register(LoadBalancer target, String address) {
        loadBalancing.registerTargets(RegisterTargetsRequest.builder()
                .targetGroupArn(target.targetGroupArn())
                .targets(TargetDescription.builder().id(address).port(target.containerPort()).build())
                .build());
    }

    void deregister(LoadBalancer target, String address) {
        loadBalancing.deregisterTargets(DeregisterTargetsRequest.builder()
                .targetGroupArn(target.targetGroupArn())
                .targets(TargetDescription.builder().id(address).build())
                .build());
    }

    boolean isHealthy(List<LoadBalancer> targets, String address) {
        return targets.stream().allMatch(target -> loadBalancing.isHealthy(target.targetGroupArn(), address));
    }
}
