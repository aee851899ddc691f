package io.pilotlight.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.plan.SiteName;
import io.pilotlight.plan.Trigger;
import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.simulator.scenario.StepExecutions;
import io.pilotlight.step.Status;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.StartExecutionRequest;

class StartAgainHandlerTest {

    private static final String APPLICATION = "visitor-counter";
    private static final String MOVES = "arn:aws:states:%s:123456789012:stateMachine:Moves".formatted(StepCloud.STANDBY);
    private static final String ALARM = "PrimaryUnhealthyAlarm";

    private final StepCloud cloud = new StepCloud();
    private final StepExecutions executions = new StepExecutions(cloud);
    private final StartAgainHandler handler = cloud.handler(StartAgainHandler.class);
    private final AcquireLeaseHandler acquire = cloud.handler(AcquireLeaseHandler.class);
    private final ReleaseLeaseHandler release = cloud.handler(ReleaseLeaseHandler.class);

    @BeforeEach
    void anAlarmThatIsInAlarm() {
        alarm(true);
    }

    @Test
    void startsAFailoverForAnAlarmThatLastsAndSaysWhy() {
        cloud.pass(Duration.ofMinutes(5));

        assertThat(step().status()).isEqualTo(Status.DONE);
        assertThat(cloud.asked(StartExecutionRequest.class)).singleElement().satisfies(started -> assertThat(started.input())
                .isEqualTo("{\"again\":\"Alarm PrimaryUnhealthyAlarm has been in ALARM since 2026-11-22T00:00:00Z, and no recovery runs.\"}"));
    }

    @Test
    void leavesTheFirstMinutesToTheAlarmsOwnEvent() {
        cloud.pass(Duration.ofMinutes(3));

        assertRefused("first tried after PT4M");
    }

    @Test
    void startsOnceForEachTimeEveryFiveMinutesAndLaterEveryHourForADay() {
        Set<String> started = startedIn(Duration.ofMinutes(59));
        assertThat(started).as("from minute 4 on, in the twelve parts of the first hour").hasSize(12);

        started.addAll(startedIn(Duration.ofHours(25)));
        assertThat(started).hasSize(12 + 24);
    }

    @Test
    void startsNothingWhereTheAlarmIsNotInAlarmOrIsNotThere() {
        cloud.pass(Duration.ofMinutes(10));
        cloud.cloudWatch().setAlarmState(request -> request.alarmName(ALARM).stateValue(StateValue.OK).stateReason("fine"));
        assertRefused("not in ALARM");

        assertThat(handler.take(new StartAgainHandler.Input(StepCloud.STATE_TABLE, APPLICATION, "other", machine(), MOVES)).status())
                .isEqualTo(Status.REFUSED);
    }

    @Test
    void startsNothingWhereTheAlarmsActionsAreDisabled() {
        alarm(false);
        cloud.pass(Duration.ofMinutes(10));

        assertRefused("actions are disabled");
    }

    @Test
    void startsNothingWhileARunHoldsTheLease() {
        acquire();
        cloud.pass(Duration.ofMinutes(10));

        assertRefused("holds the lease");
    }

    @Test
    void startsNothingForAnAlarmWhoseRunSomebodyStoppedAndAgainForTheNextOne() {
        acquire();
        cloud.pass(Duration.ofMinutes(1));
        executions.stop("one");
        cloud.pass(Duration.ofMinutes(10));
        assertRefused("somebody has stopped");

        cloud.cloudWatch().setAlarmState(request -> request.alarmName(ALARM).stateValue(StateValue.OK).stateReason("fine"));
        cloud.cloudWatch().setAlarmState(request -> request.alarmName(ALARM).stateValue(StateValue.ALARM).stateReason("down"));
        cloud.pass(Duration.ofMinutes(10));
        assertThat(step().status()).isEqualTo(Status.DONE);
    }

    @ParameterizedTest
    @EnumSource(value = ExecutionStatus.class, names = {"FAILED", "TIMED_OUT", "SUCCEEDED"})
    void startsAgainWhereARunHasEndedAndCouldNotGiveItsLeaseBack(ExecutionStatus status) {
        acquire(executions.ended("one", status));
        cloud.pass(Duration.ofMinutes(10));

        assertThat(step().status()).isEqualTo(Status.DONE);
    }

    @Test
    void startsNothingWhereStepFunctionsDoesNotKnowTheRunThatHoldsTheLease() {
        acquire(StepExecutions.arn("unknown"));
        cloud.pass(Duration.ofMinutes(10));

        assertRefused("does not know it");
    }

