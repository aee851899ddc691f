package io.pilotlight.lease;

import io.pilotlight.step.DurationInWords;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Why a failover is not started by itself: people refused it, had silenced the alarm that asked for one, or did not answer, or it
 * failed after its fence. An item of its own in the state table, because there may be no recovery yet. {@code dynamodb:GetItem} and
 * {@code dynamodb:UpdateItem}.
 */
public final class Refusals {

    /** After two questions that nobody answered, people are asked this seldom; after two failures the old site is fenced so seldom. */
    private static final Duration BETWEEN = Duration.ofHours(6);

    private static final String REFUSALS = "refusals";

    /**
     * What people said.
     *
     * @param until when it ends; {@link Instant#MAX} where it holds for as long as the alarm lasts
     */
    private record Refusal(Instant at, Instant until) {

        /** Tells whether the other one says nothing that this one does not say, of whichever alarm. */
        boolean covers(Refusal other) {
            return !at.isBefore(other.at) && !until.isBefore(other.until);
        }

        AttributeValue written() {
            return AttributeValue.fromS("%s/%s".formatted(at, until));
        }

        static Refusal read(AttributeValue written) {
            String[] interval = written.s().split("/");
            return new Refusal(Instant.parse(interval[0]), Instant.parse(interval[1]));
        }
    }

    private final StateItem item;

    public Refusals(DynamoDbClient dynamo, String table, String application) {
        this.item = new StateItem(dynamo, table, application + "/refused");
    }

    /**
     * Each holds for its own time, whichever was said last; one that another covers is forgotten.
     *
     * @param until when it ends; empty where it holds for as long as the alarm lasts
     */
    void record(Instant at, Optional<Instant> until) {
        Refusal said = new Refusal(at, until.orElse(Instant.MAX));
        // Where it is not written somebody else has written meanwhile, so this ends.
        while (!isWritten(said)) {}
    }

    private boolean isWritten(Refusal said) {
        Map<String, AttributeValue> recorded = item.read();
        List<Refusal> before = refusals(recorded);
        if (before.stream().anyMatch(other -> other.covers(said))) {
            return true;
        }
        List<AttributeValue> after = Stream.concat(before.stream().filter(other -> !said.covers(other)), Stream.of(said))
                .map(Refusal::written).toList();
        return item.update("SET refusals = :after", "attribute_not_exists(refusals) OR refusals = :before",
                Map.of(":after", AttributeValue.fromL(after), ":before", recorded.getOrDefault(REFUSALS, AttributeValue.fromL(List.of()))));
    }

    /** That a question of a recovery was not answered; the last two are kept. */
    void recordUnanswered(Instant at, long epoch) {
        recordLastTwo("unanswered", at, epoch);
    }

    /** That a recovery failed after its fence and before traffic moved; the last two are kept. */
    void recordFailed(Instant at, long epoch) {
        recordLastTwo("failed", at, epoch);
    }

    /** Of each recovery once, however often it is told. */
    private void recordLastTwo(String what, Instant at, long epoch) {
        AttributeValue before = item.read().getOrDefault(what + "At", AttributeValue.fromS(""));
        item.update("SET %1$sAt = :at, %1$sBefore = :before, %1$sEpoch = :epoch".formatted(what),
                "attribute_not_exists(%1$sEpoch) OR %1$sEpoch < :epoch".formatted(what),
                Map.of(":at", AttributeValue.fromS(at.toString()), ":before", before, ":epoch", AttributeValue.fromN(Long.toString(epoch))));
    }

    /**
     * Says what keeps a failover from being started by itself, if anything does.
     *
     * @param since when the alarm went to ALARM: what was said before that was said of another one
     */
    Optional<String> hindrance(Instant since, Instant now) {
        Map<String, AttributeValue> recorded = item.read();
        return refusals(recorded).stream()
                .filter(refusal -> refusal.at().isAfter(since) && now.isBefore(refusal.until()))
                .max(Comparator.comparing(Refusal::until))
                .map(refusal -> "people refused the failover or had silenced the alarm, or the old site could not be fenced, at %s%s".formatted(
                        refusal.at(), refusal.until().equals(Instant.MAX) ? "" : ", until " + refusal.until()))
                .or(() -> twice(recorded, "unanswered", since, now)
                        .map(last -> "nobody answered twice, the last time until %s; people are asked again after %s"
                                .formatted(last, DurationInWords.of(BETWEEN))))
                .or(() -> rest(recorded, now)
                        .map(last -> "the failover failed twice after its fence, the last time at %s; it is started again after %s"
                                .formatted(last, DurationInWords.of(BETWEEN))));
    }

    /** Returns when the last thing ended that people said of an alarm for a time. */
    Optional<Instant> lastEnd(Instant since, Instant now) {
        return refusals(item.read()).stream()
                .filter(refusal -> refusal.at().isAfter(since) && !now.isBefore(refusal.until()))
                .map(Refusal::until)
                .max(Comparator.naturalOrder());
    }

    /** Returns until when a failover that has failed after its fence rests, if it failed twice within a day. */
    public Optional<Instant> restsUntil(Instant now) {
        return rest(item.read(), now).map(last -> last.plus(BETWEEN));
    }

    /** Whatever the alarm: a site that is given back may be healthy for a minute, and the alarm comes anew. */
    private static Optional<Instant> rest(Map<String, AttributeValue> recorded, Instant now) {
        return twice(recorded, "failed", now.minus(Duration.ofDays(1)), now);
    }

    private static Optional<Instant> twice(Map<String, AttributeValue> recorded, String what, Instant since, Instant now) {
        return instant(recorded, what + "At")
                .filter(_ -> instant(recorded, what + "Before").filter(since::isBefore).isPresent())
                .filter(last -> now.isBefore(last.plus(BETWEEN)));
    }

    private static List<Refusal> refusals(Map<String, AttributeValue> recorded) {
        return Optional.ofNullable(recorded.get(REFUSALS)).map(AttributeValue::l).orElse(List.of()).stream().map(Refusal::read).toList();
    }

    private static Optional<Instant> instant(Map<String, AttributeValue> recorded, String name) {
        return Optional.ofNullable(recorded.get(name)).map(AttributeValue::s).filter(text -> !text.isEmpty()).map(Instant::parse);
    }
}
