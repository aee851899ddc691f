package io.pilotlight.simulator.cloud.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.simulator.cloud.api.Access;
import io.pilotlight.simulator.cloud.api.Arns;
import io.pilotlight.simulator.cloud.api.CloudContext;
import io.pilotlight.simulator.cloud.api.Guarded;
import io.pilotlight.simulator.cloud.api.ServiceErrors;
import io.pilotlight.simulator.journal.JournalEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.DisableAlarmActionsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DisableAlarmActionsResponse;
import software.amazon.awssdk.services.cloudwatch.model.EnableAlarmActionsRequest;
import software.amazon.awssdk.services.cloudwatch.model.EnableAlarmActionsResponse;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricStatisticsRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricStatisticsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutCompositeAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutCompositeAlarmResponse;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmResponse;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.SetAlarmStateRequest;
import software.amazon.awssdk.services.cloudwatch.model.SetAlarmStateResponse;

/**
 * CloudWatch in one Region: metrics at standard resolution, and alarms that are evaluated once a minute.
 *
 * <p>While its Region is dark no alarm is evaluated. An alarm that is set by hand keeps that state until the next
 * evaluation, and nothing else looks at it.
 */
public final class SimulatedCloudWatch implements CloudWatchClient, Guarded {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final CloudContext context;
    private final String region;
    private final AlarmChanges changes;
    private final MetricStore metrics = new MetricStore();
    private BiFunction<String, Instant, Optional<Integer>> connections = (_, _) -> Optional.empty();
    private final Map<String, Alarm> alarms = new LinkedHashMap<>();

    /**
     * @param events takes the alarms' events: the Region's event bus
     * @param topics takes the alarms' messages: the Region's topics
     */
    public SimulatedCloudWatch(CloudContext context, String region, Consumer<JsonNode> events, AlarmActions topics) {
        this.context = context;
        this.region = region;
        this.changes = new AlarmChanges(context, region, events, topics);
        context.timeline().after(
                context.latencies().offsetWithinMinute(), () -> context.timeline().every(MINUTE, this::evaluate));
    }

    /** Returns the Region's data points, as the alarms and Route 53 read them. */
    public MetricStore metrics() {
        return metrics;
    }

    /** Returns what a metric alarm watches; empty where there is no metric alarm of that name. */
    public Optional<AlarmSettings> settings(String alarm) {
        return alarms.get(alarm) instanceof MetricAlarmOfRegion metricAlarm
                ? Optional.of(metricAlarm.settings()) : Optional.empty();
    }

    /** Publishes one value now, as AWS's own services do, such as {@code AWS/Lambda}. */
    public void publish(Metric metric, double value) {
        publish(metric, value, context.timeline().now(), Duration.ZERO);
    }

    /** Publishes one value now, as a function's log line does; it arrives after {@code delay}. */
    void publish(Metric metric, double value, Instant at, Duration delay) {
        context.journal().add(new JournalEvent.MetricPublished(
                context.timeline().now(), region, metric.namespace(), metric.name(), metric.dimensions(), value));
        context.timeline().after(delay, () -> metrics.add(metric, at, StatisticSet.of(value)));
    }

    /** Mutes an alarm by a rule: its events go on and say so, and nobody is told; {@code DescribeAlarms} does not say it. */
    public void mute(String alarm, Instant until) {
        alarms.get(alarm).mute(until);
    }

    @Override
    public PutMetricDataResponse putMetricData(PutMetricDataRequest request) {
        for (MetricDatum datum : request.metricData()) {
            Metric metric = new Metric(request.namespace(), datum.metricName(),
                    datum.dimensions().stream().collect(Collectors.toMap(Dimension::name, Dimension::value)));
            Instant at = datum.timestamp() == null ? context.timeline().now() : datum.timestamp();
            StatisticSet values = values(datum);
            metrics.add(metric, at, values);
            context.journal().add(new JournalEvent.MetricPublished(context.timeline().now(), region, metric.namespace(),
                    metric.name(), metric.dimensions(), values.sum() / values.count()));
        }
        return PutMetricDataResponse.builder().build();
    }

    /** Lets it have RDS's own metric {@code DatabaseConnections}, a value a minute, from so many clients of an instance at an instant. */
    public void observe(BiFunction<String, Instant, Optional<Integer>> clients) {
        connections = clients;
    }

    /** Knows what RDS publishes: of a minute once it has been over for another one. */
    @Override
    public GetMetricStatisticsResponse getMetricStatistics(GetMetricStatisticsRequest request) {
        if (!request.namespace().equals("AWS/RDS") || !request.metricName().equals("DatabaseConnections")
                || request.period() != MINUTE.toSeconds() || request.dimensions().size() != 1) {
            throw new UnsupportedOperationException("the simulator has statistics of RDS's DatabaseConnections alone, a minute at a time");
        }
        String instance = request.dimensions().getFirst().value();
        Instant newest = context.timeline().now().minus(MINUTE.multipliedBy(2));
        List<Datapoint> points = new ArrayList<>();
        for (Instant minute = request.startTime().truncatedTo(ChronoUnit.MINUTES);
                minute.isBefore(request.endTime()) && !minute.isAfter(newest); minute = minute.plus(MINUTE)) {
            Instant at = minute;
            connections.apply(instance, at).ifPresent(count -> points.add(Datapoint.builder().timestamp(at).maximum((double) count).build()));
        }
        return GetMetricStatisticsResponse.builder().label(request.metricName()).datapoints(points).build();
    }

    @Override
    public PutMetricAlarmResponse putMetricAlarm(PutMetricAlarmRequest request) {
        if (request.hasMetrics()) {
            throw new UnsupportedOperationException("the simulator has no metric math");
        }
        alarms.put(request.alarmName(), new MetricAlarmOfRegion(region, request, stateOf(request.alarmName())));
        return PutMetricAlarmResponse.builder().build();
    }

