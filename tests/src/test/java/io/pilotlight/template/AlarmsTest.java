package io.pilotlight.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.junit.jupiter.api.Test;

/** The alarms of template.yaml. */
class AlarmsTest {

    private static final Map<String, String> STATES = Map.of(
            "AlarmActions", "ALARM", "OKActions", "OK", "InsufficientDataActions", "INSUFFICIENT_DATA");

    private final StackTemplate template = new StackTemplate();

    /** CloudWatch puts the same description into the mail of each state: one that tells of trouble alone lies in the others. */
    @Test
    void sayOfEachStateThatIsMailedWhatItMeans() {
        assertThat(template.properties("AWS::CloudWatch::Alarm")).isNotEmpty().allSatisfy((name, alarm) -> {
            List<String> mailed = mailed(alarm);
            assertThat(mailed).as("states of %s that are mailed", name).contains("ALARM");
            if (mailed.size() > 1) {
                assertThat(alarm.path("AlarmDescription").path("Fn::Sub").asText()).as("description of %s", name)
                        .contains(mailed.stream().map(state -> state + ": ").toList());
            }
        });
    }

    private static List<String> mailed(JsonNode alarm) {
        return STATES.entrySet().stream().filter(state -> alarm.has(state.getKey())).map(Entry::getValue).toList();
    }
}
