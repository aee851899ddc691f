package io.pilotlight.backup;

import io.pilotlight.backup.KnownFailures.Known;
import io.pilotlight.lease.StateItem;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Keeps an application's known failures in one item of the state table, changed only by conditional writes, because
 * several backups may fail at once.
 *
 * <p>Makes the calls {@code dynamodb:GetItem} and {@code dynamodb:UpdateItem}, again where another execution was faster.
 */
final class FailureMemory {

    private static final int ATTEMPTS = 5;

    private final StateItem item;

    FailureMemory(DynamoDbClient dynamo, String table, String application) {
        this.item = new StateItem(dynamo, table, application + "/told/backup");
    }

    /** Changes what is known and returns it; what could not be written, because others were always faster, is returned too. */
    KnownFailures change(UnaryOperator<KnownFailures> change) {
        KnownFailures changed = new KnownFailures(Map.of());
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Map<String, AttributeValue> remembered = item.read();
            changed = change.apply(read(remembered));
            if (write(revision(remembered), changed)) {
                return changed;
            }
        }
        return changed;
    }

    private boolean write(long revisionRead, KnownFailures failures) {
        return item.update(
                "SET failures = :failures, revision = :next",
                "attribute_not_exists(revision) OR revision = :read",
                Map.of(
                        ":failures", AttributeValue.fromM(attributes(failures)),
                        ":next", AttributeValue.fromN(Long.toString(revisionRead + 1)),
                        ":read", AttributeValue.fromN(Long.toString(revisionRead))));
    }

    private static long revision(Map<String, AttributeValue> item) {
        return item.containsKey("revision") ? Long.parseLong(item.get("revision").n()) : 0;
    }

    private static KnownFailures read(Map<String, AttributeValue> item) {
        Map<String, Known> failures = new TreeMap<>();
        if (item.containsKey("failures")) {
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
}
