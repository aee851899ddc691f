package io.pilotlight.simulator.cloud.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * Which events a rule takes: exact values, {@code prefix}, {@code anything-but}, {@code exists} and {@code $or}, at any
 * depth.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html">Comparison
 *     operators in event patterns</a>
 */
final class EventPattern {

    private static final String OR = "$or";
    private static final Set<String> OPERATORS = Set.of("prefix", "anything-but", "exists");

    private final JsonNode pattern;

    /** @throws IllegalArgumentException where the pattern uses what the simulator does not know */
    EventPattern(JsonNode pattern) {
        requireKnown(pattern);
        this.pattern = pattern;
    }

    boolean matches(JsonNode event) {
        return matches(pattern, event);
    }

    private static boolean matches(JsonNode pattern, JsonNode event) {
        for (var field : pattern.properties()) {
            if (field.getKey().equals(OR)) {
                if (field.getValue().valueStream().noneMatch(alternative -> matches(alternative, event))) {
                    return false;
                }
                continue;
            }
            JsonNode value = event.path(field.getKey());
            boolean matched = field.getValue().isArray()
                    ? matchesAny(field.getValue(), value)
                    : value.isObject() && matches(field.getValue(), value);
            if (!matched) {
                return false;
            }
        }
        return true;
    }

    /** A value that is a list matches where one of its elements does. */
    private static boolean matchesAny(JsonNode alternatives, JsonNode value) {
        for (JsonNode alternative : alternatives) {
            if (value.isArray()) {
                for (JsonNode element : value) {
                    if (matchesOne(alternative, element)) {
                        return true;
                    }
                }
            } else if (matchesOne(alternative, value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matchesOne(JsonNode alternative, JsonNode value) {
        if (!alternative.isObject()) {
            return !value.isMissingNode() && alternative.equals(value);
        }
        String operator = alternative.fieldNames().next();
        JsonNode operand = alternative.get(operator);
        return switch (operator) {
            case "exists" -> operand.asBoolean() != value.isMissingNode();
            case "prefix" -> value.isTextual() && value.asText().startsWith(operand.asText());
            case "anything-but" -> !value.isMissingNode() && isNone(operand, value);
            default -> throw new IllegalStateException("checked before: " + operator);
        };
    }

    private static boolean isNone(JsonNode refused, JsonNode value) {
        if (refused.isObject()) {
            return !(value.isTextual() && value.asText().startsWith(refused.path("prefix").asText()));
        }
        if (!refused.isArray()) {
            return !refused.equals(value);
        }
        for (JsonNode one : refused) {
            if (one.equals(value)) {
                return false;
            }
        }
        return true;
    }

    private static void requireKnown(JsonNode pattern) {
        if (!pattern.isObject()) {
            throw new IllegalArgumentException("an event pattern is an object, but this is " + pattern);
        }
        for (var field : pattern.properties()) {
            if (field.getKey().equals(OR)) {
                field.getValue().forEach(EventPattern::requireKnown);
                continue;
            }
            if (!field.getValue().isArray()) {
                requireKnown(field.getValue());
                continue;
            }
            for (JsonNode alternative : field.getValue()) {
                if (alternative.isObject()
                        && (alternative.size() != 1 || !OPERATORS.contains(alternative.fieldNames().next()))) {
                    throw new IllegalArgumentException(
                            "the simulator does not know %s in an event pattern; it knows %s".formatted(
                                    alternative, OPERATORS));
                }
            }
        }
    }
}
