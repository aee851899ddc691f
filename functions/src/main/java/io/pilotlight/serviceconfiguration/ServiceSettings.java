package io.pilotlight.serviceconfiguration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/**
 * The settings of an ECS service that should be the same at both sites and that no task definition carries. A mirror does
 * not change them, because whoever made the idle site's service owns them; it tells where they differ.
 */
final class ServiceSettings {

    private static final List<String> OF_SERVICE = List.of("availabilityZoneRebalancing", "capacityProviderStrategy",
            "deploymentController", "enableECSManagedTags", "enableExecuteCommand", "healthCheckGracePeriodSeconds",
            "launchType", "placementConstraints", "placementStrategy", "platformVersion", "propagateTags",
            "schedulingStrategy");
    private static final List<String> OF_DEPLOYMENT_CONFIGURATION =
            List.of("deploymentCircuitBreaker", "maximumPercent", "minimumHealthyPercent", "strategy");

    /** What these are is the site's; that there are any is not. */
    private static final List<String> HAD_BY_SERVICE = List.of("loadBalancers", "serviceRegistries");
    private static final List<String> HAD_BY_DEPLOYMENT =
            List.of("serviceConnectConfiguration", "volumeConfigurations", "vpcLatticeConfigurations");

    /** What ECS takes where nothing is said (Amazon ECS, CreateService), as it answers it or leaves it out. */
    private static final Set<String> DEFAULTS = Set.of("0", "false", "NONE", "LATEST", "REPLICA", "ROLLING",
            "{\"type\":\"ECS\"}", "{\"enable\":false,\"rollback\":false}");

    private ServiceSettings() {}

    /** Returns the fields in which two services, as the AWS CLI prints them, differ; makes no call. */
    static List<String> differing(ObjectNode active, ObjectNode idle) {
        return Differences.between(settings(idle), settings(active));
    }

    private static ObjectNode settings(ObjectNode service) {
        ObjectNode settings = JsonNodeFactory.instance.objectNode();
        OF_SERVICE.forEach(field -> set(settings, field, service.path(field)));
        ObjectNode deployment = settings.putObject("deploymentConfiguration");
        OF_DEPLOYMENT_CONFIGURATION.forEach(field ->
                set(deployment, field, service.path("deploymentConfiguration").path(field)));
        HAD_BY_SERVICE.forEach(field -> set(settings, field, BooleanNode.valueOf(isThere(service.path(field)))));
        service.path("deployments").valueStream()
                .filter(current -> current.path("status").asText().equals("PRIMARY"))
                .forEach(current -> HAD_BY_DEPLOYMENT.forEach(field ->
                        set(settings, field, BooleanNode.valueOf(isThere(current.path(field))))));
        return settings;
    }

    private static void set(ObjectNode settings, String field, JsonNode value) {
        if (!value.isMissingNode() && !DEFAULTS.contains(value.isTextual() ? value.textValue() : value.toString())) {
            settings.set(field, value);
        }
    }

    private static boolean isThere(JsonNode value) {
        return value.isContainerNode() && !value.isEmpty()
                && (!value.has("enabled") || value.path("enabled").booleanValue());
    }
}
