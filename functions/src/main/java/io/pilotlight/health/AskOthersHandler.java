package io.pilotlight.health;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.aws.BestEffort;
import io.pilotlight.aws.Regional;
import io.pilotlight.health.CheckHealthHandler.Result.Health;
import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthReasonEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.HealthCheckObservation;

/**
 * Asks what others find of a site: its own load balancer of its targets, and, where the plan names a health check, Route
 * 53's checkers of the page, which stand in other Regions.
 *
 * <p>Only looks. Calls {@code elasticloadbalancing:DescribeTargetHealth} in the site's Region, cut off after 6 seconds, and
 * {@code route53:GetHealthCheckStatus}; what does not answer, or is refused, is {@code UNKNOWN}, because it tells nothing of
 * the site.
 */
public final class AskOthersHandler extends StepHandler<AskOthersHandler.Input, AskOthersHandler.Result> {

    /**
     * @param region the site's Region
     * @param targetGroupArn the target group of the service there
     * @param healthCheckId the Route 53 health check of the service's page at that site; empty for none
     */
    public record Input(String region, String targetGroupArn, @MayBeEmpty String healthCheckId) {}

    /**
     * @param status always {@code DONE}
     * @param targets healthy where one target is, at least; unhealthy where one is that answers with an error or not at all;
     *     else unknown, also where each answers with a code below 500 that is not expected: that tells no more than a probe
     * @param registered how many targets there are that are looked at
     * @param checkers healthy where more than 18 percent of the checkers find it so, as Route 53 itself counts
     * @param apiAnswered whether the API of the site's Region answered, be it by a refusal
     * @param summary in words
     */
    public record Result(
            Status status, Health targets, int registered, Health checkers, boolean apiAnswered, String summary) {}

    /**
     * Above which part of the checkers Route 53 takes an endpoint for healthy.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html">
     *     How Amazon Route 53 determines whether a health check is healthy</a>
     */
    private static final double HEALTHY_PART = 0.18;

    /** Checkers look every 10 or 30 seconds; what is older tells nothing of now. */
    private static final Duration FRESH = Duration.ofMinutes(2);

    /** Of a target group that no listener uses, or whose health checks are off; where there is no other, the plan may name the wrong one. */
    private static final Set<TargetHealthStateEnum> NOT_LOOKED_AT = Set.of(TargetHealthStateEnum.UNUSED, TargetHealthStateEnum.UNAVAILABLE);

    /**
     * What the load balancer says of a target that answers otherwise than its health check expects.
     *
     * @see <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html">
     *     Target health status</a>
     */
    private static final Pattern CODES = Pattern.compile("Health checks failed with these codes: \\[([0-9, ]+)]");

    private final Regional<ElasticLoadBalancingV2Client> loadBalancing;
    private final Route53Client route53;
    private final Clock clock;

    /** Used by Lambda. */
    public AskOthersHandler() {
        this(AwsClients.regionalBestEffort(ElasticLoadBalancingV2Client::builder),
                AwsClients.own(Route53Client.builder().region(Region.AWS_GLOBAL)),
                Clock.systemUTC());
    }

    public AskOthersHandler(
            @BestEffort Regional<ElasticLoadBalancingV2Client> loadBalancing, Route53Client route53, Clock clock) {
        this.loadBalancing = loadBalancing;
        this.route53 = route53;
        this.clock = clock;
    }

    @Override
    protected Result step(Input input) {
        Health checkers = input.healthCheckId().isEmpty() ? Health.UNKNOWN : checkers(input.healthCheckId());
        String said = input.healthCheckId().isEmpty() ? "" : ", Route 53's checkers say " + checkers;
        try {
            List<TargetHealth> targets = targets(input);
            Health health = health(targets);
            return new Result(Status.DONE, health, targets.size(), checkers, true, "its targets are " + health + said);
        } catch (SdkException failure) {
            boolean answered = !isUnavailable(failure)
                    || failure instanceof AwsServiceException service && service.isThrottlingException();
            return new Result(Status.DONE, Health.UNKNOWN, 0, checkers, answered, "its load balancer's API %s%s".formatted(
                    answered ? "refuses to tell" : "does not answer", said));
        }
    }

    private List<TargetHealth> targets(Input input) {
        return loadBalancing.in(input.region())
                .describeTargetHealth(request -> request.targetGroupArn(input.targetGroupArn()))
                .targetHealthDescriptions().stream()
                .map(TargetHealthDescription::targetHealth)
                .filter(target -> !NOT_LOOKED_AT.contains(target.state()))
                .toList();
    }

    /** One that is new, or that drains, tells nothing. */
    static Health health(List<TargetHealth> targets) {
        if (targets.stream().anyMatch(target -> target.state() == TargetHealthStateEnum.HEALTHY)) {
            return Health.HEALTHY;
        }
        boolean fails = targets.stream().anyMatch(target ->
                target.state() == TargetHealthStateEnum.UNHEALTHY && !isOnlyAnsweringOtherwise(target));
        return fails ? Health.UNHEALTHY : Health.UNKNOWN;
    }

    private static boolean isOnlyAnsweringOtherwise(TargetHealth target) {
        Matcher codes = CODES.matcher(String.valueOf(target.description()));
        return target.reason() == TargetHealthReasonEnum.TARGET_RESPONSE_CODE_MISMATCH && codes.matches()
                && Stream.of(codes.group(1).split("[, ]+")).allMatch(code -> code.length() == 3 && code.compareTo("500") < 0);
    }

    private Health checkers(String healthCheckId) {
        try {
            List<HealthCheckObservation> fresh = route53
                    .getHealthCheckStatus(request -> request.healthCheckId(healthCheckId))
                    .healthCheckObservations().stream()
                    .filter(seen -> seen.statusReport() != null && seen.statusReport().checkedTime() != null)
                    .filter(seen -> seen.statusReport().checkedTime().isAfter(clock.instant().minus(FRESH)))
                    .toList();
            long healthy = fresh.stream().filter(seen -> seen.statusReport().status().startsWith("Success")).count();
            if (fresh.isEmpty()) {
                return Health.UNKNOWN;
            }
            return healthy > HEALTHY_PART * fresh.size() ? Health.HEALTHY : Health.UNHEALTHY;
        } catch (SdkException _) {
            return Health.UNKNOWN;
        }
    }
}
