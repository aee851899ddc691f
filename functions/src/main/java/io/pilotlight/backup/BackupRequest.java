package io.pilotlight.backup;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.plan.InvalidInputException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Iterator;
import java.util.Set;

/**
 * What an execution of the backup is asked for: {@code {}} and {@code {"dryRun": true}} come from a person,
 * {@code {"scheduledAt": "..."}} from EventBridge Scheduler.
 *
 * <p>The scheduled time travels in the input, and not as the execution's name, because its colons may not stand in one;
 * a second delivery of the same time finds the first one's work by it.
 *
 * @param scheduledAt the time for which the backup was scheduled; the execution's own start where a person started it
 * @param dryRun whether to say only what would be done
 * @see <a href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html">Context
 *     attributes in EventBridge Scheduler</a>
 */
record BackupRequest(Instant scheduledAt, boolean dryRun) {

    private static final Set<String> FIELDS = Set.of("scheduledAt", "dryRun");
    private static final String ACCEPTED =
            "accepted is {}, {\"dryRun\": true} or {\"scheduledAt\": \"2026-11-22T16:45:00Z\"}";

    /** @throws InvalidInputException where the input is none of the accepted ones */
    static BackupRequest read(JsonNode input, Instant startedAt) {
        if (!input.isObject()) {
            throw new InvalidInputException("it is no JSON object", ACCEPTED);
        }
        for (Iterator<String> names = input.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!FIELDS.contains(name)) {
                throw new InvalidInputException("it has the unknown field '%s'".formatted(name), ACCEPTED);
            }
        }
        JsonNode dryRun = input.path("dryRun");
        if (!dryRun.isMissingNode() && !dryRun.isBoolean()) {
            throw new InvalidInputException("dryRun is not true or false", ACCEPTED);
        }
        JsonNode scheduledAt = input.path("scheduledAt");
        return new BackupRequest(
                scheduledAt.isMissingNode() ? startedAt : instant(scheduledAt), dryRun.booleanValue());
    }

    private static Instant instant(JsonNode scheduledAt) {
        try {
            return Instant.parse(scheduledAt.asText());
        } catch (DateTimeException _) {
            throw new InvalidInputException("scheduledAt is no instant", ACCEPTED);
        }
    }
}
