package io.pilotlight.simulator.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads a template's YAML as JSON, with CloudFormation's short forms written out: <code>!Ref X</code> as
 * <code>{"Ref": "X"}</code>, <code>!Sub</code> as <code>{"Fn::Sub": …}</code>.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html">
 *     Intrinsic functions</a>
 */
final class TemplateYaml {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private TemplateYaml() {}

    /** @throws org.snakeyaml.engine.v2.exceptions.YamlEngineException where it is no YAML */
    static JsonNode read(String yaml, String name) {
        LoadSettings settings = LoadSettings.builder().setLabel(name).setAllowDuplicateKeys(false).build();
        return new Compose(settings).composeString(yaml).map(TemplateYaml::json).orElse(NODES.objectNode());
    }

    private static JsonNode json(Node node) {
        JsonNode value = switch (node) {
            case MappingNode mapping -> object(mapping);
            case SequenceNode sequence -> array(sequence);
            case ScalarNode scalar -> scalar(scalar);
            default -> throw new IllegalArgumentException("a template has no " + node.getNodeType());
        };
        String tag = node.getTag().getValue();
        return tag.startsWith("!") && tag.length() > 1 ? intrinsic(tag.substring(1), value) : value;
    }

    private static JsonNode intrinsic(String tag, JsonNode value) {
        return switch (tag) {
            case "Ref", "Condition" -> NODES.objectNode().set(tag, value);
            case "GetAtt" -> NODES.objectNode().set(
                    "Fn::GetAtt", value.isTextual() ? attribute(value.textValue()) : value);
            default -> NODES.objectNode().set("Fn::" + tag, value);
        };
    }

    private static ArrayNode attribute(String dotted) {
        int dot = dotted.indexOf('.');
        return NODES.arrayNode().add(dotted.substring(0, dot)).add(dotted.substring(dot + 1));
    }

    private static ObjectNode object(MappingNode mapping) {
        ObjectNode object = NODES.objectNode();
        mapping.getValue().forEach(entry -> {
            ScalarNode key = (ScalarNode) entry.getKeyNode();
            if (object.has(key.getValue())) {
                throw new IllegalArgumentException("'%s' stands twice%s".formatted(key.getValue(),
                        key.getStartMark().map(mark -> ", again in line " + (mark.getLine() + 1)).orElse("")));
            }
            object.set(key.getValue(), json(entry.getValueNode()));
        });
        return object;
    }

    private static ArrayNode array(SequenceNode sequence) {
        ArrayNode array = NODES.arrayNode();
        sequence.getValue().forEach(element -> array.add(json(element)));
        return array;
    }

    private static JsonNode scalar(ScalarNode scalar) {
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.INT)) {
            return NODES.numberNode(Long.parseLong(scalar.getValue()));
        }
        if (tag.equals(Tag.FLOAT)) {
            return NODES.numberNode(Double.parseDouble(scalar.getValue()));
        }
        if (tag.equals(Tag.BOOL)) {
            return NODES.booleanNode(Boolean.parseBoolean(scalar.getValue()));
        }
        return tag.equals(Tag.NULL) ? NODES.nullNode() : NODES.textNode(scalar.getValue());
    }
}
