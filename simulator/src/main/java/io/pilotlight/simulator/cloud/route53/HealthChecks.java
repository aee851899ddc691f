package io.pilotlight.simulator.cloud.route53;

import io.pilotlight.aws.Regional;
import io.pilotlight.simulator.cloud.api.CloudContext;
import io.pilotlight.simulator.cloud.api.ServiceErrors;
import io.pilotlight.simulator.cloud.api.Store;
import io.pilotlight.simulator.cloud.cloudwatch.AlarmSettings;
import io.pilotlight.simulator.cloud.cloudwatch.SimulatedCloudWatch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.AlarmIdentifier;
import software.amazon.awssdk.services.route53.model.HealthCheckConfig;
import software.amazon.awssdk.services.route53.model.HealthCheckType;
import software.amazon.awssdk.services.route53.model.InvalidInputException;

/**
 * Route 53's health checks, which go on while its control plane is down: they read the metrics' data themselves, and
 * the
 * name servers follow some time later.
 */
final class HealthChecks {

    private static final Duration EVALUATION = Duration.ofSeconds(15);
    private static final Duration STANDARD_RESOLUTION = Duration.ofMinutes(1);

    private final CloudContext context;
    private final Regional<SimulatedCloudWatch> cloudWatch;
    private final Runnable onChange;
    private final Map<String, Boolean> deleted = new HashMap<>();
    private final Store<HealthCheckOfMetric> checks = Store.inOrder(id -> ServiceErrors.error(
            Route53Client.class, "NoSuchHealthCheck", 404, "No health check exists with the specified ID " + id));

    /** @param onChange runs whenever the name servers go by another status */
    HealthChecks(CloudContext context, Regional<SimulatedCloudWatch> cloudWatch, Runnable onChange) {
        this.context = context;
        this.cloudWatch = cloudWatch;
        this.onChange = onChange;
    }

    Collection<HealthCheckOfMetric> all() {
        return checks.all();
    }

    /** Deletes one; whoever still names it goes by what it said last. */
    void delete(String id) {
        deleted.put(id, find(id).isEffectivelyHealthy());
        checks.remove(id);
    }

    boolean isEffectivelyHealthy(String id) {
        Boolean last = deleted.get(id);
        return last == null ? find(id).isEffectivelyHealthy() : last;
    }

    boolean exists(String id) {
        return checks.find(id).isPresent();
    }

    HealthCheckOfMetric find(String id) {
        return checks.require(id);
    }

    HealthCheckOfMetric create(String callerReference, HealthCheckConfig config) {
        if (config.type() != HealthCheckType.CLOUDWATCH_METRIC) {
            throw new UnsupportedOperationException(
                    "the simulator knows health checks of type CLOUDWATCH_METRIC alone");
        }
        String id = UUID.nameUUIDFromBytes(callerReference.getBytes(StandardCharsets.UTF_8)).toString();
        Optional<HealthCheckOfMetric> known = checks.find(id);
        if (known.filter(check -> !check.config().equals(config)).isPresent()) {
            throw ServiceErrors.error(
                    Route53Client.class,
                    "HealthCheckAlreadyExists",
                    409,
                    "A health check with this caller reference exists with other settings");
        }
        if (known.isPresent()) {
            return known.get();
        }
        HealthCheckOfMetric created =
                new HealthCheckOfMetric(id, callerReference, config, copyOf(config.alarmIdentifier()));
        if (checks.all().isEmpty()) {
            context.timeline().every(EVALUATION, this::evaluate);
        }
        checks.put(id, created);
        return created;
    }

    /**
     * Copies an alarm's settings; a later change of the alarm does not change the copy.
     *
     * @throws InvalidInputException where Route 53 does not support the alarm
     */
    AlarmSettings copyOf(AlarmIdentifier alarm) {
        AlarmSettings settings = cloudWatch.in(alarm.regionAsString()).settings(alarm.name())
                .orElseThrow(() -> invalid("CloudWatch alarm %s does not exist in %s as an alarm on one metric"
                        .formatted(alarm.name(), alarm.regionAsString())));
        if (settings.datapointsToAlarm() != settings.evaluationPeriods()) {
            throw invalid("CloudWatch alarm %s is an M out of N alarm, which is not supported".formatted(alarm.name()));
        }
        if (settings.period().compareTo(STANDARD_RESOLUTION) < 0) {
            throw invalid("CloudWatch alarm %s has a period of less than 60 seconds".formatted(alarm.name()));
        }
        return settings.asHealthCheck();
    }

    /** Lets the name servers follow what a check says, some time later. */
    void follow(HealthCheckOfMetric check) {
        if (check.verdict() == check.isEffectivelyHealthy()) {
            return;
        }
        context.timeline().after(context.latencies().healthCheckReaction(), () -> {
            if (check.verdict() != check.isEffectivelyHealthy()) {
                check.take(check.verdict());
                onChange.run();
            }
        });
    }

    private void evaluate() {
        for (HealthCheckOfMetric check : checks.all()) {
            boolean before = check.verdict();
            check.see(read(check));
            if (check.verdict() != before) {
                follow(check);
            }
        }
    }

    /** A Region that is dark shows nothing. */
    private Optional<StateValue> read(HealthCheckOfMetric check) {
        String region = check.config().alarmIdentifier().regionAsString();
        return context.faults().isDark(region)
                ? Optional.empty()
                : check.settings().evaluate(cloudWatch.in(region).metrics(), context.timeline().now());
    }

    private static AwsServiceException invalid(String message) {
        return ServiceErrors.error(Route53Client.class, "InvalidInput", message);
    }
}
