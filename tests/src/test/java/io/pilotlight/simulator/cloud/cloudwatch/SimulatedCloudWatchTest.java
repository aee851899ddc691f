package io.pilotlight.simulator.cloud.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.simulator.cloud.CloudFixture;
import io.pilotlight.simulator.journal.JournalEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

final class SimulatedCloudWatchTest {

    private static final String REGION = "eu-central-1";
    private static final String TOPIC = "arn:aws:sns:eu-central-1:123456789012:people";
    private static final Metric HEALTHY = new Metric("PilotLight", "Healthy", Map.of("Site", "PRIMARY"));

    private final CloudFixture cloud = CloudFixture.withSeed(7);
    private final List<JsonNode> events = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final SimulatedCloudWatch cloudWatch = new SimulatedCloudWatch(
            cloud.context(), REGION, events::add, (topic, subject, _) -> told.add(topic + " " + subject));

    @Test
    void addsUpEachPeriodOfASparseMetric() {
        MetricStore metrics = new MetricStore();
        Instant start = CloudFixture.START;
        metrics.add(HEALTHY, start.minusSeconds(1), StatisticSet.of(100));
        metrics.add(HEALTHY, start.plus(Duration.ofMinutes(1)), StatisticSet.of(1));
        metrics.add(HEALTHY, start.plus(Duration.ofMinutes(59)), StatisticSet.of(2));
        metrics.add(HEALTHY, start.plus(Duration.ofHours(2)), StatisticSet.of(4));
        metrics.add(HEALTHY, start.plus(Duration.ofHours(3)), StatisticSet.of(100));

        assertThat(metrics.over(HEALTHY, start, Duration.ofHours(1), 3))
                .extracting(values -> values.map(StatisticSet::sum).orElse(0.0))
                .containsExactly(3.0, 0.0, 4.0);
    }

    @Test
    void goesToAlarmOnceThreeMinutesInARowBreachAndBackOnceOneDoesNot() {
        putAlarm();
        for (int minute = 0; minute < 5; minute++) {
            publish(1);
        }
        assertThat(state()).isEqualTo(StateValue.OK);

        publish(0);
        publish(0);
        assertThat(state()).isEqualTo(StateValue.OK);
        publish(0);
        cloud.pass(Duration.ofMinutes(1));
        assertThat(state()).isEqualTo(StateValue.ALARM);

        publish(1);
        cloud.pass(Duration.ofMinutes(1));
        assertThat(state()).isEqualTo(StateValue.OK);
        assertThat(cloud.journal().of(JournalEvent.AlarmChanged.class).map(JournalEvent.AlarmChanged::to))
                .containsExactly("OK", "ALARM", "OK");
        assertThat(told).containsExactly(
                TOPIC + " ALARM: \"primary\" in eu-central-1");
    }

    @Test
    void goesToInsufficientDataOnceNothingIsPublishedAnyMore() {
        putAlarm();
        for (int minute = 0; minute < 5; minute++) {
            publish(1);
        }

        cloud.pass(Duration.ofMinutes(4));
        assertThat(state()).as("older data points are looked at again").isEqualTo(StateValue.OK);
        cloud.pass(Duration.ofMinutes(3));

        assertThat(state()).isEqualTo(StateValue.INSUFFICIENT_DATA);
    }

    @Test
    void putsTheDocumentedEventOnTheBus() {
        putAlarm();
        for (int minute = 0; minute < 5; minute++) {
            publish(0);
        }

        JsonNode event = events.getLast();
        assertThat(event.path("source").asText()).isEqualTo("aws.cloudwatch");
        assertThat(event.path("detail-type").asText()).isEqualTo("CloudWatch Alarm State Change");
        assertThat(event.path("resources").get(0).asText())
                .isEqualTo("arn:aws:cloudwatch:eu-central-1:123456789012:alarm:primary");
        JsonNode detail = event.path("detail");
        assertThat(detail.path("alarmName").asText()).isEqualTo("primary");
        assertThat(detail.at("/state/value").asText()).isEqualTo("ALARM");
        assertThat(detail.at("/state/reason").asText()).startsWith("Threshold Crossed: 3 out of the last 3 datapoints [0.0 (");
        assertThat(detail.at("/state/reasonData").asText()).contains("\"recentDatapoints\":[0.0,0.0,0.0]");
        assertThat(detail.at("/previousState/value").asText()).isEqualTo("INSUFFICIENT_DATA");
        JsonNode statistic = detail.at("/configuration/metrics/0/metricStat");
        assertThat(statistic.path("stat").asText()).isEqualTo("Minimum");
        assertThat(statistic.path("period").asInt()).isEqualTo(60);
        assertThat(statistic.at("/metric/dimensions/Site").asText()).isEqualTo("PRIMARY");
    }

