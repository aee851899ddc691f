package io.pilotlight.simulator.states;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON as the maps, lists and scalars that JSONata works on, and back; to JSONata, Java's null is what is undefined. */
final class PlainJson {

    /** Beyond it a double holds no exact integer, and JavaScript, whose numbers JSONata's are, shows none either. */
    private static final double EXACT = 1L << 53;

    private PlainJson() {}

    static Object from(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> object(node);
            case ARRAY -> array(node);
            case STRING -> node.textValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> number(node);
            case NULL, MISSING -> Jsonata.NULL_VALUE;
            case BINARY, POJO -> throw new IllegalArgumentException(node.getNodeType() + " is no JSON");
        };
    }

    private static Map<String, Object> object(JsonNode node) {
        Map<String, Object> object = LinkedHashMap.newLinkedHashMap(node.size());
        node.properties().forEach(field -> object.put(field.getKey(), from(field.getValue())));
        return object;
    }

    private static List<Object> array(JsonNode node) {
        List<Object> array = new ArrayList<>(node.size());
        node.forEach(element -> array.add(from(element)));
        return array;
    }

    private static Number number(JsonNode node) {
        if (node.isInt()) {
            return node.intValue();
        }
        return node.isIntegralNumber() && node.canConvertToLong() ? node.longValue() : node.doubleValue();
    }

    /** @throws IllegalArgumentException where there is something in it that JSON does not have, such as a function */
    static JsonNode toJson(Object plain) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (plain) {
            case null -> nodes.nullNode();
            case Map<?, ?> map -> object(map);
            case List<?> list -> array(list);
            case String text -> nodes.textNode(text);
            case Boolean truth -> nodes.booleanNode(truth);
            case Number number -> number(number);
            default -> {
                if (plain == Jsonata.NULL_VALUE) {
                    yield nodes.nullNode();
                }
                throw new IllegalArgumentException("JSON has no functions and no regular expressions");
            }
        };
    }

    private static ObjectNode object(Map<?, ?> map) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        map.forEach((name, value) -> object.set((String) name, toJson(value)));
        return object;
    }

    private static ArrayNode array(List<?> list) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(list.size());
        list.forEach(element -> array.add(toJson(element)));
        return array;
    }

    private static JsonNode number(Number number) {
        double value = number.doubleValue();
        boolean integral = !(number instanceof Double) || value == Math.rint(value) && Math.abs(value) <= EXACT;
        if (!integral) {
            return JsonNodeFactory.instance.numberNode(value);
        }
        long exact = number.longValue();
        return exact == (int) exact
                ? JsonNodeFactory.instance.numberNode((int) exact)
                : JsonNodeFactory.instance.numberNode(exact);
    }
}
