package io.pilotlight.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.json.StrictJson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Moving the traffic: the packaged functions against an emulated DynamoDB, CloudWatch and Route 53. */
@WireTest
class TrafficWireTest {

    private static final String STANDBY_BALANCER = "visitor-counter-0987654321.eu-central-1.elb.amazonaws.com";

    private final Wire wire;
    private EmulatedApplication application;

    TrafficWireTest(Wire wire) {
        this.wire = wire;
    }

    @BeforeEach
    void makeApplication() {
        application = new EmulatedApplication(wire);
        wire.call("AcquireLeaseFunction", EmulatedState.acquisition("first"));
    }

    @Test
    void recordsTheSwitchAndThenPublishesIt() {
        ObjectNode input = switching("HEALTH_CHECK", "Z0123456789ABCDEFGHIJ", "ALIAS");

        JsonNode recorded = wire.call("SwitchTrafficFunction", input);
        assertThat(application.standbyActive()).isEmpty();
        JsonNode published = wire.call("SwitchTrafficFunction", input);

        assertThat(recorded.path("status").asText()).isEqualTo("IN_PROGRESS");
        assertThat(published.path("status").asText()).as(published.toString()).isEqualTo("DONE");
        assertThat(application.recorded().get("switchingTo").s()).isEqualTo("STANDBY");
        assertThat(application.standbyActive()).hasValue(1.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ALIAS", "CNAME"})
    void changesTheRecordAndWaitsUntilItIsInSync(String type) {
        EmulatedZone zone = EmulatedZone.of(wire, "counter.example.com", type);
        ObjectNode input = switching("RECORD", zone.id(), type);

        wire.call("SwitchTrafficFunction", input);
        JsonNode changed = wire.call("SwitchTrafficFunction", input);
        input.set("changeIds", changed.path("changeIds"));
        JsonNode done = wire.call("SwitchTrafficFunction", input);

        assertThat(changed.path("status").asText()).isEqualTo("IN_PROGRESS");
        assertThat(changed.path("changeIds")).hasSize(1);
        assertThat(done.path("status").asText()).as(done.toString()).isEqualTo("DONE");
        assertThat(done.path("changeIds")).isEmpty();
        ResourceRecordSet record = zone.record();
        assertThat(EmulatedZone.target(record)).isEqualTo(STANDBY_BALANCER);
        assertThat(application.recorded().get("switchingTo").s()).isEqualTo("STANDBY");
    }

    @Test
    void makesTheRecordWhereThereIsNone() {
        EmulatedZone zone = EmulatedZone.empty(wire, "counter.example.com");
        ObjectNode input = switching("RECORD", zone.id(), "CNAME");

        wire.call("SwitchTrafficFunction", input);
        wire.call("SwitchTrafficFunction", input);

        assertThat(EmulatedZone.target(zone.record())).isEqualTo(STANDBY_BALANCER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ALIAS", "CNAME"})
    void findsARecordThatAFailoverWouldNotMoveAndShowsThePairThatItWould(String type) {
        EmulatedZone zone = EmulatedZone.of(wire, "counter.example.com", type);
        ((ObjectNode) application.traffic().at("/records/0")).put("hostedZoneId", zone.id()).put("type", type);
        application.publishPlan();
        ObjectNode input = Project.json("events/prepare-traffic-input.json")
                .put("planParameter", EmulatedApplication.PLAN_PARAMETER).put("table", EmulatedState.TABLE)
                .put("healthCheckId", zone.healthCheck());
        input.putObject("input");

        JsonNode found = wire.call("VerifyTrafficFunction", StrictJson.mapper().createObjectNode()
                .put("planParameter", EmulatedApplication.PLAN_PARAMETER).put("table", EmulatedState.TABLE));
        JsonNode shown = wire.call("PrepareTrafficFunction", input);

        assertThat(found.at("/findings/0/problem").asText()).as(found.toString()).contains("simple record at PRIMARY");
        assertThat(shown.path("status").asText()).as(shown.toString()).isEqualTo("DONE");
        assertThat(shown.path("changes").toString()).contains("DELETE counter.example.com", "PRIMARY 'primary'", "SECONDARY 'standby'");
        assertThat(EmulatedZone.target(zone.record())).as("nothing was changed").startsWith("visitor-counter-1234567890");
    }

    @Test
    void switchesNothingForARecoveryThatWasOvertaken() {
        ObjectNode input = switching("HEALTH_CHECK", "Z0123456789ABCDEFGHIJ", "ALIAS").put("epoch", 7);

        Invocation.Failed failed = wire.callThatFails("SwitchTrafficFunction", input.toString());

        assertThat(failed.errorType()).isEqualTo("io.pilotlight.lease.LeaseLostException");
        assertThat(application.recorded()).doesNotContainKeys("activeSite", "switchingTo");
        assertThat(application.standbyActive()).isEmpty();
    }

    @Test
    void publishesTheRecordedSiteEveryTime() {
        JsonNode unseen = wire.call("PublishActiveSiteFunction", EmulatedState.input());
        wire.call("RecordActiveSiteFunction", EmulatedState.input()
                .put("epoch", 1).put("activeSite", "PRIMARY").put("oldSiteFenced", true));
        JsonNode published = wire.call("PublishActiveSiteFunction", EmulatedState.input());

        assertThat(unseen.path("published").asText()).as("it has the lease alone, and has seen no visitors").isEmpty();
        assertThat(published.path("published").asText()).isEqualTo("PRIMARY");
        assertThat(application.standbyActive()).hasValue(0.0);
    }

    @Test
    void seesWhereThePublicNameLeads() {
        JsonNode arrived = wire.call("CheckAnswerFunction", answer("localhost", "127.0.0.1"));
        wire.lead("counter.example.com", "127.0.0.2");
        JsonNode elsewhere = wire.call("CheckAnswerFunction", answer("counter.example.com", "127.0.0.1"));
        JsonNode unknown = wire.call("CheckAnswerFunction", answer("nobody.invalid", "127.0.0.1"));

        assertThat(arrived.path("status").asText()).as(arrived.toString()).isEqualTo("DONE");
        assertThat(arrived.path("leadsTo").asText()).isEqualTo("LOAD_BALANCER");
        assertThat(elsewhere.path("status").asText()).isEqualTo("IN_PROGRESS");
        assertThat(elsewhere.path("leadsTo").asText()).isEqualTo("OTHER");
        assertThat(unknown.path("status").asText()).isEqualTo("IN_PROGRESS");
        assertThat(unknown.path("reason").asText()).contains("nobody.invalid");
    }

    private static ObjectNode switching(String mode, String zone, String type) {
        ObjectNode input = Project.json("events/switch-traffic-input.json")
                .put("table", EmulatedState.TABLE).put("mode", mode);
        ((ObjectNode) input.at("/records/0/record")).put("hostedZoneId", zone).put("type", type);
        return input;
    }

    private static ObjectNode answer(String name, String balancer) {
        ObjectNode answer =
                StrictJson.mapper().createObjectNode().put("name", name).put("loadBalancerDnsName", balancer)
                        .put("otherLoadBalancerDnsName", "127.0.0.2");
        answer.putArray("known");
        return answer;
    }
}
