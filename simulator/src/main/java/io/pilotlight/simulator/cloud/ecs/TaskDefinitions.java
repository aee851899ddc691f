package io.pilotlight.simulator.cloud.ecs;

import io.pilotlight.simulator.cloud.api.Arns;
import io.pilotlight.simulator.cloud.api.CloudContext;
import io.pilotlight.simulator.cloud.api.ServiceErrors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsRequest;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsResponse;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.SortOrder;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

/** The task definitions of a Region: families of revisions that never change. */
final class TaskDefinitions {

    private static final int MOST_LISTED = 100;

    /** Amazon ECS API Reference, RegisterTaskDefinition: "Maximum number of tags per resource - 50". */
    private static final int MOST_TAGS = 50;

    private final CloudContext context;
    private final String region;
    private final Map<String, List<TaskDefinition>> families = new HashMap<>();
    private final Map<String, List<Tag>> tags = new HashMap<>();

    TaskDefinitions(CloudContext context, String region) {
        this.context = context;
        this.region = region;
    }

    TaskDefinition register(RegisterTaskDefinitionRequest request) {
        if (request.tags().size() > MOST_TAGS) {
            throw ServiceErrors.error(EcsClient.class, "InvalidParameterException", "Tags can not be more than %d.".formatted(MOST_TAGS));
        }
        List<TaskDefinition> revisions = families.computeIfAbsent(request.family(), _ -> new ArrayList<>());
        int revision = revisions.size() + 1;
        String name = "task-definition/%s:%d".formatted(request.family(), revision);
        revisions.add(TaskDefinition.builder()
                .taskDefinitionArn(Arns.of("ecs", region, name))
                .family(request.family())
                .revision(revision)
                .status(TaskDefinitionStatus.ACTIVE)
                .taskRoleArn(request.taskRoleArn())
                .executionRoleArn(request.executionRoleArn())
                .networkMode(request.networkMode())
                .containerDefinitions(request.containerDefinitions())
                .volumes(request.volumes())
                .requiresCompatibilities(request.requiresCompatibilities())
                .cpu(request.cpu())
                .memory(request.memory())
                .runtimePlatform(request.runtimePlatform())
                .ephemeralStorage(request.ephemeralStorage())
                .placementConstraints(request.placementConstraints())
                .proxyConfiguration(request.proxyConfiguration())
                .pidMode(request.pidMode()).ipcMode(request.ipcMode())
                .enableFaultInjection(request.enableFaultInjection())
                .registeredAt(context.timeline().now())
                .build());
        tags.put(revisions.getLast().taskDefinitionArn(), request.tags());
        return revisions.getLast();
    }

    /** Returns what a revision is tagged with. */
    List<Tag> tagsOf(TaskDefinition revision) {
        return tags.get(revision.taskDefinitionArn());
    }

    /** Returns the first page of the revisions of a family that have a status, by their revision. */
    ListTaskDefinitionsResponse list(ListTaskDefinitionsRequest request) {
        List<String> found = families.getOrDefault(request.familyPrefix(), List.of()).stream()
                .filter(revision -> revision.status()
                        == Objects.requireNonNullElse(request.status(), TaskDefinitionStatus.ACTIVE))
                .map(TaskDefinition::taskDefinitionArn)
                .toList();
        int most = Objects.requireNonNullElse(request.maxResults(), MOST_LISTED);
        return ListTaskDefinitionsResponse.builder()
                .taskDefinitionArns((request.sort() == SortOrder.DESC ? found.reversed() : found).stream().limit(most).toList())
                .nextToken(found.size() > most ? "next" : null)
                .build();
    }

    /** Lets a revision be inactive: it is found by its name, and serves the services that stand on it. */
    TaskDefinition deregister(String reference) {
        TaskDefinition revision = find(reference);
        TaskDefinition inactive = revision.toBuilder().status(TaskDefinitionStatus.INACTIVE).build();
        families.get(revision.family()).set(revision.revision() - 1, inactive);
        return inactive;
    }

    /**
     * Finds a task definition by its ARN, its family and revision, or its family alone: then the newest active revision.
     *
     * @throws ClientException where there is none, as ECS says it
     */
    TaskDefinition find(String reference) {
        String name = reference.substring(reference.lastIndexOf('/') + 1);
        String family = name.contains(":") ? name.substring(0, name.indexOf(':')) : name;
        List<TaskDefinition> revisions = families.getOrDefault(family, List.of());
        return revisions.reversed().stream()
                .filter(found -> name.contains(":")
                        ? name.equals(family + ":" + found.revision()) : found.status() == TaskDefinitionStatus.ACTIVE)
                .findFirst()
                .orElseThrow(() ->
                        ServiceErrors.error(EcsClient.class, "ClientException", "Unable to describe task definition."));
    }
}
