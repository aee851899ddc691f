package io.pilotlight.restoretest;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.aws.Regional;
import io.pilotlight.instance.RegionInstances;
import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.lease.Holder;
import io.pilotlight.plan.Plan;
import io.pilotlight.plan.PlanReader;
import io.pilotlight.plan.Trigger;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Deletes the instances of restore tests in the standby Region, of one execution or of every one that has ended, and
 * follows them until they are gone; never an instance that {@link TestInstance} does not know for one.
 *
 * <p>Called again, it asks for no deletion twice. One that fails does not stop the others. No snapshot and no automated
 * backup is left of them. Makes the calls {@code ssm:GetParameter}, {@code rds:DescribeDBInstances} once a page,
 * {@code states:DescribeExecution} once for each execution where none is given, and {@code rds:DeleteDBInstance} for
 * each instance. Throws {@link RestoreTestLeftBehindException}.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBInstance.html">DeleteDBInstance</a>
 */
public final class RemoveRestoreTestsHandler
        extends StepHandler<RemoveRestoreTestsHandler.Input, RemoveRestoreTestsHandler.Result> {

    /**
     * @param planParameter the name of the SSM parameter that holds the plan, in the function's own Region
     * @param executionId the ARN of the execution whose instances are removed; empty for those of every execution that
     *     has ended, which a test that was cut off has left behind
     */
    public record Input(String planParameter, @MayBeEmpty String executionId) {}

    /**
     * @param status {@code DONE} once none is left, {@code IN_PROGRESS} while RDS removes some
     * @param reason what is being removed
     * @param instanceIdentifiers the instances that are still there
     */
    public record Result(Status status, String reason, List<String> instanceIdentifiers) {}

    private final SsmClient ssm;
    private final Regional<RdsClient> rds;
    private final SfnClient stepFunctions;

    /** For Lambda. */
    public RemoveRestoreTestsHandler() {
        this(AwsClients.own(SsmClient.builder()), AwsClients.regional(RdsClient::builder),
                AwsClients.own(SfnClient.builder()));
    }

    public RemoveRestoreTestsHandler(SsmClient ssm, Regional<RdsClient> rds, SfnClient stepFunctions) {
        this.ssm = ssm;
        this.rds = rds;
        this.stepFunctions = stepFunctions;
    }

    @Override
    protected Result step(Input input) {
        Plan plan = PlanReader.read(ssm, input.planParameter());
        RdsClient client = rds.in(plan.sites().standby().region());
        List<TestInstance> removable = removable(input, list(client, plan));
        List<String> left = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        for (TestInstance instance : removable) {
            switch (remove(client, instance)) {
                case Removal.Gone _ -> { }
                case Removal.UnderWay(String reason) -> {
                    left.add(instance.identifier());
                    reasons.add("%s: %s".formatted(instance.identifier(), reason));
                }
                case Removal.Refused(String reason) -> refusals.add("%s: %s".formatted(instance.identifier(), reason));
            }
        }
        if (!refusals.isEmpty()) {
            throw new RestoreTestLeftBehindException(refusals);
        }
        return left.isEmpty()
                ? new Result(Status.DONE, "no instance of a restore test is left to remove", List.of())
                : new Result(Status.IN_PROGRESS, String.join("; ", reasons), List.copyOf(left));
    }

    private static List<TestInstance> list(RdsClient client, Plan plan) {
        return RegionInstances.list(client).instances().stream()
                .flatMap(instance -> TestInstance.of(plan, instance).stream())
                .toList();
    }

    private List<TestInstance> removable(Input input, List<TestInstance> instances) {
        if (!input.executionId().isEmpty()) {
            return instances.stream().filter(instance -> instance.executionId().equals(input.executionId())).toList();
        }
        Holder holder = new Holder(stepFunctions);
        Map<String, Boolean> ended = new HashMap<>();
        // An execution that Step Functions has forgotten counts as ended, as it does for a person: it ended 90 days
        // ago.
        return instances.stream()
                .filter(instance -> ended.computeIfAbsent(
                        instance.executionId(), execution -> holder.hasEnded(execution, Trigger.PERSON)))
                .toList();
    }

    private static Removal remove(RdsClient client, TestInstance instance) {
        if (instance.isBeingDeleted()) {
            return new Removal.UnderWay("it is being deleted");
        }
        try {
            client.deleteDBInstance(request -> request
                    .dbInstanceIdentifier(instance.identifier())
                    .skipFinalSnapshot(true)
                    .deleteAutomatedBackups(true));
            return new Removal.UnderWay("RDS was asked to delete it");
        } catch (DbInstanceNotFoundException _) {
            return new Removal.Gone();
        } catch (InvalidDbInstanceStateException busy) {
            return new Removal.UnderWay("its status is '%s', and RDS does not delete it yet: %s".formatted(
                    instance.status(), busy.getMessage()));
        } catch (SdkException failure) {
            return isUnavailable(failure)
                    ? new Removal.UnderWay("RDS did not answer and is asked again: " + failure.getMessage())
                    : new Removal.Refused(failure.getMessage());
        }
    }

    /** What came of one removal. */
    private sealed interface Removal {

        /** It is not there any more. */
        record Gone() implements Removal {}

        /** It is to be looked at again. */
        record UnderWay(String reason) implements Removal {}

        /** RDS will not delete it. */
        record Refused(String reason) implements Removal {}
    }
}
