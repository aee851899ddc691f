package io.pilotlight.simulator.states;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the machine of a planned move decides. */
@DisplayName("A planned move")
class FailbackDecisionsTest extends Decisions {

    private static final Route ANSWERS = route("a move", 1, 1);
    private static final String CHOSEN = """
        {"candidates": [{"snapshotId": "visitor-db-20000101t000000", "takenAt": "2000-01-01T00:00:00Z", "dataUntil": "2000-01-01T00:00:00Z", "verified": false}]}""";
    private static final String WRONG = """
        {"status": "REFUSED", "findings": [{"check": "%s", "severity": "%s", "subject": "n1/visits", "problem": "it has 0 rows", "remedy": "r"}]}""";
    private static final Set<String> ACTS = Set.of("ReadPlan", "AcquireLease", "TakeSnapshot", "VerifyRecoveryPoints", "FenceSite", "CountConnections",
            "CheckRestoredData", "RestoreDatabase", "SwitchTraffic", "RecordActiveSite", "ScaleService", "RemovePrepared", "ReleaseLease", "WordNotice");

    private static final String LOOKED = "ReadPlan, AcquireLease";
    private static final String AHEAD = LOOKED + ", TakeSnapshot eu-west-1, WordNotice CONFIGURATION_CHANGED";
    private static final String VERIFIED = AHEAD + ", VerifyRecoveryPoints";
    private static final String HELD = VERIFIED + ", WordNotice MOVE_APPROVAL_ASKED, AcquireLease";
    private static final String FENCED = HELD + ", FenceSite eu-west-1";
    private static final String BACKED_UP = FENCED + ", TakeSnapshot eu-west-1, WordNotice CONFIGURATION_CHANGED";
    private static final String COUNTED = BACKED_UP + ", CountConnections";
    private static final String PREPARED = COUNTED + ", FenceSite eu-central-1, CheckRestoredData, RestoreDatabase visitor-db-29991231t235959, "
            + "ScaleService eu-central-1";
    private static final String MOVED = ", SwitchTraffic fenced, RecordActiveSite STANDBY fenced, ReleaseLease RECOVERED, WordNotice MOVED -> MOVED";
    private static final String GIVEN_BACK = ", ScaleService eu-west-1";
    private static final String REMOVED = GIVEN_BACK + ", FenceSite eu-central-1, RemovePrepared";
    private static final String FAILED = ", ReleaseLease STOOD_DOWN, WordNotice MOVE_FAILED -> ";
    private static final String REFUSED = ", ReleaseLease STOOD_DOWN, WordNotice MOVE_REFUSED -> REFUSED";
    private static final String BROKEN = "Broken";

    /** What one function answers from one call to another, and how the move goes then. */
    record Situation(String name, String function, int from, int to, String fields, String story) {
        @Override
        public String toString() {
            return name;
        }
    }

    private Play move() {
        return play(ANSWERS).where("VerifyRecoveryPoints", "{\"findings\": []}");
    }

    private static Situation always(String name, String function, String fields, String story) {
        return new Situation(name, function, 1, Integer.MAX_VALUE, fields, story);
    }

