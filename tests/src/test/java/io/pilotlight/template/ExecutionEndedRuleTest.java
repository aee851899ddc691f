package io.pilotlight.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.simulator.cloud.events.InputTransformer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.event.ruler.Ruler;

/** Executions that end without a word are told; EventBridge's own matcher says which. */
class ExecutionEndedRuleTest {

    private static final String MACHINES = "arn:aws:states:eu-central-1:123456789012:stateMachine:";
    private static final JsonNode EVENT = Repository.json("events/execution-aborted.json");

    private final JsonNode rule = new StackTemplate().sam()
            .with(Map.of(
                    "AWS::Region", "eu-central-1",
                    "ApplicationName", "visitor-counter",
                    "NotificationTopic", "arn:aws:sns:eu-central-1:123456789012:people",
                    "DeadLetterQueue.Arn", "arn:aws:sqs:eu-central-1:123456789012:undelivered",
                    "FailoverStateMachine", MACHINES + "pilot-light-failover",
                    "FailbackStateMachine", MACHINES + "pilot-light-failback",
                    "ReconcileStateMachine", MACHINES + "pilot-light-reconcile",
                    "BackupStateMachine", MACHINES + "pilot-light-backup",
                    "VerifyBackupsStateMachine", MACHINES + "pilot-light-verify-backups"))
            .resolve(new StackTemplate().resource("ExecutionEndedRule").path("Properties"));

    @ParameterizedTest
    @CsvSource({
        "failover, ABORTED, , true", "failover, TIMED_OUT, , true", "failover, FAILED, FenceFailed, true",
        "failover, SUCCEEDED, , false", "failover, RUNNING, , false",
        "reconcile, ABORTED, , true", "reconcile, FAILED, Unread, true", "reconcile, SUCCEEDED, , false",
        "failback, ABORTED, , true", "failback, FAILED, FenceFailed, true", "failback, SUCCEEDED, , false",
        "verify-backups, ABORTED, , true", "verify-backups, TIMED_OUT, , true", "verify-backups, FAILED, , true",
        "backup, ABORTED, , true", "backup, TIMED_OUT, , true",
        "backup, FAILED, BackupIncomplete, false", // It has told by itself, once a day and not at every tick.
        "backup, FAILED, States.Timeout, false",
        "backup, FAILED, States.DataLimitExceeded, true", "backup, FAILED, States.Runtime, true",
        "backup, FAILED, States.QueryEvaluationError, true",
        "activate, FAILED, States.Runtime, false", "activate, ABORTED, , false", // Its failover tells.
        "another, ABORTED, , false"})
    void tellsOfThoseThatPeopleHaveToHearOf(String machine, String status, String error, boolean told) throws Exception {
        ObjectNode event = EVENT.deepCopy();
        ((ObjectNode) event.path("detail")).put("status", status).put("error", error)
                .put("stateMachineArn", MACHINES + "pilot-light-" + machine);

        assertThat(Ruler.matchesRule(event.toString(), rule.path("EventPattern").toString())).isEqualTo(told);
    }

    /**
     * Neither the topic nor its key may ask for a condition.
     *
     * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html">Resource-based
     *     policies for EventBridge</a>
     */
    @Test
    void mayPublishToTheEncryptedTopicAndLeaveItsDeadLetters() {
        StackTemplate template = new StackTemplate();

        assertThat(List.of("NotificationTopicPolicy", "NotificationKey")).allSatisfy(resource ->
                assertThat(template.statements(resource)).filteredOn(ExecutionEndedRuleTest::isForEventBridge)
                        .singleElement().satisfies(statement -> {
                            assertThat(statement.has("Condition")).isFalse();
                            assertThat(StackTemplate.actionsOf(statement))
                                    .isIn(List.of("sns:Publish"), List.of("kms:GenerateDataKey", "kms:Decrypt"));
                        }));
        assertThat(template.resource("ExecutionEndedRule").at("/Properties/Targets/0/DeadLetterConfig/Arn/Fn::GetAtt/0").asText())
                .isEqualTo("DeadLetterQueue");
        assertThat(template.statements("DeadLetterQueuePolicy")).filteredOn(ExecutionEndedRuleTest::isForEventBridge)
                .singleElement().asString().contains("[\"ExecutionEndedRule\",\"Arn\"]");
    }

    private static boolean isForEventBridge(JsonNode statement) {
        return statement.path("Principal").path("Service").asText().equals("events.amazonaws.com");
    }

    @Test
    void saysWhichExecutionAndWhereToReadWhy() {
        JsonNode input = rule.at("/Targets/0/InputTransformer");

        assertThat(new InputTransformer(input.path("InputPathsMap"), input.path("InputTemplate").asText()).of(EVENT))
                .startsWith("\"Pilot Light for visitor-counter: an execution ended as ABORTED.")
                .contains("https://eu-central-1.console.aws.amazon.com/states/home?region=eu-central-1#/v2/executions/details/"
                        + EVENT.at("/detail/executionArn").asText() + " ")
                .contains("aws stepfunctions start-execution --region eu-central-1 --state-machine-arn "
                        + EVENT.at("/detail/stateMachineArn").asText() + " --input '{}'")
                .doesNotContain("<", "${", "\n");
    }
}
