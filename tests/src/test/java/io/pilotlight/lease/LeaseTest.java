package io.pilotlight.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.lease.AcquireLeaseHandler.Input.Purpose;
import io.pilotlight.lease.ReleaseLeaseHandler.Input.Outcome;
import io.pilotlight.plan.SiteName;
import io.pilotlight.plan.Trigger;
import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.simulator.scenario.StepExecutions;
import io.pilotlight.simulator.states.SimulatedSfnClient;
import io.pilotlight.step.AwsUnavailableException;
import io.pilotlight.step.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;
import software.amazon.awssdk.services.sfn.model.StopExecutionRequest;

/** The lease over the simulated DynamoDB, whose conditional writes are AWS's, and the simulated Step Functions. */
class LeaseTest {

    private static final String APPLICATION = "visitor-counter";
    private static final Duration DURATION = Duration.ofHours(26);

    private final StepCloud cloud = new StepCloud();
    private final StepExecutions executions = new StepExecutions(cloud);
    private final AcquireLeaseHandler acquire = cloud.handler(AcquireLeaseHandler.class);
    private final ReleaseLeaseHandler release = cloud.handler(ReleaseLeaseHandler.class);
    private final StateTable table = new StateTable(cloud.dynamo(), StepCloud.STATE_TABLE, APPLICATION);

    @Test
    void givesTheFirstRecoveryTheFirstEpochAndANewIncident() {
        AcquireLeaseHandler.Result granted = acquire("one");

        assertThat(granted.status()).isEqualTo(Status.DONE);
        assertThat(granted.epoch()).isEqualTo(1);
        assertThat(granted.incident()).isEqualTo("20261122t000000");
        assertThat(granted.activeSite()).isEqualTo(SiteName.PRIMARY);
        assertThat(granted.resumed()).isFalse();
    }

    @Test
    void answersTheHolderAsBeforeWhenItsAnswerWasLost() {
        AcquireLeaseHandler.Result first = acquire("one");
        cloud.pass(Duration.ofSeconds(30));
        AcquireLeaseHandler.Result again = acquire("one");

        assertThat(again.epoch()).isEqualTo(first.epoch());
        assertThat(again.incident()).isEqualTo(first.incident());
        assertThat(again.resumed()).isFalse();
    }

    @Test
    void holdsTheLeaseWhereTheSdkSentTheWriteTwiceBecauseItsAnswerWasLost() {
        DynamoDbClient dynamo = cloud.dynamo();
        DynamoDbClient retrying = new DynamoDbClient() {
            @Override
            public GetItemResponse getItem(GetItemRequest request) {
                return dynamo.getItem(request);
            }

            @Override
            public UpdateItemResponse updateItem(UpdateItemRequest request) {
                dynamo.updateItem(request);
                return dynamo.updateItem(request);
            }

            @Override
            public String serviceName() {
                return dynamo.serviceName();
            }

            @Override
            public void close() {}
        };

        AcquireLeaseHandler.Result granted = new AcquireLeaseHandler(
                        retrying, new SimulatedSfnClient(cloud.stateMachines()), cloud.clock())
                .take(input(executions.running("one"), Trigger.ALARM));

        assertThat(granted.status()).isEqualTo(Status.DONE);
        assertThat(granted.epoch()).isEqualTo(1);
    }

    @Test
    void refusesASecondRecoveryWhileOneRuns() {
        acquire("one");

        AcquireLeaseHandler.Result second = acquire("two");

        assertThat(second.status()).isEqualTo(Status.REFUSED);
        assertThat(second.reason()).contains("one holds the lease").contains("2026-11-23T02:00:00Z");
        assertThat(table.read().holder()).isEqualTo(arn("one"));
        assertThat(table.read().epoch()).isEqualTo(1);
    }

    @Test
    void takesOverAtOnceFromARecoveryThatWasStopped() {
        AcquireLeaseHandler.Result first = acquire("one");
        executions.stop("one");
        cloud.pass(Duration.ofMinutes(5));

        AcquireLeaseHandler.Result second = acquire("two");

        assertThat(second.status()).isEqualTo(Status.DONE);
        assertThat(second.epoch()).isEqualTo(2);
        assertThat(second.incident()).isEqualTo(first.incident());
        assertThat(second.resumed()).isTrue();
    }

