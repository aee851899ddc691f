package io.pilotlight.lease;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * One item of the state table, read strongly consistent and changed only under a condition.
 *
 * <p>Makes the calls {@code dynamodb:GetItem} and {@code dynamodb:UpdateItem}.
 *
 * @param key the item's key, such as the application's name
 */
public record StateItem(DynamoDbClient dynamo, String table, String key) {

    private static final String KEY = "application";

    /** Returns the item's attributes; empty where there is none yet. */
    public Map<String, AttributeValue> read() {
        Map<String, AttributeValue> item = dynamo.getItem(request -> request
                .tableName(table).key(keyAttributes()).consistentRead(true)).item();
        return item == null ? Map.of() : item;
    }

    /**
     * Changes the item; the values are sorted, so that the same change is the same request, byte by byte.
     *
     * @param values of the two expressions, such as {@code :epoch}
     * @return whether the condition held, and it was changed
     */
    public boolean update(String expression, String condition, Map<String, AttributeValue> values) {
        try {
            dynamo.updateItem(request -> request
                    .tableName(table)
                    .key(keyAttributes())
                    .updateExpression(expression)
                    .conditionExpression(condition)
                    .expressionAttributeValues(new TreeMap<>(values)));
            return true;
        } catch (ConditionalCheckFailedException _) {
            return false;
        }
    }

    private Map<String, AttributeValue> keyAttributes() {
        return Map.of(KEY, AttributeValue.fromS(key));
    }
}
