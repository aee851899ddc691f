package io.pilotlight.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.step.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

class NoteFailureHandlerTest {

    private static final Instant BEGIN = Instant.parse("2026-11-22T16:45:09Z");
    private static final Duration TICK = Duration.ofMinutes(15);
    private static final String KEY_DISABLED = "visits/CopySnapshot/KmsKeyNotAccessible";
    private static final String NOT_MIRRORED = "web/MirrorService/ServiceNotMirrored";

    private final MemoryFake memory = new MemoryFake();
    private Instant now = BEGIN;

    @Test
    void tellsOfANewFailureOnce() {
        assertThat(note(KEY_DISABLED).tell()).isTrue();
        told(KEY_DISABLED);

        for (int tick = 1; tick <= 12; tick++) {
            now = BEGIN.plus(TICK.multipliedBy(tick));
            assertThat(note(KEY_DISABLED)).as("tick %d", tick).satisfies(result -> {
                assertThat(result.tell()).isFalse();
                assertThat(result.since()).isEqualTo(BEGIN);
            });
        }
    }

    @Test
    void tellsAgainAsLongAsNobodyWasTold() {
        assertThat(note(KEY_DISABLED).tell()).isTrue();
        assertThat(note(KEY_DISABLED).tell()).isTrue();
        assertThat(told(KEY_DISABLED).tell()).isFalse();
        assertThat(note(KEY_DISABLED).tell()).isFalse();
    }

    @Test
    void tellsOfAnotherFailureAtOnceAndOfNeitherAfterwards() {
        failAndTell(KEY_DISABLED);
        now = now.plus(TICK);
        assertThat(note(KEY_DISABLED, NOT_MIRRORED).tell()).isTrue();
        told(KEY_DISABLED, NOT_MIRRORED);
        now = now.plus(TICK);

        assertThat(note(NOT_MIRRORED).tell()).isFalse();
        assertThat(note(KEY_DISABLED).tell()).isFalse();
        assertThat(note(KEY_DISABLED, NOT_MIRRORED).tell()).isFalse();
    }

    @Test
    void tellsOncePerDayOfAFailureThatGoesOn() {
        int mails = 0;
        for (; now.isBefore(BEGIN.plus(Duration.ofHours(73))); now = now.plus(TICK)) {
            if (note(KEY_DISABLED).tell()) {
                mails++;
                told(KEY_DISABLED);
            }
        }

        assertThat(mails).isEqualTo(4);
        assertThat(note(KEY_DISABLED).since()).isEqualTo(BEGIN);
    }

    @Test
    void takesAFailureThatWasAwayForNewAndForgetsIt() {
        failAndTell(KEY_DISABLED);
        now = now.plus(KnownFailures.OVER_AFTER);

        assertThat(note(NOT_MIRRORED).tell()).isTrue();
        assertThat(memory.item.get("failures").m()).containsOnlyKeys(NOT_MIRRORED);
        assertThat(note(KEY_DISABLED)).isEqualTo(new NoteFailureHandler.Result(Status.DONE, true, now));
    }

    @Test
    void losesNothingThatAnotherExecutionWritesAtTheSameTime() {
        failAndTell(KEY_DISABLED);
        memory.beforeNextWrite = () -> note(NOT_MIRRORED);

        note(KEY_DISABLED);

        assertThat(memory.item.get("failures").m()).containsOnlyKeys(KEY_DISABLED, NOT_MIRRORED);
        assertThat(memory.item.get("revision").n()).isEqualTo("4");
    }

    @Test
    void refusesToNoteNothing() {
        assertThatThrownBy(() -> note())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("failures is empty");
        assertThat(memory.item).isEmpty();
    }

    private void failAndTell(String... failures) {
        note(failures);
        told(failures);
    }

    private NoteFailureHandler.Result note(String... failures) {
        return handle(false, failures);
    }

    private NoteFailureHandler.Result told(String... failures) {
        return handle(true, failures);
    }

    private NoteFailureHandler.Result handle(boolean told, String... failures) {
        return new NoteFailureHandler(memory, Clock.fixed(now, ZoneOffset.UTC))
                .take(
                        new NoteFailureHandler.Input(
                                "table",
                                "visitor-counter",
                                Stream.of(failures)
                                        .map(NoteFailureHandlerTest::failure)
                                        .toList(),
                                told));
    }

    private static BackupFailure failure(String key) {
        String[] parts = key.split("/");
        return new BackupFailure(parts[0], parts[1], parts[2], "whatever was said at " + BEGIN);
    }

    /** One item, whose revision must be the one that was read. */
    private static final class MemoryFake implements DynamoDbClient {

        private Map<String, AttributeValue> item = new HashMap<>();
        private Runnable beforeNextWrite = () -> {};

        @Override
        public GetItemResponse getItem(GetItemRequest request) {
            assertThat(request.key().get("application").s()).isEqualTo("visitor-counter/told/backup");
            return GetItemResponse.builder().item(item).build();
        }

        @Override
        public UpdateItemResponse updateItem(UpdateItemRequest request) {
            Runnable first = beforeNextWrite;
            beforeNextWrite = () -> {};
            first.run();
            Map<String, AttributeValue> values = request.expressionAttributeValues();
            if (item.containsKey("revision") && !item.get("revision").equals(values.get(":read"))) {
                throw ConditionalCheckFailedException.builder().message("The conditional request failed").build();
            }
            item = Map.of("failures", values.get(":failures"), "revision", values.get(":next"));
            return UpdateItemResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
