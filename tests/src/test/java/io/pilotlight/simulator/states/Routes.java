package io.pilotlight.simulator.states;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.json.StrictJson;
import io.pilotlight.notice.WordNoticeHandler;
import io.pilotlight.plan.Database;
import io.pilotlight.plan.Plan;
import io.pilotlight.step.StepHandler;
import io.pilotlight.verification.ReportFindingsHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicRequest;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicResponse;
import software.amazon.awssdk.services.sns.model.Subscription;
import software.amazon.awssdk.services.sns.paginators.ListSubscriptionsByTopicIterable;

/** Routes that together go through every task of every machine, for a plan of so many databases and services. */
final class Routes {

    private static final JsonNode NO_INPUT = Bench.json("{}");
    private static final String FINDING = """
        {"check": "%s", "severity": "CRITICAL", "subject": "s", "problem": "p", "remedy": "r"}\
        """;

    private final int databases;
    private final int services;

    Routes(int databases, int services) {
        this.databases = databases;
        this.services = services;
    }

    List<Route> all() {
        return List.of(
                recovered(), approved(), healthy(), healthyAgain(), nothingToRestore(), nothingLeftToRestore(), resumed(),
                neverFenced(), notProven(), silenced(), notBegun(),
                moved(), moveRefused(), moveGivenBack(), moveNotProven(), moveNotActivated(), moveUnheard(),
                compared(), notAllCompared(), notToBeCompared(), acknowledged(),
                backedUp(), backedUpInPart(), verified(), notReported(), prepared());
    }

    private Route recovered() {
        return failover("a failover whose old site answers later", () -> {
            boolean[] moved = {false};
            Map<String, Function<JsonNode, JsonNode>> answers = failoverAnswers(false, "FenceSiteFunction", payload -> fence(
                    payload.path("region").asText().equals("eu-central-1") || moved[0]));
            Function<JsonNode, JsonNode> switchTraffic = answers.get("SwitchTrafficFunction");
            answers.put("SwitchTrafficFunction", payload -> {
                moved[0] = true;
                return switchTraffic.apply(payload);
            });
            return answers;
        });
    }

    private Route approved() {
        return failover("a failover that is approved", () ->
                failoverAnswers(true, "FenceSiteFunction", _ -> fence(true)));
    }

    private Route healthy() {
        return failover("a failover that is not needed", () ->
                failoverAnswers(false, "CheckHealthFunction", _ -> health("HEALTHY")));
    }

    private Route nothingToRestore() {
        return failover(
                "a failover without a recovery point",
                () -> failoverAnswers(false, "ChooseRecoveryPointFunction", _ -> refused()));
    }

    private Route healthyAgain() {
        return failover("a failover that stands down after it has prepared the standby", () -> {
            int[] rounds = {0};
            return failoverAnswers(false, "CheckHealthFunction", payload -> health(
                    payload.path("site").asText().equals("PRIMARY") && ++rounds[0] <= services ? "UNHEALTHY" : "HEALTHY"));
        });
    }

    private Route nothingLeftToRestore() {
        return failover("a failover whose recovery points are gone after the fence", () -> {
            int[] looks = {0};
            return failoverAnswers(false, "ChooseRecoveryPointFunction", _ ->
                    ++looks[0] > 2 * databases ? refused() : chosen());
        });
    }

    private Route resumed() {
        return failover("a failover that is resumed after its switch", () ->
                failoverAnswers(false, "AcquireLeaseFunction", _ -> lease(true)));
    }

    /** Step Functions refuses a name with a slash. */
    private Route notBegun() {
        return failover("a failover whose preparation cannot begin", () ->
                failoverAnswers(false, "AcquireLeaseFunction", _ -> lease(false).put("incident", "20261122t100000/no-name")));
    }

