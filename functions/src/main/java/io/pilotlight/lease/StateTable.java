package io.pilotlight.lease;

import io.pilotlight.plan.SiteName;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The state of each application's recoveries, one DynamoDB item each, changed only by conditional writes, so that two
 * executions can never both believe that they hold the lease.
 *
 * <p>Makes the calls {@code dynamodb:GetItem} (strongly consistent) and {@code dynamodb:UpdateItem}.
 *
 * @see <a href="https://martin.kleppmann.com/2016/02/08/how-to-do-distributed-locking.html">Fencing tokens</a>
 */
public final class StateTable {

    private final StateItem item;
    private final String application;

    public StateTable(DynamoDbClient dynamo, String table, String application) {
        this.item = new StateItem(dynamo, table, application);
        this.application = application;
    }

    /** Reads the state; {@link RecoveryState#INITIAL} where nothing was recorded yet. */
    public RecoveryState read() {
        Map<String, AttributeValue> recorded = item.read();
        if (recorded.isEmpty()) {
            return RecoveryState.INITIAL;
        }
        return new RecoveryState(
                SiteName.valueOf(recorded.get("activeSite").s()),
                Long.parseLong(recorded.get("epoch").n()),
                recorded.get("incident").s(),
                recorded.get("incidentOpen").bool(),
                recorded.get("holder").s(),
                Instant.parse(recorded.get("expiresAt").s()),
                recorded.get("oldSiteFenced").bool());
    }

    /**
     * Writes the whole state, if the recorded epoch is still the one that was read.
     *
     * @return whether it was written; {@code false} where another execution was faster
     */
    boolean replace(long epochRead, RecoveryState next) {
        Map<String, AttributeValue> values = Map.of(
                ":activeSite", text(next.activeSite().name()),
                ":epoch", number(next.epoch()),
                ":incident", text(next.incident()),
                ":incidentOpen", flag(next.incidentOpen()),
                ":holder", text(next.holder()),
                ":expiresAt", text(next.expiresAt().toString()),
                ":oldSiteFenced", flag(next.oldSiteFenced()),
                ":epochRead", number(epochRead));
        return item.update(
                "SET activeSite = :activeSite, epoch = :epoch, incident = :incident, incidentOpen = :incidentOpen,"
                        + " holder = :holder, expiresAt = :expiresAt, oldSiteFenced = :oldSiteFenced",
                epochRead == 0 ? "attribute_not_exists(epoch) OR epoch = :epochRead" : "epoch = :epochRead",
                values);
    }

    /** Frees the lease that was acquired with this epoch; {@code false} where a newer recovery holds it. */
    boolean release(long epoch, boolean incidentOpen) {
        return item.update(
                "SET holder = :holder, expiresAt = :expiresAt, incidentOpen = :incidentOpen",
                "epoch = :epoch",
                Map.of(
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
        if (!item.update("SET activeSite = :activeSite, oldSiteFenced = :oldSiteFenced", "epoch = :epoch", Map.of(
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
        if (!item.update("SET oldSiteFenced = :oldSiteFenced", "epoch = :epoch", Map.of(
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
