package io.pilotlight.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads a CloudFormation template's YAML into JSON, with its short functions such as {@code !Sub} in their long form. */
final class TemplateYaml {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private TemplateYaml() {}

    static JsonNode parse(String yaml) {
        return json(new Compose(LoadSettings.builder().build()).composeString(yaml).orElseThrow());
    }

    private static JsonNode json(Node node) {
        String tag = node.getTag().getValue();
        return tag.startsWith("!") ? function(tag.substring(1), content(node)) : content(node);
    }

    private static JsonNode function(String name, JsonNode argument) {
        return switch (name) {
            case "Ref", "Condition" -> JSON.objectNode().set(name, argument);
            case "GetAtt" -> JSON.objectNode().set("Fn::GetAtt", parts(argument.textValue()));
            default -> JSON.objectNode().set("Fn::" + name, argument);
        };
    }

    private static JsonNode parts(String dotted) {
        ArrayNode parts = JSON.arrayNode();
        for (String part : dotted.split("\\.", 2)) {
            parts.add(part);
        }
        return parts;
    }

    private static JsonNode content(Node node) {
        return switch (node) {
            case ScalarNode scalar -> scalar(scalar);
            case SequenceNode sequence -> {
                ArrayNode array = JSON.arrayNode();
                sequence.getValue().forEach(element -> array.add(json(element)));
                yield array;
            }
            case MappingNode mapping -> {
                ObjectNode object = JSON.objectNode();
                for (NodeTuple entry : mapping.getValue()) {
                    object.set(((ScalarNode) entry.getKeyNode()).getValue(), json(entry.getValueNode()));
                }
                yield object;
            }
            default -> throw new IllegalArgumentException("no template has a " + node.getClass().getSimpleName());
        };
    }

    private static JsonNode scalar(ScalarNode node) {
        if (node.getTag().equals(Tag.INT)) {
            return JSON.numberNode(Long.parseLong(node.getValue()));
        }
        if (node.getTag().equals(Tag.BOOL)) {
            return JSON.booleanNode(Boolean.parseBoolean(node.getValue()));
        }
        return node.getTag().equals(Tag.NULL) ? JSON.nullNode() : JSON.textNode(node.getValue());
    }
}
