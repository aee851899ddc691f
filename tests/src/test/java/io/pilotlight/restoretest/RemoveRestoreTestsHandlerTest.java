package io.pilotlight.restoretest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.backup.ParametersFake;
import io.pilotlight.plan.InvalidPlanException;
import io.pilotlight.plan.Plans;
import io.pilotlight.step.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

class RemoveRestoreTestsHandlerTest {

    private static final String PLAN = "/visitor-counter/plan";
    private static final String EXECUTION = "arn:aws:states:eu-central-1:111122223333:execution:verify-backups:one";
    private static final String OTHER = "arn:aws:states:eu-central-1:111122223333:execution:verify-backups:two";
    private static final String FIRST = "visitors-db-test-20260111t043000-110415";
    private static final String SECOND = "audit-db-test-20260111t043000-110415";
    private static final String THIRD = "visitors-db-test-20260104t043000-040415";

    private final RdsFake rds = new RdsFake();
    private final ParametersFake parameters = new ParametersFake();
    private final ExecutionsFake executions = new ExecutionsFake();
    private final List<String> regions = new ArrayList<>();
    private final RemoveRestoreTestsHandler handler = new RemoveRestoreTestsHandler(parameters, region -> {
        regions.add(region);
        return rds;
    }, executions);

    @BeforeEach
    void writePlan() {
        parameters.values.put(PLAN, Plans.json().toString());
    }

