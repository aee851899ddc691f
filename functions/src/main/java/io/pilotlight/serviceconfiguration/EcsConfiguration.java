package io.pilotlight.serviceconfiguration;

import io.pilotlight.plan.ServiceSite;
import io.pilotlight.scaling.EcsServices;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;
import software.amazon.awssdk.services.ecs.model.TaskSet;

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

    /** Reads the task definition that a service stands on; one that others deploy has it in its primary task set. */
    TaskDefinition taskDefinitionOf(Service service) {
        return service.taskSets().stream()
                .filter(set -> "PRIMARY".equals(set.status()))
                .findFirst()
                .map(TaskSet::taskDefinition)
                .or(() -> Optional.ofNullable(service.taskDefinition()))
                .map(arn -> taskDefinition(arn).taskDefinition())
                .orElseThrow(() -> new NoTaskDefinitionException(region, service.serviceName()));
    }

    /** Reads a task definition and its tags ({@code ecs:DescribeTaskDefinition}); inactive ones too. */
    DescribeTaskDefinitionResponse taskDefinition(String arn) {
        return ecs.describeTaskDefinition(request -> request.taskDefinition(arn).include(TaskDefinitionField.TAGS));
    }

    /** Reads the revisions before one, the newest first, each when it is looked at; those that were deleted are left out. */
    Stream<TaskDefinition> earlier(TaskDefinition than, int most) {
        return IntStream.iterate(than.revision() - 1, revision -> revision > 0, revision -> revision - 1)
                .limit(most)
                .mapToObj(revision -> taskDefinitionIfAny(than.family() + ":" + revision))
                .flatMap(Optional::stream)
                .map(DescribeTaskDefinitionResponse::taskDefinition);
    }

    /** Reads one of which others say that it was there; empty where it was deleted. */
    Optional<DescribeTaskDefinitionResponse> taskDefinitionIfAny(String arnOrFamily) {
        try {
            return Optional.of(taskDefinition(arnOrFamily));
        } catch (ClientException _) {
            // The one error that ECS has for a family without an active revision, and for a revision that is not there.
            return Optional.empty();
        }
    }
}
