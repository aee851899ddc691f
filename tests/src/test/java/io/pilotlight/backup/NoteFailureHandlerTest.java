package io.pilotlight.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.step.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class NoteFailureHandlerTest {

    private static final Instant BEGIN = Instant.parse("2026-11-22T16:45:09Z");
    private static final Duration TICK = Duration.ofMinutes(15);
    private static final String KEY_DISABLED = "visits/CopySnapshot/KmsKeyNotAccessible";
    private static final String NOT_MIRRORED = "web/MirrorService/ServiceNotMirrored";

    private final StepCloud cloud = new StepCloud(BEGIN);
    private final NoteFailureHandler handler = cloud.handler(NoteFailureHandler.class);

    @Test
    void tellsOfANewFailureOnce() {
        assertThat(note(KEY_DISABLED).tell()).isTrue();
        told(KEY_DISABLED);

        for (int tick = 1; tick <= 12; tick++) {
            cloud.pass(TICK);
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
        cloud.pass(TICK);
        assertThat(note(KEY_DISABLED, NOT_MIRRORED).tell()).isTrue();
        told(KEY_DISABLED, NOT_MIRRORED);
        cloud.pass(TICK);

        assertThat(note(NOT_MIRRORED).tell()).isFalse();
        assertThat(note(KEY_DISABLED).tell()).isFalse();
        assertThat(note(KEY_DISABLED, NOT_MIRRORED).tell()).isFalse();
    }

    @Test
    void tellsOncePerDayOfAFailureThatGoesOn() {
        int mails = 0;
        for (; cloud.now().isBefore(BEGIN.plus(Duration.ofHours(73))); cloud.pass(TICK)) {
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
        cloud.pass(KnownFailures.OVER_AFTER);

        assertThat(note(NOT_MIRRORED).tell()).isTrue();
        assertThat(item().get("failures").m()).containsOnlyKeys(NOT_MIRRORED);
        assertThat(note(KEY_DISABLED)).isEqualTo(new NoteFailureHandler.Result(Status.DONE, true, cloud.now()));
    }

    @Test
    void losesNothingThatAnotherExecutionWritesAtTheSameTime() {
        failAndTell(KEY_DISABLED);
        cloud.beforeNext("dynamodb:UpdateItem", () -> note(NOT_MIRRORED));

        note(KEY_DISABLED);

        assertThat(item().get("failures").m()).containsOnlyKeys(KEY_DISABLED, NOT_MIRRORED);
        assertThat(item().get("revision").n()).isEqualTo("4");
    }

    @Test
    void refusesToNoteNothing() {
        assertThatThrownBy(() -> note())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("failures is empty");
        assertThat(item()).isEmpty();
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
        List<BackupFailure> all = Stream.of(failures).map(NoteFailureHandlerTest::failure).toList();
        return cloud.take(() -> handler.take(
                new NoteFailureHandler.Input(StepCloud.STATE_TABLE, "visitor-counter", all, told)));
    }

    /** What is remembered, under its own key. */
    private Map<String, AttributeValue> item() {
        return cloud.dynamo().getItem(request -> request
                .tableName(StepCloud.STATE_TABLE)
                .key(Map.of("application", AttributeValue.fromS("visitor-counter/told/backup")))
                .consistentRead(true)).item();
    }

    private static BackupFailure failure(String key) {
        String[] parts = key.split("/");
        return new BackupFailure(parts[0], parts[1], parts[2], "whatever was said at " + BEGIN);
    }
}
