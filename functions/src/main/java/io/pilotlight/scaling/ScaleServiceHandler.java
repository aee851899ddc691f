package io.pilotlight.scaling;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.aws.Regional;
import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.lease.RecoveryEpoch;
import io.pilotlight.lease.RecoveryState;
import io.pilotlight.plan.ServiceSite;
import io.pilotlight.plan.SiteName;
import io.pilotlight.plan.TaskCapacity;
import io.pilotlight.step.Require;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/**
 * Scales a site's service up to what the plan wants of an active site, and is done once as many of its load balancer's
 * targets are healthy: a running task is not yet one that answers. One without a load balancer is judged by its
 * {@link SteadyTasks}.
 *
 * <p>Takes one action a call: the scalable target's bounds first, because auto scaling would put the service back to
 * its own minimum, then the desired count. A desired count that auto scaling has already raised is left alone. Where
 * Fargate has no capacity, the plan's alternatives are taken in their order: other subnets, or fewer tasks that are enough
 * while ECS goes on placing the rest. Which one holds, and since when, the result says and the next call takes back. Calls
 * {@code dynamodb:GetItem}, {@code ecs:DescribeServices}, {@code ecs:UpdateService}, {@code application-autoscaling:DescribeScalableTargets},
 * {@code application-autoscaling:RegisterScalableTarget} and {@code elasticloadbalancing:DescribeTargetHealth}, or what
 * {@link SteadyTasks} calls; throws {@link ServiceNotThereException}.
 */
public final class ScaleServiceHandler extends StepHandler<ScaleServiceHandler.Input, ScaleServiceHandler.Result> {

    /**
     * @param site what the service is at that site while it is active
     * @param choice which of the site's capacities was chosen, by the result of the last call; 0 on the first
     * @param chosenAt since when, by the result of the last call; empty on the first
     * @param recovery the recovery that asks; refused where it is not the newest any more
     * @param notBeside the site beside which this one must not run, such as {@code STANDBY} where a fence is taken back:
     *     refused where visitors may be served from there; empty where there is none
     */
    public record Input(
            String region,
            ServiceSite site,
            int choice,
            @MayBeEmpty String chosenAt,
            RecoveryEpoch recovery,
            @MayBeEmpty String notBeside) {

        public Input {
            Require.between("choice", choice, 0, site.capacities().size() - 1);
        }

        TaskCapacity capacity() {
            return site.capacities().get(choice);
        }
    }

    /**
     * @param status {@code DONE} once as many tasks do their work as are wanted; {@code REFUSED} where the other site may
     *     serve, so that two would take writes
     * @param reason what it waits for, with the service's newest events where tasks are missing
     * @param workingTasks how many load-balancer targets are healthy or, without a load balancer, how many tasks are steady
     * @param choice which of the site's capacities to go on with
     * @param chosenAt since when
     * @param remark what people are told where that is not the first, empty otherwise
     */
    public record Result(
            Status status,
            String reason,
            int desiredCount,
            int runningCount,
            int workingTasks,
            int choice,
            String chosenAt,
            String remark) {}

    /** What ECS ends many of its events with; it would keep the next event out of a short notice. */
    private static final String WHERE_TO_READ_ON =
            " For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.";

    private final DynamoDbClient dynamo;
    private final Regional<EcsClient> ecs;
    private final Regional<ApplicationAutoScalingClient> scaling;
    private final Regional<ElasticLoadBalancingV2Client> loadBalancing;
    private final Clock clock;

    /** Used by Lambda. */
    public ScaleServiceHandler() {
        this(AwsClients.own(DynamoDbClient.builder()),
                AwsClients.regional(EcsClient::builder),
                AwsClients.regional(ApplicationAutoScalingClient::builder),
                AwsClients.regional(ElasticLoadBalancingV2Client::builder),
                Clock.systemUTC());
    }

    public ScaleServiceHandler(
            DynamoDbClient dynamo,
            Regional<EcsClient> ecs,
            Regional<ApplicationAutoScalingClient> scaling,
            Regional<ElasticLoadBalancingV2Client> loadBalancing,
            Clock clock) {
        this.dynamo = dynamo;
        this.ecs = ecs;
        this.scaling = scaling;
        this.loadBalancing = loadBalancing;
        this.clock = clock;
    }

