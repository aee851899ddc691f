package io.pilotlight.serviceconfiguration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A task definition as the output of an execution may show it: without what may be a secret, because many can read an
 * execution, and small enough for ten of them in the 256 KiB that a state may carry (AWS Step Functions, "Service quotas").
 *
 * <p>Secrets are named by their ARN. People write passwords into variables and commands too: what a name, an option or a
 * URL calls one is not shown.
 */
final class ShownDefinition {

    private static final int MOST_BYTES = 12 * 1024;
    private static final int LONGEST_TEXT = 1_000;
    private static final int MOST_CHARACTERS = 2_000;
    private static final String NOT_SHOWN = "(not shown)";
    private static final Set<String> REFERENCES = Set.of("valueFrom", "credentialsParameter", "name", "image");
    private static final String WORDS = "pass|pwd|secret|token|key|credential|auth|cookie|salt";
    private static final Pattern CALLED_SECRET = Pattern.compile(WORDS, Pattern.CASE_INSENSITIVE);
    private static final Pattern SECRET_OPTION =
            Pattern.compile("((?:" + WORDS + ")[\\w-]*[\"']?\\s*[=:\\s]\\s*[\"']?)[^\\s\"',;}]+", Pattern.CASE_INSENSITIVE);
    private static final Pattern LOGIN = Pattern.compile("(?<=://)[^/?#\\s]*@");

    private ShownDefinition() {}

    /** Returns what can be shown of one; of one that is still too large, its containers and their images. */
    static ObjectNode of(ObjectNode definition) {
        ObjectNode shown = (ObjectNode) show("", definition);
        if (shown.toString().getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES) {
            return shown;
        }
        ObjectNode brief = JsonNodeFactory.instance.objectNode();
        brief.set("family", definition.path("family"));
        ArrayNode containers = brief.putArray("containerDefinitions");
        shown.path("containerDefinitions").forEach(container ->
                containers.add(((ObjectNode) container.deepCopy()).retain("name", "image")));
        return brief;
    }

    /** Returns the first of many fields, and how many are left out. */
    static List<String> fields(List<String> fields) {
        List<String> shown = new ArrayList<>();
        int room = MOST_CHARACTERS;
        for (String field : fields) {
            room -= field.length();
            if (room < 0) {
                shown.add("and %d more".formatted(fields.size() - shown.size()));
                break;
            }
            shown.add(field);
        }
        return List.copyOf(shown);
    }

    private static JsonNode show(String name, JsonNode node) {
        if (node.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(entry -> object.set(entry.getKey(), show(
                    entry.getKey().equals("value") ? node.path("name").asText() : entry.getKey(), entry.getValue())));
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            for (int index = 0; index < node.size(); index++) {
                String option = index > 0 ? node.path(index - 1).asText() : "";
                array.add(show(option.startsWith("-") ? option : name, node.path(index)));
            }
            return array;
        }
        return node.isTextual() ? TextNode.valueOf(text(name, node.textValue())) : node;
    }

    private static String text(String name, String text) {
        if (REFERENCES.contains(name) || text.startsWith("arn:")) {
            return text;
        }
        if (CALLED_SECRET.matcher(name).find()) {
            return NOT_SHOWN;
        }
        String safe = LOGIN.matcher(SECRET_OPTION.matcher(text).replaceAll("$1" + NOT_SHOWN)).replaceAll(NOT_SHOWN + "@");
        return safe.length() <= LONGEST_TEXT ? safe : safe.substring(0, LONGEST_TEXT) + "\u2026";
    }
}
