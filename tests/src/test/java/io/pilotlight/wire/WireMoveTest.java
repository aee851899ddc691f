package io.pilotlight.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.instance.InstanceTags;
import io.pilotlight.json.StrictJson;
import io.pilotlight.recoverypoint.SnapshotTags;
import io.pilotlight.restoretest.CheckRestoredDataHandler;
import io.pilotlight.restoretest.Question;
import io.pilotlight.simulator.states.ExecutionDescription;
import io.pilotlight.simulator.states.ExecutionStatus;
import io.pilotlight.step.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * A whole planned move away and home again: the deployed state machines, whose tasks are the packaged functions, against
 * the emulated AWS and a web server for the load balancer of each site.
 */
@WireTest
class WireMoveTest {

    private static final String PUBLIC = "counter.example.com";
    private static final String PRIMARY = "127.0.0.1";
    private static final String STANDBY = "127.0.0.2";
    private static final JsonNode HOME = Project.json("events/console-empty.json");
    private static final JsonNode AWAY =
            StrictJson.mapper().createObjectNode().put("to", "STANDBY").put("reason", "planned work");
    private static final JsonNode NO_FINDINGS = noFindings();
    private static final JsonNode SOUND = StrictJson.mapper().valueToTree(new CheckRestoredDataHandler.Result(
            Status.DONE, Question.NONE, 0, true, 3, "", "", 0.5, List.of()));

    private final Wire wire;
    private final WebServer primaryWeb = new WebServer();
    private final WebServer standbyWeb = primaryWeb.beside(STANDBY);
    private EmulatedApplication application;
    private Optional<EmulatedZone> zone = Optional.empty();

    WireMoveTest(Wire wire) {
        this.wire = wire;
    }

    @BeforeEach
    void makeApplication() {
        application = EmulatedApplication.withoutBackups(wire);
        application.service().withObject("/check").put("url", primaryWeb.url(PUBLIC));
        application.service().withObject("/primary").put("loadBalancerDnsName", PRIMARY);
        application.service().withObject("/standby").put("loadBalancerDnsName", STANDBY);
        application.primary().registerHealthyTargets(2);
        application.standby().registerHealthyTargets(2);
        // Who would answer is asked in the simulated runs.
        ((ObjectNode) application.plan().get("approval")).put("moves", false);
        new EmulatedBucket(wire);
    }

