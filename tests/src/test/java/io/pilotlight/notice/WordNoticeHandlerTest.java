package io.pilotlight.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.json.StrictJson;
import io.pilotlight.lease.AcquireLeaseHandler;
import io.pilotlight.lease.StateTable;
import io.pilotlight.plan.SiteName;
import io.pilotlight.plan.Trigger;
import io.pilotlight.simulator.cloud.dynamodb.SimulatedDynamoDb;
import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.step.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The step that words notices, over the simulated DynamoDB. */
class WordNoticeHandlerTest {

    private static final String TABLE = StepCloud.STATE_TABLE;
    private static final String APPLICATION = "visitor-counter";

    private final StepCloud cloud = new StepCloud();
    private final SimulatedDynamoDb dynamo = cloud.dynamo();
    private final WordNoticeHandler handler = cloud.handler(WordNoticeHandler.class);

    @Test
    void saysThatThePrimaryIsActiveBeforeAnythingIsRecorded() {
        WordNoticeHandler.Result worded = word();

        assertThat(worded.status()).isEqualTo(Status.DONE);
        assertThat(worded.subject()).isEqualTo("[Pilot Light] visitor-counter: the old site is fenced now");
        assertThat(worded.body()).contains("Active now, as recorded: the primary site (eu-west-1).");
    }

    @Test
    void readsTheRecordedStateRightBeforeItSpeaks() {
        long epoch = acquire("another");
        assertThat(word().body()).contains("the primary site (eu-west-1). Another recovery is under way");

        new StateTable(dynamo, TABLE, APPLICATION).recordActiveSite(epoch, SiteName.STANDBY, true);

        assertThat(word().body())
                .contains("Active now, as recorded: the standby site (eu-central-1). Another recovery is under way");
    }

    @Test
    void takesItsOwnLeaseForNobodyElses() {
        acquire(Settings.ARN);
        assertThat(word().body()).doesNotContain("Another recovery");
    }

    @Test
    void takesALeaseThatHasRunOutForNobodysWork() {
        acquire("another");
        cloud.pass(Duration.ofHours(27));

        assertThat(word().body()).doesNotContain("Another recovery");
    }

    @Test
    void speaksAlsoWhereTheStateCannotBeRead() {
        WordNoticeHandler.Result worded = new WordNoticeHandler(dynamo, cloud.clock())
                .take(input("no-such-table"));

        assertThat(worded.status()).isEqualTo(Status.DONE);
        assertThat(worded.body()).contains("Which site is active could not be read.");
    }

    @Test
    void speaksAlsoWhereTheRecordIsNoSuchRecord() {
        dynamo.updateItem(request -> request.tableName(TABLE)
                .key(Map.of("application", AttributeValue.fromS(APPLICATION)))
                .updateExpression("SET mood = :mood")
                .expressionAttributeValues(Map.of(":mood", AttributeValue.fromS("fine"))));

        assertThat(word().body()).contains("Which site is active could not be read.");
    }

    @Test
    void changesNothing() {
        word();

        assertThat(dynamo.getItem(request -> request.tableName(TABLE)
                .key(Map.of("application", AttributeValue.fromS(APPLICATION)))).item()).isEmpty();
    }

    @Test
    void refusesANoticeOfAnUnknownTypeOrWithAnUnknownOrMissingFact() throws JsonProcessingException {
        ObjectNode whole = (ObjectNode) json("""
            {"type": "STOOD_DOWN", "why": "HEALTHY", "detail": "d", "reason": "r", "givenBack": [], "prepared": false,
             "removed": false, "leftInPlace": [], "resumed": false, "incident": ""}\
            """);
        assertThat(StrictJson.mapper().treeToValue(whole, Notice.class)).isInstanceOf(StoodDown.class);

        List.of(
                        whole.deepCopy().put("type", "GOSSIP"),
                        whole.deepCopy().put("mood", "fine"),
                        whole.deepCopy().without("reason"),
                        whole.deepCopy().without("type"),
                        whole.deepCopy().putNull("detail"))
                .forEach(wrong -> assertThatThrownBy(() -> StrictJson.mapper().treeToValue(wrong, Notice.class))
                        .isInstanceOf(JsonProcessingException.class));
    }

    @Test
    void takesTheRegionsOfBothSitesOrNone() {
        assertThat(new WordNoticeHandler.Input(
                                TABLE, APPLICATION, Settings.ARN, Settings.BEGAN, List.of(), new OldSiteFenced())
                        .regions())
                .isEmpty();
        assertThatThrownBy(() -> new WordNoticeHandler.Input(
                TABLE, APPLICATION, Settings.ARN, Settings.BEGAN, List.of("eu-west-1"), new OldSiteFenced()))
                .hasMessageContaining("accepted are two, or none");
    }

    @Test
    void leadsToTheConsoleOfThePartition() {
        assertThat(new RunningExecution("arn:aws-cn:states:cn-north-1:123456789012:execution:m:e").page())
                .startsWith("https://cn-north-1.console.amazonaws.cn/states/home?region=cn-north-1#");
        assertThat(new RunningExecution("arn:aws-us-gov:states:us-gov-west-1:123456789012:execution:m:e").page())
                .startsWith("https://us-gov-west-1.console.amazonaws-us-gov.com/");
        assertThatThrownBy(() -> new RunningExecution("execution m:e")).hasMessageContaining("the ARN of an execution");
    }

    private WordNoticeHandler.Result word() {
        return handler.take(input(TABLE));
    }

    private static WordNoticeHandler.Input input(String table) {
        return new WordNoticeHandler.Input(
                table,
                APPLICATION,
                Settings.ARN,
                Settings.BEGAN,
                List.of("eu-west-1", "eu-central-1"),
                new OldSiteFenced());
    }

    private long acquire(String execution) {
        return cloud.handler(AcquireLeaseHandler.class)
                .take(new AcquireLeaseHandler.Input(
                        TABLE, APPLICATION, execution, Trigger.PERSON, SiteName.STANDBY, AcquireLeaseHandler.Input.Purpose.RECOVERY, Duration.ofHours(26), execution))
                .epoch();
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return StrictJson.mapper().readTree(text);
    }
}