    @Override
    public PutCompositeAlarmResponse putCompositeAlarm(PutCompositeAlarmRequest request) {
        CompositeAlarmOfRegion alarm = new CompositeAlarmOfRegion(region, request, stateOf(request.alarmName()));
        for (String watched : alarm.watched()) {
            if (!alarms.containsKey(watched)) {
                throw refused("ValidationError", "Could not find the alarm %s of the rule".formatted(watched));
            }
        }
        alarms.put(request.alarmName(), alarm);
        return PutCompositeAlarmResponse.builder().build();
    }

    @Override
    public DisableAlarmActionsResponse disableAlarmActions(DisableAlarmActionsRequest request) {
        request.alarmNames().forEach(name -> alarms.get(name).enableActions(false));
        return DisableAlarmActionsResponse.builder().build();
    }

    @Override
    public EnableAlarmActionsResponse enableAlarmActions(EnableAlarmActionsRequest request) {
        request.alarmNames().forEach(name -> alarms.get(name).enableActions(true));
        return EnableAlarmActionsResponse.builder().build();
    }

    @Override
    public DescribeAlarmsResponse describeAlarms(DescribeAlarmsRequest request) {
        // Only metric alarms are returned unless composite ones are asked for, as AWS documents.
        boolean composite = request.alarmTypes().contains(AlarmType.COMPOSITE_ALARM);
        boolean metric = !request.hasAlarmTypes() || request.alarmTypes().contains(AlarmType.METRIC_ALARM);
        List<Alarm> chosen = alarms.values().stream().filter(chosenBy(request)).toList();
        return DescribeAlarmsResponse.builder()
                .metricAlarms(chosen.stream()
                        .filter(alarm -> metric && alarm instanceof MetricAlarmOfRegion)
                        .map(alarm -> ((MetricAlarmOfRegion) alarm).describe())
                        .toList())
                .compositeAlarms(chosen.stream()
                        .filter(alarm -> composite && alarm instanceof CompositeAlarmOfRegion)
                        .map(alarm -> ((CompositeAlarmOfRegion) alarm).describe())
                        .toList())
                .build();
    }

    @Override
    public SetAlarmStateResponse setAlarmState(SetAlarmStateRequest request) {
        Alarm alarm = alarms.get(request.alarmName());
        if (alarm == null) {
            throw ServiceErrors.error(
                    CloudWatchClient.class,
                    "ResourceNotFound",
                    404,
                    "Alarm %s does not exist".formatted(request.alarmName()));
        }
        if (alarm.state().value() != request.stateValue()) {
            String data = request.stateReasonData() == null ? "" : request.stateReasonData();
            changes.change(alarm,
                    new AlarmState(request.stateValue(), request.stateReason(), data, context.timeline().now()));
            evaluateComposites();
        }
        return SetAlarmStateResponse.builder().build();
    }

    @Override
    public List<Access> accesses(String action, SdkRequest request) {
        return switch (request) {
            case PutMetricDataRequest asked -> List.of(
                    new Access(action, Access.ANY, Map.of("cloudwatch:namespace", List.of(asked.namespace()))));
            case DescribeAlarmsRequest asked when asked.hasAlarmNames() -> asked.alarmNames().stream()
                    .map(name -> Access.to(action, Arns.of("cloudwatch", region, "alarm:" + name))).toList();
            default -> List.of(Access.to(action, Access.ANY));
        };
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    private void evaluate() {
        if (context.faults().isDark(region)) {
            return;
        }
        Instant now = context.timeline().now();
        for (Alarm alarm : List.copyOf(alarms.values())) {
            if (alarm instanceof MetricAlarmOfRegion metricAlarm) {
                metricAlarm.evaluate(metrics, now).ifPresent(state -> changes.change(alarm, state));
            }
        }
        evaluateComposites();
    }

    /** Composite alarms may watch each other; in the order of their making each sees the ones before it. */
    private void evaluateComposites() {
        for (Alarm alarm : List.copyOf(alarms.values())) {
            if (alarm instanceof CompositeAlarmOfRegion composite) {
                composite.evaluate(alarms, context.timeline().now()).ifPresent(state -> changes.change(alarm, state));
            }
        }
    }

    private AlarmState stateOf(String name) {
        return alarms.containsKey(name) ? alarms.get(name).state() : AlarmState.initial(context.timeline().now());
    }

    private static Predicate<Alarm> chosenBy(DescribeAlarmsRequest request) {
        Collection<String> names = request.alarmNames();
        return alarm -> (names.isEmpty() || names.contains(alarm.name()))
                && (request.alarmNamePrefix() == null || alarm.name().startsWith(request.alarmNamePrefix()))
                && (request.stateValue() == null || alarm.state().value() == request.stateValue());
    }

    private static StatisticSet values(MetricDatum datum) {
        if (datum.statisticValues() != null) {
            var set = datum.statisticValues();
            return new StatisticSet(set.sampleCount(), set.sum(), set.minimum(), set.maximum());
        }
        List<Double> values = datum.hasValues() ? datum.values() : List.of(datum.value());
        if (values.stream().anyMatch(value -> !Double.isFinite(value))) {
            throw refused("InvalidParameterValue", "The value of metric %s is no number".formatted(datum.metricName()));
        }
        return values.stream().map(StatisticSet::of).reduce(StatisticSet::plus).orElseThrow();
    }

    private static AwsServiceException refused(String code, String message) {
        return ServiceErrors.error(CloudWatchClient.class, code, message);
    }
}
