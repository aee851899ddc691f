package io.pilotlight.scaling;

import io.pilotlight.plan.ServiceSite;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.HealthStatus;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * The tasks of a service that do their work as far as ECS can tell, of a service without a load balancer: those of its
 * newest deployment that ECS finds healthy or, where no container has a health check, that have run for half a minute.
 *
 * <p>A process that cannot reach its database ends soon after its start, and its task is {@code RUNNING} until then; so one
 * that has only just begun to run proves nothing. Calls {@code ecs:ListTasks}, {@code ecs:DescribeTasks} and
 * {@code ecs:DescribeTaskDefinition}.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/healthcheck.html">Container health checks: the
 *     health of a task is unknown while one of its essential containers is not found healthy or unhealthy, or has no check</a>
 */
final class SteadyTasks {

    static final Duration STEADY_AFTER = Duration.ofSeconds(30);
    private static final String RUNNING = "RUNNING";
    private static final String NEWEST = "PRIMARY";

    private final EcsClient ecs;
    private final Instant now;
    private final Map<String, Boolean> haveHealthCheck = new HashMap<>();

    SteadyTasks(EcsClient ecs, Instant now) {
        this.ecs = ecs;
        this.now = now;
    }

    int count(Service service, ServiceSite site) {
        Optional<String> deployment = service.deployments().stream()
                .filter(candidate -> NEWEST.equals(candidate.status()))
                .map(Deployment::id)
                .findFirst();
        return (int) EcsServices.tasks(ecs, site, DesiredStatus.RUNNING)
                .filter(task -> deployment.filter(newest -> !newest.equals(task.startedBy())).isEmpty())
                .filter(this::isSteady)
                .count();
    }

    private boolean isSteady(Task task) {
        return RUNNING.equals(task.lastStatus())
                && switch (Objects.requireNonNullElse(task.healthStatus(), HealthStatus.UNKNOWN)) {
                    case HEALTHY -> true;
                    case UNHEALTHY -> false;
                    case UNKNOWN, UNKNOWN_TO_SDK_VERSION -> hasRunLongEnough(task) && !hasHealthCheck(task);
                };
    }

    private boolean hasRunLongEnough(Task task) {
        return task.startedAt() != null && !now.isBefore(task.startedAt().plus(STEADY_AFTER));
    }

    private boolean hasHealthCheck(Task task) {
        return haveHealthCheck.computeIfAbsent(task.taskDefinitionArn(), arn -> ecs
                .describeTaskDefinition(request -> request.taskDefinition(arn))
                .taskDefinition().containerDefinitions().stream()
                .map(ContainerDefinition::healthCheck)
                .anyMatch(Objects::nonNull));
    }
}
