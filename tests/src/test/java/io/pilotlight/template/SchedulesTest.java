package io.pilotlight.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.arming.ArmFailoverHandler;
import io.pilotlight.exposure.MeasureExposureHandler;
import io.pilotlight.health.CheckHealthHandler.Input.ProbedSite;
import io.pilotlight.health.CheckHealthHandler;
import io.pilotlight.json.StrictJson;
import io.pilotlight.plan.Plan;
import io.pilotlight.restoretest.RemoveRestoreTestsHandler;
import io.pilotlight.traffic.PublishActiveSiteHandler;
import org.junit.jupiter.api.Test;

/** What the schedules send is what the functions take. */
class SchedulesTest {

    private final StackTemplate template = new StackTemplate();

    @Test
    void probeThePrimaryAsThePlanSays() throws JsonProcessingException {
        Plan plan = Plan.parse(Repository.text("events/plan.json"));

        CheckHealthHandler.Input input = input("CheckHealthFunction", "Probe", CheckHealthHandler.Input.class);

        assertThat(input).isEqualTo(new CheckHealthHandler.Input(
                plan.application(),
                ProbedSite.PRIMARY,
                plan.services().getFirst().check().url(),
                plan.services().getFirst().primary().loadBalancerDnsName(),
                plan.services().getFirst().check().expect(),
                plan.services().getFirst().check().timeout(),
                2,
                true));
    }

    @Test
    void publishTheActiveSiteFromTheStateTable() throws JsonProcessingException {
        assertThat(input("PublishActiveSiteFunction", "Publish", PublishActiveSiteHandler.Input.class))
                .isEqualTo(new PublishActiveSiteHandler.Input("the-state-table", "visitor-counter"));
    }

    @Test
    void armTheFailoverByThePlan() throws JsonProcessingException {
        assertThat(input("ArmFailoverFunction", "Look", ArmFailoverHandler.Input.class))
                .isEqualTo(new ArmFailoverHandler.Input("/pilot-light/plan", "the-state-table"));
    }

    /** What is not known does not let an alarm act. */
    @Test
    void askPeopleWhereItCannotBeReadWhetherTheFailoverIsArmed() {
        JsonNode states = Repository.json("statemachine/failover.asl.json").path("States");

        assertThat(states.at("/ReadArming/Catch/0/ErrorEquals/0").asText()).isEqualTo("States.ALL");
        assertThat(states.at("/ReadArming/Catch/0/Next").asText()).isEqualTo("NotifyApproval");
        assertThat(states.at("/IsArmed/Default").asText()).isEqualTo("NotifyApproval");
    }

    @Test
    void comeEveryMinuteAndAreNotMadeUpFor() {
        isFresh(schedule("CheckHealthFunction", "Probe"));
        isFresh(schedule("PublishActiveSiteFunction", "Publish"));
        isFresh(schedule("ArmFailoverFunction", "Look"));
    }

    /** A period in which a measurement comes late is bridged by the ones before it: CloudWatch looks at three. */
    @Test
    void measureTheExposureAsOftenAsItsAlarmLooks() throws JsonProcessingException {
        assertThat(input("MeasureExposureFunction", "Measure", MeasureExposureHandler.Input.class))
                .isEqualTo(new MeasureExposureHandler.Input("/pilot-light/plan", "the-state-table"));
        assertThat(schedule("MeasureExposureFunction", "Measure").path("ScheduleExpression").asText())
                .isEqualTo("rate(5 minutes)");
        JsonNode alarm = template.resource("ExposureAlarm").path("Properties");
        assertThat(alarm.path("Period").asInt()).isEqualTo(5 * 60);
        assertThat(alarm.path("TreatMissingData").asText()).isEqualTo("breaching");
        assertThat(alarm.path("Threshold").path("Ref").asText()).isEqualTo("RecoveryPointObjectiveMinutes");
    }

