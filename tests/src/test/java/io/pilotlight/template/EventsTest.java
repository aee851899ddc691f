package io.pilotlight.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.instance.InstanceName;
import io.pilotlight.json.StrictJson;
import io.pilotlight.plan.Plan;
import io.pilotlight.restoretest.CheckRestoredDataHandler;
import io.pilotlight.restoretest.RestoreTestDatabaseHandler;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The example events are such as AWS documents them, and such as the functions take. */
class EventsTest {

    private static final String INPUT = "-input.json";

    static Collection<String> functions() {
        return new StackTemplate().properties(StackTemplate.FUNCTION).keySet();
    }

    static List<String> alarmEvents() {
        return Repository.files("events", ".json").stream().filter(file -> file.startsWith("alarm-")).toList();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void haveAnInputForEachFunction(String function) {
        SortedMap<String, JsonNode> functions = new StackTemplate().properties(StackTemplate.FUNCTION);
        String text = Repository.text("events/" + file(function));

        assertThatNoException().isThrownBy(() ->
                StrictJson.mapper().readValue(text, FunctionClass.of(functions.get(function)).inputType()));
    }

    @Test
    void haveNoInputForAFunctionThatIsNotThere() {
        assertThat(Repository.files("events", INPUT))
                .containsExactlyInAnyOrderElementsOf(functions().stream().map(EventsTest::file).toList());
    }

    /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html */
    @ParameterizedTest
    @MethodSource("alarmEvents")
    void carryTheDocumentedFieldsOfAnAlarm(String file) throws JsonProcessingException {
        JsonNode event = Repository.json("events/" + file);

        assertThat(event.fieldNames()).toIterable().containsExactlyInAnyOrder(
                "version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail");
        assertThat(event.path("source").asText()).isEqualTo("aws.cloudwatch");
        assertThat(event.path("detail-type").asText()).isEqualTo("CloudWatch Alarm State Change");
        assertThat(Instant.parse(event.path("time").asText())).isBefore("2100-01-01T00:00:00Z");
        assertThat(event.path("resources").path(0).asText())
                .endsWith(":alarm:" + event.at("/detail/alarmName").asText());
        assertThat(event.path("detail").fieldNames()).toIterable()
                .contains("alarmName", "configuration", "previousState", "state")
                .isSubsetOf("alarmName", "configuration", "previousState", "state", "muteDetail");
        isState(event.at("/detail/state"));
        isState(event.at("/detail/previousState"));
    }

    @ParameterizedTest
    @MethodSource("alarmEvents")
    void areNamedAfterTheKindOfAlarmAndItsState(String file) {
        JsonNode detail = Repository.json("events/" + file).path("detail");
        String kind = detail.path("configuration").has("alarmRule") ? "composite" : "metric";
        String state = detail.path("state").path("value").asText().toLowerCase().replace('_', '-');

        String silenced = detail.has("muteDetail")
                ? "-muted"
                : detail.at("/state/actionsSuppressedBy").isTextual() ? "-suppressed" : "";

        assertThat(file).isEqualTo("alarm-%s-%s%s.json".formatted(kind, state, silenced));
        assertThat(detail.path("configuration").has("metrics")).isEqualTo(kind.equals("metric"));
    }

    static List<String> databaseEvents() {
        return Repository.files("events", ".json").stream().filter(file -> file.startsWith("rds-")).toList();
    }

    /** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-cloud-watch-events.sample.html */
    @ParameterizedTest
    @MethodSource("databaseEvents")
    void carryTheDocumentedFieldsOfRds(String file) {
        JsonNode event = Repository.json("events/" + file);

        assertThat(event.fieldNames()).toIterable().containsExactlyInAnyOrder("version", "id", "detail-type", "source",
                "account", "time", "region", "resources", "detail");
        assertThat(event.path("source").asText()).isEqualTo("aws.rds");
        assertThat(event.path("detail-type").asText()).isIn("RDS DB Instance Event", "RDS DB Snapshot Event");
        assertThat(event.path("detail").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "EventCategories", "SourceType", "SourceArn", "Date", "SourceIdentifier", "Message", "EventID");
        assertThat(event.at("/resources/0").asText()).isEqualTo(event.at("/detail/SourceArn").asText())
                .endsWith(event.at("/detail/SourceIdentifier").asText());
        assertThat(event.at("/detail/EventID").asText()).matches("RDS-EVENT-\\d{4}");
    }

    /** What a person types differs from what the scheduler sends by the time alone. */
    @Test
    void startARestoreTestByHandAsTheScheduleDoes() {
        JsonNode scheduled = Repository.json("events/schedule-restore-test.json");

        assertThat(scheduled.fieldNames()).toIterable().containsExactlyInAnyOrder("scheduledAt", "restoreTest");
        assertThat(scheduled.path("restoreTest"))
                .isEqualTo(Repository.json("events/console-restore-test.json").path("restoreTest"));
        assertThat(Repository.json("events/decide-verification-input.json").path("input")).isEqualTo(scheduled);
    }

    @Test
    void testInIsolationWhatThePlanSays() throws JsonProcessingException {
        Plan plan = Plan.parse(Repository.text("events/plan.json"));
        RestoreTestDatabaseHandler.Input restore = StrictJson.mapper().readValue(
                Repository.text("events/restore-test-database-input.json"), RestoreTestDatabaseHandler.Input.class);
        CheckRestoredDataHandler.Input check = StrictJson.mapper().readValue(
                Repository.text("events/check-restored-data-input.json"), CheckRestoredDataHandler.Input.class);

        assertThat(restore.site()).isEqualTo(plan.databases().getFirst().isolated());
        assertThat(check.table()).isEqualTo(plan.databases().getFirst().restoreTest().tables().getFirst());
        assertThat(check.endpoint()).startsWith(InstanceName.of(restore.site().instanceIdentifier(), restore.incident(),
                restore.recoveryPoint().takenAt()).value() + ".");
    }

    private static void isState(JsonNode state) throws JsonProcessingException {
        assertThat(state.path("value").asText()).isIn("ALARM", "OK", "INSUFFICIENT_DATA");
        assertThat(state.path("reason").asText()).isNotBlank();
        assertThat(state.path("timestamp").asText())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\+0000");
        assertThat(StrictJson.mapper().readTree(state.path("reasonData").asText()).isObject()).isTrue();
    }

    /** {@code CheckHealthFunction} has {@code check-health-input.json}. */
    static String file(String function) {
        return function.replaceFirst("Function$", "").replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase() + INPUT;
    }
}