    private Route notProven() {
        return failover("a failover whose switch takes long to be proven", () -> {
            int[] switches = {0};
            return failoverAnswers(false, "SwitchTrafficFunction", _ -> {
                if (++switches[0] < 3) {
                    throw new TaskFailed("Refused", "{\"errorMessage\":\"no\"}");
                }
                return json("""
                    {"status": "DONE", "reason": "", "changeIds": []}\
                    """);
            });
        });
    }

    private Route silenced() {
        return failover("a failover for an alarm that people have silenced", () ->
                failoverAnswers(false, "ReadPlanFunction", _ -> planRead("REFUSED", plan())));
    }

    private Route neverFenced() {
        return failover("a failover whose old site never answers", () -> {
            Map<String, Function<JsonNode, JsonNode>> answers = failoverAnswers(false, "FenceSiteFunction", payload ->
                    fence(payload.path("region").asText().equals("eu-central-1")));
            answers.put("JudgeOutageFunction", payload -> judged(payload.path("evidence")).put("apiSilent", true));
            return answers;
        });
    }

    private Route moved() {
        return move("a move", () -> Map.of());
    }

    private Route moveRefused() {
        return move("a move that is refused", () -> Map.of("AcquireLeaseFunction", _ -> lease(false).put("status", "REFUSED")));
    }

    private Route moveGivenBack() {
        return move("a move whose restore is refused", () -> Map.of("RestoreDatabaseFunction", _ -> restored().put("status", "REFUSED")));
    }

    private Route moveNotProven() {
        return move("a move whose switch takes long to be proven", () -> {
            int[] switches = {0};
            return Map.of("SwitchTrafficFunction", _ -> {
                if (++switches[0] < 3) {
                    throw new TaskFailed("Refused", "{\"errorMessage\":\"no\"}");
                }
                return json("""
                    {"status": "DONE", "reason": "", "changeIds": []}\
                    """);
            });
        });
    }

    /** Step Functions refuses a name with a slash. */
    private Route moveNotActivated() {
        return move("a move whose activation cannot begin", () -> Map.of("AcquireLeaseFunction", payload ->
                payload.path("purpose").asText().equals("MOVE") ? lease(false).put("incident", "20261122t100000/no-name") : lease(false)));
    }

    /** An answer that is too large for a state ends the activation, and no Catch hears of it. */
    private Route moveUnheard() {
        return move("a move whose switch ends without a word", () -> Map.of("SwitchTrafficFunction", _ -> json("""
            {"status": "DONE", "reason": "%s", "changeIds": []}\
            """.formatted("x".repeat(300_000)))));
    }

    /** The last snapshot is named by its second, which is later than any fence here. */
    private Route move(String name, Supplier<Map<String, Function<JsonNode, JsonNode>>> otherwise) {
        return new Route(name, "FailbackStateMachine", NO_INPUT, () -> {
            Map<String, Function<JsonNode, JsonNode>> answers = new HashMap<>(backupAnswers(false));
            Map<String, Function<JsonNode, JsonNode>> verification = verificationAnswers();
            answers.putAll(verification);
            answers.put("DecideVerificationFunction", payload -> {
                ObjectNode decided = (ObjectNode) verification.get("DecideVerificationFunction").apply(payload);
                decided.putArray("restoreTests");
                return decided;
            });
            answers.putAll(failoverAnswers(false, "ChooseRecoveryPointFunction", _ -> {
                JsonNode chosen = chosen();
                chosen.path("candidates").forEach(candidate -> ((ObjectNode) candidate).put("snapshotId", "visitor-db-29991231t235959"));
                return chosen;
            }));
            answers.putAll(otherwise.get());
            return answers;
        });
    }

    private Route compared() {
        return new Route("a comparison of the old primary", "ReconcileStateMachine", NO_INPUT, () -> comparisonAnswers(false));
    }

    private Route notAllCompared() {
        return new Route("a comparison whose restore is refused", "ReconcileStateMachine", NO_INPUT, () -> {
            Map<String, Function<JsonNode, JsonNode>> answers = comparisonAnswers(false);
            answers.put("RestoreTestDatabaseFunction", _ -> restored().put("status", "REFUSED").put("endpoint", ""));
            return answers;
        });
    }

