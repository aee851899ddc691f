package io.pilotlight.simulator.states;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the machine that verifies backups decides. */
@DisplayName("A verification")
class VerifyBackupsDecisionsTest extends Decisions {

    private static final Route ANSWERS = route("a verification", 1, 1);
    private static final String LOOKED = "DecideVerification, VerifyRecoveryPoints, VerifyServiceConfiguration, VerifyTraffic";
    private static final String RESTORED = LOOKED + ", ChooseRecoveryPoint, RestoreTestDatabase";
    private static final String CHECKED = RESTORED + ", CheckRestoredData";
    private static final String REMOVED = ", RemoveRestoreTests, ReportFindings";
    private static final String TOLD = ", WordNotice FINDINGS_FOUND";
    private static final String ALL = CHECKED + ", MarkVerified" + REMOVED + " -> VERIFIED";
    private static final String PENDING = "{\"status\": \"IN_PROGRESS\", \"reason\": \"it goes on\"}";
    private static final String REFUSED = "{\"status\": \"REFUSED\", \"reason\": \"it may not\"}";
    private static final String CRITICAL = """
        {"check": "RESTORE", "severity": "CRITICAL", "subject": "s%s", "problem": "p", "remedy": "r"}""";
    private static final String BROKEN = "Broken";

    /** What one function answers, how the verification goes then, and what is undone in its report. */
    record Situation(String name, String function, String fields, int times, String story, String undone) {
        @Override
        public String toString() {
            return name;
        }
    }

    private Play verification() {
        return play(ANSWERS).where("VerifyRecoveryPoints", "{\"findings\": []}");
    }

    static Stream<Situation> situations() {
        return Stream.of(
                new Situation("verifies, restores, checks the data, marks and removes", "MarkVerified", "{}", 0, ALL, ""),
                new Situation("restores nothing where no restore test is asked for", "DecideVerification", "{\"restoreTests\": []}", 9,
                        LOOKED + ", ReportFindings -> VERIFIED", ""),
                new Situation("restores nothing without a recovery point", "ChooseRecoveryPoint",
                        "{\"status\": \"REFUSED\", \"candidates\": []}", 9, LOOKED + ", ChooseRecoveryPoint" + REMOVED, "FIND n1"),
                new Situation("waits for a restore", "RestoreTestDatabase", PENDING, 3, ALL.replace("TestDatabase", "TestDatabase x4"), ""),
                new Situation("gives up a restore after an hour", "RestoreTestDatabase", PENDING, 999, RESTORED + " x many" + REMOVED,
                        "RESTORE_IN_TIME n1/s"),
                new Situation("checks nothing that will not restore", "RestoreTestDatabase", REFUSED, 9, RESTORED + REMOVED, "RESTORE n1/s"),
                new Situation("goes on with a look at a table", "CheckRestoredData", "{\"status\": \"IN_PROGRESS\"}", 3,
                        ALL.replace("CheckRestoredData", "CheckRestoredData x4"), ""),
                new Situation("marks nothing whose data are not sound", "CheckRestoredData", "{\"status\": \"REFUSED\"}", 9, CHECKED + REMOVED + " -> VERIFIED", ""),
                new Situation("says where a recovery point may not be marked", "MarkVerified", REFUSED, 9, CHECKED + ", MarkVerified" + REMOVED,
                        "MARK n1/s"),
                new Situation("waits until what it has restored is removed", "RemoveRestoreTests",
                        "{\"status\": \"IN_PROGRESS\", \"instanceIdentifiers\": [\"i\"]}", 3, ALL
                                .replace("RemoveRestoreTests", "RemoveRestoreTests x4"), ""),
                new Situation("says which instances stay after an hour", "RemoveRestoreTests",
                        "{\"status\": \"IN_PROGRESS\", \"instanceIdentifiers\": [\"i\"]}", 999,
                        CHECKED + ", MarkVerified, RemoveRestoreTests x many, ReportFindings", "REMOVE_INSTANCE i"),
                new Situation("says which instances may not be removed", "RemoveRestoreTests",
                        "{\"status\": \"REFUSED\", \"instanceIdentifiers\": [\"i\"]}", 999,
                        CHECKED + ", MarkVerified, RemoveRestoreTests, ReportFindings", "REMOVE_INSTANCE i"));
    }

