package io.pilotlight.restoretest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.instance.InstanceTags;
import io.pilotlight.plan.InvalidPlanException;
import io.pilotlight.plan.Plans;
import io.pilotlight.simulator.cloud.api.CallFault;
import io.pilotlight.simulator.cloud.api.CallFault.Kind;
import io.pilotlight.simulator.cloud.rds.SimulatedRds;
import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.simulator.scenario.StepExecutions;
import io.pilotlight.step.Status;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.Tag;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionRequest;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

class RemoveRestoreTestsHandlerTest {

    private static final String PLAN = "/visitor-counter/plan";
    private static final String EXECUTION = StepExecutions.arn("one");
    private static final String OTHER = StepExecutions.arn("two");
    private static final String DELETE = "rds:DeleteDBInstance";
    private static final String FIRST = "visitors-db-test-20260111t043000-110415";
    private static final String SECOND = "audit-db-test-20260111t043000-110415";
    private static final String THIRD = "visitors-db-test-20260104t043000-040415";

    private final StepCloud cloud = new StepCloud();
    private final StepExecutions executions = new StepExecutions(cloud);
    private final SimulatedRds rds = cloud.rds(StepCloud.STANDBY);
    private final RemoveRestoreTestsHandler handler = cloud.handler(RemoveRestoreTestsHandler.class);

    @BeforeEach
    void writePlan() {
        cloud.writeParameter(StepCloud.STANDBY, PLAN, Plans.json().toString());
    }

