package io.pilotlight.plan;

import io.pilotlight.step.Require;
import java.util.List;

/**
 * Capacity in which the tasks of a service can run.
 *
 * <p>ECS manages Fargate's capacity by Availability Zone, so that other subnets are other capacity, and fewer tasks need
 * less of it; ECS goes on trying to place the rest. Fargate Spot is none: it is taken back first where capacity is short.
 * Another size or architecture of the tasks would be another application.
 *
 * @param subnetIds the subnets in which the tasks are placed, all in the service's VPC and reached by its load balancer;
 *     none for the service's own
 * @param enoughTasks how many healthy tasks are enough to move traffic
 * @see <a href="https://repost.aws/knowledge-center/ecs-fargate-runtask-capacity">Capacity is unavailable</a>
 */
public record TaskCapacity(List<String> subnetIds, int enoughTasks) {

    public TaskCapacity {
        subnetIds.forEach(subnet -> Require.text("subnetIds", subnet));
        Unique.names("subnetIds", subnetIds, subnet -> subnet);
        Require.between("enoughTasks", enoughTasks, 1, ServiceSite.MOST_TASKS);
        subnetIds = List.copyOf(subnetIds);
    }

    @Override
    public String toString() {
        return "%d tasks in %s".formatted(
                enoughTasks, subnetIds.isEmpty() ? "the service's own subnets" : String.join(", ", subnetIds));
    }
}