    @Test
    void startsAgainWhereARunHasFailedOrStoodDown() {
        acquire();
        release(ReleaseLeaseHandler.Input.Outcome.FAILED);
        cloud.pass(Duration.ofMinutes(10));
        assertThat(step().status()).isEqualTo(Status.DONE);
    }

    @Test
    void startsNothingOnceTheStandbyIsActive() {
        cloud.recorded(APPLICATION).ended(1, SiteName.STANDBY);
        cloud.pass(Duration.ofMinutes(10));

        assertRefused("the standby site is active");
    }

    @Test
    void startsNothingForAnAlarmForWhichPeopleHaveRefusedAFailover() {
        acquire();
        cloud.pass(Duration.ofMinutes(10));
        release(ReleaseLeaseHandler.Input.Outcome.DECLINED);

        assertRefused("people refused the failover");
    }

    @Test
    void startsNothingForAnAlarmThatPeopleHadSilencedAndAgainForTheNextOne() {
        cloud.pass(Duration.ofMinutes(1));
        release(ReleaseLeaseHandler.Input.Outcome.SILENCED);
        cloud.pass(Duration.ofMinutes(10));
        assertRefused("had silenced the alarm");

        cloud.cloudWatch().setAlarmState(request -> request.alarmName(ALARM).stateValue(StateValue.OK).stateReason("fine"));
        cloud.cloudWatch().setAlarmState(request -> request.alarmName(ALARM).stateValue(StateValue.ALARM).stateReason("down"));
        cloud.pass(Duration.ofMinutes(10));
        assertThat(step().status()).isEqualTo(Status.DONE);
    }

    @Test
    void startsItOnceAMuteWindowIsOverAndTheAlarmStillLasts() {
        cloud.pass(Duration.ofMinutes(1));
        release(ReleaseLeaseHandler.Input.Outcome.SILENCED, "2026-11-22T00:30:00Z");
        cloud.pass(Duration.ofMinutes(28));
        assertRefused("until 2026-11-22T00:30:00Z");

        cloud.pass(Duration.ofMinutes(1));
        assertThat(step().status()).isEqualTo(Status.DONE);
    }

    /** A mute rule's window may be longer than the day in which a failover is started again. */
    @Test
    void startsItForADayAfterAMuteWindowThatWasLongerThanADay() {
        cloud.pass(Duration.ofMinutes(1));
        release(ReleaseLeaseHandler.Input.Outcome.SILENCED, "2026-11-23T06:00:00Z");
        cloud.pass(Duration.ofMinutes(30 * 60 - 2));
        assertRefused("until 2026-11-23T06:00:00Z");

        assertThat(startedIn(Duration.ofHours(26))).hasSize(12 + 24);
    }

    @Test
    void startsItAnewAfterAMuteWindowWhateverWasStartedBeforeIt() {
        Set<String> before = startedIn(Duration.ofMinutes(20));
        release(ReleaseLeaseHandler.Input.Outcome.SILENCED, "2026-11-22T00:30:00Z");
        assertThat(startedIn(Duration.ofMinutes(9))).isEmpty();
        Set<String> after = startedIn(Duration.ofMinutes(20));

        assertThat(before).hasSize(5);
        assertThat(after).hasSize(4).doesNotContainAnyElementsOf(before);
    }

    @Test
    void startsItForADayOnceActionsAreEnabledAgainThatWereDisabledForLongerThanADay() {
        cloud.cloudWatch().disableAlarmActions(request -> request.alarmNames(ALARM));
        assertThat(startedIn(Duration.ofHours(30))).isEmpty();

        cloud.cloudWatch().enableAlarmActions(request -> request.alarmNames(ALARM));
        assertThat(startedIn(Duration.ofHours(26))).hasSize(12 + 24);
    }

    @Test
    void aLaterRefusalDoesNotShortenOneThatHoldsForAsLongAsTheAlarmLasts() {
        cloud.pass(Duration.ofMinutes(1));
        acquire();
        release(ReleaseLeaseHandler.Input.Outcome.DECLINED);
        cloud.pass(Duration.ofMinutes(1));
        release(ReleaseLeaseHandler.Input.Outcome.SILENCED, "2026-11-22T00:30:00Z");
        cloud.pass(Duration.ofMinutes(40));

        assertRefused("people refused the failover");
    }

