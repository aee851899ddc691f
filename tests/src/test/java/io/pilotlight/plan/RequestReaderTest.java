package io.pilotlight.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.json.StrictJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {

    @Test
    void takesAnEmptyInputForAPerson() throws Exception {
        assertThat(read("{}")).isEqualTo(new Request.FromPerson(false, "", "A person started it."));
    }

    @Test
    void takesAnAlarmThatLastsAndRefusesItWithoutWordsOrWithMore() throws Exception {
        assertThat(read("{\"again\": \"it lasts\"}")).isEqualTo(new Request.FromAlarm("", "it lasts", true));
        assertThatThrownBy(() -> read("{\"again\": true}")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> read("{\"again\": \"it lasts\", \"force\": true}")).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void quotesThePersonsReason() throws Exception {
        assertThat(read("{\"force\": true, \"reason\": \"the Region is being evacuated\"}"))
                .isEqualTo(new Request.FromPerson(true, "", "A person started it: the Region is being evacuated"));
    }

    @Test
    void takesTheRecoveryPointThatAPersonNames() throws Exception {
        assertThat(read("{\"recoveryPoint\": \"Visitor-DB-20261122t164500\"}")).isEqualTo(new Request.FromPerson(
                false, "visitor-db-20261122t164500", "A person started it, from recovery point Visitor-DB-20261122t164500."));
        assertThat(read("{\"force\": true, \"reason\": \"bad data\", \"recoveryPoint\": \"before\"}")).isEqualTo(new Request.FromPerson(
                true, "before", "A person started it, from recovery point before: bad data"));
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

    /** CloudWatch sends the event of a silenced alarm all the same. */
    @ParameterizedTest
    @CsvSource({
        "alarm-composite-alarm-suppressed.json, suppressed by the wait period of visitor-counter-maintenance",
        "alarm-metric-alarm-muted.json, alarm-mute-rule:visitor-counter-maintenance until 2026-11-22T18:00:00.000+0000"})
    void standsStillWherePeopleHaveSilencedTheAlarm(String event, String how) throws Exception {
        assertThat(read(event(event)))
                .isInstanceOfSatisfying(Request.Silenced.class, asked -> assertThat(asked.reason()).contains(how));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", value = {
        "2026-11-22T18:00:00.000+0000, 2026-11-22T18:00:00Z", "2026-11-22T18:00:00Z, 2026-11-22T18:00:00Z",
        "2026-11-22T18:00:00.5+01:00, 2026-11-22T17:00:00.500Z", "tomorrow, none"})
    void readsWhenAMuteWindowEnds(String written, Instant end) throws Exception {
        assertThat(read(alarm("\"state\": {\"value\": \"ALARM\"}, \"muteDetail\": {\"muteWindowEnd\": \"%s\"}".formatted(written))))
                .isInstanceOfSatisfying(Request.Silenced.class, asked -> assertThat(asked.until()).isEqualTo(Optional.ofNullable(end)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"state\": {\"value\": \"ALARM\", \"actionsSuppressedBy\": \"Alarm\"}, \"configuration\": {\"actionsSuppressor\": \"works\"}|suppressed by works;",
        "\"state\": {\"value\": \"ALARM\", \"actionsSuppressedBy\": \"Alarm\"}|suppressed by another alarm;",
        "\"state\": {\"value\": \"ALARM\", \"actionsSuppressedBy\": \"ExtensionPeriod\"}|the extension period of another alarm;",
        "\"state\": {\"value\": \"ALARM\", \"actionsSuppressedBy\": \"Somehow\"}|suppressed by Somehow;",
        "\"state\": {\"value\": \"ALARM\"}, \"muteDetail\": {}|muted by a mute rule until an unknown time",
    })
    void standsStillHoweverTheAlarmWasSilenced(String fields, String how) throws Exception {
        assertThat(read(alarm(fields)))
                .isInstanceOfSatisfying(Request.Silenced.class, asked -> assertThat(asked.reason()).contains(how));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "\"previousState\": {\"value\": \"ALARM\", \"actionsSuppressedBy\": \"WaitPeriod\"}, \"state\": {\"value\": \"ALARM\"}",
        "\"state\": {\"value\": \"ALARM\", \"actionsSuppressedBy\": null}, \"muteDetail\": null",
        "\"state\": {\"value\": \"ALARM\"}, \"configuration\": {\"actionsSuppressor\": \"works\"}",
    })
    void startsOnceTheAlarmIsSilencedNoMore(String fields) throws Exception {
        assertThat(read(alarm(fields))).isInstanceOf(Request.FromAlarm.class);
    }

    @Test
    void takesWhatTheConsoleOffersForAnEmptyInput() throws Exception {
        assertThat(read("{\"Comment\": \"Insert your JSON here\"}"))
                .isEqualTo(new Request.FromPerson(false, "", "A person started it."));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "[]|no JSON object",
        "null|no JSON object",
        "{\"Comment\": \"Insert your JSON here\", \"force\": true}|unknown field 'Comment'",
        "{\"Records\": [{\"EventSource\": \"aws:sns\"}]}|unknown field 'Records'",
        "{\"source\": \"aws.cloudwatch\", \"alarmData\": {\"alarmName\": \"shop\"}}|unknown field 'source'",
        "{\"detail-type\": \"CloudWatch Alarm Contributor State Change\", \"source\": \"aws.cloudwatch\", \"detail\": {\"alarmName\": \"shop\"}}|and type 'CloudWatch Alarm Con",
        "{\"detail-type\": \"CloudWatch Alarm Configuration Change\", \"source\": \"aws.cloudwatch\", \"detail\": {\"alarmName\": \"shop\"}}|and type 'CloudWatch Alarm Con",
        "{\"dryRun\": true}|unknown field 'dryRun'",
        "{\"force\": \"yes\"}|force is not true or false",
        "{\"force\": true}|force needs a reason",
        "{\"recoveryPoint\": \"\"}|recoveryPoint is not a text",
        "{\"recoveryPoint\": 7}|recoveryPoint is not a text",
        "{\"recoveryPoint\": \"arn:aws:rds:eu-central-1:1:snapshot:a\"}|recoveryPoint 'arn:aws:rds:eu-central-1:1:snapshot:a' is no name of a DB snapshot",
        "{\"recoveryPoint\": \"a--b\"}|is no name of a DB snapshot",
        "{\"force\": true, \"reason\": \" \"}|reason is not a text",
        "{\"force\": true, \"reason\": \"\\u00a0\\u200b\"}|reason is not a text",
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

    private static String alarm(String fields) {
        return """
                {"detail-type": "CloudWatch Alarm State Change", "source": "aws.cloudwatch",
                 "detail": {"alarmName": "shop-lost", %s}}""".formatted(fields);
    }

    private static String event(String file) throws Exception {
        return Files.readString(Path.of(System.getProperty("pilotlight.root"), "events", file));
    }
}
