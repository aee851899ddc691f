package io.pilotlight.simulator.drill;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.simulator.scenario.RunResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Writes results for programs. Fields are never left out: a figure that does not exist is null. All that depends on this
 * machine's own clock stands in the field {@code wallClock}, so that the rest is the same whenever a run is repeated.
 */
final class ResultFile {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ResultFile() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Removes what an earlier run left, so that nobody takes it for this one's. */
    static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Writes a whole document; its folder is made where it is missing. */
    static void write(Path file, ObjectNode document) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, MAPPER.writeValueAsString(document) + "\n");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static ObjectNode of(RunResult result, Instant startedAt, Duration elapsed) {
        ObjectNode document = object()
                .put("scenario", result.scenario())
                .put("seed", result.seed())
                .put("application", result.application())
                .put("outcome", result.outcome())
                .put("expectedOutcome", result.expectedOutcome())
                .put("activeSite", result.activeSite())
                .put("rtoSeconds", seconds(result.rto()))
                .put("rtoObjectiveSeconds", Times.seconds(result.rtoObjective()))
                .put("rpoSeconds", seconds(result.rpo()))
                .put("rpoObjectiveSeconds", Times.seconds(result.rpoObjective()))
                .put("moveWithoutWritesSeconds", seconds(result.withoutWrites()))
                .put("rowsBefore", rows(result.rows(RunResult.Rows::before)))
                .put("rowsAtRecoveryPoint", rows(result.rows(RunResult.Rows::atRecoveryPoint)))
                .put("rowsRestored", rows(result.rows(RunResult.Rows::restored)))
                .put("rowsLost", rows(result.rows(RunResult.Rows::lost)))
                .put("rowsLostSince", rows(result.rows(RunResult.Rows::lostSince)))
                .put("exposureMaxSeconds", seconds(result.exposure().greatest()))
                .put("exposureMaxWithFaultsSeconds", seconds(result.exposure().greatestWithFaults()));
        rows(result.rows(), document.putArray("rowsByDatabase"));
        BackupFields.write(result, document);
        steps(result, document.putArray("steps"));
        PathFields.write(result.path(), document);
        notifications(result, document.putArray("notifications"));
        violations(result, document.putArray("violations"));
        document.putObject("wallClock")
                .put("startedAt", startedAt.toString())
                .put("elapsedSeconds", Times.seconds(elapsed));
        return document;
    }

    static void violations(RunResult result, ArrayNode violations) {
        result.violations().forEach(violation -> violations.addObject()
                .put("promise", violation.promise())
                .put("detail", violation.detail()));
    }

    private static void rows(List<RunResult.Rows> rows, ArrayNode databases) {
        rows.forEach(database -> databases.addObject()
                .put("database", database.database())
                .put("before", rows(database.before()))
                .put("atRecoveryPoint", rows(database.atRecoveryPoint()))
                .put("restored", rows(database.restored()))
                .put("lost", rows(database.lost()))
                .put("lostSince", rows(database.lostSince()))
                .put("written", database.account().written())
                .put("serving", database.account().serving())
                .put("listed", database.account().listed())
                .put("nowhere", database.account().nowhere()));
    }

    private static void steps(RunResult result, ArrayNode steps) {
        result.steps().forEach(step -> steps.addObject()
                .put("name", step.name())
                .put("startSeconds", Times.seconds(step.start()))
                .put("endSeconds", Times.seconds(step.end()))
                .put("attempts", step.attempts()));
    }

    private static void notifications(RunResult result, ArrayNode notifications) {
        result.notifications().forEach(notification -> notifications.addObject()
                .put("atSeconds", Times.seconds(notification.at()))
                .put("subject", notification.subject())
                .put("message", notification.message()));
    }

    static Double seconds(Optional<Duration> duration) {
        return duration.map(Times::seconds).orElse(null);
    }

    private static Long rows(OptionalLong rows) {
        return rows.isPresent() ? rows.getAsLong() : null;
    }
}
