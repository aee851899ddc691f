package io.pilotlight.scaling;

import io.pilotlight.plan.ServiceSite;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;

/** Looks up the ECS service of a site ({@code ecs:DescribeServices}) and its tasks. */
public final class EcsServices {

    private static final String STOPPED = "STOPPED";
    private static final String ACTIVE = "ACTIVE";

    private EcsServices() {}

    /** Finds the service, also one that was deleted; empty where it, or its cluster, is not known. */
    public static Optional<Service> findAny(EcsClient ecs, ServiceSite site) {
        try {
            return ecs.describeServices(request -> request.cluster(site.cluster()).services(site.service()))
                    .services().stream().findFirst();
        } catch (ClusterNotFoundException _) {
            return Optional.empty();
        }
    }

    /**
     * Counts the tasks of a service that are not {@code STOPPED}, those that drain among them, whatever deployment they are
     * of ({@code ecs:ListTasks} and {@code ecs:DescribeTasks}, by pages of 100).
     */
    public static int tasksNotStopped(EcsClient ecs, ServiceSite site) {
        return (int) Stream.of(DesiredStatus.RUNNING, DesiredStatus.STOPPED)
                .flatMap(wanted -> tasks(ecs, site, wanted))
                .filter(task -> !STOPPED.equals(task.lastStatus()))
                .count();
    }

    /** Describes the tasks of a service that are to have a status ({@code ecs:ListTasks} and {@code ecs:DescribeTasks}). */
    static Stream<Task> tasks(EcsClient ecs, ServiceSite site, DesiredStatus wanted) {
        return ecs.listTasksPaginator(request -> request
                        .cluster(site.cluster()).serviceName(site.service()).desiredStatus(wanted))
                .stream()
                .filter(page -> !page.taskArns().isEmpty())
                .flatMap(page -> ecs.describeTasks(request -> request.cluster(site.cluster()).tasks(page.taskArns()))
                        .tasks().stream());
    }

    /**
     * Returns the service where it is {@code ACTIVE}.
     *
     * @param region the client's Region, for the message
     * @throws ServiceNotThereException where there is none
     */
    public static Service active(EcsClient ecs, String region, ServiceSite site) {
        return findAny(ecs, site)
                .filter(service -> ACTIVE.equals(service.status()))
                .orElseThrow(() -> new ServiceNotThereException(region, site));
    }
}
