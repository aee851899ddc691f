package io.pilotlight.simulator.cloud.cloudwatch;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/**
 * What a metric alarm watches; also what a Route 53 health check copies of it.
 *
 * @param datapointsToAlarm the M of "M out of N"; N is {@code evaluationPeriods}
 */
public record AlarmSettings(
        Metric metric,
        Statistic statistic,
        Duration period,
        int evaluationPeriods,
        int datapointsToAlarm,
        double threshold,
        ComparisonOperator comparison,
        MissingDataTreatment missingData) {

    /**
     * How many periods more than it needs an alarm retrieves, so that late and missing data points do not move it at
     * once.
     */
    private static final int EXTRA_PERIODS = 2;

    /** Reads the settings of an alarm on one metric. */
    static AlarmSettings of(PutMetricAlarmRequest request) {
        Metric metric = new Metric(request.namespace(), request.metricName(),
                request.dimensions().stream().collect(Collectors.toMap(Dimension::name, Dimension::value)));
        return new AlarmSettings(
                metric,
                request.statistic(),
                Duration.ofSeconds(request.period()),
                request.evaluationPeriods(),
                request.datapointsToAlarm() == null ? request.evaluationPeriods() : request.datapointsToAlarm(),
                request.threshold(),
                request.comparisonOperator(),
                MissingDataTreatment.of(request.treatMissingData()));
    }

    /**
     * Returns these settings as a Route 53 health check sees them: every period must breach, and missing is missing.
     */
    public AlarmSettings asHealthCheck() {
        return new AlarmSettings(metric, statistic, period, evaluationPeriods, evaluationPeriods, threshold, comparison,
                MissingDataTreatment.MISSING);
    }

    /** Returns the state that the data show now; empty where the state shall stay what it is. */
    public Optional<StateValue> evaluate(MetricStore metrics, Instant now) {
        return AlarmEvaluation.state(this, datapoints(metrics, now));
    }

    /** Returns the data points of the evaluation range, the newest last; periods end with the last full minute. */
    List<OptionalDouble> datapoints(MetricStore metrics, Instant now) {
        int range = evaluationPeriods + EXTRA_PERIODS;
        Instant from = now.truncatedTo(ChronoUnit.MINUTES).minus(period.multipliedBy(range));
        List<OptionalDouble> points = new ArrayList<>(range);
        for (Optional<StatisticSet> values : metrics.over(metric, from, period, range)) {
            points.add(values.isPresent() ? OptionalDouble.of(values.get().value(statistic)) : OptionalDouble.empty());
        }
        return points;
    }

    boolean breaches(double value) {
        return switch (comparison) {
            case GREATER_THAN_OR_EQUAL_TO_THRESHOLD -> value >= threshold;
            case GREATER_THAN_THRESHOLD -> value > threshold;
            case LESS_THAN_THRESHOLD -> value < threshold;
            case LESS_THAN_OR_EQUAL_TO_THRESHOLD -> value <= threshold;
            case LESS_THAN_LOWER_OR_GREATER_THAN_UPPER_THRESHOLD,
                    LESS_THAN_LOWER_THRESHOLD,
                    GREATER_THAN_UPPER_THRESHOLD,
                    UNKNOWN_TO_SDK_VERSION ->
                throw new UnsupportedOperationException("the simulator has no anomaly detection: " + comparison);
        };
    }
}