    @Test
    void deletesTheInstancesOfAnExecutionAndLeavesNoBackupOfThem() {
        put(FIRST, EXECUTION);

        RemoveRestoreTestsHandler.Result result = remove(EXECUTION);

        assertThat(result.status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(result.instanceIdentifiers()).containsExactly(FIRST);
        assertThat(rds.actions).containsExactly(DeleteDbInstanceRequest.builder()
                .dbInstanceIdentifier(FIRST).skipFinalSnapshot(true).deleteAutomatedBackups(true).build());
        assertThat(regions).containsExactly("eu-central-1");
        assertThat(executions.asked).isEmpty();
    }

    @Test
    void followsADeletionUntilTheInstanceIsGoneAndAsksForItOnce() {
        put(FIRST, EXECUTION);
        remove(EXECUTION);

        assertThat(remove(EXECUTION)).isEqualTo(new RemoveRestoreTestsHandler.Result(
                Status.IN_PROGRESS, FIRST + ": it is being deleted", List.of(FIRST)));
        rds.instances.remove(FIRST);
        assertThat(remove(EXECUTION)).isEqualTo(new RemoveRestoreTestsHandler.Result(
                Status.DONE, "no instance of a restore test is left to remove", List.of()));
        assertThat(rds.deletions()).containsExactly(FIRST);
    }

    @Test
    void leavesTheTestsOfOtherExecutionsToThem() {
        put(FIRST, EXECUTION);
        put(SECOND, OTHER);

        remove(EXECUTION);

        assertThat(rds.deletions()).containsExactly(FIRST);
    }

    @ParameterizedTest
    @EnumSource(value = ExecutionStatus.class, names = {"SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"})
    void removesWhatExecutionsThatHaveEndedLeftBehind(ExecutionStatus status) {
        put(FIRST, EXECUTION);
        put(SECOND, OTHER);
        executions.statuses.putAll(Map.of(EXECUTION, status, OTHER, ExecutionStatus.RUNNING));

        RemoveRestoreTestsHandler.Result result = remove("");

        assertThat(rds.deletions()).containsExactly(FIRST);
        assertThat(result.instanceIdentifiers()).containsExactly(FIRST);
    }

    @ParameterizedTest
    @EnumSource(value = ExecutionStatus.class, names = {"RUNNING", "PENDING_REDRIVE", "UNKNOWN_TO_SDK_VERSION"})
    void leavesTheTestOfAnExecutionThatMayStillGoOn(ExecutionStatus status) {
        put(FIRST, EXECUTION);
        executions.statuses.put(EXECUTION, status);

        assertThat(remove("").status()).isEqualTo(Status.DONE);
        assertThat(rds.actions).isEmpty();
    }

    @Test
    void removesWhatAnExecutionLeftThatStepFunctionsHasForgotten() {
        put(FIRST, EXECUTION);

        remove("");

        assertThat(rds.deletions()).containsExactly(FIRST);
    }

    @Test
    void asksOnceForEachExecutionAndOnceForEachPageOfInstances() {
        put(FIRST, EXECUTION);
        put(SECOND, EXECUTION);
        put(THIRD, EXECUTION);

        remove("");

        assertThat(executions.asked).containsExactly(EXECUTION);
        assertThat(rds.listings).isEqualTo(2);
        assertThat(rds.deletions()).containsExactly(FIRST, SECOND, THIRD);
    }

    @Test
    void waitsForAnInstanceThatRdsDoesNotDeleteYet() {
        put(FIRST, EXECUTION);
        rds.undeletable.put(FIRST, InvalidDbInstanceStateException.builder().statusCode(400)
                .message("Instance is currently creating.").build());

        RemoveRestoreTestsHandler.Result result = remove(EXECUTION);

        assertThat(result.status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(result.reason()).contains(FIRST, "its status is 'available'", "Instance is currently creating.");
        assertThat(result.instanceIdentifiers()).containsExactly(FIRST);
    }

    @Test
    void countsAnInstanceThatIsGoneMeanwhileAsRemoved() {
        put(FIRST, EXECUTION);
        rds.undeletable.put(FIRST, DbInstanceNotFoundException.builder().statusCode(404).build());

        assertThat(remove(EXECUTION).status()).isEqualTo(Status.DONE);
    }

    @Test
    void goesOnWhereOneDeletionFailsAndTellsOfIt() {
        put(FIRST, EXECUTION);
        put(SECOND, EXECUTION);
        put(THIRD, EXECUTION);
        rds.undeletable.put(FIRST, SdkClientException.create("Read timed out"));
        rds.undeletable.put(
                SECOND,
                RdsException.builder()
                        .statusCode(400)
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .errorCode("InvalidParameterCombination")
                                .errorMessage("Cannot delete protected DB Instance")
                                .build())
                        .build());

        assertThatThrownBy(() -> remove(EXECUTION)).isInstanceOf(RestoreTestLeftBehindException.class)
                .hasMessageContaining(SECOND)
                .hasMessageContaining("Cannot delete protected DB Instance")
                .hasMessageContaining("they cost money")
                .hasMessageNotContaining(FIRST);
        assertThat(rds.deletions()).containsExactly(FIRST, SECOND, THIRD);
    }

    @Test
    void asksAgainWhereRdsDidNotAnswer() {
        put(FIRST, EXECUTION);
        rds.undeletable.put(FIRST, SdkClientException.create("Read timed out"));

        RemoveRestoreTestsHandler.Result result = remove(EXECUTION);

        assertThat(result.status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(result.reason()).contains("Read timed out");
        assertThat(result.instanceIdentifiers()).containsExactly(FIRST);
    }

    @Test
    void touchesNothingWithoutAPlanThatCanBeFollowed() {
        put(FIRST, EXECUTION);
        parameters.values.put(PLAN, "{}");

        assertThatThrownBy(() -> remove(EXECUTION)).isInstanceOf(InvalidPlanException.class);
        assertThat(rds.actions).isEmpty();
    }

    private RemoveRestoreTestsHandler.Result remove(String execution) {
        return handler.take(new RemoveRestoreTestsHandler.Input(PLAN, execution));
    }

    private void put(String name, String execution) {
        String[] parts = name.split("-");
        rds.put(
                name,
                "available",
                Map.of(
                        "pilot-light:application",
                        "visitor-counter",
                        "pilot-light:incident",
                        parts[3],
                        "pilot-light:recovery-point",
                        "visitors-db-20260111t041500",
                        "pilot-light:restore-test",
                        execution));
    }
}
