package io.pilotlight.backup;

import io.pilotlight.lease.Holder;
import io.pilotlight.lease.StateItem;
import io.pilotlight.plan.SiteName;
import io.pilotlight.plan.Trigger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

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
final class BackupClaims implements Claims {

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

    @Override
    public boolean take(String database, String executionId) {
        if (write(database, executionId, executionId)) {
            return true;
        }
        String other = holderOf(database);
        // Whoever held it may have given it back in between.
        return (other.isEmpty() || holder.hasEnded(other, Trigger.ALARM)) && write(database, executionId, other);
    }

    /** Gives a claim back; a claim that another execution has taken over is left alone. */
    static void release(
            DynamoDbClient dynamo, String table, String application, String database, String executionId) {
        // Where the condition does not hold it is somebody else's by now, or nobody's.
        item(dynamo, table, application, database).update(
                "SET holder = :free",
                "holder = :me",
                Map.of(":free", AttributeValue.fromS(""), ":me", AttributeValue.fromS(executionId)));
    }

    private boolean write(String database, String executionId, String replaced) {
        Instant now = clock.instant();
        return item(dynamo, table, application, database).update(
                "SET holder = :me, expiresAt = :expiry, activeSite = :site",
                "attribute_not_exists(holder) OR holder = :free OR holder = :replaced OR activeSite <> :site "
                        + "OR expiresAt <= :now",
                Map.of(
                        ":me", AttributeValue.fromS(executionId),
                        ":free", AttributeValue.fromS(""),
                        ":replaced", AttributeValue.fromS(replaced),
                        ":site", AttributeValue.fromS(activeSite.name()),
                        ":expiry", seconds(now.plus(LONGEST_RUN)),
                        ":now", seconds(now)));
    }

    private String holderOf(String database) {
        Map<String, AttributeValue> claim = item(dynamo, table, application, database).read();
        return claim.containsKey("holder") ? claim.get("holder").s() : "";
    }

    private static StateItem item(DynamoDbClient dynamo, String table, String application, String database) {
        return new StateItem(dynamo, table, "%s/backup/%s".formatted(application, database));
    }

    private static AttributeValue seconds(Instant instant) {
        return AttributeValue.fromN(Long.toString(instant.getEpochSecond()));
    }
}
