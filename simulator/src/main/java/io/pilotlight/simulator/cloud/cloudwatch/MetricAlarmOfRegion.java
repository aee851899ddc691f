package io.pilotlight.simulator.cloud.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;

/** An alarm on one metric. */
final class MetricAlarmOfRegion extends Alarm {

    private final PutMetricAlarmRequest request;
    private final AlarmSettings settings;

    MetricAlarmOfRegion(String region, PutMetricAlarmRequest request, AlarmState state) {
        super(region, request.alarmName(), request.alarmDescription(),
                new Actions(request.actionsEnabled(), request.okActions(), request.alarmActions(),
                        request.insufficientDataActions()),
                state);
        this.request = request;
        this.settings = AlarmSettings.of(request);
    }

    /** Returns the state that the data show, where it differs from the present one. */
    Optional<AlarmState> evaluate(MetricStore metrics, Instant now) {
        return settings.evaluate(metrics, now)
                .filter(value -> value != state().value())
                .map(value -> AlarmReason.state(
                        settings, settings.datapoints(metrics, now), state().value(), value, now));
    }

    AlarmSettings settings() {
        return settings;
    }

    @Override
    JsonNode configuration() {
        ObjectNode configuration = JsonNodeFactory.instance.objectNode();
        if (!description().isEmpty()) {
            configuration.put("description", description());
        }
        ObjectNode query = configuration.putArray("metrics").addObject();
        query.put("id", UUID.nameUUIDFromBytes(name().getBytes(StandardCharsets.UTF_8)).toString());
        ObjectNode statistic = query.putObject("metricStat");
        ObjectNode metric = statistic.putObject("metric");
        metric.put("namespace", settings.metric().namespace()).put("name", settings.metric().name());
        ObjectNode dimensions = metric.putObject("dimensions");
        settings.metric().dimensions().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(dimension -> dimensions.put(dimension.getKey(), dimension.getValue()));
        statistic.put("period", settings.period().toSeconds()).put("stat", settings.statistic().toString());
        query.put("returnData", true);
        return configuration;
    }

    /** Returns the alarm as {@code DescribeAlarms} does. */
    MetricAlarm describe() {
        return MetricAlarm.builder()
                .alarmName(name())
                .alarmArn(arn())
                .alarmDescription(request.alarmDescription())
                .actionsEnabled(actionsEnabled())
                .okActions(request.okActions())
                .alarmActions(request.alarmActions())
                .insufficientDataActions(request.insufficientDataActions())
                .namespace(request.namespace())
                .metricName(request.metricName())
                .dimensions(request.dimensions())
                .statistic(request.statistic())
                .period(request.period())
                .evaluationPeriods(request.evaluationPeriods())
                .datapointsToAlarm(request.datapointsToAlarm())
                .threshold(request.threshold())
                .comparisonOperator(request.comparisonOperator())
                .treatMissingData(request.treatMissingData())
                .stateValue(state().value())
                .stateReason(state().reason())
                .stateReasonData(state().data().isEmpty() ? null : state().data())
                .stateUpdatedTimestamp(state().since())
                .stateTransitionedTimestamp(state().since())
                .build();
    }
}