    private Route notToBeCompared() {
        return new Route("a comparison of nothing", "ReconcileStateMachine", NO_INPUT, () -> failoverAnswers(false, "ReadPlanFunction", _ -> refused()));
    }

    private Route acknowledged() {
        return new Route("an acknowledgement", "ReconcileStateMachine", NO_INPUT, () -> comparisonAnswers(true));
    }

    private Map<String, Function<JsonNode, JsonNode>> comparisonAnswers(boolean acknowledge) {
        Map<String, Function<JsonNode, JsonNode>> answers = new HashMap<>(backupAnswers(false));
        answers.putAll(verificationAnswers());
        answers.put("DecideReconciliationFunction", _ -> decidedComparison("DONE").put("acknowledge", acknowledge));
        answers.put("CompareRowsFunction", _ -> json("""
            {"status": "DONE", "tables": 1, "onlyOld": 3, "different": 0, "deleted": 0, "notCompared": 0, "remarkable": [
             {"table": "visitors", "verdict": "COMPARED", "onlyOld": 3, "different": 0, "deleted": 0, "oldRows": "", "usedRows": "",
              "oldChecksum": "", "usedChecksum": "", "detail": ""}]}\
            """));
        answers.put("RecordReconciliationFunction", _ -> json("""
            {"status": "DONE", "removed": ["s in eu-central-1"]}\
            """));
        return answers;
    }

    private ObjectNode decidedComparison(String status) {
        ObjectNode decided = json("""
            {"status": "%s", "reason": "there is none", "application": "visitor-counter", "incident": "20261122t100000", "acknowledge": false,
             "bucket": "b", "prefix": "p", "databases": []}\
            """.formatted(status));
        Plan plan = Plan.parse(plan().toString());
        decided.set("sites", StrictJson.mapper().valueToTree(plan.sites()));
        plan.databases().forEach(database -> {
            ObjectNode one = json("""
                {"problem": "", "oldInstance": "i", "scheduledAt": "2026-11-22T10:00:00Z", "oldIncident": "20261122t110000",
                 "usedIncident": "20261122t110001",
                 "old": {"snapshotId": "s", "takenAt": "2026-11-22T10:00:00Z", "dataUntil": "2026-11-22T10:00:00Z", "verified": false},
                 "used": {"snapshotId": "u", "takenAt": "2026-11-22T09:00:00Z", "dataUntil": "2026-11-22T09:00:00Z", "verified": false}}\
                """).put("name", database.name());
            one.set("copied", StrictJson.mapper().valueToTree(database.standby()));
            one.set("site", StrictJson.mapper().valueToTree(database.isolated()));
            one.set("login", StrictJson.mapper().valueToTree(database.restoreTest()));
            ((ArrayNode) decided.path("databases")).add(one);
        });
        return decided;
    }

    private static Route failover(String name, Supplier<Map<String, Function<JsonNode, JsonNode>>> answers) {
        return new Route(name, "FailoverStateMachine", NO_INPUT, answers);
    }

