package io.pilotlight.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.json.StrictJson;
import io.pilotlight.simulator.states.ExecutionDescription;
import io.pilotlight.simulator.states.ExecutionStatus;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * Whole failovers: the deployed state machines, whose tasks are the packaged functions, against the emulated AWS and a
 * web server that stands for the load balancer of one site, and for the public name while that leads there.
 */
@WireTest
class WireFailoverTest {

    private static final JsonNode EMPTY = Project.json("events/console-empty.json");
    private static final String PUBLIC = "counter.example.com";
    private static final JsonNode ALARM = Project.json("events/alarm-metric-alarm.json");

    private final Wire wire;
    private final WebServer web = new WebServer();
    private EmulatedApplication application;
    private Optional<EmulatedZone> zone = Optional.empty();
    private DeployedStateMachines machines;

    WireFailoverTest(Wire wire) {
        this.wire = wire;
    }

    @BeforeEach
    void makeApplication() {
        application = new EmulatedApplication(wire);
        machines = new DeployedStateMachines(wire);
        application.service().withObject("/check").put("url", web.url(PUBLIC));
        application.confirmation().putArray("controls").add(web.url("localhost"));
        machines.beforeEach((_, _) -> wire.lead(PUBLIC, whereThePublicNameLeads()));
        // Nobody listens there: the primary is down.
        application.service().withObject("/primary").put("loadBalancerDnsName", "127.0.0.2");
        application.service().withObject("/standby").put("loadBalancerDnsName", "127.0.0.1");
        application.standby().registerHealthyTargets(2);
        application.publishPlan();
        application.arm();
    }

    /** As Route 53 would answer: by the record, or by the metric that its health check reads. */
    private String whereThePublicNameLeads() {
        String site = application.standbyActive().orElse(0) == 1 ? "/standby" : "/primary";
        return zone.map(EmulatedZone::record).map(EmulatedZone::target)
                .orElseGet(() -> application.service().at(site).path("loadBalancerDnsName").asText());
    }

    @AfterEach
    void stopWebServer() {
        web.close();
    }

    @Test
    void recoversAtThePressOfAButton() {
        ExecutionDescription execution = machines.failOver(EMPTY);

        assertRecovered(execution);
        assertThat(application.standbyActive()).hasValue(1.0);
        assertThat(machines.told()).singleElement().satisfies(told -> {
            assertThat(told.subject()).isEqualTo("[Pilot Light] visitor-counter: recovered in eu-central-1");
            assertThat(told.message()).contains(
                    "Active now, as recorded: the standby site (eu-central-1).", EmulatedApplication.NEWER, onlyRestored());
        });
    }

