package io.pilotlight.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

    private ReadPlanHandler.Result read() {
        return read("ALARM");
    }

    private ReadPlanHandler.Result read(String state) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("source", "aws.cloudwatch").put("detail-type", "CloudWatch Alarm State Change")
                .putObject("detail").put("alarmName", ALARM).putObject("state").put("value", state).put("reason", "down");
        return cloud.take(() -> handler.take(new ReadPlanHandler.Input("plan", event)));
    }

    private void alarm(boolean enabled) {
        cloud.cloudWatch().putMetricAlarm(request -> request.alarmName(ALARM).namespace("PilotLight").metricName("Healthy")
                .statistic(Statistic.MINIMUM).period(60).evaluationPeriods(1).threshold(1.0).actionsEnabled(enabled)
                .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD));
    }
}
