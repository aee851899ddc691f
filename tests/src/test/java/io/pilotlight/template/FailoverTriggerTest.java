package io.pilotlight.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.json.StrictJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.event.ruler.Ruler;

/** A failover starts on the primary's alarm, and on nothing else; EventBridge's own matcher says so. */
class FailoverTriggerTest {

    private static final String ALARM_EVENT = "events/alarm-metric-alarm.json";

    private final StackTemplate template = new StackTemplate();
    private final JsonNode trigger =
            template.resource("FailoverStateMachine").at("/Properties/Events/PrimaryUnhealthy/Properties");

    @Test
    void startsOnThePrimarysAlarm() throws Exception {
        assertThat(matches(ALARM_EVENT, alarmOf(ALARM_EVENT))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"events/alarm-metric-ok.json", "events/alarm-metric-insufficient-data.json"})
    void doesNotStartOnAnotherStateOfIt(String event) throws Exception {
        assertThat(matches(event, alarmOf(event))).isFalse();
    }

    @Test
    void doesNotStartOnAnotherAlarm() throws Exception {
        assertThat(matches("events/alarm-composite-alarm.json", alarmOf(ALARM_EVENT))).isFalse();
    }

    @Test
    void isTriedAgainAndThenKept() {
        assertThat(trigger.path("RetryPolicy").path("MaximumRetryAttempts").asInt()).isPositive();
        assertThat(trigger.path("DeadLetterConfig").path("Arn").path("Fn::GetAtt").path(0).asText())
                .isEqualTo("DeadLetterQueue");
    }

    @Test
    void watchesTheMetricThatTheProbePublishes() {
        JsonNode alarm = template.resource("PrimaryUnhealthyAlarm").path("Properties");
        JsonNode metric = Repository.json(ALARM_EVENT).at("/detail/configuration/metrics/0/metricStat/metric");

        assertThat(alarm.path("Namespace").asText()).isEqualTo(metric.path("namespace").asText());
        assertThat(alarm.path("MetricName").asText()).isEqualTo(metric.path("name").asText());
        assertThat(alarm.path("Dimensions").findValuesAsText("Name"))
                .containsExactlyInAnyOrder("Application", "Site");
        assertThat(alarm.path("TreatMissingData").asText()).isEqualTo("missing");
        assertThat(alarm.path("InsufficientDataActions")).isNotEmpty();
    }

    /**
     * What Route 53 can copy.
     *
     * @see <a href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html">
     *     Values that you specify when you create or update health checks</a>
     */
    @Test
    void movesTrafficByAnAlarmThatAHealthCheckCanCopy() {
        JsonNode alarm = template.resource("StandbyActiveAlarm").path("Properties");

        assertThat(alarm.has("Metrics")).isFalse();
        assertThat(alarm.has("DatapointsToAlarm")).isFalse();
        assertThat(alarm.path("Period").asInt()).isGreaterThanOrEqualTo(60);
        assertThat(alarm.path("Statistic").asText()).isIn("Average", "Minimum", "Maximum", "Sum", "SampleCount");
        assertThat(template.resource("StandbyActiveHealthCheck").path("Properties").path("HealthCheckConfig")
                .path("InsufficientDataHealthStatus").asText()).isEqualTo("LastKnownStatus");
    }

    private String alarmOf(String event) {
        return Repository.json(event).path("resources").path(0).asText();
    }

    private boolean matches(String event, String alarmArn) throws Exception {
        JsonNode pattern = new DeployedStack(template)
                .where("PrimaryUnhealthyAlarm.Arn", alarmArn)
                .resolve(trigger.path("Pattern"));
        return Ruler.matchesRule(Repository.text(event), StrictJson.mapper().writeValueAsString(pattern));
    }
}
