package io.pilotlight.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.json.StrictJson;
import io.pilotlight.plan.Plan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** Reading the plan and the request: the packaged function against the emulated AWS. */
@WireTest
class PlanWireTest {

    private static final String FUNCTION = "ReadPlanFunction";
    private static final ObjectNode PLAN = Project.json("events/plan.json");

    private final Wire wire;

    PlanWireTest(Wire wire) {
        this.wire = wire;
    }

    @BeforeEach
    void publishPlan() {
        wire.clients(Wire.STANDBY).ssm().putParameter(request -> request
                .name(EmulatedApplication.PLAN_PARAMETER).type(ParameterType.STRING).value(PLAN.toString()));
    }

    @Test
    void readsTheRequestAndThePlan() {
        JsonNode read = wire.call(FUNCTION, input(Project.json("events/console-force.json")));

        assertThat(read.path("status").asText()).isEqualTo("DONE");
        assertThat(read.path("trigger").asText()).isEqualTo("PERSON");
        assertThat(read.path("force").asBoolean()).isTrue();
        assertThat(Plan.parse(read.path("plan").toString())).isEqualTo(Plan.parse(PLAN.toString()));
        assertThat(read.at("/timing/confirmationIntervalSeconds").asInt()).isEqualTo(20);
    }

    @Test
    void takesAnAlarmInAlarmForARequest() {
        JsonNode read = wire.call(FUNCTION, input(Project.json("events/alarm-metric-alarm.json")));

        assertThat(read.path("status").asText()).isEqualTo("DONE");
        assertThat(read.path("trigger").asText()).isEqualTo("ALARM");
    }

    @ParameterizedTest
    @ValueSource(strings = {"alarm-metric-ok", "alarm-metric-insufficient-data", "alarm-composite-ok"})
    void refusesAnAlarmThatAsksForNoFailover(String event) {
        JsonNode read = wire.call(FUNCTION, input(Project.json("events/" + event + ".json")));

        assertThat(read.path("status").asText()).isEqualTo("REFUSED");
    }

    @Test
    void refusesAnUnknownInputByName() {
        Invocation.Failed failed = wire.callThatFails(FUNCTION, input(object().put("dryRun", true)).toString());

        assertThat(failed.errorType()).isEqualTo("io.pilotlight.plan.InvalidInputException");
        assertThat(failed.errorMessage()).contains("dryRun", "accepted is {}", "Nothing was touched");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{}",
        "[]",
        "null",
        "\"text\"",
        "{\"planParameter\": \"/pilot-light/plan\"}",
        "{\"planParameter\": 1, \"asked\": \"FAILOVER\", \"input\": {}}",
        "{\"planParameter\": \"/pilot-light/plan\", \"input\": {}, \"more\": 1}",
        "{\"planParameter\": \"/pilot-light/plan\", \"planParameter\": \"/other\", \"input\": {}}"})
    void refusesAMalformedEventByName(String event) {
        Invocation.Failed failed = wire.callThatFails(FUNCTION, event);

        assertThat(failed.errorType()).isEqualTo("io.pilotlight.json.MalformedEventException");
        assertThat(failed.errorMessage())
                .startsWith("This is not an input of ReadPlan: ")
                .endsWith("Nothing was touched.");
    }

    @Test
    void namesAPlanThatIsNotThere() {
        ObjectNode input = object().put("planParameter", "/nobody/plan").put("asked", "FAILOVER");
        input.putObject("input");

        Invocation.Failed failed = wire.callThatFails(FUNCTION, input.toString());

        assertThat(failed.errorType()).isEqualTo("io.pilotlight.plan.InvalidPlanException");
        assertThat(failed.errorMessage()).contains("/nobody/plan");
    }

    private static ObjectNode input(JsonNode executionInput) {
        ObjectNode input = object().put("planParameter", EmulatedApplication.PLAN_PARAMETER).put("asked", "FAILOVER");
        input.set("input", executionInput);
        return input;
    }

    private static ObjectNode object() {
        return StrictJson.mapper().createObjectNode();
    }
}
