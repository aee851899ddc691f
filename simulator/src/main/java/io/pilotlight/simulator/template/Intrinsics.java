package io.pilotlight.simulator.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Works out CloudFormation's intrinsic functions, as a deployment with these values would.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html">
 *     Intrinsic functions</a>
 */
public final class Intrinsics {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern PLACE = Pattern.compile("\\$\\{(!?)([\\w:.]+)}");

    private final JsonNode template;
    private final Map<String, String> values;

    Intrinsics(JsonNode template, Map<String, String> values) {
        this.template = template;
        this.values = Map.copyOf(values);
    }

    Map<String, String> values() {
        return values;
    }

    /**
     * Returns a tree without intrinsic functions; what is {@code AWS::NoValue} is left out of it.
     *
     * @throws IllegalArgumentException where a value is missing or a function is not known here; it names it
     */
    public JsonNode resolve(JsonNode tree) {
        if (tree.isArray()) {
            ArrayNode array = NODES.arrayNode();
            tree.forEach(element -> add(array, resolve(element)));
            return array;
        }
        if (!tree.isObject()) {
            return tree;
        }
        return tree.size() == 1 ? function(tree).orElseGet(() -> members(tree)) : members(tree);
    }

    /** Tells whether a condition of the template holds. */
    public boolean holds(String condition) {
        JsonNode declared = template.path("Conditions").path(condition);
        if (declared.isMissingNode()) {
            throw new IllegalArgumentException("the template has no condition '%s'".formatted(condition));
        }
        return resolve(declared).booleanValue();
    }

    private Optional<JsonNode> function(JsonNode tree) {
        Map.Entry<String, JsonNode> call = tree.properties().iterator().next();
        JsonNode argument = call.getValue();
        return Optional.ofNullable(switch (call.getKey()) {
            case "Ref" -> reference(argument.textValue());
            case "Condition" -> NODES.booleanNode(holds(argument.textValue()));
            case "Fn::GetAtt" -> NODES.textNode(
                    value(argument.path(0).textValue() + "." + argument.path(1).textValue()));
            case "Fn::Sub" -> NODES.textNode(substitute(argument));
            case "Fn::Join" -> NODES.textNode(
                    String.join(argument.path(0).textValue(), texts(resolve(argument.path(1)))));
            case "Fn::Split" -> split(argument.path(0).textValue(), resolve(argument.path(1)).asText());
            case "Fn::Select" -> resolve(argument.path(1)).path(argument.path(0).asInt());
            case "Fn::GetAZs" -> zones(value("AWS::Region"));
            case "Fn::If" -> resolve(argument.path(holds(argument.path(0).textValue()) ? 1 : 2));
            case "Fn::Equals" -> NODES.booleanNode(
                    resolve(argument.path(0)).asText().equals(resolve(argument.path(1)).asText()));
            case "Fn::Not" -> NODES.booleanNode(!resolve(argument.path(0)).booleanValue());
            case "Fn::And" -> NODES.booleanNode(truths(argument).stream().allMatch(truth -> truth));
            case "Fn::Or" -> NODES.booleanNode(truths(argument).stream().anyMatch(truth -> truth));
            default -> {
                if (call.getKey().startsWith("Fn::")) {
                    throw new IllegalArgumentException(
                            "the intrinsic function %s is not known here".formatted(call.getKey()));
                }
                yield null;
            }
        });
    }

    private ObjectNode members(JsonNode tree) {
        ObjectNode object = NODES.objectNode();
        tree.properties().forEach(member -> {
            JsonNode value = resolve(member.getValue());
            if (!value.isMissingNode()) {
                object.set(member.getKey(), value);
            }
        });
        return object;
    }

    private static void add(ArrayNode array, JsonNode value) {
        if (!value.isMissingNode()) {
            array.add(value);
        }
    }

    private JsonNode reference(String name) {
        if (name.equals("AWS::NoValue")) {
            return NODES.missingNode();
        }
        String type = template.path("Parameters").path(name).path("Type").asText();
        if (!type.equals("CommaDelimitedList")) {
            return NODES.textNode(value(name));
        }
        ArrayNode list = NODES.arrayNode();
        Pattern.compile(",").splitAsStream(value(name)).map(String::strip).forEach(list::add);
        return list;
    }

    private static ArrayNode split(String at, String text) {
        ArrayNode parts = NODES.arrayNode();
        List.of(text.split(Pattern.quote(at))).forEach(parts::add);
        return parts;
    }

    private static ArrayNode zones(String region) {
        return NODES.arrayNode().add(region + "a").add(region + "b").add(region + "c");
    }

    private String value(String name) {
        return Optional.ofNullable(values.get(name))
                .or(() -> Optional.ofNullable(template.path("Parameters").path(name).get("Default"))
                        .map(JsonNode::asText))
                .orElseThrow(() -> new IllegalArgumentException("there is no value for '%s'".formatted(name)));
    }

    private String substitute(JsonNode argument) {
        String text = argument.isArray() ? argument.path(0).textValue() : argument.textValue();
        Map<String, String> own = new HashMap<>();
        if (argument.isArray()) {
            argument.path(1).properties().forEach(entry -> own.put(entry.getKey(), resolve(entry.getValue()).asText()));
        }
        return PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(place.group(1).isEmpty()
                ? Optional.ofNullable(own.get(place.group(2))).orElseGet(() -> value(place.group(2)))
                : "${" + place.group(2) + "}"));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    private List<Boolean> truths(JsonNode array) {
        List<Boolean> truths = new ArrayList<>();
        array.forEach(element -> truths.add(resolve(element).booleanValue()));
        return truths;
    }
}
