package io.pilotlight.backup;

import io.pilotlight.lease.Holder;
import io.pilotlight.plan.SiteName;
import io.pilotlight.plan.Trigger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Who works on a database's backup: one item of the state table for each database, apart from the recovery's lease and
 * changed only by conditional writes, so that a run still going is not overtaken.
 *
 * <p>A claim whose execution has ended is free, because that execution can change nothing any more. Should two ever work
 * on one database all the same, both find the same snapshots by name and do no harm.
 *
 * <p>So is a claim from while the other site was active: it is on another instance, and its run may wait for hours for a
 * copy out of a Region that is down, while nothing would back up what the application writes to now.
 *
 * <p>Makes the calls {@code dynamodb:UpdateItem} and, where somebody else holds the claim, {@code dynamodb:GetItem} and
 * {@code states:DescribeExecution}.
 */
final class BackupClaims {

    /** The state machine's own time-out. */
    static final Duration LONGEST_RUN = Duration.ofHours(12);

    private final DynamoDbClient dynamo;
    private final Holder holder;
    private final Clock clock;
    private final String table;
    private final String application;
    private final SiteName activeSite;

    /** @param activeSite the site whose databases are backed up */
    BackupClaims(DynamoDbClient dynamo, Holder holder, Clock clock, String table, String application, SiteName activeSite) {
        this.dynamo = dynamo;
        this.holder = holder;
        this.clock = clock;
        this.table = table;
        this.application = application;
        this.activeSite = activeSite;
    }

    /** Claims a database for an execution, again without harm; {@code false} where another execution works on it. */
    boolean take(String database, String executionId) {
        if (write(database, executionId, executionId)) {
            return true;
        }
        String other = holderOf(database);
        return holder.hasEnded(other, Trigger.ALARM) && write(database, executionId, other);
    }

    /** Gives a claim back; a claim that another execution has taken over is left alone. */
    static void release(
            DynamoDbClient dynamo, String table, String application, String database, String executionId) {
        try {
            dynamo.updateItem(request -> request
                    .tableName(table)
                    .key(key(application, database))
                    .updateExpression("SET holder = :free")
                    .conditionExpression("holder = :me")
                    .expressionAttributeValues(new TreeMap<>(Map.of(
                            ":free", AttributeValue.fromS(""), ":me", AttributeValue.fromS(executionId)))));
        } catch (ConditionalCheckFailedException _) {
            // It is somebody else's by now, or nobody's.
        }
    }

    private boolean write(String database, String executionId, String replaced) {
        Instant now = clock.instant();
        try {
            dynamo.updateItem(request -> request
                    .tableName(table)
                    .key(key(application, database))
                    .updateExpression("SET holder = :me, expiresAt = :expiry, activeSite = :site")
                    .conditionExpression(
                            "attribute_not_exists(holder) OR holder = :free OR holder = :replaced OR activeSite <> :site "
                                    + "OR expiresAt <= :now")
                    .expressionAttributeValues(new TreeMap<>(Map.of(
                            ":me", AttributeValue.fromS(executionId),
                            ":free", AttributeValue.fromS(""),
                            ":replaced", AttributeValue.fromS(replaced),
                            ":site", AttributeValue.fromS(activeSite.name()),
                            ":expiry", seconds(now.plus(LONGEST_RUN)),
                            ":now", seconds(now)))));
            return true;
        } catch (ConditionalCheckFailedException _) {
            return false;
        }
    }

    private String holderOf(String database) {
        Map<String, AttributeValue> item = dynamo.getItem(request -> request
                .tableName(table).key(key(application, database)).consistentRead(true)).item();
        return item == null || !item.containsKey("holder") ? "" : item.get("holder").s();
    }

    private static Map<String, AttributeValue> key(String application, String database) {
        return Map.of("application", AttributeValue.fromS("%s/backup/%s".formatted(application, database)));
    }

    private static AttributeValue seconds(Instant instant) {
        return AttributeValue.fromN(Long.toString(instant.getEpochSecond()));
    }
}