    /** https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html */
    @Test
    void sendTheBackupItsScheduledTimeEveryQuarterOfAnHour() {
        JsonNode tick = schedule("BackupStateMachine", "Tick");

        assertThat(tick.path("ScheduleExpression").asText()).isEqualTo("cron(0/15 * * * ? *)");
        assertThat(tick.path("Input").asText()).isEqualTo("{\"scheduledAt\": \"<aws.scheduler.scheduled-time>\"}");
        assertThat(Repository.json("events/schedule-backup.json").fieldNames())
                .toIterable()
                .containsExactly("scheduledAt");
        assertThat(tick.path("RetryPolicy").path("MaximumEventAgeInSeconds").asInt()).isEqualTo(15 * 60);
    }

    @Test
    void verifyDailyAndRestoreWeeklyWithAnInputThatIsAccepted() {
        JsonNode daily = schedule("VerifyBackupsStateMachine", "Daily");
        JsonNode weekly = schedule("VerifyBackupsStateMachine", "Weekly");

        assertThat(daily.path("ScheduleExpression").asText()).isEqualTo("cron(30 3 * * ? *)");
        assertThat(weekly.path("ScheduleExpression").asText()).isEqualTo("cron(30 4 ? * SUN *)");
        assertThat(delivered(daily, "2026-11-22T03:30:00Z"))
                .isEqualTo(Repository.json("events/schedule-verify-backups.json"));
        assertThat(delivered(weekly, "2026-11-22T04:30:00Z"))
                .isEqualTo(Repository.json("events/schedule-restore-test.json"));
    }

    @Test
    void missAVerificationOnlyAfterItsDeliveryWasGivenUp() {
        JsonNode daily = schedule("VerifyBackupsStateMachine", "Daily");
        JsonNode alarm = template.resource("VerificationMissingAlarm").path("Properties");

        int window = alarm.path("Period").asInt() * alarm.path("EvaluationPeriods").asInt();
        assertThat(window)
                .isGreaterThan(24 * 3600
                        + daily.path("RetryPolicy")
                                .path("MaximumEventAgeInSeconds")
                                .asInt());
        // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
        assertThat(window).isLessThanOrEqualTo(alarm.path("Period").asInt() < 3600 ? 86_400 : 604_800);
        assertThat(alarm.path("TreatMissingData").asText()).isEqualTo("breaching");
    }

    @Test
    void removeWhatRestoreTestsLeftBehindOfEveryExecutionThatHasEnded() throws JsonProcessingException {
        assertThat(input("RemoveRestoreTestsFunction", "RemoveLeftOvers", RemoveRestoreTestsHandler.Input.class))
                .isEqualTo(new RemoveRestoreTestsHandler.Input("/pilot-light/plan", ""));
        assertThat(schedule("RemoveRestoreTestsFunction", "RemoveLeftOvers").path("ScheduleExpression").asText())
                .isEqualTo("rate(15 minutes)");
    }

    private static JsonNode delivered(JsonNode schedule, String scheduledAt) {
        try {
            return StrictJson.mapper().readTree(
                    schedule.path("Input").asText().replace("<aws.scheduler.scheduled-time>", scheduledAt));
        } catch (JsonProcessingException malformed) {
            throw new AssertionError(malformed);
        }
    }

    private static void isFresh(JsonNode schedule) {
        assertThat(schedule.path("ScheduleExpression").asText()).isEqualTo("rate(1 minute)");
        assertThat(schedule.path("RetryPolicy").path("MaximumRetryAttempts").asInt(-1)).isZero();
        assertThat(schedule.path("DeadLetterConfig").path("Arn").path("Fn::GetAtt").path(0).asText())
                .isEqualTo("DeadLetterQueue");
    }

    private <I> I input(String function, String event, Class<I> type) throws JsonProcessingException {
        String text = new DeployedStack(template)
                .where("StateTable", "the-state-table")
                .where("PlanParameter", "/pilot-light/plan")
                .text(schedule(function, event).path("Input"));
        return StrictJson.mapper().readValue(text, type);
    }

    private JsonNode schedule(String function, String event) {
        return template.resource(function).path("Properties").path("Events").path(event).path("Properties");
    }
}
