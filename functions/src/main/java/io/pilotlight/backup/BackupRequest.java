package io.pilotlight.backup;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.plan.InvalidInputException;
import io.pilotlight.plan.RequestFields;
import io.pilotlight.step.Clocks;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What an execution of the backup is asked for: {@code {}}, {@code {"now": true}} and {@code {"dryRun": true}} come from
 * a person, {@code {"scheduledAt": "..."}} from EventBridge Scheduler, {@code {"since": "..."}} from a planned move.
 *
 * <p>The scheduled time travels in the input, and not as the execution's name, because its colons may not stand in one;
 * a second delivery of the same time finds the first one's work by it.
 *
 * @param scheduledAt the time for which the backup was scheduled; the execution's own start where a person started it
 * @param since what every database must have been backed up since, be it due or not: the execution's own start where a person
 *     asks for a backup now; empty otherwise
 * @param dryRun whether to say only what would be done
 * @see <a href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html">Context
 *     attributes in EventBridge Scheduler</a>
 */
record BackupRequest(Instant scheduledAt, Optional<Instant> since, boolean dryRun) {

    private static final Set<String> FIELDS = Set.of("scheduledAt", "now", "since", "dryRun");
    private static final String ACCEPTED =
            "accepted is {}, {\"now\": true}, {\"dryRun\": true} or {\"scheduledAt\": \"2026-11-22T16:45:00Z\"}";

    /** @throws InvalidInputException where the input is none of the accepted ones */
    static BackupRequest read(JsonNode input, Instant startedAt) {
        RequestFields fields = RequestFields.of(input, FIELDS, ACCEPTED);
        Instant scheduledAt = fields.instant("scheduledAt").orElse(startedAt);
        if (scheduledAt.isAfter(startedAt.plus(Clocks.APART))) {
            // The newest backup by its schedule is the one that a later run goes on with.
            throw new InvalidInputException("scheduledAt is yet to come", ACCEPTED);
        }
        Optional<Instant> since = fields.flag("now") ? Optional.of(startedAt) : fields.instant("since");
        return new BackupRequest(scheduledAt, since, fields.flag("dryRun"));
    }
}
