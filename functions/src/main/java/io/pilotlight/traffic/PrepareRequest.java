package io.pilotlight.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.plan.InvalidInputException;
import io.pilotlight.plan.RequestFields;
import java.util.Set;

/** What a person asks of the records beforehand. */
enum PrepareRequest {
    /** {@code {}}: to see what would be changed. */
    SHOW,
    /** {@code {"apply": true}}: to make the failover pairs. */
    APPLY,
    /** {@code {"putBack": true}}: to put back what was overwritten last. */
    PUT_BACK;

    private static final String ACCEPTED = "accepted is {} to see what would be changed, {\"apply\": true} to change it, or"
            + " {\"putBack\": true} to put back what was there before";

    /** @throws InvalidInputException where the input is none of the accepted ones */
    static PrepareRequest read(JsonNode input) {
        RequestFields fields = RequestFields.of(input, Set.of("apply", "putBack"), ACCEPTED);
        boolean apply = fields.flag("apply");
        boolean putBack = fields.flag("putBack");
        if (apply && putBack) {
            throw new InvalidInputException("it asks for both apply and putBack", ACCEPTED);
        }
        return apply ? APPLY : putBack ? PUT_BACK : SHOW;
    }
}
