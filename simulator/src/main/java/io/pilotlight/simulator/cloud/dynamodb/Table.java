package io.pilotlight.simulator.cloud.dynamodb;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A table with a partition key of type String; of each item it remembers what it was before the last write. */
final class Table {

    /** One item, now and before its last write; empty where there was none. */
    record Row(Map<String, AttributeValue> item, Map<String, AttributeValue> before, Instant writtenAt) {}

    private static final Row NOTHING = new Row(Map.of(), Map.of(), Instant.MIN);

    private final String keyAttribute;
    private final Instant createdAt;
    private final Map<String, Row> rows = new HashMap<>();

    Table(String keyAttribute, Instant createdAt) {
        this.keyAttribute = keyAttribute;
        this.createdAt = createdAt;
    }

    Instant createdAt() {
        return createdAt;
    }

    Set<String> keyAttributes() {
        return Set.of(keyAttribute);
    }

    Row row(Map<String, AttributeValue> key) {
        return rows.getOrDefault(keyOf(key), NOTHING);
    }

    void write(Map<String, AttributeValue> key, Map<String, AttributeValue> item, Instant now) {
        rows.put(keyOf(key), new Row(Map.copyOf(item), row(key).item(), now));
    }

    private String keyOf(Map<String, AttributeValue> key) {
        if (!key.keySet().equals(keyAttributes()) || key.get(keyAttribute).s() == null) {
            throw DynamoErrors.validation("The provided key element does not match the schema");
        }
        if (key.get(keyAttribute).s().isEmpty()) {
            throw DynamoErrors.validation("One or more parameter values are not valid. The AttributeValue for a key attribute "
                    + "cannot contain an empty string value. Key: " + keyAttribute);
        }
        return key.get(keyAttribute).s();
    }

    /** Returns what an eventually consistent read may find: the item as it is, or as it was. */
    List<Map<String, AttributeValue>> visible(Map<String, AttributeValue> key, Instant settled) {
        Row row = row(key);
        return row.writtenAt().isAfter(settled) ? List.of(row.item(), row.before()) : List.of(row.item());
    }
}
