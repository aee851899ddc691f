package io.pilotlight.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.json.StrictJson;
import io.pilotlight.recoverypoint.SnapshotName;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The packaged steps of a backup, given what {@code backup.asl.json} gives them.
 *
 * <p>In moto a snapshot and a copy are available at once; in AWS they take minutes, in which the steps answer
 * {@code IN_PROGRESS}.
 */
record BackupSteps(Wire wire) {

    private static final int MOST_LOOKS = 4;
    private static final Duration TICK = Duration.ofMinutes(15);

    JsonNode decide(String executionId, ObjectNode request) {
        return wire.call("DecideBackupsFunction", decision(executionId, request));
    }

    static ObjectNode decision(String executionId, ObjectNode request) {
        ObjectNode input = object()
                .put("planParameter", EmulatedApplication.PLAN_PARAMETER)
                .put("table", EmulatedState.TABLE)
                .put("executionId", executionId)
                .put("startedAt", Instant.now().toString())
                .put("retries", 0);
        input.set("input", request);
        return input;
    }

    static ObjectNode scheduled(Instant at) {
        return object().put("scheduledAt", at.toString());
    }

    /** Takes one of the backups that were decided, and copies it; returns the name of both. */
    String backUp(JsonNode decided, JsonNode due) {
        JsonNode taken = untilDone("TakeSnapshotFunction", taking(decided, due));
        assertDone(taken);
        assertDone(untilDone("CopySnapshotFunction", copying(decided, due, taken.path("snapshotArn").asText())));
        return due.path("snapshotId").asText();
    }

    /** Makes backups that were scheduled a quarter of an hour apart, the last of them now; returns their names, oldest first. */
    List<String> backUp(EmulatedApplication application, int count) {
        return backUp(application, count, Duration.ZERO);
    }

    /** Makes such backups of which the last was scheduled some time ago. */
    List<String> backUp(EmulatedApplication application, int count, Duration ago) {
        Instant last = Instant.now().minus(ago).truncatedTo(ChronoUnit.MINUTES);
        return IntStream.range(0, count)
                .mapToObj(number -> last.minus(TICK.multipliedBy(count - 1L - number)))
                .map(scheduledAt -> backUp(regions(), due(application, scheduledAt)))
                .toList();
    }

    /** Makes one of another instance at the primary, scheduled now. */
    String backUp(EmulatedApplication application, String instance) {
        return backUp(regions(), ((ObjectNode) due(application, Instant.now().truncatedTo(ChronoUnit.SECONDS))).put("instanceIdentifier", instance));
    }

    private static JsonNode regions() {
        return object().put("sourceRegion", Wire.PRIMARY).put("targetRegion", Wire.STANDBY);
    }

    private static JsonNode due(EmulatedApplication application, Instant scheduledAt) {
        return object()
                .put("name", "visits")
                .put("instanceIdentifier", EmulatedApplication.INSTANCE)
                .put("snapshotId", SnapshotName.of(EmulatedApplication.INSTANCE, scheduledAt).value())
                .put("scheduledAt", scheduledAt.toString())
                .put("kmsKeyId", application.standby().keyArn())
                .put("optionGroup", EmulatedSite.OPTION_GROUP);
    }

    static ObjectNode taking(JsonNode decided, JsonNode due) {
        return object()
                .put("application", EmulatedApplication.NAME)
                .put("database", due.path("name").asText())
                .put("region", decided.path("sourceRegion").asText())
                .put("instanceIdentifier", due.path("instanceIdentifier").asText())
                .put("snapshotId", due.path("snapshotId").asText())
                .put("scheduledAt", due.path("scheduledAt").asText());
    }

    static ObjectNode copying(JsonNode decided, JsonNode due, String sourceArn) {
        return object()
                .put("application", EmulatedApplication.NAME)
                .put("database", due.path("name").asText())
                .put("scheduledAt", due.path("scheduledAt").asText())
                .put("sourceRegion", decided.path("sourceRegion").asText())
                .put("sourceArn", sourceArn)
                .put("targetRegion", decided.path("targetRegion").asText())
                .put("snapshotId", due.path("snapshotId").asText())
                .put("kmsKeyId", due.path("kmsKeyId").asText())
                .put("optionGroup", due.path("optionGroup").asText());
    }

    JsonNode release(String executionId) {
        return wire.call("ReleaseBackupFunction", EmulatedState.input()
                .put("database", "visits").put("executionId", executionId));
    }

    /** Prunes both Regions, down to that many of the newest and the newest verified one. */
    JsonNode prune(EmulatedApplication application, int kept, boolean dryRun) {
        ObjectNode input = EmulatedState.input().put("dryRun", dryRun);
        input.set("sites", application.plan().path("sites"));
        input.set("databases", application.plan().path("databases"));
        input.putObject("retention")
                .put("recoveryPoints", kept).put("verifiedRecoveryPoints", 1).put("maximumAge", "P7D").put("leftInstanceDays", 7);
        return wire.call("PruneRecoveryPointsFunction", input);
    }

    /** Looks until a step is not in progress any more. */
    JsonNode untilDone(String function, JsonNode input) {
        JsonNode result = wire.call(function, input);
        for (int look = 1; look < MOST_LOOKS && result.path("status").asText().equals("IN_PROGRESS"); look++) {
            result = wire.call(function, input);
        }
        return result;
    }

    private static void assertDone(JsonNode result) {
        assertThat(result.path("status").asText()).as(result.toString()).isEqualTo("DONE");
    }

    private static ObjectNode object() {
        return StrictJson.mapper().createObjectNode();
    }
}
