package io.pilotlight.simulator.cloud.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.json.StrictJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.event.ruler.Ruler;

/** EventBridge's own matcher says the same. */
final class EventPatternTest {

    private static final String EVENT = """
            {"source": "aws.cloudwatch", "detail-type": "CloudWatch Alarm State Change", "resources": ["arn:1", "arn:2"],
             "detail": {"alarmName": "primary-unhealthy", "state": {"value": "ALARM"}}}
            """;

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"source\": [\"aws.cloudwatch\"]}",
        "{\"source\": [\"aws.ecs\"]}",
        "{\"source\": [\"aws.ecs\", \"aws.cloudwatch\"], \"detail\": {\"state\": {\"value\": [\"ALARM\"]}}}",
        "{\"detail\": {\"state\": {\"value\": [\"OK\"]}}}",
        "{\"resources\": [\"arn:2\"]}",
        "{\"resources\": [\"arn:3\"]}",
        "{\"detail\": {\"alarmName\": [{\"prefix\": \"primary\"}]}}",
        "{\"detail\": {\"alarmName\": [{\"prefix\": \"standby\"}]}}",
        "{\"detail\": {\"state\": {\"value\": [{\"anything-but\": \"OK\"}]}}}",
        "{\"detail\": {\"state\": {\"value\": [{\"anything-but\": [\"OK\", \"ALARM\"]}]}}}",
        "{\"detail\": {\"alarmName\": [{\"anything-but\": {\"prefix\": \"primary\"}}]}}",
        "{\"detail\": {\"alarmName\": [{\"exists\": true}]}}",
        "{\"detail\": {\"other\": [{\"exists\": false}]}}",
        "{\"detail\": {\"other\": [\"x\"]}}"
    })
    void takesTheEventsThatEventBridgeTakes(String pattern) throws Exception {
        boolean matches = new EventPattern(StrictJson.mapper().readTree(pattern))
                .matches(StrictJson.mapper().readTree(EVENT));

        assertThat(matches).isEqualTo(Ruler.matchesRule(EVENT, pattern));
    }

    @Test
    void refusesAnOperatorThatItDoesNotKnow() {
        assertThatThrownBy(() -> new EventPattern(StrictJson.mapper().readTree("{\"source\": [{\"suffix\": \"x\"}]}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("suffix");
    }
}