    @ParameterizedTest
    @MethodSource("situations")
    void goesAs(Situation situation) {
        requireStory(verification().on(situation.function(), 1, situation.times(), situation.fields()).run(), situation);
    }

    static Stream<Situation> failures() {
        return Stream.of(
                new Situation("the look at recovery points", "VerifyRecoveryPoints", "", 0, ALL.replace(" -> VERIFIED", ""),
                        "CHECK_RECOVERY_POINTS visitor-counter"),
                new Situation("the look at a service", "VerifyServiceConfiguration", "", 0, ALL.replace(" -> VERIFIED", ""), "CHECK_SERVICE n1"),
                new Situation("the look at the public names", "VerifyTraffic", "", 0, ALL.replace(" -> VERIFIED", ""),
                        "CHECK_TRAFFIC visitor-counter"),
                new Situation("the choice", "ChooseRecoveryPoint", "", 0, LOOKED + ", ChooseRecoveryPoint" + REMOVED, "CHOOSE n1"),
                new Situation("the restore", "RestoreTestDatabase", "", 0, RESTORED + REMOVED, "ASK_TO_RESTORE n1/s"),
                new Situation("the check of the data", "CheckRestoredData", "", 0, CHECKED + REMOVED, "CHECK_DATA n1/s/visits"),
                new Situation("the mark", "MarkVerified", "", 0, CHECKED + ", MarkVerified" + REMOVED, "ASK_TO_MARK n1/s"),
                new Situation("the removal", "RemoveRestoreTests", "", 0, ALL.replace(" -> VERIFIED", ""), "REMOVE visitor-counter"));
    }

    /** What cannot be done is reported, hides nothing else, and leaves no instance. */
    @ParameterizedTest
    @MethodSource("failures")
    void reportsTheFailureOf(Situation failure) {
        Seen seen = verification().failing(failure.function(), 1, 999, BROKEN).run();

        requireStory(seen, failure);
        assertThat(seen.of("ReportFindings").getFirst().at("/undone/0/error").asText()).isEqualTo(BROKEN);
    }

    private static void requireStory(Seen seen, Situation situation) {
        JsonNode report = seen.of("ReportFindings").getFirst();
        List<String> undone = new ArrayList<>();
        report.path("undone").forEach(one -> undone.add(one.path("what").asText() + " " + one.path("subject").asText()));
        assertThat(seen.story()).startsWith(situation.story());
        assertThat(String.join(", ", undone)).isEqualTo(situation.undone());
        if (!situation.undone().isEmpty()) {
            assertThat(seen.end()).isIn("FINDINGS", "VERIFIED");
        }
        boolean marked = seen.story().contains("MarkVerified");
        report.path("restoreTests").forEach(test -> assertThat(test.path("passed").asBoolean()).isEqualTo(marked));
    }

    static Stream<String> functions() {
        return Stream.of("DecideVerification", "VerifyRecoveryPoints", "VerifyServiceConfiguration", "VerifyTraffic", "ChooseRecoveryPoint",
                "RestoreTestDatabase", "CheckRestoredData", "MarkVerified", "RemoveRestoreTests", "ReportFindings");
    }

    @ParameterizedTest
    @MethodSource("functions")
    void triesAgainWhatIsThrottled(String function) {
        Seen seen = verification().failing(function, 1, 2, "Lambda.TooManyRequestsException").run();

        assertThat(seen.end()).isEqualTo("VERIFIED");
        assertThat(seen.of(function)).hasSize(3);
        assertThat(seen.notices()).isEmpty();
    }