    @Test
    void aLaterRefusalDoesNotShortenALongerOne() {
        cloud.pass(Duration.ofMinutes(1));
        release(ReleaseLeaseHandler.Input.Outcome.SILENCED, "2026-11-22T02:00:00Z");
        cloud.pass(Duration.ofMinutes(1));
        release(ReleaseLeaseHandler.Input.Outcome.SILENCED, "2026-11-22T00:30:00Z");
        cloud.pass(Duration.ofMinutes(1));
        cloud.cloudWatch().disableAlarmActions(request -> request.alarmNames(ALARM));
        assertRefused("actions are disabled");
        cloud.cloudWatch().enableAlarmActions(request -> request.alarmNames(ALARM));
        cloud.pass(Duration.ofMinutes(40));
        assertRefused("until 2026-11-22T02:00:00Z");

        cloud.pass(Duration.ofMinutes(80));
        assertThat(step().status()).isEqualTo(Status.DONE);
    }

    @Test
    void aLongerRefusalTakesThePlaceOfAShorterOne() {
        cloud.pass(Duration.ofMinutes(1));
        release(ReleaseLeaseHandler.Input.Outcome.SILENCED, "2026-11-22T00:30:00Z");
        cloud.pass(Duration.ofMinutes(1));
        acquire();
        release(ReleaseLeaseHandler.Input.Outcome.DECLINED);
        cloud.pass(Duration.ofMinutes(40));

        assertRefused("people refused the failover");
    }

    @Test
    void aRefusalForAFormerAlarmHoldsUpNothingBesideAShorterOneForThis() {
        cloud.pass(Duration.ofMinutes(1));
        acquire();
        release(ReleaseLeaseHandler.Input.Outcome.DECLINED);
        cloud.cloudWatch().setAlarmState(request -> request.alarmName(ALARM).stateValue(StateValue.OK).stateReason("fine"));
        cloud.pass(Duration.ofMinutes(1));
        cloud.cloudWatch().setAlarmState(request -> request.alarmName(ALARM).stateValue(StateValue.ALARM).stateReason("down"));
        cloud.pass(Duration.ofMinutes(1));
        release(ReleaseLeaseHandler.Input.Outcome.SILENCED, "2026-11-22T00:30:00Z");
        cloud.pass(Duration.ofMinutes(10));
        assertRefused("until 2026-11-22T00:30:00Z");

        cloud.pass(Duration.ofMinutes(20));
        assertThat(step().status()).isEqualTo(Status.DONE);
    }

    @Test
    void aFailoverThatFailedTwiceAfterItsFenceIsStartedAgainEverySixHours() {
        for (int run = 1; run <= 2; run++) {
            cloud.pass(Duration.ofMinutes(10));
            assertThat(step().status()).isEqualTo(Status.DONE);
            acquire(executions.running("run-" + run));
            cloud.pass(Duration.ofMinutes(20));
            failAfterFence(run);
            failAfterFence(run);
        }

        assertThat(step().reason()).contains("failed twice after its fence", "it is started again after 6 h");
        cloud.cloudWatch().setAlarmState(request -> request.alarmName(ALARM).stateValue(StateValue.OK).stateReason("fine"));
        cloud.cloudWatch().setAlarmState(request -> request.alarmName(ALARM).stateValue(StateValue.ALARM).stateReason("down"));
        cloud.pass(Duration.ofHours(6).minusMinutes(1));
        assertThat(step().status()).isEqualTo(Status.REFUSED);
        cloud.pass(Duration.ofMinutes(1));
        assertThat(step().status()).isEqualTo(Status.DONE);
    }

    private void failAfterFence(long epoch) {
        release.take(new ReleaseLeaseHandler.Input(StepCloud.STATE_TABLE, APPLICATION, epoch,
                ReleaseLeaseHandler.Input.Outcome.FAILED_AFTER_FENCE, ""));
    }

    private Set<String> startedIn(Duration time) {
        Set<String> started = new HashSet<>();
        for (int minute = 1; minute <= time.toMinutes(); minute++) {
            cloud.pass(Duration.ofMinutes(1));
            Optional.of(step()).filter(result -> result.status() == Status.DONE).ifPresent(result -> started.add(result.reason()));
        }
        return started;
    }

    @Test
    void startsNothingAgainForAnAlarmWhoseFailoverCouldNotFence() {
        acquire();
        cloud.pass(Duration.ofMinutes(10));
        release(ReleaseLeaseHandler.Input.Outcome.UNFENCED);

        assertRefused("the old site could not be fenced");
    }

    @Test
    void asksPeopleTwiceAndThenEverySixHours() {
        for (int question = 1; question <= 2; question++) {
            cloud.pass(Duration.ofMinutes(10));
            acquire(executions.running("run-" + question));
            cloud.pass(Duration.ofMinutes(30));
            release.take(new ReleaseLeaseHandler.Input(StepCloud.STATE_TABLE, APPLICATION, question,
                    ReleaseLeaseHandler.Input.Outcome.UNANSWERED, ""));
            if (question == 1) {
                assertThat(step().status()).isEqualTo(Status.DONE);
            }
        }
        assertThat(step().reason()).contains("nobody answered twice", "people are asked again after 6 h");
        cloud.pass(Duration.ofHours(6).minusMinutes(1));
        assertThat(step().status()).isEqualTo(Status.REFUSED);
        cloud.pass(Duration.ofMinutes(1));
        assertThat(step().status()).isEqualTo(Status.DONE);
    }

