package io.pilotlight.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What CloudFormation makes of a value of the template, with the parameters of {@link ExampleParameters}. */
final class DeployedStack {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}!]+)}");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<String, String> names = new HashMap<>(Map.of(
            "AWS::StackName", "pilot-light",
            "AWS::Region", "eu-central-1",
            "AWS::Partition", "aws",
            "AWS::URLSuffix", "amazonaws.com",
            "AWS::AccountId", "123456789012"));
    private final StackTemplate template;

    DeployedStack(StackTemplate template) {
        this.template = template;
        names.putAll(ExampleParameters.of(template));
    }

    /** Says what a resource, or an attribute of it such as {@code Alarm.Arn}, is called. */
    DeployedStack where(String name, String value) {
        names.put(name, value);
        return this;
    }

    String text(JsonNode value) {
        return resolve(value).textValue();
    }

    /** Replaces every {@code Ref}, {@code Fn::GetAtt}, {@code Fn::Sub} and {@code Fn::Join} by its value. */
    JsonNode resolve(JsonNode value) {
        if (value.isObject() && value.size() == 1) {
            Map.Entry<String, JsonNode> only = value.properties().iterator().next();
            JsonNode argument = only.getValue();
            switch (only.getKey()) {
                case "Ref" -> {
                    return JSON.textNode(named(argument.textValue()));
                }
                case "Fn::GetAtt" -> {
                    return JSON.textNode(named(argument.path(0).textValue() + "." + argument.path(1).textValue()));
                }
                case "Fn::Sub" -> {
                    return JSON.textNode(substituted(argument));
                }
                case "Fn::Join" -> {
                    return JSON.textNode(joined(argument));
                }
                default -> { }
            }
        }
        return inside(value);
    }

    private JsonNode inside(JsonNode value) {
        if (value.isObject()) {
            ObjectNode object = JSON.objectNode();
            value.properties().forEach(entry -> object.set(entry.getKey(), resolve(entry.getValue())));
            return object;
        }
        if (value.isArray()) {
            ArrayNode array = JSON.arrayNode();
            value.forEach(element -> array.add(resolve(element)));
            return array;
        }
        return value;
    }

    private String substituted(JsonNode argument) {
        Map<String, String> own = argument.isArray()
                ? argument.path(1).propertyStream().collect(Collectors.toMap(Map.Entry::getKey, entry -> text(entry.getValue())))
                : Map.of();
        String format = argument.isArray() ? argument.path(0).textValue() : argument.textValue();
        return VARIABLE.matcher(format).replaceAll(found -> Matcher.quoteReplacement(
                own.containsKey(found.group(1)) ? own.get(found.group(1)) : named(found.group(1))));
    }

    private String joined(JsonNode argument) {
        JsonNode values = argument.path(1);
        if (values.has("Ref")) {
            // A parameter that is a list.
            return named(values.path("Ref").textValue()).replace(",", argument.path(0).textValue());
        }
        return values.valueStream().map(this::text).collect(Collectors.joining(argument.path(0).textValue()));
    }

    private String named(String name) {
        if (names.containsKey(name)) {
            return names.get(name);
        }
        if (!template.has(name.split("\\.")[0])) {
            throw new IllegalArgumentException("template.yaml has neither a parameter nor a resource " + name);
        }
        return name;
    }
}
