package io.pilotlight.simulator.cloud.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.json.StrictJson;
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
        "{\"detail\": {\"other\": [\"x\"]}}",
        "{\"$or\": [{\"source\": [\"aws.ecs\"]}, {\"detail\": {\"state\": {\"value\": [\"ALARM\"]}}}]}",
        "{\"$or\": [{\"source\": [\"aws.ecs\"]}, {\"detail\": {\"state\": {\"value\": [\"OK\"]}}}]}",
        "{\"source\": [\"aws.ecs\"], \"$or\": [{\"resources\": [\"arn:1\"]}, {\"resources\": [\"arn:3\"]}]}",
        "{\"detail\": {\"$or\": [{\"alarmName\": [\"other\"]}, {\"alarmName\": [{\"prefix\": \"primary\"}]}]}}"
    })
    void takesTheEventsThatEventBridgeTakes(String pattern) throws Exception {
        boolean matches = new EventPattern(StrictJson.mapper().readTree(pattern))
                .matches(StrictJson.mapper().readTree(EVENT));

        assertThat(matches).isEqualTo(Ruler.matchesRule(EVENT, pattern));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"source\": [{\"suffix\": \"x\"}]}",
        "{\"$or\": [{\"source\": [\"a\"]}, {\"source\": [{\"suffix\": \"x\"}]}]}"
    })
    void refusesAnOperatorThatItDoesNotKnow(String pattern) {
        assertThatThrownBy(() -> new EventPattern(StrictJson.mapper().readTree(pattern)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("suffix");
    }
}