    @Test
    void takesOverOnceTheLeaseHasExpired() {
        acquire("one");
        cloud.pass(DURATION.plusSeconds(1));

        assertThat(acquire("two").status()).isEqualTo(Status.DONE);
    }

    @Test
    void asksToBeTriedAgainWhereStepFunctionsDoesNotAnswer() {
        acquire("one");
        cloud.faults().failService(StepCloud.STANDBY, "states");

        assertThatThrownBy(() -> acquire("two")).isInstanceOf(AwsUnavailableException.class);
        assertThat(table.read().holder()).isEqualTo(arn("one"));
    }

    @Test
    void letsTheLeaseStandWhereStepFunctionsWillNotTell() {
        acquire("one");
        cloud.deny("states:DescribeExecution");

        assertThat(acquire("two").status()).isEqualTo(Status.REFUSED);
    }

    @Test
    void takesOverFromAnExecutionThatNobodyKnowsForAPersonButNotForAnAlarm() {
        take(input(arn("forgotten"), Trigger.ALARM));

        assertThat(acquire("two", Trigger.ALARM).status()).isEqualTo(Status.REFUSED);
        assertThat(acquire("two", Trigger.PERSON).status()).isEqualTo(Status.DONE);
    }

    @Test
    void resumesTheIncidentOfARecoveryThatFailed() {
        AcquireLeaseHandler.Result failed = acquire("one");
        release(failed.epoch(), Outcome.FAILED);
        cloud.pass(Duration.ofMinutes(5));

        AcquireLeaseHandler.Result next = acquire("two");

        assertThat(next.incident()).isEqualTo(failed.incident());
        assertThat(next.resumed()).isTrue();
        assertThat(next.epoch()).isEqualTo(2);
    }

    @Test
    void resumesTheOpenIncidentOfAStandbyThatIsActive() {
        AcquireLeaseHandler.Result failed = acquire("one");
        table.recordActiveSite(failed.epoch(), SiteName.STANDBY, true);
        release(failed.epoch(), Outcome.FAILED);
        cloud.pass(Duration.ofMinutes(5));

        AcquireLeaseHandler.Result next = acquire("two");

        assertThat(next.status()).isEqualTo(Status.DONE);
        assertThat(next.incident()).isEqualTo(failed.incident());
        assertThat(next.resumed()).isTrue();
        assertThat(next.mayHaveSwitched()).isTrue();
    }

    @Test
    void recordsWhichSiteIsActiveAndThatTrafficIsNotBeingMovedAnyMore() {
        AcquireLeaseHandler.Result granted = acquire("one");
        table.recordSwitch(granted.epoch(), SiteName.STANDBY, true);

        record(granted.epoch(), true);

        assertThat(table.read().activeSite()).isEqualTo(SiteName.STANDBY);
        assertThat(table.read().switchingTo()).isEmpty();
    }

    @Test
    void recordsWhetherTheOldSiteIsFencedWithTheSwitchAndWithTheActiveSite() {
        AcquireLeaseHandler.Result granted = acquire("one");

        table.recordSwitch(granted.epoch(), SiteName.STANDBY, false);
        assertThat(table.read().oldSiteFenced()).isFalse();
        table.recordSwitch(granted.epoch(), SiteName.STANDBY, true);
        assertThat(table.read().oldSiteFenced()).isTrue();
        record(granted.epoch(), false);
        assertThat(table.read().oldSiteFenced()).isFalse();
        record(granted.epoch(), true);
        assertThat(table.read().oldSiteFenced()).isTrue();
    }

    @Test
    void opensANewIncidentAfterARecoveryThatStoodDown() {
        AcquireLeaseHandler.Result stoodDown = acquire("one");
        release(stoodDown.epoch(), Outcome.STOOD_DOWN);
        cloud.pass(Duration.ofMinutes(5));

        assertThat(acquire("two").incident()).isNotEqualTo(stoodDown.incident());
    }

    @Test
    void refusesToMakeTheActiveSiteActiveOnceMore() {
        recover("one", true);

        AcquireLeaseHandler.Result next = acquire("two");

        assertThat(next.status()).isEqualTo(Status.REFUSED);
        assertThat(next.reason()).contains("standby site is active already");
        assertThat(table.read().epoch()).isEqualTo(1);
    }