    /** Blocks that were read once are there by then. */
    @Test
    void triesOnceAgainALookAtTheDataThatTakesTooLong() {
        assertThat(verification().failing("CheckRestoredData", 1, 1, "Sandbox.Timedout").run().story()).contains("MarkVerified");
        assertThat(verification().failing("CheckRestoredData", 1, 9, "Sandbox.Timedout").run().of("CheckRestoredData")).hasSize(2);
    }

    @Test
    void instancesOfARestoreTestThatWasCutOffDoNotStay() {
        for (String function : List.of("ChooseRecoveryPoint", "RestoreTestDatabase", "CheckRestoredData", "MarkVerified")) {
            assertThat(verification().failing(function, 1, 999, BROKEN).run().story()).as(function).contains("RemoveRestoreTests");
        }
    }

    @Test
    void restoresNothingMoreBesideInstancesThatStay() {
        Seen seen = play(route("a verification", 7, 1)).where("VerifyRecoveryPoints", "{\"findings\": []}")
                .where("RemoveRestoreTests", "{\"status\": \"REFUSED\", \"instanceIdentifiers\": [\"i\"]}").run();

        assertThat(seen.of("RestoreTestDatabase")).hasSize(5);
        assertThat(seen.of("RemoveRestoreTests")).hasSize(1);
        assertThat(seen.of("ReportFindings").getFirst().path("undone")).hasSize(3);
    }

    @Test
    void restoresFiveAtATimeAndWaitsAnewForTheirRemoval() {
        Seen seen = play(route("a verification", 12, 1)).where("VerifyRecoveryPoints", "{\"findings\": []}")
                .on("RemoveRestoreTests", 1, 18, PENDING).on("RemoveRestoreTests", 20, 37, PENDING).run();

        assertThat(seen.of("RestoreTestDatabase")).hasSize(12);
        assertThat(seen.of("RemoveRestoreTests")).hasSize(39);
        assertThat(seen.of("ReportFindings").getFirst().path("undone")).isEmpty();
        assertThat(seen.of("ReportFindings").getFirst().path("restoreTests")).hasSize(12)
                .allMatch(test -> test.path("passed").asBoolean());
    }

    @Test
    void tellsOfWhatIsCriticalAndOfNothingElse() {
        Seen traffic = verification().where("VerifyTraffic", "{\"findings\": [%s]}".formatted(CRITICAL.formatted(""))).run();
        assertThat(traffic.notice("FINDINGS_FOUND").path("findings")).hasSize(1);
        Seen critical = verification().where("VerifyRecoveryPoints", "{\"findings\": [%s]}".formatted(CRITICAL.formatted(""))).run();
        Seen warning = verification().where("VerifyRecoveryPoints", "{\"findings\": [%s]}".formatted(
                CRITICAL.formatted("").replace("CRITICAL", "WARNING"))).run();

        assertThat(critical.story()).endsWith("ReportFindings, WordNotice FINDINGS_FOUND -> FINDINGS");
        assertThat(critical.notice("FINDINGS_FOUND").path("findings")).hasSize(1);
        assertThat(critical.notice("FINDINGS_FOUND").path("restoreTests")).hasSize(1);
        assertThat(warning.story()).endsWith("ReportFindings -> FINDINGS");
        assertThat(warning.output("/warnings")).isEqualTo("1");
        assertThat(warning.output("/recoveryPoints")).isEqualTo("24");
    }

    @Test
    void carriesOnTheFindingsOfEachCheck() {
        String finding = "{\"findings\": [%s]}".formatted(CRITICAL.formatted(""));
        for (String function : List.of("DecideVerification", "VerifyRecoveryPoints", "VerifyServiceConfiguration", "CheckRestoredData")) {
            Seen seen = verification().where(function, finding).run();
            assertThat(seen.of("ReportFindings").getFirst().path("findings")).as(function).hasSize(1);
        }
    }

