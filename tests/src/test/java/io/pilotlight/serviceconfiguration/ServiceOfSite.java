package io.pilotlight.serviceconfiguration;

import java.util.List;
import io.pilotlight.plan.ServiceSite;
import io.pilotlight.simulator.cloud.ecs.SimulatedEcs;
import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.simulator.scenario.StepSite;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;

/** A service of the simulated ECS in one Region, and what is released to it. */
public final class ServiceOfSite {

    /** What a plan says of it, at either site. */
    public static final ServiceSite SITE = new ServiceSite("cluster", "shop", 2, 2, 4, "arn:target", List.of(), "lb", "Z1");

    private final StepCloud cloud;
    private final SimulatedEcs ecs;
    private final String family;

    /** Makes it with a first task definition and no task; its tasks find the database of a site that is made too. */
    public ServiceOfSite(StepCloud cloud, String region, RegisterTaskDefinitionRequest first) {
        this(cloud, region, first, DeploymentControllerType.ECS);
    }

    /** Makes it with the controller that deploys it. */
    ServiceOfSite(StepCloud cloud, String region, RegisterTaskDefinitionRequest first, DeploymentControllerType controller) {
        new StepSite(cloud, region).build(0, 0, 0);
        this.cloud = cloud;
        ecs = cloud.ecs(region);
        family = first.family();
        ecs.createCluster(request -> request.clusterName(SITE.cluster()));
        String definition = register(first);
        ecs.createService(request -> request
                .cluster(SITE.cluster()).serviceName(SITE.service()).taskDefinition(definition).desiredCount(0)
                .deploymentController(deployment -> deployment.type(controller)));
    }

    /** Registers a task definition and deploys it. */
    public void release(RegisterTaskDefinitionRequest next) {
        String definition = register(next);
        ecs.updateService(request -> request
                .cluster(SITE.cluster()).service(SITE.service()).taskDefinition(definition));
    }

    public void setDesiredCount(int count) {
        ecs.updateService(request -> request
                .cluster(SITE.cluster()).service(SITE.service()).desiredCount(count));
    }

    /** Makes a revision inactive, as people do with old ones. */
    void deregister(int revision) {
        ecs.deregisterTaskDefinition(request -> request.taskDefinition(family + ":" + revision));
    }

    List<Tag> tags() {
        return ecs.describeTaskDefinition(request -> request
                .taskDefinition(current().taskDefinitionArn()).include(TaskDefinitionField.TAGS)).tags();
    }

    public void setGracePeriod(int seconds) {
        ecs.updateService(request -> request
                .cluster(SITE.cluster()).service(SITE.service()).healthCheckGracePeriodSeconds(seconds));
    }

    public void delete() {
        ecs.deleteService(request -> request.cluster(SITE.cluster()).service(SITE.service()).force(true));
    }

    /** Returns the revisions of its first task definition's family that are active. */
    List<Integer> activeRevisions() {
        return ecs.listTaskDefinitions(request -> request.familyPrefix(family)).taskDefinitionArns().stream()
                .map(arn -> Integer.valueOf(arn.substring(arn.lastIndexOf(':') + 1)))
                .toList();
    }

    /** Returns how many revisions of its first task definition's family there are. */
    int revisions() {
        return ecs.describeTaskDefinition(request -> request.taskDefinition(family)).taskDefinition().revision();
    }

    TaskDefinition current() {
        Service service = ecs.describeServices(request -> request.cluster(SITE.cluster()).services(SITE.service()))
                .services().getFirst();
        return ecs.describeTaskDefinition(request -> request.taskDefinition(service.taskDefinition())).taskDefinition();
    }

    /** A pipeline pushes the images first, and the registry replicates them. */
    private String register(RegisterTaskDefinitionRequest definition) {
        definition.containerDefinitions().stream().map(ContainerDefinition::image).filter(image -> image.contains(".dkr.ecr.")).forEach(image ->
                List.of(StepCloud.PRIMARY, StepCloud.STANDBY).forEach(region -> cloud.images(region).push(
                        image.replace(StepCloud.PRIMARY, region).replace(StepCloud.STANDBY, region))));
        return ecs.registerTaskDefinition(definition).taskDefinition().taskDefinitionArn();
    }
}
