package io.pilotlight.simulator.cloud.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

final class AlarmRuleTest {

    private static final Map<String, StateValue> STATES = Map.of(
            "burning", StateValue.ALARM, "well", StateValue.OK, "silent one", StateValue.INSUFFICIENT_DATA);

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "ALARM(burning) | true",
        "ALARM(\"burning\") AND ALARM(well) | false",
        "ALARM(well) OR ALARM(burning) AND OK(well) | true",
        "(ALARM(well) OR ALARM(burning)) AND NOT OK(well) | false",
        "NOT ALARM(well) AND INSUFFICIENT_DATA(\"silent one\") | true",
        "ALARM(arn:aws:cloudwatch:eu-west-1:123456789012:alarm:burning) | true",
        "FALSE OR TRUE | true"
    })
    void joinsTheStatesOfOtherAlarms(String rule, boolean holds) {
        assertThat(AlarmRule.parse(rule).holds(STATES::get)).isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ALARM", "ALARM(x", "ALARM(x) AND", "ALARM(x) ALARM(y)", "MAYBE(x)"})
    void refusesWhatIsNoRule(String rule) {
        assertThatThrownBy(() -> AlarmRule.parse(rule)).isInstanceOf(IllegalArgumentException.class);
    }
}