    static Stream<Situation> situations() {
        return Stream.of(
                always("moves", "CountConnections", "{}", PREPARED + ", CountConnections" + MOVED),
                always("does nothing without the lease", "AcquireLease", "{\"status\": \"REFUSED\", \"reason\": \"it is active already\"}", LOOKED + REFUSED),
                new Situation("moves nothing where the lease is taken meanwhile", "AcquireLease", 2, 9, "{\"status\": \"REFUSED\", \"reason\": \"a recovery runs\"}",
                        HELD + REFUSED),
                always("fences nothing where the service does not empty", "FenceSite", "{\"fenced\": false, \"status\": \"IN_PROGRESS\"}",
                        HELD + ", FenceSite eu-west-1 x many" + GIVEN_BACK + FAILED + "FenceFailed"),
                always("stops where a newer recovery has taken over", "FenceSite", "{\"fenced\": false, \"status\": \"REFUSED\"}",
                        FENCED + FAILED + "io.pilotlight.lease.LeaseLostException"),
                always("gives back where somebody is still connected", "CountConnections", "{\"connections\": 2, \"reason\": \"2 connections to i\"}",
                        COUNTED + GIVEN_BACK + FAILED + "StillConnected"),
                new Situation("gives back where somebody connects while it prepares", "CountConnections", 2, 2, "{\"connections\": 1, \"reason\": \"1 connections to i\"}",
                        PREPARED + ", CountConnections" + REMOVED + FAILED + "StillConnected"),
                always("gives back where the data is wrong", "CheckRestoredData", WRONG.formatted("DATA", "CRITICAL"),
                        PREPARED + REMOVED + FAILED + "DataNotAsPlanned"),
                always("moves where only a warning is found", "CheckRestoredData", WRONG.formatted("DATA", "WARNING"), PREPARED + ", CountConnections" + MOVED),
                always("moves where the data could not be read in time", "CheckRestoredData", WRONG.formatted("NOT_CHECKED", "CRITICAL"),
                        PREPARED + ", CountConnections" + MOVED),
                always("gives back what will not restore", "RestoreDatabase", "{\"status\": \"REFUSED\"}",
                        COUNTED + ", FenceSite eu-central-1, CheckRestoredData, RestoreDatabase visitor-db-29991231t235959" + REMOVED + FAILED + "RestoreFailed"),
                always("reads the data again where it takes longer", "CheckRestoredData", "{}", PREPARED + ", CountConnections" + MOVED));
    }

    @ParameterizedTest
    @MethodSource("situations")
    void goesAs(Situation situation) {
        Seen seen = move().on(situation.function(), situation.from(), situation.to(), situation.fields()).run();

        assertThat(acts(seen)).isEqualTo(situation.story());
    }

    static Stream<Situation> failures() {
        return Stream.of(
                failure("ReadPlan", "ReadPlan" + FAILED + BROKEN),
                failure("AcquireLease", LOOKED + FAILED + BROKEN),
                failure("ChooseRecoveryPoint", AHEAD + FAILED + BROKEN),
                failure("DecideVerification", AHEAD + ", WordNotice VERIFICATION_FAILED" + FAILED + "States.TaskFailed"),
                failure("FenceSite", FENCED + GIVEN_BACK + FAILED + "FenceFailed"),
                failure("CountConnections", PREPARED + ", CountConnections" + MOVED),
                failure("CheckRestoredData", PREPARED + ", CountConnections" + MOVED),
                failure("RestoreTestDatabase", PREPARED.replace("CheckRestoredData, ", "") + ", CountConnections" + MOVED),
                failure("ReleaseLease", PREPARED + ", CountConnections" + MOVED));
    }

