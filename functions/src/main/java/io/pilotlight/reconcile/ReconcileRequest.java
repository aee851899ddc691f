package io.pilotlight.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.lease.Incident;
import io.pilotlight.plan.InvalidInputException;
import io.pilotlight.plan.RequestFields;
import java.util.Optional;
import java.util.Set;

/**
 * What an execution is asked for.
 *
 * @param incident the failover whose old primary is meant; empty for the newest that is not compared yet
 * @param acknowledge whether its snapshots need not be kept any more
 */
record ReconcileRequest(Optional<String> incident, boolean acknowledge) {

    static final String ACCEPTED =
            "accepted is {}, {\"incident\": \"20261122t165017\"} or {\"acknowledge\": \"20261122t165017\"}";

    /** @throws InvalidInputException where the input is none of the accepted ones */
    static ReconcileRequest read(JsonNode input) {
        RequestFields fields = RequestFields.of(input, Set.of("incident", "acknowledge"), ACCEPTED);
        Optional<String> incident = fields.text("incident");
        Optional<String> acknowledged = fields.text("acknowledge");
        if (incident.isPresent() && acknowledged.isPresent()) {
            throw new InvalidInputException("it has both incident and acknowledge", ACCEPTED);
        }
        Optional<String> named = incident.or(() -> acknowledged);
        named.filter(Incident.NAME.asMatchPredicate().negate()).ifPresent(other -> {
            throw new InvalidInputException("'%s' is no incident".formatted(other), ACCEPTED);
        });
        return new ReconcileRequest(named, acknowledged.isPresent());
    }
}