    @AfterEach
    void stopWebServers() {
        primaryWeb.close();
        standbyWeb.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RECORD", "HEALTH_CHECK"})
    void movesAwayForPlannedWorkAndHomeAgainEachTimeFromASnapshotThatWasBegunAfterTheFence(String mode) {
        application.traffic().put("mode", mode);
        if (mode.equals("RECORD")) {
            zone = Optional.of(EmulatedZone.of(wire, PUBLIC, "ALIAS", PRIMARY));
            ((ObjectNode) application.traffic().at("/records/0")).put("hostedZoneId", zone.get().id());
        }
        application.publishPlan();

        ExecutionDescription away = move(mode, AWAY);

        assertMoved(away, "STANDBY", application.standby(), application.primary());
        ExecutionDescription home = move(mode, HOME);
        assertMoved(home, "PRIMARY", application.primary(), application.standby());
        assertLeft(instance(away), instance(home));
    }

    /** What the move home has left goes, with a final snapshot, and nothing else. */
    private void assertLeft(String left, String used) {
        RdsClient standby = application.standby().clients().rds();
        assertThat(removeLeft().path("announced")).as("nothing is backed up in the new direction").isEmpty();
        String copied = new BackupSteps(wire).backUp(application, used);
        assertThat(removeLeft().path("announced")).as("its protection is taken back first").isEmpty();
        assertThat(removeLeft().path("announced")).singleElement().satisfies(announced -> {
            assertThat(announced.path("region").asText()).isEqualTo(Wire.STANDBY);
            assertThat(announced.path("instanceIdentifier").asText()).isEqualTo(left);
            assertThat(Instant.parse(announced.path("removedFrom").asText())).isAfter(Instant.now().plus(Duration.ofDays(6)));
        });
        DBInstance found = standby.describeDBInstances(request -> request.dbInstanceIdentifier(left)).dbInstances().getFirst();
        assertThat(found.deletionProtection()).isFalse();
        assertThat(InstanceTags.leftAt(found.tagList())).isPresent();

        standby.addTagsToResource(request -> request.resourceName(found.dbInstanceArn())
                .tags(InstanceTags.left(Instant.now().minus(Duration.ofDays(8)))));
        standby.addTagsToResource(request -> request.resourceName(standby.describeDBSnapshots(one -> one.dbSnapshotIdentifier(copied))
                .dbSnapshots().getFirst().dbSnapshotArn()).tags(SnapshotTags.verified(Instant.now())));
        assertThat(removeLeft().path("removed").findValuesAsText("instanceIdentifier")).containsExactly(left);
        assertThat(removeLeft().path("removed")).isEmpty();
        assertThat(standby.describeDBInstances().dbInstances()).extracting(DBInstance::dbInstanceIdentifier).doesNotContain(left);
        assertThat(standby.describeDBSnapshots(request -> request.dbSnapshotIdentifier(left + "-final")).dbSnapshots()).hasSize(1);
        assertThat(application.primary().clients().rds().describeDBInstances().dbInstances()).extracting(DBInstance::dbInstanceIdentifier)
                .contains(EmulatedApplication.INSTANCE, used);
    }

    private JsonNode removeLeft() {
        return wire.call("RemoveLeftInstancesFunction", StrictJson.mapper().createObjectNode()
                .put("planParameter", EmulatedApplication.PLAN_PARAMETER).put("table", EmulatedState.TABLE));
    }

    private static String instance(ExecutionDescription move) {
        return move.output().orElseThrow().at("/databases/0/instance").asText();
    }

    private static ObjectNode noFindings() {
        ObjectNode answer = StrictJson.mapper().createObjectNode().put("status", "DONE");
        answer.putArray("findings");
        return answer;
    }

    private ExecutionDescription move(String mode, JsonNode input) {
        // New ones for each, because their time goes on by days and the functions' does not.
        DeployedStateMachines machines = new DeployedStateMachines(wire);
        machines.beforeEach((_, _) -> wire.lead(PUBLIC, whereThePublicNameLeads()));
        // The emulator's instances have no database.
        machines.answer("CheckRestoredDataFunction", SOUND);
        if (mode.equals("HEALTH_CHECK")) {
            // Of a health check moto does not tell what it reads.
            machines.answer("VerifyTrafficFunction", NO_FINDINGS);
        }
        ExecutionDescription moved = machines.move(input);
        assertThat(machines.told().getLast().message()).contains("Read in isolation before anyone was served: ", ": 3 rows.");
        // What moto restores of a protected instance is protected, whatever the restore says, so that not all of them go.
        assertThat(machines.invoked()).contains("RestoreTestDatabaseFunction", "RemoveRestoreTestsFunction");
        return moved;
    }

    private String whereThePublicNameLeads() {
        boolean toStandby = application.recorded().containsKey("switchingTo")
                ? leads("switchingTo").or(() -> leads("activeSite")).orElse("PRIMARY").equals("STANDBY") : false;
        return zone.map(EmulatedZone::record).map(EmulatedZone::target).orElse(toStandby ? STANDBY : PRIMARY);
    }

    private Optional<String> leads(String attribute) {
        return Optional.ofNullable(application.recorded().get(attribute)).map(site -> site.s()).filter(site -> !site.isEmpty());
    }

    private void assertMoved(ExecutionDescription execution, String site, EmulatedSite target, EmulatedSite left) {
        assertThat(execution.status()).as(execution.toString()).isEqualTo(ExecutionStatus.SUCCEEDED);
        JsonNode output = execution.output().orElseThrow();
        assertThat(output.path("outcome").asText()).as(output.toString()).isEqualTo("MOVED");
        assertThat(output.path("activeSite").asText()).isEqualTo(site);
        String instance = output.at("/databases/0/instance").asText();
        assertThat(target.clients().rds().describeDBInstances().dbInstances()).extracting(DBInstance::dbInstanceIdentifier).contains(instance);
        assertThat(left.snapshots()).extracting(snapshot -> snapshot.dbSnapshotIdentifier())
                .contains(output.at("/databases/0/recoveryPoint").asText());
        assertThat(left.service().desiredCount()).isZero();
        assertThat(target.service().desiredCount()).isEqualTo(2);
        assertThat(application.recorded().get("activeSite").s()).isEqualTo(site);
        assertThat(application.recorded().get("oldSiteFenced").bool()).isTrue();
        assertThat(application.recorded().get("incidentOpen").bool()).isFalse();
    }
}
