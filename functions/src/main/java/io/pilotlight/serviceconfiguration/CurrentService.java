package io.pilotlight.serviceconfiguration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.plan.ServiceSite;
import io.pilotlight.plan.SiteName;
import io.pilotlight.plan.StandbyValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Service;

/**
 * A site's service and the task definition that it stands on, as ECS has them now, in the JSON in which they are saved.
 *
 * @param service as the AWS CLI prints it
 * @param taskDefinition as the AWS CLI prints it
 */
public record CurrentService(ObjectNode service, ObjectNode taskDefinition) {

    /** What auto scaling, deployments and time change of a service that nobody configures anew. */
    private static final Set<String> VOLATILE = Set.of("desiredCount", "runningCount", "pendingCount", "deployments",
            "taskSets", "events", "status", "currentServiceDeployment", "currentServiceRevisions");

    /**
     * How a service stands to what its counterpart at the active site asks of it.
     *
     * @param unmapped the paths of the fields that have no counterpart at this site, so that nothing can be equivalent
     * @param differing the paths in which its task definition is not the equivalent one
     * @param settings the fields of the service itself in which the two differ
     */
    public record Equivalence(List<String> unmapped, List<String> differing, List<String> settings) {}

    /**
     * Reads them ({@code ecs:DescribeServices} and {@code ecs:DescribeTaskDefinition}).
     *
     * @throws io.pilotlight.scaling.ServiceNotThereException where there is no such service
     */
    public static CurrentService read(EcsClient ecs, String region, ServiceSite site) {
        EcsConfiguration configuration = new EcsConfiguration(ecs, region, site);
        Service service = configuration.service();
        return new CurrentService(
                SdkJson.write(service), SdkJson.write(configuration.taskDefinitionOf(service)));
    }

    /** Returns how many tasks it is asked for. */
    public int desiredCount() {
        return service.path("desiredCount").asInt();
    }

    /** Returns when it was last deployed anew; empty where ECS does not say. */
    public Optional<Instant> deployedAt() {
        return service.path("deployments").valueStream()
                .filter(deployment -> deployment.path("status").asText().equals("PRIMARY"))
                .map(deployment -> deployment.path("createdAt"))
                .filter(JsonNode::isTextual)
                .map(createdAt -> Instant.parse(createdAt.textValue()))
                .findFirst();
    }

    /** Returns the paths in which it differs from what was saved of it; makes no call. */
    public List<String> differencesFrom(ObjectNode savedService, ObjectNode savedTaskDefinition) {
        return Stream.concat(
                        Differences.between(configured(savedService), configured(service)).stream()
                                .map("service."::concat),
                        Differences.between(savedTaskDefinition, taskDefinition).stream()
                                .map("taskDefinition."::concat))
                .toList();
    }

    /**
     * Compares it, a service of the idle site, with the active site's service and task definition; makes no call.
     *
     * @param activeService empty where it is not known
     * @param standbyValues what the plan says of the standby site's task definition
     */
    public Equivalence equivalence(Optional<ObjectNode> activeService, ObjectNode activeTaskDefinition,
            String activeRegion, String idleRegion, List<StandbyValue> standbyValues, SiteName activeSite) {
        TaskDefinitionMirror.Mirrored wanted = TaskDefinitionMirror.of(activeTaskDefinition, taskDefinition, activeRegion, idleRegion,
                TaskDefinitionMirror.Given.of(standbyValues, activeSite == SiteName.PRIMARY).withoutAsking());
        return new Equivalence(
                wanted.unmapped(),
                Differences.between(taskDefinition, wanted.definition()),
                activeService.map(active -> ServiceSettings.differing(active, service)).orElse(List.of()));
    }

    private static ObjectNode configured(ObjectNode service) {
        return service.deepCopy().without(VOLATILE);
    }
}