    @Override
    protected Result step(Input input) {
        RecoveryState recorded = input.recovery().requireHeld(dynamo);
        ServiceSite site = input.site();
        if (!input.notBeside().isEmpty() && recorded.mayServe(SiteName.valueOf(input.notBeside()))) {
            return new Result(Status.REFUSED,
                    "visitors may be served from the other site, as it is recorded, and both would take writes; %s was left as it is"
                            .formatted(site.service()),
                    0, 0, 0, input.choice(), input.chosenAt(), "");
        }
        ScalableService service = new ScalableService(ecs.in(input.region()), scaling.in(input.region()), site);
        Service found = EcsServices.active(ecs.in(input.region()), input.region(), site);
        Look look = new Look(found, workingTasks(input.region(), site, found), input.choice(),
                input.chosenAt().isEmpty() ? clock.instant() : Instant.parse(input.chosenAt()), where(input.capacity()));

        Optional<ScalableTarget> target = service.findScalableTarget();
        if (target.isPresent() && hasOtherBounds(target.get(), site)) {
            service.open(site.minimumCapacity(), site.maximumCapacity());
            return look.result(Status.IN_PROGRESS, "auto scaling of %s now moves between %d and %d tasks".formatted(
                    site.service(), site.minimumCapacity(), site.maximumCapacity()));
        }
        if (found.desiredCount() < site.desiredCount()) {
            service.setDesiredCount(site.desiredCount());
            return look.result(Status.IN_PROGRESS, "%s was asked for %d tasks, up from %d"
                    .formatted(site.service(), site.desiredCount(), found.desiredCount()));
        }
        if (isElsewhere(found, input.capacity())) {
            service.moveTo(input.capacity().subnetIds(), found.networkConfiguration());
            return look.result(Status.IN_PROGRESS, "AWS has no capacity for %s; its tasks are placed in %s now".formatted(
                    site.service(), String.join(", ", input.capacity().subnetIds())));
        }
        return progress(look, input);
    }

    private Result progress(Look look, Input input) {
        Service found = look.service();
        int enough = input.capacity().enoughTasks();
        String progress = "%d of %d tasks of %s run, %d %s".formatted(
                found.runningCount(), input.site().desiredCount(), input.site().service(), look.workingTasks(),
                input.site().hasLoadBalancer() ? "load-balancer targets are healthy" : "of them steadily");
        if (found.runningCount() >= enough && look.workingTasks() >= enough) {
            return look.result(Status.DONE, progress);
        }
        boolean isLast = input.choice() + 1 == input.site().capacities().size();
        if (!isLast && FargateCapacity.isLacking(found, look.chosenAt(), clock.instant())) {
            int next = input.choice() + 1;
            return new Look(found, look.workingTasks(), next, clock.instant(), "").result(Status.IN_PROGRESS,
                    "AWS has no capacity for %s of %s; next are %s".formatted(
                            input.capacity(), input.site().service(), input.site().capacities().get(next)));
        }
        return look.result(Status.IN_PROGRESS,
                found.runningCount() >= enough ? progress : progress + newestEvents(found));
    }

    private static boolean isElsewhere(Service found, TaskCapacity capacity) {
        return !capacity.subnetIds().isEmpty()
                && found.networkConfiguration() != null
                && found.networkConfiguration().awsvpcConfiguration() != null
                && !Set.copyOf(found.networkConfiguration().awsvpcConfiguration().subnets())
                        .equals(Set.copyOf(capacity.subnetIds()));
    }

    private static String where(TaskCapacity capacity) {
        return capacity.subnetIds().isEmpty() ? "" : ", in " + String.join(", ", capacity.subnetIds());
    }

    private int workingTasks(String region, ServiceSite site, Service found) {
        return site.hasLoadBalancer()
                ? healthyTargets(region, site)
                : new SteadyTasks(ecs.in(region), clock.instant()).count(found, site);
    }

    private int healthyTargets(String region, ServiceSite site) {
        return (int) loadBalancing.in(region)
                .describeTargetHealth(DescribeTargetHealthRequest.builder()
                        .targetGroupArn(site.targetGroupArn())
                        .build())
                .targetHealthDescriptions().stream()
                .filter(target -> target.targetHealth().state() == TargetHealthStateEnum.HEALTHY)
                .count();
    }

    private static boolean hasOtherBounds(ScalableTarget target, ServiceSite site) {
        return target.minCapacity() != site.minimumCapacity() || target.maxCapacity() != site.maximumCapacity()
                || !ScalableService.isOpen(target);
    }

    /** The newest three messages that differ: the newest alone often says only that ECS has given up for now. */
    private static String newestEvents(Service service) {
        String messages = service.events().stream()
                .sorted(Comparator.comparing(ScaleServiceHandler::createdAt).reversed())
                .map(event -> event.message().replace(WHERE_TO_READ_ON, ""))
                .distinct()
                .limit(3)
                .collect(Collectors.joining(" "));
        return messages.isEmpty() ? "" : "; its newest events: " + messages;
    }

    private static Instant createdAt(ServiceEvent event) {
        return Optional.ofNullable(event.createdAt()).orElse(Instant.EPOCH);
    }

    /** What a call has found. */
    private record Look(Service service, int workingTasks, int choice, Instant chosenAt, String where) {

        Result result(Status status, String reason) {
            return new Result(status, reason, service.desiredCount(), service.runningCount(), workingTasks, choice,
                    chosenAt.toString(), status == Status.DONE && choice > 0 ? "%s runs %d of %d tasks%s".formatted(
                            service.serviceName(), service.runningCount(), service.desiredCount(), where) : "");
        }
    }
}
