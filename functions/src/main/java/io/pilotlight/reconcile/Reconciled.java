package io.pilotlight.reconcile;

import io.pilotlight.lease.RecoveryState;
import io.pilotlight.lease.StateItem;
import io.pilotlight.plan.SiteName;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Which failover's old primary was compared last, or need not be any more. An item of its own in the state table, because
 * recoveries write theirs. Makes the calls {@code dynamodb:GetItem} and {@code dynamodb:UpdateItem}.
 */
public final class Reconciled {

    private static final String INCIDENT = "incident";

    private final StateItem item;

    public Reconciled(DynamoDbClient dynamo, String table, String application) {
        this.item = new StateItem(dynamo, table, application + "/reconciled");
    }

    /**
     * Returns the incident whose old primary is still to be compared: the newest one, where it was no planned move, has
     * ended, and its old site is fenced.
     */
    public Optional<String> pending(RecoveryState recorded) {
        return recorded.oldSiteFenced() ? undone(recorded) : Optional.empty();
    }

    /** Returns that incident where its old site may not be fenced yet. */
    public Optional<String> undone(RecoveryState recorded) {
        boolean isLeft = recorded.activeSite() == SiteName.STANDBY && recorded.movesTo().isEmpty() && !recorded.incidentOpen();
        return isLeft ? Optional.of(recorded.incident()).filter(incident -> incident.compareTo(last()) > 0) : Optional.empty();
    }

    /** Records that an incident's is done with; of an earlier one nothing is recorded. */
    void record(String incident) {
        item.update("SET incident = :incident", "attribute_not_exists(incident) OR incident < :incident",
                Map.of(":incident", AttributeValue.fromS(incident)));
    }

    private String last() {
        AttributeValue recorded = item.read().get(INCIDENT);
        return recorded == null ? "" : recorded.s();
    }
}
