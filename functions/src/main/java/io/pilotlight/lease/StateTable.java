package io.pilotlight.lease;

import io.pilotlight.plan.SiteName;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The state of each application's recoveries, one DynamoDB item each, changed only by conditional writes, so that two
 * executions can never both believe that they hold the lease.
 *
 * <p>Makes the calls {@code dynamodb:GetItem} (strongly consistent) and {@code dynamodb:UpdateItem}.
 *
 * @see <a href="https://martin.kleppmann.com/2016/02/08/how-to-do-distributed-locking.html">Fencing tokens</a>
 */
public final class StateTable {

    private static final String KEY = "application";

    private final DynamoDbClient dynamo;
    private final String table;
    private final String application;

    public StateTable(DynamoDbClient dynamo, String table, String application) {
        this.dynamo = dynamo;
        this.table = table;
        this.application = application;
    }

    /** Reads the state; {@link RecoveryState#INITIAL} where nothing was recorded yet. */
    public RecoveryState read() {
        Map<String, AttributeValue> item = dynamo.getItem(request -> request
                .tableName(table).key(key()).consistentRead(true)).item();
        if (item == null || item.isEmpty()) {
            return RecoveryState.INITIAL;
        }
        return new RecoveryState(
                SiteName.valueOf(item.get("activeSite").s()),
                Long.parseLong(item.get("epoch").n()),
                item.get("incident").s(),
                item.get("incidentOpen").bool(),
                item.get("holder").s(),
                Instant.parse(item.get("expiresAt").s()),
                item.get("oldSiteFenced").bool());
    }

    /**
     * Writes the whole state, if the recorded epoch is still the one that was read.
     *
     * @return whether it was written; {@code false} where another execution was faster
     */
    boolean replace(long epochRead, RecoveryState next) {
        Map<String, AttributeValue> values = new HashMap<>(Map.of(
                ":activeSite", text(next.activeSite().name()),
                ":epoch", number(next.epoch()),
                ":incident", text(next.incident()),
                ":incidentOpen", flag(next.incidentOpen()),
                ":holder", text(next.holder()),
                ":expiresAt", text(next.expiresAt().toString()),
                ":oldSiteFenced", flag(next.oldSiteFenced()),
                ":epochRead", number(epochRead)));
        return update("SET activeSite = :activeSite, epoch = :epoch, incident = :incident, incidentOpen = :incidentOpen,"
                + " holder = :holder, expiresAt = :expiresAt, oldSiteFenced = :oldSiteFenced",
                epochRead == 0 ? "attribute_not_exists(epoch) OR epoch = :epochRead" : "epoch = :epochRead", values);
    }

    /** Frees the lease that was acquired with this epoch; {@code false} where a newer recovery holds it. */
    boolean release(long epoch, boolean incidentOpen) {
        return update("SET holder = :holder, expiresAt = :expiresAt, incidentOpen = :incidentOpen", "epoch = :epoch", Map.of(
                ":holder", text(""),
                ":expiresAt", text(Instant.EPOCH.toString()),
                ":incidentOpen", flag(incidentOpen),
                ":epoch", number(epoch)));
    }

    /**
     * Records which site is active, under the epoch of the recovery that made it so; again does no harm.
     *
     * @throws LeaseLostException where a newer recovery has taken over
     */
    public void recordActiveSite(long epoch, SiteName activeSite, boolean oldSiteFenced) {
        if (!update("SET activeSite = :activeSite, oldSiteFenced = :oldSiteFenced", "epoch = :epoch", Map.of(
                ":activeSite", text(activeSite.name()),
                ":oldSiteFenced", flag(oldSiteFenced),
                ":epoch", number(epoch)))) {
            throw new LeaseLostException(application, epoch);
        }
    }

    /**
     * Records that the site that is not active can take no more writes; again does no harm.
     *
     * @throws LeaseLostException where a newer recovery has taken over
     */
    public void recordFence(long epoch) {
        if (!update("SET oldSiteFenced = :oldSiteFenced", "epoch = :epoch", Map.of(
                ":oldSiteFenced", flag(true), ":epoch", number(epoch)))) {
            throw new LeaseLostException(application, epoch);
        }
    }

    /**
     * Tells whether a recovery with this epoch may still act.
     *
     * @throws LeaseLostException where a newer recovery has taken over
     */
    public void requireNewest(long epoch) {
        if (read().epoch() != epoch) {
            throw new LeaseLostException(application, epoch);
        }
    }

    /** The values are sorted, so that the same change is the same request, byte by byte. */
    private boolean update(String expression, String condition, Map<String, AttributeValue> values) {
        try {
            dynamo.updateItem(request -> request
                    .tableName(table)
                    .key(key())
                    .updateExpression(expression)
                    .conditionExpression(condition)
                    .expressionAttributeValues(new TreeMap<>(values)));
            return true;
        } catch (ConditionalCheckFailedException _) {
            return false;
        }
    }

    private Map<String, AttributeValue> key() {
        return Map.of(KEY, text(application));
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    private static AttributeValue flag(boolean value) {
        return AttributeValue.fromBool(value);
    }
}
