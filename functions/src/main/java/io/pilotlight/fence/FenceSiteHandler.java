package io.pilotlight.fence;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.aws.BestEffort;
import io.pilotlight.aws.Regional;
import io.pilotlight.lease.LeaseLostException;
import io.pilotlight.lease.StateTable;
import io.pilotlight.plan.ServiceSite;
import io.pilotlight.scaling.EcsServices;
import io.pilotlight.scaling.ScalableService;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Service;

/**
 * Makes sure that the old site can take no more writes: every task of its service is {@code STOPPED}, and auto scaling
 * starts none. The same empties the standby of the tasks of a recovery that was cut off, before its database is restored.
 *
 * <p>Takes one action a call: the scalable target to 0 and 0 with all scaling suspended, scheduled actions too, then the
 * service to 0 tasks, then waits for them to stop. A service's own counts leave out a task that drains, which takes writes
 * over open connections until it is stopped (<a
 * href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html">task lifecycle</a>);
 * so each task is looked at. Calls {@code dynamodb:GetItem} in its own Region; in the old site's Region
 * {@code ecs:DescribeServices}, {@code application-autoscaling:DescribeScalableTargets}, then either
 * {@code application-autoscaling:RegisterScalableTarget}, or {@code ecs:UpdateService}, or {@code ecs:ListTasks} and
 * {@code ecs:DescribeTasks}, a page of 100 tasks at a time, each call cut off after 6 seconds and one retry.
 *
 * <p>A Region that does not answer leaves the site unfenced, and the result says so; one look is not enough to believe it.
 * A service or a cluster that is not there was not fenced: the plan names another one. One that was deleted is
 * {@code INACTIVE}. A refusal of AWS, such as a missing permission, is an answer and is thrown; so is a state table that
 * cannot be read, because that tells nothing about the old site.
 */
public final class FenceSiteHandler extends StepHandler<FenceSiteHandler.Input, FenceSiteHandler.Result> {

    /**
     * @param table the state table, in the function's own Region
     * @param application the plan's application
     * @param epoch the epoch of the recovery that fences; refused where it is no longer the newest
     * @param region the Region of the site to fence
     * @param site the service to fence there
     */
    public record Input(String table, String application, long epoch, String region, ServiceSite site) {}

    /**
     * @param status {@code DONE} with {@code fenced}: no task runs and none will be started. {@code DONE} without it:
     *     the Region did not answer, or there is no such service. {@code IN_PROGRESS}: it answers, and tasks are still
     *     stopping, or it left a call unanswered, perhaps one that took effect. {@code REFUSED}: a newer recovery has taken
     *     over
     * @param fenced whether the site can take no more writes
     * @param answered whether the site's Region answered all that it was asked
     * @param tasks how many tasks are not stopped yet
     */
    public record Result(Status status, String reason, boolean fenced, boolean answered, int tasks) {}

    private final DynamoDbClient dynamo;
    private final Regional<EcsClient> ecs;
    private final Regional<ApplicationAutoScalingClient> scaling;

    /** Used by Lambda. */
    public FenceSiteHandler() {
        this(AwsClients.own(DynamoDbClient.builder()),
                AwsClients.regionalBestEffort(EcsClient::builder),
                AwsClients.regionalBestEffort(ApplicationAutoScalingClient::builder));
    }

    public FenceSiteHandler(
            DynamoDbClient dynamo,
            @BestEffort Regional<EcsClient> ecs,
            @BestEffort Regional<ApplicationAutoScalingClient> scaling) {
        this.dynamo = dynamo;
        this.ecs = ecs;
        this.scaling = scaling;
    }

    @Override
    protected Result step(Input input) {
        try {
            new StateTable(dynamo, input.table(), input.application()).requireNewest(input.epoch());
        } catch (LeaseLostException lost) {
            return new Result(Status.REFUSED, lost.getMessage(), false, false, 0);
        }
        Optional<Service> found;
        try {
            found = EcsServices.findAny(ecs.in(input.region()), input.site());
        } catch (SdkException failure) {
            return withoutAnswer(failure, "Region %s does not answer, so %s was not fenced".formatted(
                    input.region(), input.site().service()), Status.DONE);
        }
        try {
            return fence(input, found);
        } catch (SdkException failure) {
            return withoutAnswer(failure, "Region %s does not answer every call, so it is not known whether %s is fenced"
                    .formatted(input.region(), input.site().service()), Status.IN_PROGRESS);
        }
    }

    private Result fence(Input input, Optional<Service> found) {
        String name = input.site().service();
        EcsClient client = ecs.in(input.region());
        ScalableService service = new ScalableService(client, scaling.in(input.region()), input.site());
        if (found.isEmpty()) {
            return new Result(Status.DONE, ("there is no service %s in cluster %s of Region %s, so nothing was fenced. Correct"
                    + " cluster and service in the plan").formatted(name, input.site().cluster(), input.region()), false, true, 0);
        }
        if (service.findScalableTarget().filter(FenceSiteHandler::mayStartTasks).isPresent()) {
            service.shut();
            return stopping("auto scaling of %s was bound to 0 tasks and suspended".formatted(name), counted(found.get()));
        }
        if (found.get().desiredCount() > 0) {
            service.setDesiredCount(0);
            return stopping("%s was asked for 0 tasks, down from %d".formatted(
                    name, found.get().desiredCount()), counted(found.get()));
        }
        int tasks = EcsServices.tasksNotStopped(client, input.site());
        return tasks > 0
                ? stopping("%d tasks of %s are still stopping".formatted(tasks, name), tasks)
                : new Result(Status.DONE, "no task of %s runs in Region %s, and none will be started".formatted(
                        name, input.region()), true, true, 0);
    }

    private static int counted(Service service) {
        return service.runningCount() + service.pendingCount();
    }

    private static boolean mayStartTasks(ScalableTarget target) {
        return target.minCapacity() > 0 || target.maxCapacity() > 0 || !ScalableService.isSuspended(target);
    }

    /** @throws SdkException where the failure is AWS's answer */
    private static Result withoutAnswer(SdkException failure, String what, Status status) {
        if (failure instanceof AwsServiceException service && service.isThrottlingException()) {
            return stopping("the Region answers, but throttles: " + failure.getMessage(), 0);
        }
        if (!isUnavailable(failure)) {
            throw failure;
        }
        return new Result(status, what + ": " + failure.getMessage(), false, false, 0);
    }

    private static Result stopping(String reason, int tasks) {
        return new Result(Status.IN_PROGRESS, reason, false, true, tasks);
    }
}