    @ParameterizedTest
    @EnumSource(value = ExecutionStatus.class, names = {"SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"})
    void endsAMoveWhoseRunHasEndedWithoutGivingItsLeaseBackWhateverTheAlarmSays(ExecutionStatus end) {
        executions.register("Moves");
        cloud.cloudWatch().setAlarmState(request -> request.alarmName(ALARM).stateValue(StateValue.OK).stateReason("fine"));
        String moved = executions.ended("moved", end);
        move(moved);

        assertThat(step().status()).isEqualTo(Status.DONE);
        assertThat(cloud.asked(StartExecutionRequest.class)).singleElement().satisfies(started -> {
            assertThat(started.stateMachineArn()).isEqualTo(MOVES);
            assertThat(started.name()).startsWith("again-20261122t000100-1-");
            assertThat(started.input()).isEqualTo("{\"to\":\"STANDBY\",\"again\":\"The move was cut off: %s has ended.\"}".formatted(moved));
        });
        assertThat(step().reason()).as("within the same five minutes").isEqualTo("started " + cloud.asked(StartExecutionRequest.class).stream()
                .map(started -> MOVES.replace("stateMachine", "execution") + ":" + started.name()).distinct().reduce((_, last) -> last).orElseThrow());
        cloud.pass(Duration.ofMinutes(5));
        step();
        assertThat(cloud.asked(StartExecutionRequest.class).stream().map(StartExecutionRequest::name).distinct()).as("its run has not taken the lease").hasSize(2);
    }

    @Test
    void leavesAMoveAloneThatRunsOrHasEnded() {
        cloud.cloudWatch().setAlarmState(request -> request.alarmName(ALARM).stateValue(StateValue.OK).stateReason("fine"));
        move(executions.running("moving"));
        assertRefused("not in ALARM");

        release(ReleaseLeaseHandler.Input.Outcome.STOOD_DOWN);
        assertRefused("not in ALARM");
    }

    private void move(String execution) {
        acquire.take(new AcquireLeaseHandler.Input(StepCloud.STATE_TABLE, APPLICATION, execution, Trigger.PERSON,
                SiteName.STANDBY, AcquireLeaseHandler.Input.Purpose.MOVE, Duration.ofHours(24), MOVES));
    }

    private void alarm(boolean enabled) {
        cloud.cloudWatch().putMetricAlarm(request -> request.alarmName(ALARM).namespace("PilotLight").metricName("Healthy")
                .statistic(Statistic.MINIMUM).period(3600).evaluationPeriods(24).threshold(1.0).actionsEnabled(enabled)
                .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD).treatMissingData("ignore"));
        cloud.cloudWatch().setAlarmState(request -> request.alarmName(ALARM).stateValue(StateValue.ALARM).stateReason("down"));
    }

    private void acquire() {
        acquire(executions.running("one"));
    }

    private void acquire(String execution) {
        acquire.take(new AcquireLeaseHandler.Input(StepCloud.STATE_TABLE, APPLICATION, execution, Trigger.ALARM,
                SiteName.STANDBY, AcquireLeaseHandler.Input.Purpose.RECOVERY, Duration.ofHours(72), machine()));
    }

    private void release(ReleaseLeaseHandler.Input.Outcome outcome) {
        release(outcome, "");
    }

    private void release(ReleaseLeaseHandler.Input.Outcome outcome, String until) {
        release.take(new ReleaseLeaseHandler.Input(StepCloud.STATE_TABLE, APPLICATION, 1, outcome, until));
    }

    private void assertRefused(String reason) {
        assertThat(step()).satisfies(result -> {
            assertThat(result.status()).isEqualTo(Status.REFUSED);
            assertThat(result.reason()).contains(reason);
        });
        assertThat(cloud.asked(StartExecutionRequest.class)).isEmpty();
    }

    private StartAgainHandler.Result step() {
        return cloud.take(() -> handler.take(
                new StartAgainHandler.Input(StepCloud.STATE_TABLE, APPLICATION, ALARM, machine(), MOVES)));
    }

    private String machine() {
        return "arn:aws:states:%s:123456789012:stateMachine:Machine".formatted(StepCloud.STANDBY);
    }
}
