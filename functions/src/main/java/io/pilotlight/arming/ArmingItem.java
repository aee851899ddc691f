package io.pilotlight.arming;

import io.pilotlight.lease.StateItem;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An application's arming in the state table, an item of its own beside the lease's, changed only where nobody else has
 * changed it since it was read.
 */
final class ArmingItem {

    private static final String SET = "SET fingerprint = :fingerprint, armed = :armed, passingSince = :since, seenAt = :seen";

    private final StateItem item;

    ArmingItem(DynamoDbClient dynamo, String table, String application) {
        this.item = new StateItem(dynamo, table, application + "/arming");
    }

    Arming read() {
        Map<String, AttributeValue> recorded = item.read();
        return recorded.isEmpty()
                ? Arming.NONE
                : new Arming(
                        recorded.get("fingerprint").s(),
                        recorded.get("armed").bool(),
                        recorded.get("passingSince").s(),
                        Instant.parse(recorded.get("seenAt").s()));
    }

    /** Returns whether it was written; a look that was overtaken writes nothing. */
    boolean replace(Arming read, Arming next) {
        return item.update(SET, "attribute_not_exists(seenAt) OR seenAt = :read", Map.of(
                ":fingerprint", AttributeValue.fromS(next.fingerprint()),
                ":armed", AttributeValue.fromBool(next.armed()),
                ":since", AttributeValue.fromS(next.passingSince()),
                ":seen", AttributeValue.fromS(next.seenAt().toString()),
                ":read", AttributeValue.fromS(read.seenAt().toString())));
    }
}