    @Test
    void deletesTheInstancesOfAnExecutionAndLeavesNoBackupOfThem() {
        put(FIRST, EXECUTION);

        RemoveRestoreTestsHandler.Result result = remove(EXECUTION);

        assertThat(result.status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(result.instanceIdentifiers()).containsExactly(FIRST);
        assertThat(cloud.changes()).containsExactly(DeleteDbInstanceRequest.builder()
                .dbInstanceIdentifier(FIRST).skipFinalSnapshot(true).deleteAutomatedBackups(true).build());
        assertThat(cloud.regionsAsked()).containsExactly("eu-central-1");
        assertThat(cloud.asked(DescribeExecutionRequest.class)).isEmpty();
    }

    @Test
    void followsADeletionUntilTheInstanceIsGoneAndAsksForItOnce() {
        put(FIRST, EXECUTION);
        remove(EXECUTION);

        assertThat(remove(EXECUTION)).isEqualTo(new RemoveRestoreTestsHandler.Result(
                Status.IN_PROGRESS, FIRST + ": it is being deleted", List.of(FIRST)));
        cloud.pass(Duration.ofMinutes(10));
        assertThat(remove(EXECUTION)).isEqualTo(new RemoveRestoreTestsHandler.Result(
                Status.DONE, "no instance of a restore test is left to remove", List.of()));
        assertThat(deletions()).containsExactly(FIRST);
    }

    @Test
    void leavesTheTestsOfOtherExecutionsToThem() {
        put(FIRST, EXECUTION);
        put(SECOND, OTHER);

        remove(EXECUTION);

        assertThat(deletions()).containsExactly(FIRST);
    }

    @ParameterizedTest
    @EnumSource(value = ExecutionStatus.class, names = {"SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"})
    void removesWhatExecutionsThatHaveEndedLeftBehind(ExecutionStatus status) {
        put(FIRST, executions.ended("one", status));
        put(SECOND, executions.running("two"));

        RemoveRestoreTestsHandler.Result result = remove("");

        assertThat(deletions()).containsExactly(FIRST);
        assertThat(result.instanceIdentifiers()).containsExactly(FIRST);
    }

    @ParameterizedTest
    @EnumSource(value = ExecutionStatus.class, names = {"RUNNING", "PENDING_REDRIVE", "UNKNOWN_TO_SDK_VERSION"})
    void leavesTheTestOfAnExecutionThatMayStillGoOn(ExecutionStatus status) {
        put(FIRST, EXECUTION);
        RemoveRestoreTestsHandler told = new RemoveRestoreTestsHandler(
                cloud.ssm(StepCloud.STANDBY), _ -> rds, new Telling(status));

        assertThat(told.take(new RemoveRestoreTestsHandler.Input(PLAN, "")).status()).isEqualTo(Status.DONE);
        assertThat(instance(FIRST).dbInstanceStatus()).isEqualTo("available");
    }

    @Test
    void removesWhatAnExecutionLeftThatStepFunctionsHasForgotten() {
        put(FIRST, EXECUTION);

        remove("");

        assertThat(deletions()).containsExactly(FIRST);
    }

    @Test
    void removesTheTestOfADatabaseThatThePlanDoesNotNameAnyMore() {
        put("orders-db-test-20260104t043000-040415", EXECUTION);

        remove("");

        assertThat(deletions()).containsExactly("orders-db-test-20260104t043000-040415");
    }

    /** Its names begin like a test's, and a person may have copied all tags of one. */
    @Test
    void leavesARestoredDatabaseOfThePlanAloneThatIsNamedLikeATest() {
        cloud.writeParameter(StepCloud.STANDBY, PLAN, Plans.json().toString().replace("\"visitors-db\"", "\"visitors-db-test\""));
        put(FIRST, EXECUTION);

        assertThat(remove("").status()).isEqualTo(Status.DONE);
        assertThat(deletions()).isEmpty();
    }

    @Test
    void asksOnceForEachExecutionAndOnceForEachPageOfInstances() {
        put(FIRST, EXECUTION);
        put(SECOND, EXECUTION);
        put(THIRD, EXECUTION);
        rds.quotas().instances(200);
        for (int number = 0; number < 98; number++) {
            add("of-somebody-else-%d".formatted(number), List.of());
        }

        remove("");

        assertThat(cloud.asked(DescribeExecutionRequest.class)).extracting(DescribeExecutionRequest::executionArn)
                .containsExactly(EXECUTION);
        assertThat(cloud.asked(DescribeDbInstancesRequest.class)).hasSize(2);
        assertThat(deletions()).containsExactly(SECOND, THIRD, FIRST);
    }

    @Test
    void waitsForAnInstanceThatRdsDoesNotDeleteYet() {
        put(FIRST, EXECUTION);
        cloud.refuseNext(DELETE, InvalidDbInstanceStateException.builder().statusCode(400)
                .message("Instance is currently creating.").build());

        RemoveRestoreTestsHandler.Result result = remove(EXECUTION);

        assertThat(result.status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(result.reason()).contains(FIRST, "its status is 'available'", "Instance is currently creating.");
        assertThat(result.instanceIdentifiers()).containsExactly(FIRST);
    }

    @Test
    void countsAnInstanceThatIsGoneMeanwhileAsRemoved() {
        put(FIRST, EXECUTION);
        cloud.refuseNext(DELETE, DbInstanceNotFoundException.builder().statusCode(404).build());

        assertThat(remove(EXECUTION).status()).isEqualTo(Status.DONE);
    }

    @Test
    void goesOnWhereOneDeletionFailsAndTellsOfIt() {
        put(FIRST, EXECUTION);
        put(SECOND, EXECUTION);
        put(THIRD, EXECUTION);
        rds.describeAs(SECOND, instance -> instance.deletionProtection(true));
        cloud.faults().fail(CallFault.before(DELETE, Kind.TIMEOUT).fromCall(3));

        assertThatThrownBy(() -> remove(EXECUTION)).isInstanceOf(RestoreTestLeftBehindException.class)
                .hasMessageContaining(SECOND)
                .hasMessageContaining("Cannot delete protected DB Instance")
                .hasMessageContaining("they cost money")
                .hasMessageNotContaining(FIRST);
        assertThat(deletions()).containsExactly(SECOND, THIRD, FIRST);
    }

    @Test
    void asksAgainWhereRdsDidNotAnswer() {
        put(FIRST, EXECUTION);
        cloud.faults().fail(CallFault.before(DELETE, Kind.TIMEOUT));

        RemoveRestoreTestsHandler.Result result = remove(EXECUTION);

        assertThat(result.status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(result.reason()).contains("did not complete before the specified timeout");
        assertThat(result.instanceIdentifiers()).containsExactly(FIRST);
    }

    @Test
    void touchesNothingWithoutAPlanThatCanBeFollowed() {
        put(FIRST, EXECUTION);
        cloud.writeParameter(StepCloud.STANDBY, PLAN, "{}");

        assertThatThrownBy(() -> remove(EXECUTION)).isInstanceOf(InvalidPlanException.class);
        assertThat(cloud.changes()).isEmpty();
    }

    private RemoveRestoreTestsHandler.Result remove(String execution) {
        return cloud.take(() -> handler.take(new RemoveRestoreTestsHandler.Input(PLAN, execution)));
    }

    private void put(String name, String execution) {
        String incident = name.split("-")[3];
        add(name, new InstanceTags("visitor-counter", incident, "visitors-db-20260111t041500", execution).asList());
    }

    private void add(String name, List<Tag> tags) {
        rds.addInstance(CreateDbInstanceRequest.builder()
                .dbInstanceIdentifier(name).masterUserPassword("of-the-database").tags(tags).build());
    }

    private DBInstance instance(String name) {
        return rds.describeDBInstances(request -> request.dbInstanceIdentifier(name)).dbInstances().getFirst();
    }

    private List<String> deletions() {
        return cloud.asked(DeleteDbInstanceRequest.class).stream()
                .map(DeleteDbInstanceRequest::dbInstanceIdentifier).toList();
    }

    /** A Step Functions that tells one status of every execution: the simulated one never comes to two of them. */
    private record Telling(ExecutionStatus status) implements SfnClient {

        @Override
        public DescribeExecutionResponse describeExecution(DescribeExecutionRequest request) {
            return DescribeExecutionResponse.builder().status(status).build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
