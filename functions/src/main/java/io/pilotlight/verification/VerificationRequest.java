package io.pilotlight.verification;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.plan.RequestFields;
import java.util.Set;

/**
 * What an execution of the verification is asked for: {@code {}} and {@code {"restoreTest": true}} come from a person,
 * either of them with a {@code scheduledAt} from EventBridge Scheduler.
 *
 * @param restoreTest whether recovery points are restored as well
 */
record VerificationRequest(boolean restoreTest) {

    private static final Set<String> FIELDS = Set.of("restoreTest", "scheduledAt");
    private static final String ACCEPTED = "accepted is {} or {\"restoreTest\": true}, "
            + "either with \"scheduledAt\": \"2026-11-22T03:30:00Z\"";

    /** @throws io.pilotlight.plan.InvalidInputException where the input is none of the accepted ones */
    static VerificationRequest read(JsonNode input) {
        RequestFields fields = RequestFields.of(input, FIELDS, ACCEPTED);
        // Nothing depends on the time, but a schedule that sends another text is not ours.
        fields.instant("scheduledAt");
        return new VerificationRequest(fields.flag("restoreTest"));
    }
}
