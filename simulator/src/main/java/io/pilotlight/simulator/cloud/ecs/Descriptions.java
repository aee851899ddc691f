package io.pilotlight.simulator.cloud.ecs;

import io.pilotlight.simulator.cloud.api.Arns;
import io.pilotlight.simulator.cloud.ecs.TaskOfService.Status;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.SchedulingStrategy;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;

/** Describes services and tasks as ECS does. */
final class Descriptions {

    private Descriptions() {}

    static String clusterArn(String region, String cluster) {
        return Arns.of("ecs", region, "cluster/" + cluster);
    }

    static Service service(ServiceOfCluster service) {
        return Service.builder()
                .serviceArn(Arns.of(
                        "ecs", service.region(), "service/%s/%s".formatted(service.cluster(), service.name())))
                .serviceName(service.name())
                .clusterArn(clusterArn(service.region(), service.cluster()))
                .status(service.status())
                .desiredCount(service.desiredCount())
                .runningCount(count(service.tasks().all(), Status.RUNNING))
                .pendingCount(count(service.tasks().all(), Status.PENDING))
                .launchType(LaunchType.FARGATE)
                .platformVersion("LATEST")
                .schedulingStrategy(SchedulingStrategy.REPLICA)
                .taskDefinition(service.settings().taskDefinition())
                .loadBalancers(service.settings().loadBalancers())
                .networkConfiguration(service.settings().networkConfiguration())
                .healthCheckGracePeriodSeconds((int) service.settings().healthCheckGracePeriod().toSeconds())
                .deploymentController(service.settings().deploymentController())
                .createdAt(service.createdAt())
                .deployments(deployment(service))
                .events(service.events().newestFirst())
                .build();
    }

    static Task task(ServiceOfCluster service, TaskOfService task) {
        boolean stopping = !task.counts();
        return Task.builder()
                .taskArn(taskArn(service, task))
                .clusterArn(clusterArn(service.region(), service.cluster()))
                .taskDefinitionArn(service.settings().taskDefinition())
                .group("service:" + service.name())
                .startedBy("ecs-svc/%d".formatted(task.deployment()))
                .launchType(LaunchType.FARGATE)
                .lastStatus(task.status().name())
                .healthStatus(task.health())
                .desiredStatus(stopping ? "STOPPED" : "RUNNING")
                .createdAt(task.createdAt())
                .startedAt(orNull(task.startedAt()))
                .stoppedAt(orNull(task.stoppedAt()))
                .stoppedReason(task.stoppedReason().isEmpty() ? null : task.stoppedReason())
                .build();
    }

    static String taskArn(ServiceOfCluster service, TaskOfService task) {
        return Arns.of("ecs", service.region(), "task/%s/%s".formatted(service.cluster(), task.id()));
    }

    private static Deployment deployment(ServiceOfCluster service) {
        List<TaskOfService> current = service.tasks().all().stream()
                .filter(task -> task.deployment() == service.deployment())
                .toList();
        boolean complete = count(current, Status.RUNNING) == service.desiredCount();
        return Deployment.builder()
                .id("ecs-svc/%d".formatted(service.deployment()))
                .status("PRIMARY")
                .taskDefinition(service.settings().taskDefinition())
                .desiredCount(service.desiredCount())
                .runningCount(count(current, Status.RUNNING))
                .pendingCount(count(current, Status.PENDING))
                .createdAt(service.deployedAt())
                .updatedAt(service.deployedAt())
                .launchType(LaunchType.FARGATE)
                .rolloutState(complete ? DeploymentRolloutState.COMPLETED : DeploymentRolloutState.IN_PROGRESS)
                .build();
    }

    private static int count(List<TaskOfService> tasks, Status status) {
        return (int) tasks.stream().filter(task -> task.is(status)).count();
    }

    private static Instant orNull(Instant instant) {
        return instant.equals(Instant.MAX) ? null : instant;
    }
}
