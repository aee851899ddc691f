package io.pilotlight.fence;

import io.pilotlight.aws.AwsClients;
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
 * Makes sure that the old site can take no more writes: no task of its service runs, and auto scaling starts none. The
 * same empties the standby of the tasks of a recovery that was cut off, before its database is restored.
 *
 * <p>Takes one action a call: the scalable target to 0 and 0, then the service to 0 tasks, then waits for them to stop.
 * Calls {@code dynamodb:GetItem} in its own Region; in the old site's Region {@code ecs:DescribeServices},
 * {@code ecs:UpdateService}, {@code application-autoscaling:DescribeScalableTargets} and
 * {@code application-autoscaling:RegisterScalableTarget}, three at most, each cut off after 6 seconds and one retry.
 *
 * <p>A Region that does not answer leaves the site unfenced, and the result says so: an unplanned failover goes on
 * without it. A refusal of AWS, such as a missing permission, is an answer and is thrown; so is a state table that
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
     * @param status {@code DONE} with {@code answered}: no task runs and none will be started. {@code DONE} without it:
     *     the Region did not answer, and the site is not fenced. {@code IN_PROGRESS}: it answers, and tasks are still
     *     stopping. {@code REFUSED}: a newer recovery has taken over
     * @param fenced whether the site can take no more writes
     * @param answered whether the site's Region answered
     */
    public record Result(Status status, String reason, boolean fenced, boolean answered, int runningCount) {}

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
            DynamoDbClient dynamo, Regional<EcsClient> ecs, Regional<ApplicationAutoScalingClient> scaling) {
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
        try {
            return fence(input);
        } catch (SdkException failure) {
            return withoutAnswer(input, failure);
        }
    }

    private Result fence(Input input) {
        String name = input.site().service();
        ScalableService service = new ScalableService(ecs.in(input.region()), scaling.in(input.region()), input.site());
        Optional<Service> found = EcsServices.find(ecs.in(input.region()), input.site());
        if (found.isEmpty()) {
            return fenced("there is no service %s in Region %s, so nothing there can write".formatted(
                    name, input.region()));
        }
        int tasks = found.get().runningCount() + found.get().pendingCount();
        if (service.findScalableTarget().filter(FenceSiteHandler::mayStartTasks).isPresent()) {
            service.setBounds(0, 0);
            return stopping("auto scaling of %s was bound to 0 tasks".formatted(name), tasks);
        }
        if (found.get().desiredCount() > 0) {
            service.setDesiredCount(0);
            return stopping("%s was asked for 0 tasks, down from %d".formatted(
                    name, found.get().desiredCount()), tasks);
        }
        if (tasks > 0) {
            return stopping("%d tasks of %s are still stopping".formatted(tasks, name), tasks);
        }
        return fenced("no task of %s runs in Region %s, and none will be started".formatted(name, input.region()));
    }

    private static boolean mayStartTasks(ScalableTarget target) {
        return target.minCapacity() > 0 || target.maxCapacity() > 0;
    }

    /** @throws SdkException where the failure is AWS's answer */
    private static Result withoutAnswer(Input input, SdkException failure) {
        if (failure instanceof AwsServiceException service && service.isThrottlingException()) {
            return stopping("Region %s answers, but throttles: %s".formatted(input.region(), failure.getMessage()), 0);
        }
        if (!isUnavailable(failure)) {
            throw failure;
        }
        return new Result(Status.DONE, "Region %s does not answer, so %s was not fenced: %s".formatted(
                input.region(), input.site().service(), failure.getMessage()), false, false, 0);
    }

    private static Result fenced(String reason) {
        return new Result(Status.DONE, reason, true, true, 0);
    }

    private static Result stopping(String reason, int tasks) {
        return new Result(Status.IN_PROGRESS, reason, false, true, tasks);
    }
}
