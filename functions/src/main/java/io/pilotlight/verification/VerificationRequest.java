package io.pilotlight.verification;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.plan.InvalidInputException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Iterator;
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

    /** @throws InvalidInputException where the input is none of the accepted ones */
    static VerificationRequest read(JsonNode input) {
        if (!input.isObject()) {
            throw new InvalidInputException("it is no JSON object", ACCEPTED);
        }
        for (Iterator<String> names = input.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!FIELDS.contains(name)) {
                throw new InvalidInputException("it has the unknown field '%s'".formatted(name), ACCEPTED);
            }
        }
        JsonNode restoreTest = input.path("restoreTest");
        if (!restoreTest.isMissingNode() && !restoreTest.isBoolean()) {
            throw new InvalidInputException("restoreTest is not true or false", ACCEPTED);
        }
        if (input.has("scheduledAt")) {
            requireInstant(input.path("scheduledAt"));
        }
        return new VerificationRequest(restoreTest.booleanValue());
    }

    private static void requireInstant(JsonNode scheduledAt) {
        try {
            Instant.parse(scheduledAt.asText());
        } catch (DateTimeException _) {
            throw new InvalidInputException("scheduledAt is no instant", ACCEPTED);
        }
    }
}