    @Test
    void letsAPersonButNoAlarmGoOnWithAFenceThatWasNeverMade() {
        AcquireLeaseHandler.Result recovered = recover("one", false);

        assertThat(acquire("two", Trigger.ALARM).status()).isEqualTo(Status.REFUSED);
        AcquireLeaseHandler.Result byHand = acquire("three", Trigger.PERSON);
        assertThat(byHand.status()).isEqualTo(Status.DONE);
        assertThat(byHand.incident()).isEqualTo(recovered.incident());
        assertThat(byHand.activeSite()).isEqualTo(SiteName.STANDBY);
    }

    @Test
    void leavesTheLeaseOfANewerRecoveryAlone() {
        acquire("one");
        executions.stop("one");
        acquire("two");

        assertThat(release(1, Outcome.FAILED).status()).isEqualTo(Status.REFUSED);
        assertThat(table.read().holder()).isEqualTo(arn("two"));
    }

    @Test
    void refusesARecoveryWithAnOldEpochToRecordAnything() {
        acquire("one");
        executions.stop("one");
        acquire("two");

        assertThatThrownBy(() -> table.recordActiveSite(1, SiteName.STANDBY, true))
                .isInstanceOf(LeaseLostException.class);
        assertThatThrownBy(() -> table.recordSwitch(1, SiteName.STANDBY, true)).isInstanceOf(LeaseLostException.class);
        assertThatThrownBy(() -> table.requireNewest(1)).isInstanceOf(LeaseLostException.class)
                .hasMessageContaining("epoch 1").hasMessageContaining("changed nothing");
        assertThat(table.read().activeSite()).isEqualTo(SiteName.PRIMARY);
    }

    @Test
    void letsOnlyOneOfTwoWritersWinThatHaveReadTheSame() {
        RecoveryState read = table.read();
        RecoveryState mine = new RecoveryState(
                SiteName.PRIMARY, Optional.empty(), 1, "20261122t000000", Optional.empty(), true, "mine", cloud.now().plus(DURATION), true, "");
        RecoveryState yours = new RecoveryState(
                SiteName.PRIMARY, Optional.empty(), 1, "20261122t000000", Optional.empty(), true, "yours", cloud.now().plus(DURATION), true, "");

        assertThat(table.replace(read.epoch(), mine)).isTrue();
        assertThat(table.replace(read.epoch(), yours)).isFalse();
        assertThat(table.read()).isEqualTo(mine);
    }

    /** A new stack, or the application under a new name, may be deployed while the standby is active. */
    @Test
    void doesNotRecordWhereVisitorsAreByTakingTheLeaseAlone() {
        acquire("one");
        release(1, Outcome.STOOD_DOWN);
        acquire("two");

        assertThat(table.findTrafficSite()).isEmpty();
        assertThat(table.read().activeSite()).as("what is assumed").isEqualTo(SiteName.PRIMARY);
        table.recordSwitch(2, SiteName.STANDBY, true);
        assertThat(table.findTrafficSite()).contains(SiteName.STANDBY);
        table.recordActiveSite(2, SiteName.STANDBY, true);
        release(2, Outcome.RECOVERED);
        acquire("three", Trigger.PERSON);
        assertThat(table.findTrafficSite()).contains(SiteName.STANDBY);
    }

    @Test
    void stopsWhatAnEarlierRecoveryHasLeftRunningAndNothingElse() {
        AcquireLeaseHandler.Result first = acquire("one");
        List<String> left = List.of(first.incident() + "-1-0", first.incident() + "-1-1", "20261101t101010-1");
        left.forEach(executions::running);
        executions.running(first.incident() + "-2-0");
        executions.running("started-by-hand-1");
        executions.stop("one");
        cloud.pass(Duration.ofMinutes(5));

        AcquireLeaseHandler.Result second = acquire("two");

        assertThat(second.remark()).isEmpty();
        assertThat(executions.stillRunning()).containsExactly(first.incident() + "-2-0", "started-by-hand-1", "two");
        assertThat(cloud.asked(StopExecutionRequest.class)).hasSize(3).allSatisfy(stopped -> {
            assertThat(stopped.error()).isEqualTo("Overtaken");
            assertThat(stopped.cause()).contains("epoch 2 has taken over");
        });
    }