    private static Situation failure(String function, String story) {
        return new Situation("where " + function + " fails", function, 0, 0, "", story);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void ends(Situation failure) {
        assertThat(acts(move().failing(failure.function(), 1, 9_999, BROKEN).run())).isEqualTo(failure.story());
    }

    static Stream<String> functions() {
        return Stream.of("ReadPlan", "AcquireLease", "ChooseRecoveryPoint", "FenceSite", "CountConnections", "ReleaseLease", "WordNotice");
    }

    @ParameterizedTest
    @MethodSource("functions")
    void triesAgainWhatIsThrottled(String function) {
        assertThat(move().failing(function, 1, 2, "Lambda.TooManyRequestsException").run().end()).isEqualTo("MOVED");
    }

    @Test
    void readsExactlyWhatItIsAboutToServeWhereTheIsolatedNetworkIs() {
        Seen seen = play(route("a move", 3, 1)).where("VerifyRecoveryPoints", "{\"findings\": []}").run();

        assertThat(seen.of("RestoreTestDatabase")).hasSize(3).allSatisfy(asked -> {
            assertThat(asked.at("/recoveryPoint/snapshotId").asText()).isEqualTo("visitor-db-29991231t235959");
            assertThat(asked.path("region").asText()).isEqualTo("eu-central-1");
            assertThat(asked.path("executionId").asText()).contains("RestoreTestStateMachine");
        });
        assertThat(seen.of("RestoreTestDatabase")).extracting(asked -> asked.at("/site/instanceIdentifier").asText())
                .containsExactlyInAnyOrder("n1-test", "n2-test", "n3-test");
        assertThat(seen.of("CheckRestoredData")).extracting(asked -> asked.path("database").asText()).containsExactlyInAnyOrder("n1", "n2", "n3");
        assertThat(seen.of("CheckRestoredData")).allSatisfy(asked -> assertThat(asked.path("quietSeconds").asLong()).isPositive());
        assertThat(seen.of("MarkVerified")).isEmpty();
        assertThat(seen.of("RemoveRestoreTests")).hasSize(1);
        assertThat(seen.notice("MOVED").path("tests")).hasSize(3).allSatisfy(test -> assertThat(test.path("rows").asLong()).isEqualTo(3));
        assertThat(seen.notice("MOVED").path("untested")).isEmpty();
    }

    @Test
    void looksForClientsOfTheSiteThatIsLeftFromTheFenceOn() {
        Seen seen = move().run();

        assertThat(seen.of("CountConnections")).hasSize(2).allSatisfy(asked -> {
            assertThat(asked.path("region").asText()).isEqualTo("eu-west-1");
            assertThat(asked.path("snapshotIds").get(0).asText()).isEqualTo("visitor-db-29991231t235959");
            assertThat(asked.path("since").asText()).isGreaterThan(Bench.START.toString());
        });
        assertThat(seen.notice("MOVED").path("remarks")).isEmpty();
    }

    @Test
    void movesByForceWhereSomebodyIsStillConnectedAndSaysSo() {
        Seen forced = move().where("ReadPlan", "{\"force\": true}").where("CountConnections", "{\"connections\": 2, \"reason\": \"2 connections to i\"}").run();
        assertThat(acts(forced)).isEqualTo(PREPARED + ", CountConnections" + MOVED);
        assertThat(forced.notice("MOVED").path("remarks").toString()).isEqualTo("[\"2 connections to i\"]");

        Seen unknown = move().where("CountConnections", "{\"reason\": \"it is not known\"}").run();
        assertThat(unknown.notice("MOVED").path("remarks").toString()).isEqualTo("[\"it is not known\"]");
        assertThat(move().failing("CountConnections", 1, 99, BROKEN).run().notice("MOVED").path("remarks").toString()).contains("not known: Broken");
    }

    @Test
    void saysWhatIsWrongWithTheData() {
        Seen seen = move().where("CheckRestoredData", WRONG.formatted("DATA", "CRITICAL")).run();

        assertThat(seen.notice("MOVE_FAILED").at("/failure/step").asText()).isEqualTo("CheckLastSnapshots");
        assertThat(seen.notice("MOVE_FAILED").at("/failure/cause").asText()).isEqualTo("n1/visits: it has 0 rows");
        assertThat(seen.of("SwitchTraffic")).isEmpty();
    }

    @Test
    void saysWhatCouldNotBeRead() {
        Seen refused = move().where("RestoreTestDatabase", "{\"status\": \"REFUSED\"}").run();
        assertThat(refused.notice("MOVED").at("/tests/0/undone/0/what").asText()).isEqualTo("RESTORE");
        Seen notBegun = move().troubled("states:StartExecution", "StepFunctions.StateMachineDoesNotExistException", 4, 4).run();
        assertThat(notBegun.end()).isEqualTo("MOVED");
        assertThat(notBegun.notice("MOVED").at("/untested/0/error").asText()).isEqualTo("StepFunctions.StateMachineDoesNotExistException");
        assertThat(notBegun.of("CheckRestoredData")).isEmpty();
    }

    /** Visitors wait. */
    @Test
    void waitsForTheRestoreInIsolationForTwentyMinutesAtMost() {
        Seen slow = move().where("RestoreTestDatabase", "{\"status\": \"IN_PROGRESS\", \"reachable\": false}").run();
        assertThat(slow.notice("MOVED").at("/tests/0/undone/0/what").asText()).isEqualTo("RESTORE_IN_TIME");
        assertThat(slow.of("RestoreTestDatabase").size()).isBetween(100, 125);
    }

    @Test
    void readsWhileRdsOnlyBacksTheTestUp() {
        assertThat(move().where("RestoreTestDatabase", "{\"status\": \"IN_PROGRESS\", \"reachable\": true}").run().of("CheckRestoredData")).hasSize(1);
    }

    @Test
    void givesUpABackupThatIsNotThereInTime() {
        Seen ahead = move().where("ChooseRecoveryPoint", CHOSEN).run();
        assertThat(ahead.end()).isEqualTo("BackupDeadlineExceeded");
        assertThat(ahead.of("TakeSnapshot")).hasSize(60);
        assertThat(ahead.of("FenceSite")).isEmpty();

        Seen last = move().on("ChooseRecoveryPoint", 2, 9_999, CHOSEN).run();
        assertThat(last.end()).isEqualTo("BackupDeadlineExceeded");
        assertThat(last.of("TakeSnapshot")).hasSizeBetween(50, 61);
        assertThat(acts(last)).endsWith("WordNotice CONFIGURATION_CHANGED" + GIVEN_BACK + FAILED + "BackupDeadlineExceeded");
    }

    @Test
    void movesNothingWhereWhatItFindsWouldMakeItFail() {
        for (String check : List.of("SITE", "ACCESS", "DRIFT", "TRAFFIC", "NOT_CHECKED", "OLD_PRIMARY")) {
            Seen seen = found(check, "CRITICAL");
            assertThat(acts(seen)).as(check).startsWith(VERIFIED + ", WordNotice FINDINGS_FOUND" + REFUSED);
            assertThat(seen.notice("MOVE_REFUSED").path("detail").asText()).isEqualTo("s: p. r.");
        }
        assertThat(found("SITE", "WARNING").end()).isEqualTo("MOVED");
        assertThat(found("RECOVERY_POINT_TOO_OLD", "CRITICAL").end()).isEqualTo("MOVED");
    }

    private Seen found(String check, String severity) {
        return play(ANSWERS).where("VerifyRecoveryPoints", """
            {"findings": [{"check": "%s", "severity": "%s", "subject": "s", "problem": "p", "remedy": "r"}]}""".formatted(check, severity)).run();
    }

    @Test
    void movesNothingWithoutApproval() {
        assertThat(acts(move().refused().run())).isEqualTo(VERIFIED + ", WordNotice MOVE_APPROVAL_ASKED" + REFUSED);
        assertThat(move().refused("NotToday").run().notice("MOVE_REFUSED").path("detail").asText()).contains("A person has refused the move: NotToday.");
        assertThat(move().unanswered().run().notice("MOVE_REFUSED").path("detail").asText()).startsWith("Nobody has answered");
        assertThat(move().answeredAfter(Duration.ofMinutes(29)).run().end()).isEqualTo("MOVED");
        assertThat(acts(move().silent().run())).isEqualTo(VERIFIED + ", WordNotice MOVE_APPROVAL_ASKED" + FAILED + "SNS.AuthorizationErrorException");
    }

    @Test
    void asksNobodyWhereThePlanDoesNotWantIt() {
        Seen seen = move().when("ReadPlan", payload -> {
            JsonNode read = ANSWERS.answers().get().get("ReadPlanFunction").apply(payload);
            ((ObjectNode) read.at("/plan/approval")).put("moves", false);
            return read;
        }).run();

        assertThat(seen.notices()).doesNotContain("MOVE_APPROVAL_ASKED");
        assertThat(seen.end()).isEqualTo("MOVED");
    }

    @Test
    void goesOnWithARunThatWasCutOff() {
        assertThat(acts(move().where("AcquireLease", "{\"resumed\": true}").run())).startsWith("ReadPlan, AcquireLease x2, FenceSite eu-west-1, TakeSnapshot eu-west-1")
                .endsWith(MOVED);
        assertThat(acts(move().where("AcquireLease", "{\"resumed\": true, \"mayHaveSwitched\": true}").run())).isEqualTo(
                "ReadPlan, AcquireLease x2, FenceSite eu-west-1, ScaleService eu-central-1" + MOVED);
    }

    @Test
    void endsOneThatWasCutOffWhereNobodyStartsItAgain() {
        Seen withdrawn = move().where("ReadPlan", "{\"again\": true}").run();
        assertThat(acts(withdrawn)).isEqualTo(LOOKED + REMOVED + FAILED + "MoveCutOff");
        assertThat(withdrawn.of("AcquireLease").getFirst().path("purpose").asText()).isEqualTo("OPEN_MOVE");
        assertThat(acts(move().where("ReadPlan", "{\"again\": true}").where("AcquireLease", "{\"mayHaveSwitched\": true}").run())).endsWith(MOVED);
        assertThat(acts(move().where("ReadPlan", "{\"again\": true}").where("AcquireLease", "{\"status\": \"REFUSED\"}").run()))
                .isEqualTo(LOOKED + " -> REFUSED");
    }

    @Test
    void goesForwardOnceTrafficHasBegunToMove() {
        Seen proven = move().failing("SwitchTraffic", 1, 2, BROKEN).run();
        assertThat(acts(proven)).startsWith(PREPARED + ", CountConnections, SwitchTraffic fenced, WordNotice SWITCH_NOT_PROVEN, ScaleService eu-central-1")
                .endsWith(MOVED);
        assertThat(proven.of("CountConnections")).hasSize(2);
        Seen never = move().failing("SwitchTraffic", 1, 9_999, BROKEN).run();
        assertThat(never.of("SwitchTraffic")).hasSize(61);
        assertThat(acts(never)).endsWith(", ReleaseLease FAILED, WordNotice MOVE_FAILED -> Broken");
        assertThat(never.of("RemovePrepared")).isEmpty();
    }

    @Test
    void asksTheRecordWhereTheActivationEndsWithoutAWord() {
        Play lost = move().troubled("states:StartExecution", "StepFunctions.StateMachineDoesNotExistException", 6, 6);
        assertThat(acts(lost.run())).isEqualTo(PREPARED + ", CountConnections, AcquireLease" + REMOVED + FAILED
                + "StepFunctions.StateMachineDoesNotExistException");
        Play moved = move().on("AcquireLease", 3, 3, "{\"mayHaveSwitched\": true}")
                .troubled("states:StartExecution", "StepFunctions.StateMachineDoesNotExistException", 6, 6);
        assertThat(acts(moved.run())).startsWith(PREPARED + ", CountConnections, AcquireLease, WordNotice SWITCH_NOT_PROVEN").endsWith(MOVED);
        assertThat(move().failing("AcquireLease", 3, 99, BROKEN).troubled("states:StartExecution", "StepFunctions.StateMachineDoesNotExistException", 6, 6)
                .run().end()).isEqualTo("StepFunctions.StateMachineDoesNotExistException");
    }

    @Test
    void goesOnGivingBackWhatDoesNotComeBackAtOnceAndTellsPeopleOnce() {
        Play refused = move().where("RestoreDatabase", "{\"status\": \"REFUSED\"}");
        Seen late = refused.on("ScaleService", 1, 63, "{\"status\": \"IN_PROGRESS\"}").run();
        assertThat(late.notices().stream().filter("MOVE_FAILED"::equals)).hasSize(2);
        assertThat(late.of("WordNotice").stream().map(told -> told.at("/notice/goesOn")).filter(JsonNode::asBoolean)).hasSize(1);
        assertThat(late.of("ScaleService")).hasSize(64);
        Seen never = move().where("RestoreDatabase", "{\"status\": \"REFUSED\"}").where("ScaleService", "{\"status\": \"IN_PROGRESS\"}").run();
        assertThat(never.of("ScaleService")).as("60 looks, and ten minutes: then it is for a failover").hasSize(70);
        assertThat(acts(move().where("RestoreDatabase", "{\"status\": \"REFUSED\"}").where("ScaleService", "{\"status\": \"REFUSED\"}").run()))
                .endsWith(REMOVED + FAILED + "RestoreFailed");
    }

    @Test
    void followsWhatItRemoves() {
        String left = "{\"status\": \"IN_PROGRESS\", \"instanceIdentifiers\": [\"i\"]}";
        Seen gone = move().where("RestoreDatabase", "{\"status\": \"REFUSED\"}").on("RemovePrepared", 1, 3, left).run();
        assertThat(gone.of("RemovePrepared")).hasSize(4);
        assertThat(gone.notice("MOVE_FAILED").path("leftInPlace")).isEmpty();
        Seen stays = move().where("RestoreDatabase", "{\"status\": \"REFUSED\"}").where("RemovePrepared", left).run();
        assertThat(stays.of("RemovePrepared")).hasSize(120);
        assertThat(stays.notice("MOVE_FAILED").path("leftInPlace").toString()).contains("\"i\"");
    }

    private static String acts(Seen seen) {
        return seen.story(call -> ACTS.contains(call.function()));
    }
}
