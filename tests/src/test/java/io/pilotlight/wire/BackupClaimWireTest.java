package io.pilotlight.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.json.StrictJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who works on a database's backup, and what people were told: the packaged functions against an emulated DynamoDB. */
@WireTest
class BackupClaimWireTest {

    private static final Instant TICK = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    private static final String CLAIM = "/backup/visits";

    private final Wire wire;
    private final BackupSteps steps;
    private EmulatedApplication application;
    private EmulatedExecutions executions;

    BackupClaimWireTest(Wire wire) {
        this.wire = wire;
        this.steps = new BackupSteps(wire);
    }

    @BeforeEach
    void makeApplication() {
        application = EmulatedApplication.withoutBackups(wire);
        executions = new EmulatedExecutions(wire, "pilot-light-backup");
    }

    @Test
    void claimsADatabaseThatHasNoRecoveryPointYet() {
        JsonNode decided = decide("first");

        JsonNode due = decided.at("/due/0");
        assertThat(decided.path("status").asText()).as(decided.toString()).isEqualTo("DONE");
        assertThat(decided.path("sourceRegion").asText()).isEqualTo(Wire.PRIMARY);
        assertThat(decided.path("targetRegion").asText()).isEqualTo(Wire.STANDBY);
        assertThat(due.path("name").asText()).isEqualTo("visits");
        assertThat(due.path("instanceIdentifier").asText()).isEqualTo("visitor-db");
        assertThat(due.path("kmsKeyId").asText()).isEqualTo(application.standby().keyArn());
        assertThat(due.path("optionGroup").asText()).isEqualTo(EmulatedSite.OPTION_GROUP);
        assertThat(claimedBy()).isEqualTo(executions.running("first"));
    }

    @Test
    void givesTheClaimBackAndMakesASecondDeliveryOfTheSameTickFindTheWorkDone() {
        JsonNode decided = decide("first");
        steps.backUp(decided, decided.at("/due/0"));
        steps.release(executions.running("first"));
        assertThat(claimedBy()).isEmpty();

        JsonNode again = decide("second");

        assertThat(again.path("due")).isEmpty();
        assertThat(again.at("/notDue/0/reason").asText()).isEqualTo("the backup of %s was made already".formatted(TICK));
        assertThat(claimedBy()).isEmpty();
    }

    @Test
    void doesNotOvertakeARunStillGoingButGoesOnWithTheWorkOfOneThatWasStopped() {
        JsonNode first = decide("first");
        steps.wire().call("TakeSnapshotFunction", BackupSteps.taking(first, first.at("/due/0")));

        JsonNode meanwhile = decide("second");
        executions.stop("first");
        JsonNode after = decide("second");

        assertThat(meanwhile.path("due")).isEmpty();
        assertThat(meanwhile.at("/notDue/0/reason").asText()).contains("an earlier run still works on it");
        assertThat(after.at("/due/0/snapshotId")).isEqualTo(first.at("/due/0/snapshotId"));
        assertThat(after.at("/due/0/reason").asText()).contains("was begun by an earlier run");
        assertThat(claimedBy()).isEqualTo(executions.running("second"));
    }

    @Test
    void leavesTheClaimOfAnotherExecutionAlone() {
        decide("first");

        JsonNode released = steps.release(executions.running("second"));

        assertThat(released.path("status").asText()).isEqualTo("DONE");
        assertThat(claimedBy()).isEqualTo(executions.running("first"));
    }

    @Test
    void claimsNothingInADryRun() {
        JsonNode decided = steps.decide(executions.running("first"), object().put("dryRun", true));

        assertThat(decided.path("dryRun").asBoolean()).isTrue();
        assertThat(decided.path("due")).hasSize(1);
        assertThat(application.state().recorded(CLAIM)).isEmpty();
    }

    @Test
    void refusesAnUnknownInputByNameAndClaimsNothing() {
        Invocation.Failed failed = wire.callThatFails("DecideBackupsFunction",
                BackupSteps.decision(executions.running("first"), object().put("force", true)).toString());

        assertThat(failed.errorType()).isEqualTo("io.pilotlight.plan.InvalidInputException");
        assertThat(failed.errorMessage()).contains("force", "accepted is {}", "Nothing was touched");
        assertThat(application.state().recorded(CLAIM)).isEmpty();
    }

    @Test
    void refusesToGuessWhichInstanceIsTheActiveOne() {
        application.makeDatabase(application.primary(), "visitor-db-20261122t165051-160003");

        JsonNode decided = decide("first");

        assertThat(decided.path("status").asText()).isEqualTo("REFUSED");
        assertThat(decided.path("due")).isEmpty();
        assertThat(decided.at("/refused/0/reason").asText()).contains("visitor-db", "-160003", "may all be it");
        assertThat(application.state().recorded(CLAIM)).isEmpty();
    }

    @Test
    void tellsPeopleOfAFailureOnceAndOfAnotherOneToo() {
        assertThat(note("visits/CopySnapshot/SnapshotNotCopied", false).path("tell").asBoolean()).isTrue();
        JsonNode told = note("visits/CopySnapshot/SnapshotNotCopied", true);

        JsonNode again = note("visits/CopySnapshot/SnapshotNotCopied", false);
        JsonNode other = note("visits/TakeSnapshot/SnapshotNotTaken", false);

        assertThat(again.path("tell").asBoolean()).isFalse();
        assertThat(again.path("since")).isEqualTo(told.path("since"));
        assertThat(other.path("tell").asBoolean()).isTrue();
        assertThat(application.state().recorded("/told/backup").get("failures").m()).hasSize(2);
    }

    private JsonNode decide(String execution) {
        return steps.decide(executions.running(execution), BackupSteps.scheduled(TICK));
    }

    private JsonNode note(String failure, boolean told) {
        ObjectNode input = EmulatedState.input().put("told", told);
        String[] key = failure.split("/");
        input.putArray("failures").addObject()
                .put("subject", key[0]).put("step", key[1]).put("error", key[2]).put("cause", "it failed");
        return wire.call("NoteFailureFunction", input);
    }

    private String claimedBy() {
        return application.state().recorded(CLAIM).get("holder").s();
    }

    private static ObjectNode object() {
        return StrictJson.mapper().createObjectNode();
    }
}
