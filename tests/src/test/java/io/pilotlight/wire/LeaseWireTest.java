package io.pilotlight.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lease: the packaged functions against an emulated DynamoDB and Step Functions. */
@WireTest
class LeaseWireTest {

    private final Wire wire;
    private EmulatedState state;

    LeaseWireTest(Wire wire) {
        this.wire = wire;
    }

    @BeforeEach
    void makeTable() {
        state = new EmulatedState(wire);
    }

    @Test
    void refusesASecondExecutionWhileTheFirstHoldsTheLease() {
        JsonNode first = acquire("first");

        JsonNode second = acquire("second");

        assertThat(first.path("status").asText()).isEqualTo("DONE");
        assertThat(first.path("epoch").asInt()).isEqualTo(1);
        assertThat(first.path("activeSite").asText()).isEqualTo("PRIMARY");
        assertThat(second.path("status").asText()).isEqualTo("REFUSED");
        assertThat(second.path("reason").asText()).contains(EmulatedState.executionArn("first"));
        assertThat(state.recorded().get("holder").s()).isEqualTo(EmulatedState.executionArn("first"));
        assertThat(state.recorded().get("epoch").n()).isEqualTo("1");
    }

    @Test
    void grantsItAgainToTheExecutionThatHoldsIt() {
        JsonNode first = acquire("first");

        JsonNode again = acquire("first");

        assertThat(again.path("status").asText()).isEqualTo("DONE");
        assertThat(again.path("epoch")).isEqualTo(first.path("epoch"));
        assertThat(again.path("incident")).isEqualTo(first.path("incident"));
        assertThat(again.path("resumed").asBoolean()).isFalse();
    }

    @Test
    void resumesTheIncidentOfARecoveryThatFailed() {
        String incident = acquire("first").path("incident").asText();

        JsonNode released = release(1, "FAILED");
        JsonNode second = acquire("second");

        assertThat(released.path("status").asText()).isEqualTo("DONE");
        assertThat(second.path("status").asText()).isEqualTo("DONE");
        assertThat(second.path("epoch").asInt()).isEqualTo(2);
        assertThat(second.path("incident").asText()).isEqualTo(incident);
        assertThat(second.path("resumed").asBoolean()).isTrue();
    }

    @Test
    void opensANewIncidentAfterOneThatStoodDown() {
        acquire("first");
        release(1, "STOOD_DOWN");

        JsonNode second = acquire("second");

        assertThat(second.path("epoch").asInt()).isEqualTo(2);
        assertThat(second.path("resumed").asBoolean()).isFalse();
    }

    @Test
    void leavesTheLeaseOfANewerRecoveryAlone() {
        acquire("first");
        release(1, "FAILED");
        acquire("second");

        JsonNode released = release(1, "FAILED");

        assertThat(released.path("status").asText()).isEqualTo("REFUSED");
        assertThat(state.recorded().get("holder").s()).isEqualTo(EmulatedState.executionArn("second"));
    }

    @Test
    void recordsALateFenceUnderItsOwnEpochAlone() {
        acquire("first");

        JsonNode recorded = wire.call("RecordActiveSiteFunction", served(1));
        Invocation.Failed failed = wire.callThatFails(
                "RecordActiveSiteFunction", served(7).toString());

        assertThat(recorded.path("status").asText()).isEqualTo("DONE");
        assertThat(state.recorded().get("activeSite").s()).isEqualTo("STANDBY");
        assertThat(state.recorded().get("oldSiteFenced").bool()).isTrue();
        assertThat(failed.errorType()).isEqualTo("io.pilotlight.lease.LeaseLostException");
    }

    private JsonNode acquire(String execution) {
        return wire.call("AcquireLeaseFunction", EmulatedState.acquisition(execution));
    }

    private JsonNode release(int epoch, String outcome) {
        return wire.call("ReleaseLeaseFunction", EmulatedState.input().put("epoch", epoch).put("outcome", outcome).put("until", ""));
    }

    private static ObjectNode served(int epoch) {
        return EmulatedState.input().put("epoch", epoch).put("activeSite", "STANDBY").put("oldSiteFenced", true);
    }
}