    private Map<String, Function<JsonNode, JsonNode>> failoverAnswers(
            boolean withApproval, String function, Function<JsonNode, JsonNode> otherwise) {
        Map<String, Function<JsonNode, JsonNode>> answers = toldAnswers();
        ObjectNode plan = plan();
        ((ObjectNode) plan.path("approval")).put("required", withApproval);
        answers.put("ReadPlanFunction", _ -> planRead("DONE", plan));
        answers.put("AcquireLeaseFunction", _ -> lease(false));
        answers.put("CheckHealthFunction", payload ->
                health(payload.path("site").asText().equals("PRIMARY") ? "UNHEALTHY" : "HEALTHY"));
        answers.put("AskOthersFunction", _ -> json("""
            {"status": "DONE", "targets": "UNKNOWN", "registered": 0, "checkers": "UNKNOWN", "apiAnswered": false, "summary": "nobody answers"}\
            """));
        answers.put("JudgeOutageFunction", payload -> judged(payload.path("evidence")));
        answers.put("ChooseRecoveryPointFunction", _ -> chosen());
        answers.put("DecideReconciliationFunction", _ -> decidedComparison("REFUSED"));
        answers.put("ReadArmingFunction", _ -> json("""
            {"status": "DONE", "armed": true, "reason": ""}\
            """));
        answers.put("FenceSiteFunction", _ -> fence(true));
        answers.put("CountConnectionsFunction", _ -> json("""
            {"status": "DONE", "connections": 0, "reason": ""}\
            """));
        answers.put("RestoreDatabaseFunction", _ -> restored());
        answers.put("SetPasswordFunction", _ -> json("""
            {"status": "DONE", "reason": "", "requestedVersion": "v"}\
            """));
        answers.put("PublishEndpointFunction", _ -> json("""
            {"status": "DONE", "previous": ""}\
            """));
        answers.put("ScaleServiceFunction", _ -> json("""
            {"status": "DONE", "reason": "", "desiredCount": 2, "runningCount": 2, "workingTasks": 2,
             "choice": 0, "chosenAt": "2026-11-22T10:00:00Z",
             "remark": ""}\
            """));
        answers.put("SwitchTrafficFunction", _ -> json("""
            {"status": "DONE", "reason": "", "changeIds": []}\
            """));
        answers.put("CheckAnswerFunction", _ -> json("""
            {"status": "DONE", "reason": "", "answer": ["198.18.0.1"], "known": ["198.18.0.1"], "leadsTo": "LOAD_BALANCER"}\
            """));
        answers.put("RecordActiveSiteFunction", _ -> json("""
            {"status": "DONE"}\
            """));
        answers.put("RemovePreparedFunction", _ -> json("""
            {"status": "DONE", "reason": "", "instanceIdentifiers": []}\
            """));
        answers.put("ReleaseLeaseFunction", payload -> json("""
            {"status": "DONE", "reason": "", "outcome": "%s"}\
            """.formatted(payload.path("outcome").asText())));
        answers.put(function, otherwise);
        return answers;
    }

    private Route backedUp() {
        return new Route("a backup", "BackupStateMachine", NO_INPUT, () -> backupAnswers(false));
    }

    private Route backedUpInPart() {
        return new Route("a backup of which a database is refused", "BackupStateMachine", NO_INPUT,
                () -> backupAnswers(true));
    }

    private Map<String, Function<JsonNode, JsonNode>> backupAnswers(boolean oneRefused) {
        Map<String, Function<JsonNode, JsonNode>> answers = toldAnswers();
        answers.put("DecideBackupsFunction", _ -> decidedBackups(oneRefused));
        answers.put("TakeSnapshotFunction", _ -> json("""
            {"status": "DONE", "reason": "", "begun": true, "snapshotArn": "arn"}\
            """));
        answers.put("CopySnapshotFunction", _ -> json("""
            {"status": "DONE", "reason": ""}\
            """));
        answers.put("ReleaseBackupFunction", _ -> json("""
            {"status": "DONE"}\
            """));
        answers.put(
                "SaveServiceConfigurationFunction",
                payload -> json("""
                    {"status": "DONE", "taskDefinition": "t:1", "runningCount": 2, "mostOfLastDay": 2,
                     "changedByHand": ["%s"]}\
                    """.formatted(payload.path("name").asText())));
        answers.put("MirrorServiceFunction", _ -> json("""
            {"status": "DONE", "reason": "", "taskDefinition": "t:1", "unmapped": [], "desiredCount": 0, "differing": [], "definition": {}}\
            """));
        answers.put("PruneRecoveryPointsFunction", _ -> json("""
            {"status": "DONE", "reason": "", "deleted": [], "failed": [], "kept": 24}\
            """));
        answers.put("MeasureExposureFunction", _ -> json("""
            {"status": "DONE", "databases": []}\
            """));
        answers.put("RemoveLeftInstancesFunction", _ -> json("""
            {"status": "DONE", "reason": "", "announced": [], "removed": [], "failed": []}\
            """));
        return answers;
    }