    @Test
    void takesAStateSetByHandBackAtTheNextEvaluation() {
        putAlarm();
        for (int minute = 0; minute < 5; minute++) {
            publish(1);
        }

        cloudWatch.setAlarmState(request -> request
                .alarmName("primary").stateValue(StateValue.ALARM).stateReason("a test"));
        assertThat(state()).isEqualTo(StateValue.ALARM);
        cloud.pass(Duration.ofMinutes(1));

        assertThat(state()).isEqualTo(StateValue.OK);
    }

    @Test
    void evaluatesNoAlarmWhileItsRegionIsDark() {
        putAlarm();
        cloud.faults().darken(REGION);
        for (int minute = 0; minute < 5; minute++) {
            publish(0);
        }
        assertThat(events).isEmpty();

        cloud.faults().relight(REGION);
        publish(0);

        assertThat(state()).isEqualTo(StateValue.ALARM);
    }

    @Test
    void evaluatesACompositeAlarmWhenAnAlarmOfItsRuleChanges() {
        putAlarm();
        cloudWatch.putCompositeAlarm(request -> request
                .alarmName("both").alarmRule("ALARM(primary) AND NOT INSUFFICIENT_DATA(primary)").alarmActions(TOPIC));
        for (int minute = 0; minute < 5; minute++) {
            publish(0);
        }

        assertThat(cloudWatch.describeAlarms(request -> request.alarmTypes(AlarmType.COMPOSITE_ALARM))
                        .compositeAlarms().getFirst().stateValue())
                .isEqualTo(StateValue.ALARM);
        assertThat(told).contains(TOPIC + " ALARM: \"both\" in eu-central-1");
        assertThat(events.getLast().at("/detail/configuration/alarmRule").asText()).contains("ALARM(primary)");
    }

    @Test
    void returnsMetricAlarmsAloneUnlessCompositeOnesAreAskedFor() {
        putAlarm();
        cloudWatch.putCompositeAlarm(request -> request.alarmName("both").alarmRule("ALARM(primary)"));

        assertThat(cloudWatch.describeAlarms().metricAlarms()).hasSize(1);
        assertThat(cloudWatch.describeAlarms().compositeAlarms()).isEmpty();
    }

    @Test
    void keepsTheMetricsThatFunctionsFlushUnderTheirOwnDimensionsAlone() {
        SimulatedMetrics metrics = new SimulatedMetrics(cloud.context(), cloudWatch, "Other");
        metrics.flushSingleMetric("Healthy", 1, MetricUnit.NONE, "PilotLight", DimensionSet.of("Site", "PRIMARY"));
        assertThat(cloudWatch.metrics().over(HEALTHY, CloudFixture.START, Duration.ofMinutes(1), 1).getFirst())
                .as("a log line takes time to become a metric").isEmpty();

        cloud.pass(Duration.ofMinutes(1));

        assertThat(cloudWatch.metrics().over(HEALTHY, CloudFixture.START, Duration.ofMinutes(1), 1).getFirst())
                .contains(StatisticSet.of(1));
    }

    @Test
    void makesAMetricOfEachDimensionSetThatAFunctionAdds() {
        SimulatedMetrics metrics = new SimulatedMetrics(cloud.context(), cloudWatch, "PilotLight");
        metrics.addDimension("Site", "PRIMARY");
        metrics.addDimension("Application", "web");
        metrics.addMetric("Healthy", 1);
        metrics.flush();

        assertThat(cloud.journal().of(JournalEvent.MetricPublished.class).map(JournalEvent.MetricPublished::dimensions))
                .containsExactly(Map.of("Site", "PRIMARY"), Map.of("Application", "web"));
    }

    private void putAlarm() {
        cloudWatch.putMetricAlarm(request -> request
                .alarmName("primary")
                .namespace("PilotLight")
                .metricName("Healthy")
                .dimensions(Dimension.builder().name("Site").value("PRIMARY").build())
                .statistic(Statistic.MINIMUM)
                .period(60)
                .evaluationPeriods(3)
                .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
                .threshold(1.0)
                .alarmActions(TOPIC));
    }

    private void publish(double value) {
        cloudWatch.putMetricData(request -> request.namespace("PilotLight").metricData(MetricDatum.builder()
                .metricName("Healthy")
                .dimensions(Dimension.builder().name("Site").value("PRIMARY").build())
                .value(value)
                .build()));
        cloud.pass(Duration.ofMinutes(1));
    }

    private StateValue state() {
        return cloudWatch.describeAlarms(request -> request.alarmNames("primary")).metricAlarms().getFirst().stateValue();
    }
}
