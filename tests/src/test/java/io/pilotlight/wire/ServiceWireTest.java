package io.pilotlight.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.json.StrictJson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Fencing one site and scaling the other: the packaged functions against an emulated ECS. */
@WireTest
class ServiceWireTest {

    private static final int MOST_LOOKS = 5;

    private final Wire wire;
    private EmulatedApplication application;

    ServiceWireTest(Wire wire) {
        this.wire = wire;
    }

    @BeforeEach
    void makeApplication() {
        application = new EmulatedApplication(wire);
        wire.call("AcquireLeaseFunction", EmulatedState.acquisition("first"));
    }

    @Test
    void fencesTheOldSite() {
        JsonNode fenced = fenceUntilDone(1);

        assertThat(fenced.path("fenced").asBoolean()).as(fenced.toString()).isTrue();
        assertThat(fenced.path("answered").asBoolean()).isTrue();
        assertThat(application.primary().service().desiredCount()).isZero();
        assertThat(application.primary().scalableTarget().minCapacity()).isZero();
        assertThat(application.primary().scalableTarget().maxCapacity()).isZero();
    }

    @Test
    void doesNotFenceForARecoveryThatWasOvertaken() {
        JsonNode refused = fenceUntilDone(7);

        assertThat(refused.path("status").asText()).isEqualTo("REFUSED");
        assertThat(application.primary().service().desiredCount()).isEqualTo(2);
    }

    @Test
    void scalesTheStandbyAndWaitsForHealthyTargets() {
        JsonNode waiting = scaleUntilDone();
        application.standby().registerHealthyTargets(2);
        JsonNode done = scaleUntilDone();

        assertThat(waiting.path("status").asText()).isEqualTo("IN_PROGRESS");
        assertThat(waiting.path("workingTasks").asInt()).isZero();
        assertThat(done.path("status").asText()).as(done.toString()).isEqualTo("DONE");
        assertThat(application.standby().service().desiredCount()).isEqualTo(2);
        assertThat(application.standby().scalableTarget().minCapacity()).isEqualTo(2);
        assertThat(application.standby().scalableTarget().maxCapacity()).isEqualTo(4);
    }

    @Test
    void namesAServiceThatIsNotThere() {
        ObjectNode input = scaling();
        input.withObject("/site").put("service", "nobody");

        Invocation.Failed failed = wire.callThatFails("ScaleServiceFunction", input.toString());

        assertThat(failed.errorType()).isEqualTo("io.pilotlight.scaling.ServiceNotThereException");
        assertThat(failed.errorMessage()).contains("nobody");
    }

    @Test
    void namesARefusalOfAws() {
        ObjectNode input = scaling();
        input.withObject("/site").put("targetGroupArn",
                "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/nobody/943f017f100becff");

        Invocation.Failed failed = wire.callThatFails("ScaleServiceFunction", input.toString());

        assertThat(failed.errorType()).isEqualTo("io.pilotlight.step.AwsRefusedException");
        assertThat(application.standby().service().desiredCount()).isZero();
    }

    private JsonNode fenceUntilDone(int epoch) {
        ObjectNode input = EmulatedState.input().put("epoch", epoch).put("region", Wire.PRIMARY);
        input.set("site", application.serviceSite("primary"));
        return untilDone("FenceSiteFunction", input);
    }

    private JsonNode scaleUntilDone() {
        return untilDone("ScaleServiceFunction", scaling());
    }

    private JsonNode untilDone(String function, JsonNode input) {
        JsonNode result = wire.call(function, input);
        for (int look = 1; look < MOST_LOOKS && result.path("status").asText().equals("IN_PROGRESS"); look++) {
            result = wire.call(function, input);
        }
        return result;
    }

    private ObjectNode scaling() {
        ObjectNode input = StrictJson.mapper().createObjectNode().put("region", Wire.STANDBY)
                .put("choice", 0).put("chosenAt", "").put("notBeside", "");
        input.set("site", application.serviceSite("standby").deepCopy());
        input.set("recovery", EmulatedState.recovery(1));
        return input;
    }
}
