package io.pilotlight.simulator.states;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.json.StrictJson;
import io.pilotlight.verification.Finding;
import io.pilotlight.verification.ReportFindingsHandler;
import io.pilotlight.verification.Severity;
import io.pilotlight.verification.Undone;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The production file of the verification with many databases, and functions that answer as they are told to. */
class ManyRestoreTestsTest {

    private static final int GRANTED_EVENTS = 25_000;

    private final Bench bench = new Bench();
    private final Set<String> standing = new TreeSet<>();
    private final Map<String, Integer> looks = new HashMap<>();
    private final List<String> restored = new ArrayList<>();
    private final List<String> checked = new ArrayList<>();
    private final ArrayNode findings = array();
    private int mostStanding;
    private int removalsLeft;
    private int looksUntilRestored = 3;
    private int looksUntilRemoved = 2;
    private int tables = 3;
    private Duration callTakes = Duration.ZERO;
    private String marked = "DONE";
    private JsonNode reported;

    @Test
    void restoresFiveAtATimeAndRemovesThemBeforeTheNextFive() {
        ExecutionDescription execution = run(12);

        assertThat(execution.status()).as("%s", execution.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(execution.output().orElseThrow().path("outcome").asText()).isEqualTo("VERIFIED");
        assertThat(execution.output().orElseThrow().path("restoreTests")).hasSize(12)
                .allMatch(test -> test.path("passed").asBoolean());
        assertThat(restored).hasSize(12).doesNotHaveDuplicates();
        assertThat(mostStanding).isEqualTo(5);
        assertThat(standing).isEmpty();
    }

    @Test
    void staysInsideAHistoryWithThirtyDatabasesThatAreSlow() {
        looksUntilRestored = 31;
        looksUntilRemoved = 8;

        ExecutionDescription execution = run(30);

        assertThat(execution.status()).as("%s", execution.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(restored).hasSize(30);
        assertThat(execution.historyEvents()).isLessThan(GRANTED_EVENTS * 2 / 3);
        assertThat(Duration.between(execution.startedAt(), execution.endedAt().orElseThrow()))
                .isLessThan(Duration.ofHours(8));
    }

    /** An hour of three for each of six tables would be too long: each has half of one. */
    @Test
    void endsWithFindingsWhereSixTablesAreTooLargeToBeReadInTheirTime() {
        tables = 6;
        callTakes = Duration.ofMinutes(13);

        ExecutionDescription execution = run(1);

        assertThat(execution.status()).as("%s", execution.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(checked).hasSize(6 * 3);
        assertThat(reported.path("findings")).hasSize(6);
        assertThat(standing).isEmpty();
        assertThat(Duration.between(execution.startedAt(), execution.endedAt().orElseThrow())).isLessThan(Duration.ofHours(5));
    }

    @Test
    void restoresNothingMoreWhereInstancesCannotBeRemovedAndSaysWhatWasNotTested() throws IOException {
        looksUntilRemoved = Integer.MAX_VALUE;

        ExecutionDescription execution = run(7);

        assertThat(restored).hasSize(5);
        ReportFindingsHandler.Input input =
                StrictJson.mapper().treeToValue(reported, ReportFindingsHandler.Input.class);
        List<Finding> found = input.undone().stream().map(Undone::finding).toList();
        assertThat(found)
                .filteredOn(finding -> finding.problem().contains("could not be removed and costs money"))
                .hasSize(5)
                .allMatch(finding -> finding.subject().startsWith("db-test-"));
        assertThat(found).filteredOn(finding -> finding.problem().contains("not removed yet"))
                .extracting(finding -> finding.subject()).containsExactly("db-6", "db-7");
        assertThat(Duration.between(execution.startedAt(), execution.endedAt().orElseThrow()))
                .isBetween(Duration.ofMinutes(55), Duration.ofMinutes(75));
    }

    @Test
    void givesUpARestoreAfterAnHourAndRemovesIt() {
        looksUntilRestored = Integer.MAX_VALUE;

        ExecutionDescription execution = run(1);

        assertThat(checked).isEmpty();
        assertThat(standing).isEmpty();
        assertThat(undone()).singleElement().satisfies(finding ->
                assertThat(finding.problem()).startsWith("the restore is not finished in the time that it has"));
        assertThat(Duration.between(execution.startedAt(), execution.endedAt().orElseThrow()))
                .isBetween(Duration.ofMinutes(58), Duration.ofMinutes(65));
    }

    /** A recovery point that is gone, or is nobody's, cannot be marked by hand either. */
    @Test
    void asksForAnotherTestWhereTheTestedRecoveryPointCannotBeMarked() {
        marked = "REFUSED";

        run(1);

        assertThat(undone()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.problem()).endsWith("was not marked as verified: it was marked or not");
            assertThat(finding.remedy()).startsWith("start the verification again")
                    .contains("{\"restoreTest\": true}").doesNotContain("by hand");
        });
    }

    @Test
    void carriesOnTwoHundredFindingsAndSaysHowManyMoreThereAre() {
        for (int i = 0; i < 250; i++) {
            findings.addObject().put("check", "TAGS").put("severity", "WARNING").put("subject", "snapshot-" + i)
                    .put("problem", "it has no tags").put("remedy", "give it some");
        }

        run(0);

        assertThat(reported.path("findings")).hasSize(200);
        assertThat(undone()).singleElement().satisfies(finding ->
                assertThat(finding.problem()).contains("there are 50 more findings than can be told here"));
    }

    private ExecutionDescription run(int databases) {
        answer(databases);
        bench.machines.register("verify-backups", definition("verify-backups"));
        bench.machines.register("restore-test", definition("restore-test"));
        return bench.run("verify-backups", "{\"restoreTest\": true}");
    }

    private static StateMachineDefinition definition(String machine) {
        Map<String, String> names = new HashMap<>(Map.of("RestoreTestStateMachine", "restore-test"));
        for (String name : List.of(
                "ApplicationName",
                "PlanParameter",
                "StateTable",
                "NotificationTopic",
                "DecideVerificationFunction",
                "VerifyRecoveryPointsFunction",
                "VerifyServiceConfigurationFunction",
                "VerifyTrafficFunction",
                "ChooseRecoveryPointFunction",
                "RestoreTestDatabaseFunction",
                "CheckRestoredDataFunction",
                "MarkVerifiedFunction",
                "RemoveRestoreTestsFunction",
                "ReportFindingsFunction",
                "WordNoticeFunction")) {
            names.put(name, name);
        }
        try {
            return StateMachineDefinition.read(
                    Path.of(System.getProperty("pilotlight.root"), "statemachine", machine + ".asl.json"), names);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private void answer(int databases) {
        bench.function("DecideVerificationFunction", _ -> decision(databases))
                .function(
                        "VerifyRecoveryPointsFunction",
                        _ -> object().put("status", "DONE")
                                .put("recoveryPoints", 24)
                                .set("findings", findings))
                .function(
                        "ChooseRecoveryPointFunction",
                        input -> chosen(input.at("/database/name").asText()))
                .function(
                        "RestoreTestDatabaseFunction",
                        input -> restore(input.at("/recoveryPoint/snapshotId").asText()))
                .function(
                        "CheckRestoredDataFunction",
                        this::check)
                .function(
                        "MarkVerifiedFunction",
                        _ -> object().put("status", marked).put("reason", "it was marked or not"))
                .function("VerifyTrafficFunction", _ -> object().put("status", "DONE").set("findings", object().arrayNode()))
                .function("RemoveRestoreTestsFunction", _ -> remove())
                .function("ReportFindingsFunction", this::report)
                .function("WordNoticeFunction", _ -> object().put("subject", "findings").put("body", "told"));
    }

    private ObjectNode decision(int databases) {
        ObjectNode decision = object().put("status", "DONE")
                .put("application", "visitor-counter")
                .put("activeSite", "PRIMARY")
                .put("sourceRegion", "eu-west-1")
                .put("targetRegion", "eu-central-1")
                .put("bucket", "backups")
                .put("rpoSeconds", 3600);
        decision.putObject("sites");
        decision.putObject("retention");
        decision.putArray("services");
        decision.putArray("findings");
        ArrayNode tests = decision.putArray("restoreTests");
        for (int i = 1; i <= databases; i++) {
            ObjectNode test = tests.addObject().put("incident", "20261122t043002");
            test.putObject("site").put("instanceIdentifier", "db-test").put("port", 3306);
            test.putObject("database")
                    .put("name", "db-" + i)
                    .putObject("restoreTest")
                    .put("schema", "visitors")
                    .put("username", "pilot_light")
                    .put("authentication", "IAM")
                    .put("secretId", "")
                    .put("passwordField", "password")
                    .put("checkTable", true)
                    .putArray("tables");
            for (int table = 1; table <= tables; table++) {
                test.withArray("/database/restoreTest/tables").addObject().put("table", "table-" + table);
            }
        }
        return decision;
    }

    private static ObjectNode chosen(String database) {
        ObjectNode chosen = object().put("status", "DONE").put("reason", "it is the newest");
        chosen.putArray("candidates").addObject().put("snapshotId", database).put("takenAt", "2026-11-22T04:00:11Z").put("dataUntil", "2026-11-22T04:00:09Z");
        return chosen;
    }

    private ObjectNode restore(String name) {
        if (standing.add(name)) {
            restored.add(name);
            mostStanding = Math.max(mostStanding, standing.size());
            removalsLeft = looksUntilRemoved;
        }
        boolean done = looks.merge(name, 1, Integer::sum) >= looksUntilRestored;
        return object().put("status", done ? "DONE" : "IN_PROGRESS")
                .put("reason", "it is being created")
                .put("endpoint", name);
    }

    private ObjectNode check(JsonNode input) {
        String name = input.path("endpoint").asText();
        assertThat(standing).as("what is looked at was not removed").contains(name);
        checked.add(name);
        if (callTakes.isPositive()) {
            return checkSlowly(input);
        }
        ObjectNode result = object().put("status", "DONE").put("rows", 10).put("newest", "").put("warmUpSeconds", 0.5);
        result.putArray("findings");
        return result;
    }

    /** As the step does where no statement ends: it goes on until the table's time is up, and says so. */
    private ObjectNode checkSlowly(JsonNode input) {
        bench.timeline.sleep(callTakes);
        boolean timeIsUp = !bench.timeline.now().isBefore(Instant.parse(input.path("until").asText()));
        ObjectNode result = object().put("status", timeIsUp ? "REFUSED" : "IN_PROGRESS").put("rows", 10).put("newest", "").put("warmUpSeconds", 780);
        ArrayNode said = result.putArray("findings");
        if (timeIsUp) {
            said.addObject().put("check", "DATA").put("severity", "CRITICAL").put("subject", input.at("/table/table").asText())
                    .put("problem", "its newest time was not looked at").put("remedy", "give it an index");
        }
        return result;
    }

    private ObjectNode remove() {
        ObjectNode result = object();
        ArrayNode left = result.putArray("instanceIdentifiers");
        if (removalsLeft > 0) {
            removalsLeft--;
            standing.forEach(name -> left.add("db-test-" + name));
            return result.put("status", "IN_PROGRESS").put("reason", "it is being deleted");
        }
        assertThat(checked.stream().filter(standing::contains).distinct().toList())
                .as("none is removed before its tables were looked at, or its restore was given up")
                .hasSize(looksUntilRestored == Integer.MAX_VALUE ? 0 : standing.size());
        standing.clear();
        return result.put("status", "DONE").put("reason", "none is left");
    }

    private ObjectNode report(JsonNode input) {
        reported = input;
        int critical = Collections.frequency(input.path("findings").findValuesAsText("severity"), "CRITICAL");
        return object().put("status", "DONE")
                .put("critical", critical)
                .put("warnings", input.path("findings").size() - critical)
                .set("findings", input.path("findings"));
    }

    private List<Finding> undone() {
        try {
            return StrictJson.mapper().treeToValue(reported, ReportFindingsHandler.Input.class).undone().stream()
                    .map(Undone::finding)
                    .toList();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }
}
