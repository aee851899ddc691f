package io.pilotlight.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.json.StrictJson;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {

    @Test
    void takesAnEmptyInputForAPerson() throws Exception {
        assertThat(read("{}")).isEqualTo(new Request.FromPerson(false, "A person started it."));
    }

    @Test
    void quotesThePersonsReason() throws Exception {
        assertThat(read("{\"force\": true, \"reason\": \"the Region is being evacuated\"}"))
                .isEqualTo(new Request.FromPerson(true, "A person started it: the Region is being evacuated"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"alarm-metric-alarm.json", "alarm-composite-alarm.json"})
    void takesAnAlarmInAlarmAsEventBridgeDeliversIt(String event) throws Exception {
        assertThat(read(event(event))).isInstanceOf(Request.FromAlarm.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "alarm-metric-ok.json", "alarm-metric-insufficient-data.json",
        "alarm-composite-ok.json", "alarm-composite-insufficient-data.json"})
    void asksForNothingWhereTheAlarmIsNotInAlarm(String event) throws Exception {
        assertThat(read(event(event))).isInstanceOf(Request.NotAsked.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "[]|no JSON object",
        "{\"dryRun\": true}|unknown field 'dryRun'",
        "{\"force\": \"yes\"}|force is not true or false",
        "{\"force\": true}|force needs a reason",
        "{\"force\": true, \"reason\": \" \"}|reason is not a text",
        "{\"detail-type\": \"EC2 Instance State-change Notification\", \"source\": \"aws.ec2\"}|of source 'aws.ec2'",
        "{\"detail-type\": \"CloudWatch Alarm State Change\", \"source\": \"aws.cloudwatch\", \"detail\": {}}|without detail.alarmName",
        "{\"detail-type\": \"CloudWatch Alarm State Change\", \"source\": \"aws.cloudwatch\", \"detail\": {\"alarmName\": \"a\", \"state\": {\"value\": \"HIGH\"}}}|none of ALARM, OK, INSUFFICIENT_DATA",
    })
    void refusesAnyOtherInputAndSaysWhatIsAccepted(String input, String problem) {
        assertThatThrownBy(() -> read(input))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(problem)
                .hasMessageContaining("accepted is {}")
                .hasMessageContaining("Nothing was touched");
    }

    private static Request read(String json) throws Exception {
        return RequestReader.read(StrictJson.mapper().readTree(json));
    }

    private static String event(String file) throws Exception {
        return Files.readString(Path.of(System.getProperty("pilotlight.root"), "events", file));
    }
}
