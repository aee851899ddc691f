package io.pilotlight.backup;

import io.pilotlight.backup.KnownFailures.Known;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Keeps an application's known failures in one item of the state table, changed only by conditional writes, because
 * several backups may fail at once.
 *
 * <p>Makes the calls {@code dynamodb:GetItem} and {@code dynamodb:UpdateItem}, again where another execution was faster.
 */
final class FailureMemory {

    private static final int ATTEMPTS = 5;

    private final DynamoDbClient dynamo;
    private final String table;
    private final String application;

    FailureMemory(DynamoDbClient dynamo, String table, String application) {
        this.dynamo = dynamo;
        this.table = table;
        this.application = application;
    }

    /** Changes what is known and returns it; what could not be written, because others were always faster, is returned too. */
    KnownFailures change(UnaryOperator<KnownFailures> change) {
        KnownFailures changed = new KnownFailures(Map.of());
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Map<String, AttributeValue> item = dynamo.getItem(request -> request
                    .tableName(table).key(key()).consistentRead(true)).item();
            changed = change.apply(read(item));
            if (write(revision(item), changed)) {
                return changed;
            }
        }
        return changed;
    }

    private boolean write(long revisionRead, KnownFailures failures) {
        try {
            dynamo.updateItem(request -> request
                    .tableName(table)
                    .key(key())
                    .updateExpression("SET failures = :failures, revision = :next")
                    .conditionExpression("attribute_not_exists(revision) OR revision = :read")
                    .expressionAttributeValues(new TreeMap<>(Map.of(
                            ":failures", AttributeValue.fromM(attributes(failures)),
                            ":next", AttributeValue.fromN(Long.toString(revisionRead + 1)),
                            ":read", AttributeValue.fromN(Long.toString(revisionRead))))));
            return true;
        } catch (ConditionalCheckFailedException _) {
            return false;
        }
    }

    private static long revision(Map<String, AttributeValue> item) {
        return item == null || !item.containsKey("revision") ? 0 : Long.parseLong(item.get("revision").n());
    }

    private static KnownFailures read(Map<String, AttributeValue> item) {
        Map<String, Known> failures = new TreeMap<>();
        if (item != null && item.containsKey("failures")) {
            item.get("failures").m().forEach((name, known) -> failures.put(name, new Known(
                    time(known, "since"), time(known, "seenAt"), time(known, "toldAt"))));
        }
        return new KnownFailures(failures);
    }

    private static Map<String, AttributeValue> attributes(KnownFailures failures) {
        Map<String, AttributeValue> attributes = new TreeMap<>();
        failures.byName().forEach((name, known) -> attributes.put(name, AttributeValue.fromM(new TreeMap<>(Map.of(
                "since", AttributeValue.fromS(known.since().toString()),
                "seenAt", AttributeValue.fromS(known.seenAt().toString()),
                "toldAt", AttributeValue.fromS(known.toldAt().toString()))))));
        return attributes;
    }

    private static Instant time(AttributeValue known, String field) {
        return Instant.parse(known.m().get(field).s());
    }

    private Map<String, AttributeValue> key() {
        return Map.of("application", AttributeValue.fromS(application + "/told/backup"));
    }
}
