package io.pilotlight.simulator.cloud.route53;

import io.pilotlight.simulator.cloud.cloudwatch.AlarmSettings;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.route53.model.CloudWatchAlarmConfiguration;
import software.amazon.awssdk.services.route53.model.Dimension;
import software.amazon.awssdk.services.route53.model.HealthCheck;
import software.amazon.awssdk.services.route53.model.HealthCheckConfig;
import software.amazon.awssdk.services.route53.model.InsufficientDataHealthStatus;

/**
 * A health check of type {@code CLOUDWATCH_METRIC}: its own copy of an alarm's settings, and what the data have shown.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html">Health
 *     checks that monitor CloudWatch alarms</a>
 */
final class HealthCheckOfMetric {

    private final String id;
    private final String callerReference;
    private HealthCheckConfig config;
    private AlarmSettings settings;
    private long version = 1;
    /** A new health check counts as healthy until there is data. */
    private boolean dataHealthy = true;
    private boolean effective;

    /** @param settings the settings of the alarm, as a health check sees them */
    HealthCheckOfMetric(String id, String callerReference, HealthCheckConfig config, AlarmSettings settings) {
        this.id = id;
        this.callerReference = callerReference;
        this.config = config;
        this.settings = settings;
        this.effective = verdict();
    }

    void update(HealthCheckConfig next, AlarmSettings copied) {
        config = next;
        settings = copied;
        version++;
    }

    String id() {
        return id;
    }

    String callerReference() {
        return callerReference;
    }

    long version() {
        return version;
    }

    HealthCheckConfig config() {
        return config;
    }

    AlarmSettings settings() {
        return settings;
    }

    /** Takes what the data show; empty where there are not enough. */
    void see(Optional<StateValue> shown) {
        boolean known = shown.isPresent() && shown.get() != StateValue.INSUFFICIENT_DATA;
        dataHealthy = known ? shown.get() == StateValue.OK : withoutData();
    }

    private boolean withoutData() {
        return switch (orDefault(config.insufficientDataHealthStatus())) {
            case HEALTHY -> true;
            case UNHEALTHY -> false;
            case LAST_KNOWN_STATUS -> dataHealthy;
            case UNKNOWN_TO_SDK_VERSION ->
                throw new IllegalArgumentException("an unknown InsufficientDataHealthStatus");
        };
    }

    private static InsufficientDataHealthStatus orDefault(InsufficientDataHealthStatus status) {
        return status == null ? InsufficientDataHealthStatus.LAST_KNOWN_STATUS : status;
    }

    /**
     * What the check says now: a disabled check is healthy whatever the data, and either is turned round if inverted.
     */
    boolean verdict() {
        boolean healthy = Boolean.TRUE.equals(config.disabled()) || dataHealthy;
        return healthy != Boolean.TRUE.equals(config.inverted());
    }

    /** What the name servers go by. */
    boolean isEffectivelyHealthy() {
        return effective;
    }

    void take(boolean healthy) {
        effective = healthy;
    }

    HealthCheck describe() {
        return HealthCheck.builder()
                .id(id)
                .callerReference(callerReference)
                .healthCheckVersion(version)
                .healthCheckConfig(config)
                .cloudWatchAlarmConfiguration(CloudWatchAlarmConfiguration.builder()
                        .namespace(settings.metric().namespace())
                        .metricName(settings.metric().name())
                        .dimensions(settings.metric().dimensions().entrySet().stream()
                                .sorted(java.util.Map.Entry.comparingByKey())
                                .map(dimension -> Dimension.builder()
                                        .name(dimension.getKey())
                                        .value(dimension.getValue())
                                        .build())
                                .toList())
                        .statistic(settings.statistic().toString())
                        .period((int) settings.period().toSeconds())
                        .evaluationPeriods(settings.evaluationPeriods())
                        .threshold(settings.threshold())
                        .comparisonOperator(settings.comparison().toString())
                        .build())
                .build();
    }
}
