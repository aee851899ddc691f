package io.pilotlight.serviceconfiguration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The fields in which two task definitions differ, by their names alone: their values may be nobody's business. */
final class Differences {

    /** Lists in which the order of the elements says nothing. */
    private static final Set<String> UNORDERED = Set.of("environment", "secrets", "containerDefinitions", "volumes",
            "requiresCompatibilities", "secretOptions", "capacityProviderStrategy");

    private Differences() {}

    /** Returns the paths of what differs, empty where the two are equivalent. */
    static List<String> between(ObjectNode found, ObjectNode wanted) {
        TreeSet<String> paths = new TreeSet<>();
        compare("", "", TaskDefinitionMirror.comparable(found), TaskDefinitionMirror.comparable(wanted), paths);
        return List.copyOf(paths);
    }

    private static void compare(String path, String field, JsonNode found, JsonNode wanted, Set<String> paths) {
        if (found.isObject() && wanted.isObject()) {
            Set<String> names = new TreeSet<>();
            found.fieldNames().forEachRemaining(names::add);
            wanted.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compare(path.isEmpty() ? name : path + "." + name, name,
                    found.path(name), wanted.path(name), paths));
        } else if (UNORDERED.contains(field) && found.isArray() && wanted.isArray()) {
            TreeMap<String, JsonNode> ofFound = byName(found);
            TreeMap<String, JsonNode> ofWanted = byName(wanted);
            Set<String> names = new TreeSet<>(ofFound.keySet());
            names.addAll(ofWanted.keySet());
            JsonNode missing = MissingNode.getInstance();
            names.forEach(name -> compare("%s[%s]".formatted(path, name), "",
                    ofFound.getOrDefault(name, missing), ofWanted.getOrDefault(name, missing), paths));
        } else if (!isNothing(found) || !isNothing(wanted)) {
            if (!found.equals(wanted)) {
                paths.add(path);
            }
        }
    }

    private static TreeMap<String, JsonNode> byName(JsonNode elements) {
        return elements.valueStream()
                .collect(Collectors.toMap(
                        element -> element.path("name").asText(element.path("capacityProvider").asText(element.asText())),
                        element -> element, (first, _) -> first, TreeMap::new));
    }

    /** ECS leaves out a list that is empty, or does not. */
    private static boolean isNothing(JsonNode node) {
        return node.isMissingNode() || node.isNull() || node.isContainerNode() && node.isEmpty();
    }
}
