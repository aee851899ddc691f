package io.pilotlight.simulator.cloud.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.json.StrictJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What a schedule hands to its target, with the keywords in it that EventBridge Scheduler replaces at each delivery.
 *
 * @see <a href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html">Adding
 *     context attributes in EventBridge Scheduler</a>
 */
final class ScheduleInput {

    private static final String KEYWORD = "<aws.scheduler.";

    private final JsonNode constant;
    private final String text;
    private final boolean hasKeywords;

    ScheduleInput(JsonNode constant) {
        this.constant = constant;
        this.text = constant.toString();
        this.hasKeywords = text.contains(KEYWORD);
    }

    /**
     * Returns an input of its own for one delivery.
     *
     * @param scheduledAt the time for which it was scheduled; shown to the second
     * @param executionId is another one for every delivery, also for a second one of the same time
     */
    JsonNode of(String scheduleArn, Instant scheduledAt, String executionId, int attempt) {
        if (!hasKeywords) {
            return constant.deepCopy();
        }
        return read(text
                .replace(KEYWORD + "schedule-arn>", scheduleArn)
                .replace(KEYWORD + "scheduled-time>", scheduledAt.truncatedTo(ChronoUnit.SECONDS).toString())
                .replace(KEYWORD + "execution-id>", executionId)
                .replace(KEYWORD + "attempt-number>", Integer.toString(attempt)));
    }

    private static JsonNode read(String json) {
        try {
            return StrictJson.mapper().readTree(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("no value of a keyword has to be escaped in JSON", impossible);
        }
    }
}
