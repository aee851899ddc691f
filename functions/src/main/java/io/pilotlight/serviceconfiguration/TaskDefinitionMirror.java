package io.pilotlight.serviceconfiguration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes of the active site's task definition the equivalent one of the idle site: what is the application's comes from the
 * active site, what is the site's (roles, secrets, log groups, file systems, whatever names a Region or is an ARN) from the
 * idle site's own definition, and images from its registry, under the same tag or digest.
 *
 * <p>What is the site's and has no counterpart is named by its path, and is neither dropped nor guessed. Elements of lists
 * meet their counterparts by name.
 */
final class TaskDefinitionMirror {

    /** The fields that hold what belongs to a site, even where no Region stands in their value. */
    private static final Set<String> OF_THE_SITE = Set.of("taskRoleArn", "executionRoleArn", "valueFrom",
            "credentialsParameter", "fileSystemId", "accessPointId", "awslogs-group");

    /** What ECS says of a definition, and does not take. */
    private static final Set<String> OF_ECS = Set.of("taskDefinitionArn", "revision", "status", "requiresAttributes",
            "compatibilities", "registeredAt", "deregisteredAt", "registeredBy", "deleteRequestedAt");

    private static final Pattern ECR_IMAGE =
            Pattern.compile("(\\d{12}\\.dkr\\.ecr(?:-fips)?\\.)([a-z0-9-]+)(\\.amazonaws\\.com(?:\\.cn)?/.+)");

    private final String activeRegion;
    private final String idleRegion;
    private final List<String> unmapped = new ArrayList<>();

    private TaskDefinitionMirror(String activeRegion, String idleRegion) {
        this.activeRegion = activeRegion;
        this.idleRegion = idleRegion;
    }

    /**
     * The definition that the idle site should have.
     *
     * @param definition as ECS takes it, of the idle site's own family
     * @param unmapped the paths of the fields that have no counterpart at the idle site
     */
    record Mirrored(ObjectNode definition, List<String> unmapped) {}

    /** Makes no call. */
    static Mirrored of(ObjectNode active, ObjectNode idle, String activeRegion, String idleRegion) {
        TaskDefinitionMirror mirror = new TaskDefinitionMirror(activeRegion, idleRegion);
        ObjectNode wanted = (ObjectNode) mirror.map("", "", comparable(active), comparable(idle));
        wanted.set("family", idle.path("family"));
        return new Mirrored(wanted, List.copyOf(mirror.unmapped));
    }

    /** Returns a definition without what ECS adds to it, so that two can be compared. */
    static ObjectNode comparable(ObjectNode definition) {
        return definition.deepCopy().without(OF_ECS);
    }

    private JsonNode map(String path, String field, JsonNode active, JsonNode idle) {
        if (active.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            active.properties().forEach(entry -> object.set(entry.getKey(), map(
                    path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(),
                    entry.getKey(), entry.getValue(), idle.path(entry.getKey()))));
            return object;
        }
        if (active.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            for (int index = 0; index < active.size(); index++) {
                JsonNode element = active.path(index);
                String name = element.path("name").asText();
                array.add(map("%s[%s]".formatted(path, name.isEmpty() ? Integer.toString(index) : name), field,
                        element, name.isEmpty() ? idle.path(index) : named(idle, name)));
            }
            return array;
        }
        return active.isTextual() && !path.equals("family") ? text(path, field, active.textValue(), idle) : active;
    }

    private JsonNode text(String path, String field, String active, JsonNode idle) {
        Matcher image = ECR_IMAGE.matcher(active);
        if (field.equals("image") && image.matches()) {
            return image.group(2).equals(activeRegion)
                    ? TextNode.valueOf(image.group(1) + idleRegion + image.group(3))
                    : TextNode.valueOf(active);
        }
        if (active.equals(activeRegion)) {
            return TextNode.valueOf(idleRegion);
        }
        boolean bound = active.startsWith("arn:") || active.contains(activeRegion);
        if (!bound && !OF_THE_SITE.contains(field)) {
            return TextNode.valueOf(active);
        }
        if (idle.isTextual() && !idle.textValue().isBlank() && !idle.textValue().contains(activeRegion)) {
            return idle;
        }
        if (bound || field.equals("fileSystemId") || field.equals("accessPointId")) {
            unmapped.add(path);
        }
        return TextNode.valueOf(active);
    }

    private static JsonNode named(JsonNode elements, String name) {
        return elements.valueStream()
                .filter(element -> element.path("name").asText().equals(name))
                .findFirst()
                .orElse(JsonNodeFactory.instance.missingNode());
    }
}