    @Test
    void carriesOnTwoHundredFindingsAndSaysThatThereAreMore() {
        for (int findings : new int[] {200, 201, 205}) {
            Seen seen = verification().where("VerifyRecoveryPoints", "{\"findings\": [%s]}".formatted(
                    IntStream.range(0, findings).mapToObj(CRITICAL::formatted).collect(Collectors.joining(",")))).run();
            JsonNode report = seen.of("ReportFindings").getFirst();

            assertThat(report.path("findings")).hasSize(200);
            assertThat(report.path("undone")).hasSize(findings > 200 ? 1 : 0);
            if (findings > 200) {
                assertThat(report.at("/undone/0/cause").asText()).contains(" %d more".formatted(findings - 200));
            }
        }
    }

    @Test
    void measuresTheRestoreAndTheData() {
        Seen seen = verification().on("RestoreTestDatabase", 1, 2, PENDING).run();

        JsonNode test = seen.of("ReportFindings").getFirst().at("/restoreTests/0");
        assertThat(test.path("restoreSeconds").asDouble()).isEqualTo(60);
        assertThat(test.path("rows").asLong()).isEqualTo(3);
        assertThat(test.path("warmUpSeconds").asDouble()).isEqualTo(0.5);
        assertThat(test.path("snapshotId").asText()).isEqualTo("s");
        assertThat(test.path("database").asText()).isEqualTo("n1");
    }

    @Test
    void saysNothingOfRowsWhereNothingWasRestored() {
        JsonNode test = verification().failing("ChooseRecoveryPoint", 1, 9, BROKEN).run().of("ReportFindings").getFirst().at("/restoreTests/0");

        assertThat(test.toString()).isEqualTo("{\"database\":\"n1\",\"snapshotId\":\"\",\"passed\":false,\"restoreSeconds\":0,"
                + "\"warmUpSeconds\":0,\"rows\":0}");
    }

    @Test
    void tellsOfAVerificationThatCannotBegin() {
        Seen seen = verification().failing("DecideVerification", 1, 9, BROKEN).run();

        assertThat(seen.story()).isEqualTo("DecideVerification, WordNotice VERIFICATION_FAILED -> Broken");
        assertThat(seen.notice("VERIFICATION_FAILED").at("/failure/step").asText()).isEqualTo("DecideVerification");
    }

    @Test
    void tellsOfFindingsThatCannotBeReported() {
        Seen seen = verification().where("VerifyRecoveryPoints", "{\"findings\": [%s]}".formatted(CRITICAL.formatted("")))
                .failing("MarkVerified", 1, 9, BROKEN).failing("ReportFindings", 1, 9, BROKEN).run();

        assertThat(seen.story()).endsWith("ReportFindings, WordNotice VERIFICATION_FAILED -> Broken");
        assertThat(seen.notice("VERIFICATION_FAILED").at("/failure/step").asText()).isEqualTo("ReportFindings");
        assertThat(seen.notice("VERIFICATION_FAILED").path("findings")).hasSize(1);
        assertThat(seen.notice("VERIFICATION_FAILED").path("undone")).hasSize(1);
    }

    @Test
    void findingsThatNobodyWasToldOfFailTheRun() {
        String finding = "{\"findings\": [%s]}".formatted(CRITICAL.formatted(""));

        assertThat(verification().where("VerifyRecoveryPoints", finding).silent().run().end()).isEqualTo("SNS.AuthorizationErrorException");
        assertThat(verification().failing("DecideVerification", 1, 9, BROKEN).silent().run().end()).isEqualTo(BROKEN);
        Seen withoutWords = verification().where("VerifyRecoveryPoints", finding).failing("WordNotice", 1, 9, BROKEN).run();
        assertThat(withoutWords.end()).isEqualTo("FINDINGS");
        assertThat(withoutWords.mails()).singleElement().asString().contains("a notice without words", "FINDINGS_FOUND");
        assertThat(verification().where("VerifyRecoveryPoints", finding).failing("WordNotice", 1, 1, "Lambda.TooManyRequestsException").run()
                .of("WordNotice")).hasSize(2);
    }
}
