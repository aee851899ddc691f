package io.pilotlight.scaling;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.aws.Regional;
import io.pilotlight.plan.ServiceSite;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/**
 * Scales a site's service up to what the plan wants of an active site, and is done once as many of its load balancer's
 * targets are healthy: a running task is not yet one that answers.
 *
 * <p>Takes one action a call: the scalable target's bounds first, because auto scaling would put the service back to
 * its own minimum, then the desired count. A desired count that auto scaling has already raised is left alone. Calls
 * {@code ecs:DescribeServices}, {@code ecs:UpdateService}, {@code application-autoscaling:DescribeScalableTargets},
 * {@code application-autoscaling:RegisterScalableTarget} and {@code elasticloadbalancing:DescribeTargetHealth}; throws
 * {@link ServiceNotThereException}.
 */
public final class ScaleServiceHandler extends StepHandler<ScaleServiceHandler.Input, ScaleServiceHandler.Result> {

    /** @param site what the service is at that site while it is active */
    public record Input(String region, ServiceSite site) {}

    /**
     * @param status {@code DONE} once as many load-balancer targets are healthy as tasks are wanted
     * @param reason what it waits for, with the service's newest events where tasks are missing
     */
    public record Result(
            Status status, String reason, int desiredCount, int runningCount, int healthyTargets) {}

    private static final String ACTIVE = "ACTIVE";
    /** What ECS ends many of its events with; it would keep the next event out of a short notice. */
    private static final String WHERE_TO_READ_ON =
            " For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.";

    private final Regional<EcsClient> ecs;
    private final Regional<ApplicationAutoScalingClient> scaling;
    private final Regional<ElasticLoadBalancingV2Client> loadBalancing;

    /** Used by Lambda. */
    public ScaleServiceHandler() {
        this(AwsClients.regional(EcsClient::builder),
                AwsClients.regional(ApplicationAutoScalingClient::builder),
                AwsClients.regional(ElasticLoadBalancingV2Client::builder));
    }

    public ScaleServiceHandler(
            Regional<EcsClient> ecs,
            Regional<ApplicationAutoScalingClient> scaling,
            Regional<ElasticLoadBalancingV2Client> loadBalancing) {
        this.ecs = ecs;
        this.scaling = scaling;
        this.loadBalancing = loadBalancing;
    }

    @Override
    protected Result step(Input input) {
        ServiceSite site = input.site();
        ScalableService service = new ScalableService(ecs.in(input.region()), scaling.in(input.region()), site);
        Service found = EcsServices.active(ecs.in(input.region()), input.region(), site);
        int healthyTargets = healthyTargets(input.region(), site);

        Optional<ScalableTarget> target = service.findScalableTarget();
        if (target.isPresent() && hasOtherBounds(target.get(), site)) {
            service.setBounds(site.minimumCapacity(), site.maximumCapacity());
            return result(Status.IN_PROGRESS, found, healthyTargets,
                    "auto scaling of %s now moves between %d and %d tasks".formatted(
                            site.service(), site.minimumCapacity(), site.maximumCapacity()));
        }
        if (found.desiredCount() < site.desiredCount()) {
            service.setDesiredCount(site.desiredCount());
            return result(Status.IN_PROGRESS, found, healthyTargets, "%s was asked for %d tasks, up from %d"
                    .formatted(site.service(), site.desiredCount(), found.desiredCount()));
        }
        boolean tasksRun = found.runningCount() >= site.desiredCount();
        boolean done = tasksRun && healthyTargets >= site.desiredCount();
        String progress = "%d of %d tasks of %s run, %d load-balancer targets are healthy".formatted(
                found.runningCount(), site.desiredCount(), site.service(), healthyTargets);
        return result(done ? Status.DONE : Status.IN_PROGRESS, found, healthyTargets,
                tasksRun ? progress : progress + newestEvents(found));
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
        return target.minCapacity() != site.minimumCapacity() || target.maxCapacity() != site.maximumCapacity();
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

    private static Result result(Status status, Service found, int healthyTargets, String reason) {
        return new Result(status, reason, found.desiredCount(), found.runningCount(), healthyTargets);
    }
}
