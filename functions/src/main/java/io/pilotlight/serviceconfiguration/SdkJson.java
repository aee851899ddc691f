package io.pilotlight.serviceconfiguration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * Turns what an AWS API answered into the JSON that the AWS CLI would print of it, and JSON into a request, field by field
 * as the SDK describes its own types, so that a field that AWS adds travels with a new version of the SDK.
 */
public final class SdkJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private SdkJson() {}

    /** Writes every field that is there; none that the answer did not have. */
    public static ObjectNode write(SdkPojo value) {
        ObjectNode object = JSON.objectNode();
        for (SdkField<?> field : value.sdkFields()) {
            Object content = field.getValueOrDefault(value);
            if (content != null && !(content instanceof SdkAutoConstructList) && !(content instanceof SdkAutoConstructMap)) {
                object.set(field.locationName(), node(content));
            }
        }
        return object;
    }

    /**
     * Reads an object into a builder of the SDK.
     *
     * @throws IllegalArgumentException where the object has a field that the builder does not
     */
    public static <B extends SdkPojo> B read(ObjectNode object, B builder) {
        Map<String, SdkField<?>> fields = new LinkedHashMap<>();
        builder.sdkFields().forEach(field -> fields.put(field.locationName(), field));
        object.properties().forEach(entry -> {
            SdkField<?> field = fields.get(entry.getKey());
            if (field == null) {
                throw new IllegalArgumentException("%s has no field %s".formatted(
                        builder.getClass().getSimpleName(), entry.getKey()));
            }
            field.set(builder, value(entry.getValue(), field));
        });
        return builder;
    }

    private static JsonNode node(Object content) {
        return switch (content) {
            case SdkPojo pojo -> write(pojo);
            case List<?> list -> {
                ArrayNode array = JSON.arrayNode();
                list.forEach(element -> array.add(node(element)));
                yield array;
            }
            case Map<?, ?> map -> {
                ObjectNode object = JSON.objectNode();
                // The SDK's own order changes from one process to the next, and a file that only it has changed is no change.
                new TreeMap<>(map).forEach((key, element) -> object.set(key.toString(), node(element)));
                yield object;
            }
            case Integer number -> JSON.numberNode(number);
            case Long number -> JSON.numberNode(number);
            case Double number -> JSON.numberNode(number);
            case Float number -> JSON.numberNode(number);
            case Boolean flag -> JSON.booleanNode(flag);
            default -> JSON.textNode(content.toString());
        };
    }

    private static Object value(JsonNode node, SdkField<?> field) {
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.SDK_POJO) {
            return ((SdkBuilder<?, ?>) read((ObjectNode) node, field.constructor().get())).build();
        }
        if (type == MarshallingType.LIST) {
            SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
            List<Object> list = new ArrayList<>();
            node.forEach(element -> list.add(value(element, member)));
            return list;
        }
        if (type == MarshallingType.MAP) {
            SdkField<?> member = field.getTrait(MapTrait.class).valueFieldInfo();
            Map<String, Object> map = new LinkedHashMap<>();
            node.properties().forEach(entry -> map.put(entry.getKey(), value(entry.getValue(), member)));
            return map;
        }
        return scalar(node, type);
    }

    private static Object scalar(JsonNode node, MarshallingType<?> type) {
        if (type == MarshallingType.STRING) {
            return node.asText();
        }
        if (type == MarshallingType.INTEGER) {
            return node.intValue();
        }
        if (type == MarshallingType.LONG) {
            return node.longValue();
        }
        if (type == MarshallingType.DOUBLE) {
            return node.doubleValue();
        }
        if (type == MarshallingType.BOOLEAN) {
            return node.booleanValue();
        }
        throw new IllegalArgumentException("a field of type %s cannot be read".formatted(type));
    }
}