    private ObjectNode decidedBackups(boolean oneRefused) {
        ObjectNode decided = json("""
            {"status": "DONE", "dryRun": false, "activeSite": "PRIMARY", "sourceRegion": "eu-west-1",
             "targetRegion": "eu-central-1", "due": [], "notDue": [], "refused": [], "tight": [], "roomNeeded": false}\
            """);
        decided.set("plan", plan());
        plan().path("databases").forEach(database -> ((ArrayNode) decided.path("due")).addObject()
                .put("name", database.path("name").asText()).put("instanceIdentifier", "i").put("snapshotId", "s")
                .put("scheduledAt", "2026-11-22T10:00:00Z").put("kmsKeyId", "k").put("optionGroup", "o")
                .put("reason", "it is due"));
        if (oneRefused) {
            ((ArrayNode) decided.path("refused")).addObject().put("name", "other").put("reason", "there is none");
        }
        return decided;
    }

    private Route verified() {
        return new Route("a verification", "VerifyBackupsStateMachine", NO_INPUT, this::verificationAnswers);
    }

    private Route prepared() {
        return new Route("a preparation of the records", "PrepareTrafficStateMachine", NO_INPUT, () -> {
            Map<String, Function<JsonNode, JsonNode>> answers = new HashMap<>();
            answers.put("PrepareTrafficFunction", _ -> json("""
                {"status": "DONE", "reason": "shown", "changes": [], "changeIds": []}\
                """));
            return answers;
        });
    }

    private Route notReported() {
        return new Route("a verification that is not reported", "VerifyBackupsStateMachine", NO_INPUT, () -> {
            Map<String, Function<JsonNode, JsonNode>> answers = verificationAnswers();
            answers.put("ReportFindingsFunction", _ -> {
                throw new TaskFailed("NotReported", "{\"errorMessage\":\"no metric\"}");
            });
            return answers;
        });
    }

    private Map<String, Function<JsonNode, JsonNode>> verificationAnswers() {
        Map<String, Function<JsonNode, JsonNode>> answers = toldAnswers();
        answers.put("DecideVerificationFunction", _ -> decidedVerification());
        answers.put("VerifyRecoveryPointsFunction", _ -> json("""
            {"status": "DONE", "recoveryPoints": 24, "findings": [%s]}\
            """.formatted(FINDING.formatted("RESTORE"))));
        answers.put("VerifyServiceConfigurationFunction", _ -> json("""
            {"status": "DONE", "findings": []}\
            """));
        answers.put("ChooseRecoveryPointFunction", _ -> chosen());
        answers.put("RestoreTestDatabaseFunction", _ -> restored());
        answers.put("CheckRestoredDataFunction", _ -> json("""
            {"status": "DONE", "question": "NONE", "tries": 0, "whole": true, "rows": 3, "newest": "", "checksum": "", "warmUpSeconds": 0.5, "findings": []}\
            """));
        answers.put("MarkVerifiedFunction", _ -> json("""
            {"status": "DONE", "reason": ""}\
            """));
        answers.put("RemoveRestoreTestsFunction", _ -> json("""
            {"status": "DONE", "reason": "", "instanceIdentifiers": []}\
            """));
        return answers;
    }

