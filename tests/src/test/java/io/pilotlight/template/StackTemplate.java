package io.pilotlight.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The repository's {@code template.yaml}. */
final class StackTemplate {

    static final String FUNCTION = "AWS::Serverless::Function";
    static final String STATE_MACHINE = "AWS::Serverless::StateMachine";

    private final JsonNode template = TemplateYaml.parse(Repository.text("template.yaml"));

    JsonNode parameters() {
        return template.path("Parameters");
    }

    JsonNode resource(String logicalId) {
        JsonNode resource = template.path("Resources").path(logicalId);
        if (resource.isMissingNode()) {
            throw new IllegalArgumentException("template.yaml has no resource " + logicalId);
        }
        return resource;
    }

    boolean has(String logicalId) {
        return template.path("Resources").has(logicalId);
    }

    /** Returns the properties of every resource of one type, by logical id. */
    SortedMap<String, JsonNode> properties(String type) {
        SortedMap<String, JsonNode> found = new TreeMap<>();
        template.path("Resources").properties().stream()
                .filter(resource -> resource.getValue().path("Type").textValue().equals(type))
                .forEach(resource -> found.put(resource.getKey(), resource.getValue().path("Properties")));
        return found;
    }

    JsonNode functionGlobals() {
        return template.path("Globals").path("Function");
    }

    /** Returns every statement of every policy document of a resource, conditional ones too. */
    List<JsonNode> statements(String logicalId) {
        return resource(logicalId).findValues("Statement").stream()
                .flatMap(statements -> statements.valueStream())
                .toList();
    }

    /** Returns all values of all statements' {@code Action}. */
    Set<String> actions(String logicalId) {
        Set<String> actions = new TreeSet<>();
        statements(logicalId).forEach(statement -> actions.addAll(actionsOf(statement)));
        return actions;
    }

    /** Returns all actions of every policy of the template, those of keys, queues and topics too. */
    Set<String> allActions() {
        Set<String> actions = new TreeSet<>();
        template.path("Resources").fieldNames().forEachRemaining(resource -> actions.addAll(actions(resource)));
        return actions;
    }

    static List<String> actionsOf(JsonNode statement) {
        JsonNode action = statement.path("Action");
        return action.isArray() ? action.valueStream().map(JsonNode::textValue).toList() : List.of(action.textValue());
    }
}
