package io.pilotlight.lease;

import io.pilotlight.step.DurationInWords;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * When people last refused a failover, had silenced the alarm that asked for one, or did not answer: an item of its own in the
 * state table, because there may be no recovery yet. {@code dynamodb:GetItem} and {@code dynamodb:UpdateItem}.
 */
final class Refusals {

    /** After two questions that nobody answered, people are asked this seldom. */
    private static final Duration BETWEEN_QUESTIONS = Duration.ofHours(6);

    private final StateItem item;

    Refusals(DynamoDbClient dynamo, String table, String application) {
        this.item = new StateItem(dynamo, table, application + "/refused");
    }

    /**
     * A later one takes the place of an earlier one.
     *
     * @param until when it ends; empty where it holds for as long as the alarm lasts
     */
    void record(Instant at, Optional<Instant> until) {
        item.update("SET refusedAt = :at, refusedUntil = :until", "attribute_not_exists(refusedAt) OR refusedAt < :at",
                Map.of(":at", text(at), ":until", until.map(Refusals::text).orElseGet(() -> AttributeValue.fromS(""))));
    }

    /** That a question was not answered; the last two are kept. */
    void recordUnanswered(Instant at) {
        AttributeValue before = item.read().getOrDefault("unansweredAt", AttributeValue.fromS(""));
        item.update("SET unansweredAt = :at, unansweredBefore = :before",
                "attribute_not_exists(unansweredAt) OR unansweredAt = :before",
                Map.of(":at", text(at), ":before", before));
    }

    /**
     * Says what keeps a failover from being started by itself, if anything does.
     *
     * @param since when the alarm went to ALARM: what was said before that was said of another one
     */
    Optional<String> hindrance(Instant since, Instant now) {
        Map<String, AttributeValue> recorded = item.read();
        Optional<Instant> refused = instant(recorded, "refusedAt").filter(since::isBefore);
        Optional<Instant> until = instant(recorded, "refusedUntil");
        if (refused.isPresent() && until.filter(end -> !now.isBefore(end)).isEmpty()) {
            return Optional.of("people refused the failover or had silenced the alarm, or the old site could not be fenced, at %s%s".formatted(
                    refused.get(), until.map(end -> ", until " + end).orElse("")));
        }
        return instant(recorded, "unansweredAt")
                .filter(_ -> instant(recorded, "unansweredBefore").filter(since::isBefore).isPresent())
                .filter(last -> now.isBefore(last.plus(BETWEEN_QUESTIONS)))
                .map(last -> "nobody answered twice, the last time until %s; people are asked again after %s"
                        .formatted(last, DurationInWords.of(BETWEEN_QUESTIONS)));
    }

    private static Optional<Instant> instant(Map<String, AttributeValue> recorded, String name) {
        return Optional.ofNullable(recorded.get(name)).map(AttributeValue::s).filter(text -> !text.isEmpty()).map(Instant::parse);
    }

    private static AttributeValue text(Instant at) {
        return AttributeValue.fromS(at.toString());
    }
}