    private ObjectNode decidedVerification() {
        ObjectNode decided = json("""
            {"status": "DONE", "application": "visitor-counter", "activeSite": "PRIMARY",
             "sourceRegion": "eu-west-1", "targetRegion": "eu-central-1", "bucket": "b", "rpoSeconds": 3600,
             "services": [], "restoreTests": [], "findings": []}\
            """);
        plan().path("services").forEach(service -> {
            ObjectNode one = ((ArrayNode) decided.path("services"))
                    .addObject()
                    .put("name", service.path("name").asText());
            one.set("source", service.path("primary"));
            one.set("target", service.path("standby"));
            one.set("standbyValues", service.path("standbyValues"));
        });
        Plan plan = Plan.parse(plan().toString());
        decided.set("sites", StrictJson.mapper().valueToTree(plan.sites()));
        decided.set("retention", StrictJson.mapper().valueToTree(plan.retention()));
        plan.databases().forEach(database -> {
            ObjectNode one =
                    ((ArrayNode) decided.path("restoreTests")).addObject().put("incident", "20261122t043002");
            one.set("database", StrictJson.mapper().valueToTree(database));
            one.set("site", StrictJson.mapper().valueToTree(database.isolated()));
        });
        return decided;
    }

    /** What every machine calls when people are to be told: the words are production's own. */
    private static Map<String, Function<JsonNode, JsonNode>> toldAnswers() {
        Map<String, Function<JsonNode, JsonNode>> answers = new HashMap<>();
        WordNoticeHandler words = new WordNoticeHandler(new NoTables(), Clock.fixed(Bench.START, ZoneOffset.UTC));
        ReportFindingsHandler report =
                new ReportFindingsHandler(new AnySubscribers(), new AnyMetrics(), Clock.fixed(Bench.START, ZoneOffset.UTC));
        answers.put("WordNoticeFunction", payload -> answer(words, WordNoticeHandler.Input.class, payload));
        answers.put("ReportFindingsFunction", payload -> answer(report, ReportFindingsHandler.Input.class, payload));
        answers.put("VerifyTrafficFunction", _ -> json("""
            {"status": "DONE", "findings": []}\
            """));
        answers.put("NoteFailureFunction", _ -> json("""
            {"status": "DONE", "tell": true, "since": "2026-11-22T09:00:00Z"}\
            """));
        return answers;
    }

    private static <I> JsonNode answer(StepHandler<I, ?> handler, Class<I> type, JsonNode payload) {
        try {
            I input = StrictJson.mapper().treeToValue(payload, type);
            return StrictJson.mapper().valueToTree(handler.take(input));
        } catch (JsonProcessingException refused) {
            throw new TaskFailed("io.pilotlight.json.MalformedEventException", StrictJson.explain(refused));
        }
    }