    @Test
    void recoversOnAnAlarmByChangingTheRecordAndStandsDownOnTheNextOne() {
        EmulatedZone made = EmulatedZone.of(wire, PUBLIC, "ALIAS", "127.0.0.2");
        zone = Optional.of(made);
        application.traffic().put("mode", "RECORD");
        ((ObjectNode) application.traffic().at("/records/0")).put("hostedZoneId", made.id());
        application.publishPlan();

        assertRecovered(machines.failOver(ALARM));
        assertThat(EmulatedZone.target(made.record())).isEqualTo("127.0.0.1");
        assertThat(machines.told()).hasSize(1);
        machines.invoked();
        var recorded = application.recorded();

        ExecutionDescription second = machines.failOver(ALARM);

        assertThat(second.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(second.output().orElseThrow().path("outcome").asText()).isEqualTo("STOOD_DOWN");
        assertThat(machines.invoked()).containsExactly("ReadPlanFunction", "AcquireLeaseFunction", "WordNoticeFunction");
        assertThat(machines.told()).singleElement().satisfies(told ->
                assertThat(told.message()).contains("The standby site is active already"));
        assertThat(application.recorded()).isEqualTo(recorded);
        assertThat(application.restored()).hasSize(1);
    }

    /** A new stack: its state table is empty. */
    @Test
    void restoresNothingWhereThePublicNameLeadsToTasksOfTheStandby() {
        EmulatedZone made = EmulatedZone.of(wire, PUBLIC, "ALIAS", "127.0.0.1");
        zone = Optional.of(made);
        application.traffic().put("mode", "RECORD");
        ((ObjectNode) application.traffic().at("/records/0")).put("hostedZoneId", made.id());
        application.publishPlan();

        ExecutionDescription execution = machines.failOver(ALARM);

        assertThat(execution.output().orElseThrow().path("outcome").asText()).as(execution.toString()).isEqualTo("RECOVERED");
        assertThat(application.restored()).isEmpty();
        assertThat(application.recorded().get("activeSite").s()).isEqualTo("STANDBY");
        assertThat(application.primary().service().desiredCount()).isZero();
    }

    @Test
    void standsDownWhereThePrimaryAnswers() {
        application.service().withObject("/primary").put("loadBalancerDnsName", "127.0.0.1");
        application.service().withObject("/standby").put("loadBalancerDnsName", "127.0.0.2");
        application.publishPlan();

        ExecutionDescription execution = machines.failOver(ALARM);

        assertThat(execution.output().orElseThrow().path("outcome").asText()).isEqualTo("STOOD_DOWN");
        assertNothingTouched();
        assertThat(application.recorded().get("holder").s()).isEmpty();
        assertThat(machines.told()).singleElement().satisfies(told ->
                assertThat(told.message()).contains("The primary site (eu-west-1) is healthy", "Nothing was touched"));
    }

    @Test
    void refusesAnInputThatItDoesNotKnowAndTellsPeople() {
        ExecutionDescription execution = machines.failOver(StrictJson.mapper().createObjectNode().put("dryRun", true));

        assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(execution.error()).hasValue("io.pilotlight.plan.InvalidInputException");
        assertThat(execution.cause().orElseThrow()).startsWith("ReadPlan: ").contains("dryRun", "accepted is {}");
        assertThat(machines.invoked()).containsExactly("ReadPlanFunction", "WordNoticeFunction");
        assertThat(machines.told()).singleElement().satisfies(told -> {
            assertThat(told.subject()).contains("FAILOVER FAILED at ReadPlan");
            assertThat(told.message()).contains("dryRun", "accepted is {}");
        });
        assertNothingTouched();
        assertThat(application.recorded()).isEmpty();
    }

    @Test
    void leavesTheTrafficAloneWhereTheStandbyFailsItsCheckAndGoesOnWhenStartedAgain() {
        web.answerWith(503);

        ExecutionDescription failed = machines.failOver(ALARM);

        assertThat(failed.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(failed.cause().orElseThrow()).startsWith("CheckApplication: ");
        assertThat(application.recorded()).doesNotContainKeys("activeSite", "switchingTo");
        assertThat(application.standbyActive()).isEmpty();
        String left = onlyRestored();
        assertThat(machines.told()).singleElement().satisfies(told ->
                assertThat(told.message()).contains(left));

        web.answerWith(200);
        ExecutionDescription again = machines.failOver(EMPTY);

        assertRecovered(again);
        assertThat(onlyRestored()).isEqualTo(left);
        assertThat(again.output().orElseThrow().path("epoch").asInt()).isEqualTo(2);
    }

    private void assertRecovered(ExecutionDescription execution) {
        assertThat(execution.status()).as(execution.toString()).isEqualTo(ExecutionStatus.SUCCEEDED);
        JsonNode output = execution.output().orElseThrow();
        assertThat(output.path("outcome").asText()).as(output.toString()).isEqualTo("RECOVERED");
        assertThat(output.path("oldSiteFenced").asBoolean()).isTrue();
        assertThat(output.at("/databases/0/recoveryPoint").asText()).isEqualTo(EmulatedApplication.NEWER);
        assertThat(output.at("/databases/0/instance").asText()).isEqualTo(onlyRestored());
        assertThat(application.endpoint()).isEqualTo(application.restored().getFirst().endpoint().address());
        assertThat(application.primary().service().desiredCount()).isZero();
        assertThat(application.standby().service().desiredCount()).isEqualTo(2);
        assertThat(application.standby().scalableTarget().minCapacity()).isEqualTo(2);
        assertThat(application.recorded().get("activeSite").s()).isEqualTo("STANDBY");
        assertThat(application.recorded().get("oldSiteFenced").bool()).isTrue();
        assertThat(application.recorded().get("incidentOpen").bool()).isFalse();
        assertThat(application.recorded().get("holder").s()).isEmpty();
        assertThat(web.requests()).isPositive();
    }

    private void assertNothingTouched() {
        assertThat(application.restored()).isEmpty();
        assertThat(application.primary().service().desiredCount()).isEqualTo(2);
        assertThat(application.standby().service().desiredCount()).isZero();
        assertThat(application.standbyActive()).isEmpty();
    }

    private String onlyRestored() {
        assertThat(application.restored()).extracting(DBInstance::dbInstanceIdentifier).hasSize(1);
        return application.restored().getFirst().dbInstanceIdentifier();
    }
}