    @Test
    void stopsWhatIsLeftWhereItsOwnAnswerWasLost() {
        acquire("one");
        executions.stop("one");
        acquire("two");
        executions.running("20261122t000000-1-0");
        cloud.pass(Duration.ofSeconds(30));

        acquire("two");

        assertThat(executions.stillRunning()).containsExactly("two");
    }

    @Test
    void stopsAlsoWhatDoesNotFitOnOnePage() {
        acquire("one");
        executions.stop("one");
        IntStream.range(0, 250).forEach(count -> executions.running("20261122t000000-1-" + count));
        cloud.pass(Duration.ofMinutes(5));

        acquire("two");

        assertThat(executions.stillRunning()).containsExactly("two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"states:ListExecutions", "states:StopExecution"})
    void takesTheLeaseAllTheSameWhereWhatIsLeftCannotBeStoppedAndSaysSo(String action) {
        acquire("one");
        executions.stop("one");
        executions.running("20261122t000000-1-0");
        cloud.pass(Duration.ofMinutes(5));
        cloud.deny(action);

        AcquireLeaseHandler.Result second = acquire("two");

        assertThat(second.status()).isEqualTo(Status.DONE);
        assertThat(second.remark()).contains("was not stopped").contains(action);
    }

    private void record(long epoch, boolean oldSiteFenced) {
        cloud.take(() -> cloud.handler(RecordActiveSiteHandler.class).take(new RecordActiveSiteHandler.Input(
                StepCloud.STATE_TABLE, APPLICATION, epoch, SiteName.STANDBY, oldSiteFenced)));
    }

    private AcquireLeaseHandler.Result recover(String execution, boolean oldSiteFenced) {
        AcquireLeaseHandler.Result granted = acquire(execution);
        table.recordActiveSite(granted.epoch(), SiteName.STANDBY, oldSiteFenced);
        release(granted.epoch(), Outcome.RECOVERED);
        return granted;
    }

    @Test
    void grantsAPlannedMoveAfterARecoveryOnceTheOldSiteIsFenced() {
        recover("one", false);
        assertThat(move("two").reason()).contains("is not fenced and may hold writes of its own", "Start the failover again");

        table.recordActiveSite(1, SiteName.STANDBY, true);
        assertThat(move("three")).satisfies(granted -> {
            assertThat(granted.status()).isEqualTo(Status.DONE);
            assertThat(granted.epoch()).isEqualTo(2);
            assertThat(granted.activeSite()).isEqualTo(SiteName.STANDBY);
            assertThat(granted.mayHaveSwitched()).isFalse();
            assertThat(granted.resumed()).isFalse();
        });
    }

    @Test
    void refusesAPlannedMoveToTheActiveSiteAndOneWhoseFailoverHasNotEndedWell() {
        assertThat(move("one").reason()).contains("The primary site is active already");

        acquire("two");
        release(1, Outcome.FAILED);
        assertThat(move("three").reason()).contains("The recovery of incident 20261122t000000 has not ended well", "Start the failover again");
    }

    @Test
    void resumesAPlannedMoveThatWasCutOffAndKnowsWhetherTrafficMayHaveMoved() {
        recover("one", true);
        AcquireLeaseHandler.Result first = move("two");
        executions.stop("two");
        AcquireLeaseHandler.Result second = move("three");
        assertThat(second.incident()).isEqualTo(first.incident());
        assertThat(second.resumed()).isTrue();
        assertThat(second.mayHaveSwitched()).isFalse();

        table.recordSwitch(second.epoch(), SiteName.PRIMARY, true);
        executions.stop("three");
        assertThat(move("four").mayHaveSwitched()).isTrue();
    }

    /** It would go on with the switch alone, from a database that was never restored for it. */
    @Test
    void refusesAMoveToOneSiteWhileAMoveToTheOtherIsOpen() {
        recover("one", true);
        AcquireLeaseHandler.Result home = move("two");
        executions.stop("two");

        AcquireLeaseHandler.Result away = move("three", SiteName.STANDBY, Purpose.MOVE);

        assertThat(away.status()).isEqualTo(Status.REFUSED);
        assertThat(away.reason()).contains("The move to the primary site, incident %s, has not ended".formatted(home.incident()),
                "Start it again with {\"to\": \"PRIMARY\", \"reason\": \"...\"}");
        assertThat(table.read().epoch()).isEqualTo(home.epoch());
        assertThat(move("four").resumed()).isTrue();
    }

    @Test
    void endsNoMoveButTheOneThatIsOpen() {
        recover("one", true);
        assertThat(move("two", SiteName.PRIMARY, Purpose.OPEN_MOVE).reason()).contains("No move to the primary site is open");
        AcquireLeaseHandler.Result home = move("three");
        assertThat(move("four", SiteName.PRIMARY, Purpose.OPEN_MOVE).reason()).contains("A recovery is running");
        executions.stop("three");
        assertThat(move("five", SiteName.STANDBY, Purpose.OPEN_MOVE).reason()).contains("No move to the standby site is open");

        AcquireLeaseHandler.Result again = move("six", SiteName.PRIMARY, Purpose.OPEN_MOVE);

        assertThat(again.status()).isEqualTo(Status.DONE);
        assertThat(again.incident()).isEqualTo(home.incident());
        release(again.epoch(), Outcome.STOOD_DOWN);
        assertThat(move("seven", SiteName.PRIMARY, Purpose.OPEN_MOVE).reason()).contains("No move to the primary site is open");
    }

    /** What was committed until its fence is at the site that it fenced alone, and no recovery point has it. */
    @Test
    void refusesARecoveryWhileAMoveThatWasCutOffIsToBeGivenBack() {
        recover("one", true);
        move("two");
        executions.stop("two");

        assertThat(acquire("three", Trigger.PERSON).reason()).contains("The move to the primary site", "was cut off", "ended by itself");

        AcquireLeaseHandler.Result again = move("four", SiteName.PRIMARY, Purpose.OPEN_MOVE);
        release(again.epoch(), Outcome.STOOD_DOWN);
        assertThat(acquire("five", Trigger.PERSON).reason()).contains("The standby site is active already");
    }

    @Test
    void goesForwardAfterAMoveThatFailedWhileTrafficMoved() {
        recover("one", true);
        AcquireLeaseHandler.Result home = move("two");
        table.recordSwitch(home.epoch(), SiteName.PRIMARY, true);
        release(home.epoch(), Outcome.FAILED);

        assertThat(acquire("three", Trigger.PERSON).reason()).contains("Start the move again with {}");
        assertThat(move("four").mayHaveSwitched()).isTrue();
    }

    private AcquireLeaseHandler.Result move(String execution) {
        return move(execution, SiteName.PRIMARY, Purpose.MOVE);
    }

    private AcquireLeaseHandler.Result move(String execution, SiteName target, Purpose purpose) {
        return take(new AcquireLeaseHandler.Input(StepCloud.STATE_TABLE, APPLICATION, executions.running(execution), Trigger.PERSON,
                target, purpose, DURATION, executions.stateMachine()));
    }

    private AcquireLeaseHandler.Result acquire(String execution) {
        return acquire(execution, Trigger.ALARM);
    }

    private AcquireLeaseHandler.Result acquire(String execution, Trigger trigger) {
        return take(input(executions.running(execution), trigger));
    }

    private AcquireLeaseHandler.Result take(AcquireLeaseHandler.Input input) {
        return cloud.take(() -> acquire.take(input));
    }

    private AcquireLeaseHandler.Input input(String execution, Trigger trigger) {
        return new AcquireLeaseHandler.Input(
                StepCloud.STATE_TABLE, APPLICATION, execution, trigger, SiteName.STANDBY, Purpose.RECOVERY, DURATION, executions.stateMachine());
    }

    private static String arn(String execution) {
        return StepExecutions.arn(execution);
    }

    private ReleaseLeaseHandler.Result release(long epoch, Outcome outcome) {
        return cloud.take(() -> release.take(
                new ReleaseLeaseHandler.Input(StepCloud.STATE_TABLE, APPLICATION, epoch, outcome, "")));
    }
}