    /** A state that cannot be read. */
    private static final class NoTables implements DynamoDbClient {
        @Override
        public GetItemResponse getItem(GetItemRequest request) {
            throw SdkClientException.create("no answer");
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    /** Has one subscription, which is confirmed. */
    private static final class AnySubscribers implements SnsClient {
        @Override
        public ListSubscriptionsByTopicResponse listSubscriptionsByTopic(ListSubscriptionsByTopicRequest request) {
            return ListSubscriptionsByTopicResponse.builder()
                    .subscriptions(Subscription.builder().subscriptionArn("arn:aws:sns:eu-central-1:123456789012:people:1").build()).build();
        }

        @Override
        public ListSubscriptionsByTopicIterable listSubscriptionsByTopicPaginator(ListSubscriptionsByTopicRequest request) {
            return new ListSubscriptionsByTopicIterable(this, request);
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    /** Takes every metric. */
    private static final class AnyMetrics implements CloudWatchClient {
        @Override
        public PutMetricDataResponse putMetricData(PutMetricDataRequest request) {
            return PutMetricDataResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private static ObjectNode lease(boolean mayHaveSwitched) {
        return json("""
            {"status": "DONE", "reason": "", "epoch": 3, "incident": "20261122t100000", "activeSite": "PRIMARY",
             "mayHaveSwitched": %s, "resumed": %s, "movedHome": "", "remark": ""}\
            """.formatted(mayHaveSwitched, mayHaveSwitched));
    }

    private static JsonNode planRead(String status, ObjectNode plan) {
        return json("""
            {"status": "%s", "reason": "an alarm", "trigger": "ALARM", "target": "STANDBY", "again": false, "force": false, "recoveryPoint": "", "silenced": %s, "silencedUntil": "", "timing": {
             "confirmationIntervalSeconds": 20, "approvalTimeoutSeconds": 1800, "rtoSeconds": 1800, "rpoSeconds": 3600}}
            """.formatted(status, status.equals("REFUSED"))).<ObjectNode>set("plan", plan).set("isolated", isolated(plan));
    }

    private static JsonNode isolated(ObjectNode plan) {
        return StrictJson.mapper().valueToTree(Plan.parse(plan.toString()).databases().stream().map(Database::isolated).toList());
    }

    private static ObjectNode refused() {
        return json("""
            {"status": "REFUSED", "reason": "none is usable", "rehearsed": false, "candidates": [], "passedOver": [], "passedOverCount": 0}\
            """);
    }

    private static ObjectNode health(String health) {
        return json("""
            {"status": "DONE", "health": "%s", "answer": "%s", "summary": "it was looked at.", "evidence": []}\
            """.formatted(health, health.equals("HEALTHY") ? "AS_EXPECTED" : "NONE"));
    }

    /** By the sites alone. */
    private static ObjectNode judged(JsonNode evidence) {
        List<String> sites = evidence.valueStream()
                .filter(seen -> seen.path("kind").asText().equals("SITE")).map(seen -> seen.path("health").asText()).toList();
        String verdict = Stream.of("UNHEALTHY", "UNKNOWN").filter(sites::contains).findFirst().orElse("HEALTHY");
        return json("""
            {"status": "DONE", "verdict": "%s", "summary": "it was judged.", "apiSilent": false}\
            """.formatted(verdict));
    }

    private static ObjectNode fence(boolean fenced) {
        return json("""
            {"status": "DONE", "reason": "it was looked at", "fenced": %s, "answered": %s, "tasks": 0}\
            """.formatted(fenced, fenced));
    }

    private static ObjectNode chosen() {
        return json("""
            {"status": "DONE", "reason": "", "rehearsed": true, "passedOver": [], "passedOverCount": 0, "candidates": [
             {"snapshotId": "s", "takenAt": "2026-11-22T09:45:00Z", "dataUntil": "2026-11-22T09:44:58Z",
              "verified": false}]}\
            """);
    }

    private static ObjectNode restored() {
        return json("""
            {"status": "DONE", "reason": "", "instanceIdentifier": "i", "instanceStatus": "available", "endpoint": "e",
             "reachable": true, "created": true, "remark": ""}\
            """);
    }

    private ObjectNode plan() {
        try {
            Path example = Path.of(System.getProperty("pilotlight.root"), "events", "plan.json");
            ObjectNode plan = (ObjectNode) StrictJson.mapper().readTree(Files.readString(example));
            copies(plan.withArray("databases"), databases, (copy, name) -> {
                copy.put("name", name);
                ((ObjectNode) copy.path("primary")).put("instanceIdentifier", name);
                ((ObjectNode) copy.path("standby")).put("instanceIdentifier", name);
            });
            copies(plan.withArray("services"), services, (copy, name) -> {
                copy.put("name", name);
                ((ObjectNode) copy.path("primary")).put("service", name);
                ((ObjectNode) copy.path("standby")).put("service", name);
            });
            ((ObjectNode) plan.at("/traffic/records/0")).put("service", "n1");
            return plan;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void copies(ArrayNode one, int count, BiConsumer<ObjectNode, String> naming) {
        ObjectNode first = (ObjectNode) one.get(0);
        one.removeAll();
        IntStream.rangeClosed(1, count).forEach(number -> {
            ObjectNode copy = first.deepCopy();
            naming.accept(copy, "n" + number);
            one.add(copy);
        });
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) StrictJson.mapper().readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new AssertionError(malformed);
        }
    }
}
