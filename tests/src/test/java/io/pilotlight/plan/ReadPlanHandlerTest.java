package io.pilotlight.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.json.StrictJson;
import io.pilotlight.simulator.cloud.api.CallFault;
import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.step.Status;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

class ReadPlanHandlerTest {

    private static final String ALARM = "PrimaryUnhealthyAlarm";

    private final StepCloud cloud = new StepCloud();
    private final ReadPlanHandler handler = cloud.handler(ReadPlanHandler.class);

    @BeforeEach
    void aPlan() {
        cloud.writeParameter(StepCloud.STANDBY, "plan", Plans.json().toString());
    }

    @Test
    void takesAnAlarmWhoseActionsAreEnabled() {
        alarm(true);

        assertThat(read()).satisfies(result -> {
            assertThat(result.status()).isEqualTo(Status.DONE);
            assertThat(result.trigger()).isEqualTo(Trigger.ALARM);
        });
    }

    @Test
    void startsNothingForAnAlarmWhoseActionsPeopleHaveDisabledAndHoldsThatNoLongerThanNow() {
        alarm(false);

        assertThat(read()).satisfies(result -> {
            assertThat(result.status()).isEqualTo(Status.REFUSED);
            assertThat(result.reason()).contains("Alarm PrimaryUnhealthyAlarm is in ALARM",
                    "Its actions are disabled, so nothing is started before they are enabled again.");
            assertThat(result.silenced()).isTrue();
            assertThat(result.silencedUntil()).isEqualTo(cloud.now().toString());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"OK", "INSUFFICIENT_DATA"})
    void takesAnEventOfAnAlarmThatIsNotInAlarmForNoSilence(String state) {
        assertThat(read(state)).satisfies(result -> {
            assertThat(result.status()).isEqualTo(Status.REFUSED);
            assertThat(result.silenced()).isFalse();
        });
    }

    @Test
    void goesOnWhereTheAlarmCannotBeRead() {
        alarm(false);
        cloud.faults().fail(CallFault.before("cloudwatch:DescribeAlarms", CallFault.Kind.TIMEOUT));
        assertThat(read().status()).isEqualTo(Status.DONE);

        cloud.deny("cloudwatch:DescribeAlarms");
        assertThat(read().status()).isEqualTo(Status.DONE);
    }

    @Test
    void goesOnForAnAlarmThatItDoesNotFind() {
        assertThat(read().status()).isEqualTo(Status.DONE);
    }

    @Test
    void movesToThePrimarySiteWithoutAnythingAndToTheStandbyWithAReason() {
        assertThat(move("{}").target()).isEqualTo(SiteName.PRIMARY);
        assertThat(move("{\"to\": \"PRIMARY\"}").target()).isEqualTo(SiteName.PRIMARY);
        assertThat(move("{\"to\": \"STANDBY\", \"reason\": \"a power test\"}")).satisfies(read -> {
            assertThat(read.target()).isEqualTo(SiteName.STANDBY);
            assertThat(read.reason()).isEqualTo("A person started it: a power test");
            assertThat(read.trigger()).isEqualTo(Trigger.PERSON);
            assertThat(read.force()).isFalse();
        });
        assertThat(move("{\"force\": true, \"reason\": \"only the monitoring reads\"}")).satisfies(read -> {
            assertThat(read.force()).isTrue();
            assertThat(read.target()).isEqualTo(SiteName.PRIMARY);
        });
    }

    @Test
    void saysWhatEachDatabaseIsWhileItIsTested() {
        assertThat(move("{}").isolated()).isEqualTo(move("{}").plan().databases().stream().map(Database::isolated).toList()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"to\": \"STANDBY\"}", "{\"to\": \"standby\", \"reason\": \"a test\"}", "{\"to\": 1}", "{\"force\": true}", "[]",
        "{\"to\": \"STANDBY\", \"reason\": \" \"}", "{\"detail-type\": \"CloudWatch Alarm State Change\"}"
    })
    void refusesAnyOtherInputOfAMoveAndSaysWhatIsAccepted(String input) {
        assertThatThrownBy(() -> move(input)).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("accepted is {}, to move back to the primary site, or {\"to\": \"STANDBY\", \"reason\": \"why\"}")
                .hasMessageContaining("Nothing was touched");
    }

    private ReadPlanHandler.Result move(String input) {
        try {
            JsonNode asked = StrictJson.mapper().readTree(input);
            return cloud.take(() -> handler.take(new ReadPlanHandler.Input("plan", ReadPlanHandler.Input.Asked.MOVE, asked)));
        } catch (JsonProcessingException malformed) {
            throw new AssertionError(malformed);
        }
    }

    private ReadPlanHandler.Result read() {
        return read("ALARM");
    }

    private ReadPlanHandler.Result read(String state) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("source", "aws.cloudwatch").put("detail-type", "CloudWatch Alarm State Change")
                .putObject("detail").put("alarmName", ALARM).putObject("state").put("value", state).put("reason", "down");
        return cloud.take(() -> handler.take(new ReadPlanHandler.Input("plan", ReadPlanHandler.Input.Asked.FAILOVER, event)));
    }

    private void alarm(boolean enabled) {
        cloud.cloudWatch().putMetricAlarm(request -> request.alarmName(ALARM).namespace("PilotLight").metricName("Healthy")
                .statistic(Statistic.MINIMUM).period(60).evaluationPeriods(1).threshold(1.0).actionsEnabled(enabled)
                .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD));
    }
}
