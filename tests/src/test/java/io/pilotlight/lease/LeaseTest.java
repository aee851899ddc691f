package io.pilotlight.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.lease.ReleaseLeaseHandler.Input.Outcome;
import io.pilotlight.plan.SiteName;
import io.pilotlight.plan.Trigger;
import io.pilotlight.simulator.cloud.CloudFixture;
import io.pilotlight.simulator.cloud.dynamodb.SimulatedDynamoDb;
import io.pilotlight.step.AwsUnavailableException;
import io.pilotlight.step.Status;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionRequest;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.SfnException;

/** The lease over the simulated DynamoDB, whose conditional writes are AWS's. */
class LeaseTest {

    private static final String TABLE = "state";
    private static final String APPLICATION = "visitor-counter";
    private static final Duration DURATION = Duration.ofHours(26);

    private final CloudFixture cloud = CloudFixture.withSeed(1);
    private final SimulatedDynamoDb dynamo = new SimulatedDynamoDb("eu-central-1", cloud.context());
    private final Executions executions = new Executions();
    private final AcquireLeaseHandler acquire =
            new AcquireLeaseHandler(dynamo, executions, cloud.context().timeline().clock());
    private final ReleaseLeaseHandler release = new ReleaseLeaseHandler(dynamo);
    private final StateTable table = new StateTable(dynamo, TABLE, APPLICATION);

    @BeforeEach
    void makeTable() {
        dynamo.addTable(TABLE, "application");
    }

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
                        retrying, executions, cloud.context().timeline().clock())
                .take(
                        new AcquireLeaseHandler.Input(
                                TABLE, APPLICATION, "one", Trigger.ALARM, SiteName.STANDBY, DURATION));

        assertThat(granted.status()).isEqualTo(Status.DONE);
        assertThat(granted.epoch()).isEqualTo(1);
    }

    @Test
    void refusesASecondRecoveryWhileOneRuns() {
        acquire("one");

        AcquireLeaseHandler.Result second = acquire("two");

        assertThat(second.status()).isEqualTo(Status.REFUSED);
        assertThat(second.reason()).contains("one holds the lease").contains("2026-11-23T02:00:00Z");
        assertThat(table.read().holder()).isEqualTo("one");
        assertThat(table.read().epoch()).isEqualTo(1);
    }

    @Test
    void takesOverAtOnceFromARecoveryThatWasStopped() {
        AcquireLeaseHandler.Result first = acquire("one");
        executions.status.put("one", ExecutionStatus.ABORTED);
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
        executions.failure = SdkClientException.create("no answer");

        assertThatThrownBy(() -> acquire("two")).isInstanceOf(AwsUnavailableException.class);
        assertThat(table.read().holder()).isEqualTo("one");
    }

    @Test
    void letsTheLeaseStandWhereStepFunctionsWillNotTell() {
        acquire("one");
        executions.failure = SfnException.builder().message("denied").statusCode(403).build();

        assertThat(acquire("two").status()).isEqualTo(Status.REFUSED);
    }

    @Test
    void takesOverFromAnExecutionThatNobodyKnowsForAPersonButNotForAnAlarm() {
        acquire("one");
        executions.status.remove("one");

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
        executions.status.put("one", ExecutionStatus.ABORTED);
        acquire("two");

        assertThat(release(1, Outcome.FAILED).status()).isEqualTo(Status.REFUSED);
        assertThat(table.read().holder()).isEqualTo("two");
    }

    @Test
    void refusesARecoveryWithAnOldEpochToRecordAnything() {
        acquire("one");
        executions.status.put("one", ExecutionStatus.ABORTED);
        acquire("two");

        assertThatThrownBy(() -> table.recordActiveSite(1, SiteName.STANDBY, true))
                .isInstanceOf(LeaseLostException.class);
        assertThatThrownBy(() -> table.recordFence(1)).isInstanceOf(LeaseLostException.class);
        assertThatThrownBy(() -> table.requireNewest(1)).isInstanceOf(LeaseLostException.class)
                .hasMessageContaining("epoch 1").hasMessageContaining("changed nothing");
        assertThat(table.read().activeSite()).isEqualTo(SiteName.PRIMARY);
    }

    @Test
    void letsOnlyOneOfTwoWritersWinThatHaveReadTheSame() {
        RecoveryState read = table.read();
        RecoveryState mine = new RecoveryState(
                SiteName.PRIMARY, 1, "20261122t000000", true, "mine", cloud.now().plus(DURATION), true);
        RecoveryState yours = new RecoveryState(
                SiteName.PRIMARY, 1, "20261122t000000", true, "yours", cloud.now().plus(DURATION), true);

        assertThat(table.replace(read.epoch(), mine)).isTrue();
        assertThat(table.replace(read.epoch(), yours)).isFalse();
        assertThat(table.read()).isEqualTo(mine);
    }

    private AcquireLeaseHandler.Result recover(String execution, boolean oldSiteFenced) {
        AcquireLeaseHandler.Result granted = acquire(execution);
        table.recordActiveSite(granted.epoch(), SiteName.STANDBY, oldSiteFenced);
        release(granted.epoch(), Outcome.RECOVERED);
        return granted;
    }

    private AcquireLeaseHandler.Result acquire(String execution) {
        return acquire(execution, Trigger.ALARM);
    }

    private AcquireLeaseHandler.Result acquire(String execution, Trigger trigger) {
        executions.status.putIfAbsent(execution, ExecutionStatus.RUNNING);
        return acquire.take(
                new AcquireLeaseHandler.Input(TABLE, APPLICATION, execution, trigger, SiteName.STANDBY, DURATION));
    }

    private ReleaseLeaseHandler.Result release(long epoch, Outcome outcome) {
        return release.take(new ReleaseLeaseHandler.Input(TABLE, APPLICATION, epoch, outcome));
    }

    /** Step Functions, as far as a lease asks it. */
    private static final class Executions implements SfnClient {

        private final Map<String, ExecutionStatus> status = new HashMap<>();
        private SdkException failure;

        @Override
        public DescribeExecutionResponse describeExecution(DescribeExecutionRequest request) {
            if (failure != null) {
                throw failure;
            }
            if (!status.containsKey(request.executionArn())) {
                throw ExecutionDoesNotExistException.builder().message("unknown").build();
            }
            return DescribeExecutionResponse.builder().status(status.get(request.executionArn())).build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
