package io.pilotlight.lease;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * When people last refused a failover, or had silenced the alarm that asked for one: an item of its own in the state table,
 * because there may be no recovery yet. {@code dynamodb:GetItem} and {@code dynamodb:UpdateItem}.
 */
final class Refusals {

    private final StateItem item;

    Refusals(DynamoDbClient dynamo, String table, String application) {
        this.item = new StateItem(dynamo, table, application + "/refused");
    }

    /** A later one takes the place of an earlier one. */
    void record(Instant at) {
        item.update("SET refusedAt = :at", "attribute_not_exists(refusedAt) OR refusedAt < :at",
                Map.of(":at", AttributeValue.fromS(at.toString())));
    }

    /** Empty where there was never one. */
    Optional<Instant> last() {
        return Optional.ofNullable(item.read().get("refusedAt")).map(AttributeValue::s).map(Instant::parse);
    }
}
