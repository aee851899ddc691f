package io.pilotlight.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.simulator.template.SamTemplate;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The repository's {@code template.yaml}. */
final class StackTemplate {

    static final String FUNCTION = "AWS::Serverless::Function";
    static final String STATE_MACHINE = "AWS::Serverless::StateMachine";

    private final SamTemplate sam = Repository.template();

    SamTemplate sam() {
        return sam;
    }

    JsonNode parameters() {
        return sam.tree().path("Parameters");
    }

    JsonNode resource(String logicalId) {
        JsonNode resource = sam.tree().path("Resources").path(logicalId);
        if (resource.isMissingNode()) {
            throw new IllegalArgumentException("template.yaml has no resource " + logicalId);
        }
        return resource;
    }

    /** Returns the properties of every resource of one type, by logical id. */
    SortedMap<String, JsonNode> properties(String type) {
        SortedMap<String, JsonNode> found = new TreeMap<>();
        sam.resources(type).forEach((logicalId, resource) -> found.put(logicalId, resource.path("Properties")));
        return found;
    }

    JsonNode functionGlobals() {
        return sam.tree().path("Globals").path("Function");
    }

    /** Returns every statement of every policy of a resource, conditional ones and those of shared policies too. */
    List<JsonNode> statements(String logicalId) {
        JsonNode resource = resource(logicalId);
        Stream<JsonNode> shared = resource.at("/Properties/Policies").valueStream()
                .map(policy -> policy.path("Ref").asText())
                .filter(sam.resources("AWS::IAM::ManagedPolicy")::containsKey)
                .map(this::resource);
        return Stream.concat(Stream.of(resource), shared)
                .flatMap(holder -> holder.findValues("Statement").stream())
                .flatMap(JsonNode::valueStream)
                .flatMap(statement -> statement.has("Fn::If")
                        ? statement.path("Fn::If").valueStream().filter(either -> either.has("Effect")) : Stream.of(statement))
                .toList();
    }

    /** Returns all values of the {@code Action} of all statements that allow something. */
    Set<String> actions(String logicalId) {
        Set<String> actions = new TreeSet<>();
        statements(logicalId).stream()
                .filter(statement -> statement.path("Effect").asText().equals("Allow"))
                .forEach(statement -> actions.addAll(actionsOf(statement)));
        return actions;
    }

    /** Returns all actions of every policy of the template, those of keys, queues and topics too. */
    Set<String> allActions() {
        Set<String> actions = new TreeSet<>();
        sam.tree().path("Resources").fieldNames().forEachRemaining(resource -> actions.addAll(actions(resource)));
        return actions;
    }

    static List<String> actionsOf(JsonNode statement) {
        JsonNode action = statement.path("Action");
        return action.isArray() ? action.valueStream().map(JsonNode::textValue).toList() : List.of(action.textValue());
    }
}
