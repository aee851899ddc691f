package io.pilotlight.traffic;

import io.pilotlight.metrics.MetricData;
import io.pilotlight.plan.Plan;
import java.util.Optional;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.AlarmIdentifier;
import software.amazon.awssdk.services.route53.model.CloudWatchAlarmConfiguration;
import software.amazon.awssdk.services.route53.model.Dimension;
import software.amazon.awssdk.services.route53.model.HealthCheck;
import software.amazon.awssdk.services.route53.model.HealthCheckConfig;
import software.amazon.awssdk.services.route53.model.HealthCheckType;
import software.amazon.awssdk.services.route53.model.InsufficientDataHealthStatus;
import software.amazon.awssdk.services.route53.model.NoSuchHealthCheckException;

/**
 * The health check by which traffic is moved: healthy while the primary is active. It is known by what it reads, not by its
 * ID, because it outlives the stack that made it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html">
 *     How Route 53 determines whether a health check is healthy</a>
 */
record StandbyActiveCheck(Route53Client route53, String application, String region) {

    static StandbyActiveCheck of(Plan plan, Route53Client route53) {
        return new StandbyActiveCheck(route53, plan.application(), plan.sites().standby().region());
    }

    /** Says why a health check would not move the traffic ({@code route53:GetHealthCheck}); empty where it would. */
    Optional<String> defect(String id) {
        try {
            HealthCheck check = route53.getHealthCheck(request -> request.healthCheckId(id)).healthCheck();
            return defect(check.healthCheckConfig()).or(() -> defect(check.cloudWatchAlarmConfiguration()));
        } catch (NoSuchHealthCheckException _) {
            return Optional.of("it does not exist any more");
        }
    }

    private Optional<String> defect(HealthCheckConfig config) {
        if (config.type() != HealthCheckType.CLOUDWATCH_METRIC) {
            return Optional.of("it is of type %s and reads no metric".formatted(config.typeAsString()));
        }
        if (Boolean.TRUE.equals(config.disabled())) {
            return Optional.of("it is disabled, and so counts as healthy for ever");
        }
        if (Boolean.TRUE.equals(config.inverted())) {
            return Optional.of("it is inverted");
        }
        if (config.insufficientDataHealthStatus() != null
                && config.insufficientDataHealthStatus() != InsufficientDataHealthStatus.LAST_KNOWN_STATUS) {
            return Optional.of("without data it is %s, and not what it was last".formatted(
                    config.insufficientDataHealthStatusAsString()));
        }
        AlarmIdentifier alarm = config.alarmIdentifier();
        return alarm != null && region.equals(alarm.regionAsString())
                ? Optional.empty()
                : Optional.of("it reads no alarm of %s".formatted(region));
    }

    private Optional<String> defect(CloudWatchAlarmConfiguration copy) {
        boolean readsTheMetric = copy != null
                && copy.namespace().equals(MetricData.NAMESPACE)
                && copy.metricName().equals(StandbyActiveMetric.NAME)
                && copy.dimensions().size() == 1
                && copy.dimensions().getFirst().equals(
                        Dimension.builder().name("Application").value(application).build());
        if (!readsTheMetric) {
            return Optional.of("it reads another metric than StandbyActive of application %s".formatted(application));
        }
        boolean sees = copy.statisticAsString().equals("Maximum")
                && copy.comparisonOperatorAsString().equals("GreaterThanOrEqualToThreshold")
                && copy.threshold() == 1 && copy.evaluationPeriods() == 1 && copy.period() == 60;
        return sees ? Optional.empty() : Optional.of("it has another threshold, statistic or period than the stack's alarm");
    }
}
