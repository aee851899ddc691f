package io.pilotlight.simulator.states;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the machine that backs up decides. */
@DisplayName("A backup")
class BackupDecisionsTest extends Decisions {

    private static final Route ANSWERS = route("a backup", 1, 1);
    private static final Route REFUSED_IN_PART = route("a backup of which a database is refused", 1, 1);
    private static final Set<String> OF_DATABASES = Set.of("TakeSnapshot", "CopySnapshot", "ReleaseBackup");
    private static final Set<String> OF_SERVICES = Set.of("SaveServiceConfiguration", "MirrorService");
    private static final String DONE = "DecideBackups, PruneRecoveryPoints, MeasureExposure, RemoveLeftInstances, VerifyTraffic -> BACKED_UP";
    private static final String FAILED = "DecideBackups, PruneRecoveryPoints, MeasureExposure, RemoveLeftInstances, VerifyTraffic, NoteFailure asked, "
            + "WordNotice BACKUP_FAILED, NoteFailure told -> BackupIncomplete";
    private static final String COPIED = "TakeSnapshot eu-west-1, CopySnapshot, ReleaseBackup";
    private static final String MIRRORED = "SaveServiceConfiguration eu-west-1, MirrorService";
    private static final String PENDING = "{\"status\": \"IN_PROGRESS\"}";
    private static final String REFUSED = "{\"status\": \"REFUSED\"}";
    private static final String NOTHING_IS_DUE = "{\"due\": []}";
    private static final String CRITICAL_NAME = """
            {"findings": [{"check": "TRAFFIC", "severity": "CRITICAL", "subject": "www.example.com A", "problem": "p", "remedy": "r"},
             {"check": "TRAFFIC", "severity": "WARNING", "subject": "www.example.com", "problem": "w", "remedy": "r"}]}""";

    /** What one function answers, and what becomes of the database, of the service and of the whole. */
    record Situation(String name, String function, String fields, int times, String database, String service, String whole) {
        @Override
        public String toString() {
            return name;
        }
    }

    private Play backup() {
        return play(ANSWERS).where("SaveServiceConfiguration", "{\"changedByHand\": []}");
    }

    private Play idle() {
        return backup().where("DecideBackups", NOTHING_IS_DUE);
    }

    static Stream<Situation> situations() {
        return Stream.of(
                new Situation("backs up, prunes and measures", "MeasureExposure", "{}", 0, COPIED, MIRRORED, DONE),
                new Situation("waits for a snapshot", "TakeSnapshot", PENDING, 3,
                        COPIED.replace("west-1", "west-1 x4"), MIRRORED, DONE),
                new Situation("hands a snapshot that takes long over to the next run", "TakeSnapshot", PENDING, 999,
                        "TakeSnapshot eu-west-1 x many, ReleaseBackup", MIRRORED, DONE),
                new Situation("gives up a snapshot that RDS does not begin and releases it", "TakeSnapshot",
                        "{\"status\": \"IN_PROGRESS\", \"begun\": false}", 999,
                        "TakeSnapshot eu-west-1 x many, ReleaseBackup", MIRRORED, FAILED),
                new Situation("copies nothing where no snapshot may be taken", "TakeSnapshot", REFUSED, 999,
                        "TakeSnapshot eu-west-1, ReleaseBackup", MIRRORED, FAILED),
                new Situation("waits for a copy", "CopySnapshot", PENDING, 3, COPIED.replace(
                        "CopySnapshot", "CopySnapshot x4"), MIRRORED, DONE),
                new Situation("gives up a copy that is never done and releases it", "CopySnapshot", PENDING, 999,
                        COPIED.replace("CopySnapshot", "CopySnapshot x many"), MIRRORED, FAILED),
                new Situation("takes no refused copy for a backup", "CopySnapshot", REFUSED, 999, COPIED, MIRRORED, FAILED),
                new Situation("waits for a service to be mirrored", "MirrorService", PENDING, 3, COPIED, MIRRORED + " x4", DONE),
                new Situation("takes no service that is never mirrored for one that is", "MirrorService", PENDING, 999, COPIED,
                        MIRRORED + " x10", FAILED),
                new Situation("takes no refused service for one that is mirrored", "MirrorService", REFUSED, 999, COPIED, MIRRORED, FAILED),
                new Situation("leaves a service alone while a recovery is under way", "MirrorService",
                        "{\"status\": \"REFUSED\", \"taskDefinition\": \"\"}", 999, COPIED, MIRRORED, DONE),
                new Situation("prunes until all is pruned", "PruneRecoveryPoints", PENDING, 3, COPIED, MIRRORED,
                        DONE.replace("Points", "Points x4")),
                new Situation("goes on where a prune takes long", "PruneRecoveryPoints", PENDING, 999, COPIED, MIRRORED,
                        DONE.replace("Points", "Points x many")),
                new Situation("takes a recovery point that cannot be deleted for a failure", "PruneRecoveryPoints",
                        "{\"failed\": [{\"region\": \"r\", \"snapshotId\": \"s\", \"reason\": \"no\"}]}", 999, COPIED, MIRRORED, FAILED),
                new Situation("takes an instance that cannot be removed for a failure", "RemoveLeftInstances",
                        "{\"failed\": [{\"region\": \"r\", \"instanceIdentifier\": \"i\", \"reason\": \"no\"}]}", 999, COPIED, MIRRORED, FAILED),
                new Situation("tells people once of what fails again and again", "NoteFailure", "{\"tell\": false}", 0, COPIED, MIRRORED, DONE));
    }

    @ParameterizedTest
    @MethodSource("situations")
    void goesAs(Situation situation) {
        requireStory(backup().on(situation.function(), 1, situation.times(), situation.fields()).run(), situation);
    }

    static Stream<Situation> failures() {
        return Stream.of(
                new Situation("a snapshot", "TakeSnapshot", "", 0, "TakeSnapshot eu-west-1, ReleaseBackup", MIRRORED, FAILED),
                new Situation("a copy", "CopySnapshot", "", 0, COPIED, MIRRORED, FAILED),
                new Situation("a release, which ends with the execution", "ReleaseBackup", "", 0, COPIED, MIRRORED, DONE),
                new Situation("a service that cannot be saved", "SaveServiceConfiguration", "", 0, COPIED,
                        "SaveServiceConfiguration eu-west-1", FAILED),
                new Situation("a service that cannot be mirrored", "MirrorService", "", 0, COPIED, MIRRORED, FAILED),
                new Situation("a prune", "PruneRecoveryPoints", "", 0, COPIED, MIRRORED, FAILED),
                new Situation("a measurement", "MeasureExposure", "", 0, COPIED, MIRRORED, FAILED),
                new Situation("a removal", "RemoveLeftInstances", "", 0, COPIED, MIRRORED, FAILED));
    }

    /** A failure of one part hides no other part, and is told. */
    @ParameterizedTest
    @MethodSource("failures")
    void isNoSuccessWith(Situation failure) {
        Seen seen = backup().failing(failure.function(), 1, 999, "Broken").run();

        requireStory(seen, failure);
        if (failure.whole().equals(FAILED)) {
            assertThat(seen.notice("BACKUP_FAILED").at("/failures/0/step").asText()).isEqualTo(failure.function());
            assertThat(seen.notice("BACKUP_FAILED").at("/failures/0/error").asText()).isEqualTo("Broken");
            assertThat(seen.notice("BACKUP_FAILED").path("failures")).hasSize(1);
        }
    }

    static Stream<String> functions() {
        return Stream.of("DecideBackups", "TakeSnapshot", "CopySnapshot", "ReleaseBackup", "SaveServiceConfiguration",
                "MirrorService", "PruneRecoveryPoints", "MeasureExposure", "RemoveLeftInstances");
    }

    @ParameterizedTest
    @MethodSource("functions")
    void triesAgainWhatIsThrottled(String function) {
        Seen seen = backup().failing(function, 1, 2, "Lambda.TooManyRequestsException").run();

        assertThat(seen.end()).isEqualTo("BACKED_UP");
        assertThat(seen.of(function)).hasSize(3);
    }

    private static void requireStory(Seen seen, Situation situation) {
        assertThat(part(seen, OF_DATABASES)).isEqualTo(situation.database());
        assertThat(part(seen, OF_SERVICES)).isEqualTo(situation.service());
        assertThat(whole(seen)).isEqualTo(situation.whole());
    }

    private static String part(Seen seen, Set<String> functions) {
        return seen.story(call -> functions.contains(call.function())).replaceAll(" -> .*", "");
    }

    private static String whole(Seen seen) {
        return seen.story(call -> !OF_DATABASES.contains(call.function()) && !OF_SERVICES.contains(call.function()));
    }

    @Test
    void aDryRunOfTheBackupPrunesNothingTakesNothingAndShowsWhatTheServicesWouldStandOn() {
        Seen seen = backup().where("DecideBackups", "{\"dryRun\": true}")
                .where("MirrorService", "{\"status\": \"REFUSED\", \"definition\": {\"family\": \"shop\"}}")
                .where("PruneRecoveryPoints", "{\"status\": \"IN_PROGRESS\", \"deleted\": [{\"region\": \"r\", \"snapshotId\": \"s\"}]}").run();

        assertThat(seen.story()).isEqualTo("DecideBackups, PruneRecoveryPoints dry, MirrorService dry -> DRY_RUN");
        assertThat(seen.output("/services/0/definition")).isEqualTo("{\"family\":\"shop\"}");
        assertThat(seen.output("/prune/deleted")).isEqualTo("[{\"region\":\"r\",\"snapshotId\":\"s\"}]");
    }

    @Test
    void pruneIsNoDryRunWhereNobodyAsksForOne() {
        assertThat(backup().run().of("PruneRecoveryPoints")).singleElement()
                .satisfies(payload -> assertThat(payload.path("dryRun").asBoolean()).isFalse());
    }

    @Test
    void aTickWithNothingDueSavesAndMirrorsTheServicesAndLooksAtThePublicNames() {
        String idle = "DecideBackups, SaveServiceConfiguration eu-west-1, MirrorService, VerifyTraffic -> NOTHING_DUE";
        assertThat(idle().run().story()).isEqualTo(idle);
        assertThat(idle().failing("VerifyTraffic", 1, 99, "Broken").run().story())
                .as("where Route 53 does not answer, the next tick asks again").isEqualTo(idle);
        assertThat(whole(play(ANSWERS).where("DecideBackups", NOTHING_IS_DUE).run())).as("a file that somebody changed")
                .isEqualTo("DecideBackups, WordNotice CONFIGURATION_CHANGED, VerifyTraffic -> NOTHING_DUE");
    }

    @Test
    void aServiceThatIsNotMirroredIsToldAtATickWithNothingDue() {
        Seen seen = idle().where("MirrorService", REFUSED).run();

        assertThat(whole(seen)).isEqualTo("DecideBackups, VerifyTraffic, NoteFailure asked, WordNotice BACKUP_FAILED,"
                + " NoteFailure told -> BackupIncomplete");
        assertThat(seen.notice("BACKUP_FAILED").at("/failures/0/step").asText()).isEqualTo("MirrorService");
    }

    @Test
    void tellsOfPublicNamesThatAFailoverWouldNotMoveAndNotOfThoseThatItWould() {
        Seen seen = idle().where("VerifyTraffic", CRITICAL_NAME).run();

        assertThat(whole(seen)).isEqualTo("DecideBackups, VerifyTraffic, NoteFailure asked, WordNotice BACKUP_FAILED,"
                + " NoteFailure told -> NOTHING_DUE");
        assertThat(seen.notice("BACKUP_FAILED").path("failures")).singleElement().satisfies(failure -> {
            assertThat(failure.path("subject").asText()).isEqualTo("www.example.com A");
            assertThat(failure.path("cause").asText()).isEqualTo("p. r");
        });
        Seen due = backup().where("VerifyTraffic", CRITICAL_NAME).run();
        assertThat(due.end()).as("no backup is spoilt by it").isEqualTo("BACKED_UP");
        assertThat(due.notice("BACKUP_FAILED").path("failures")).hasSize(1);
        assertThat(backup().where("VerifyTraffic", CRITICAL_NAME).where("PruneRecoveryPoints",
                "{\"failed\": [{\"region\": \"r\", \"snapshotId\": \"s\", \"reason\": \"x\"}]}").run().end()).isEqualTo("BackupIncomplete");
        assertThat(backup().where("VerifyTraffic", CRITICAL_NAME).where("NoteFailure", "{\"tell\": false}").run().end())
                .isEqualTo("BACKED_UP");
        assertThat(backup().where("VerifyTraffic", CRITICAL_NAME).silent().run().end()).isEqualTo("BACKED_UP");
        assertThat(backup().where("VerifyTraffic", CRITICAL_NAME)
                .failing("NoteFailure", asked -> asked.path("told").asBoolean(), 1, 99, "Broken").run().end()).isEqualTo("BACKED_UP");
    }

    @Test
    void makesRoomBeforeABackupWhereOthersHaveLeftNoneAndPrunesAfterIt() {
        String needed = "{\"roomNeeded\": true}";
        Seen seen = backup().where("DecideBackups", needed).on("PruneRecoveryPoints", 1, 2, PENDING).run();

        assertThat(seen.story(call -> !OF_SERVICES.contains(call.function()))).isEqualTo("DecideBackups, PruneRecoveryPoints x3, "
                + COPIED + ", PruneRecoveryPoints, MeasureExposure, RemoveLeftInstances, VerifyTraffic -> BACKED_UP");
        Seen broken = backup().where("DecideBackups", needed).failing("PruneRecoveryPoints", 1, 1, "Broken").run();
        assertThat(broken.story(call -> !OF_SERVICES.contains(call.function()))).as("a backup is tried all the same").startsWith(
                "DecideBackups, PruneRecoveryPoints, " + COPIED + ", PruneRecoveryPoints, MeasureExposure").endsWith("BackupIncomplete");
        Seen endless = backup().where("DecideBackups", needed).on("PruneRecoveryPoints", 1, 999, PENDING).run();
        assertThat(endless.of("PruneRecoveryPoints")).as("no more before than after").hasSize(80);
        assertThat(backup().where("DecideBackups", "{\"roomNeeded\": true, \"dryRun\": true}").run().story())
                .isEqualTo("DecideBackups, PruneRecoveryPoints dry, MirrorService dry -> DRY_RUN");
    }

    @Test
    void tellsOfAQuotaThatWillNotDoBeforeItIsReached() {
        String tight = "{\"tight\": [{\"name\": \"eu-central-1\", \"reason\": \"it grants 100\"}]%s}";
        Seen seen = idle().where("DecideBackups", tight.formatted(", \"due\": []")).run();

        assertThat(whole(seen)).isEqualTo("DecideBackups, VerifyTraffic, NoteFailure asked, WordNotice BACKUP_FAILED,"
                + " NoteFailure told -> NOTHING_DUE");
        assertThat(seen.notice("BACKUP_FAILED").path("failures")).singleElement().satisfies(failure -> {
            assertThat(failure.path("subject").asText()).isEqualTo("eu-central-1");
            assertThat(failure.path("error").asText()).isEqualTo("QuotaTooSmall");
            assertThat(failure.path("cause").asText()).isEqualTo("it grants 100");
        });
        assertThat(backup().where("DecideBackups", tight.formatted("")).run().end()).as("no backup is spoilt by it").isEqualTo("BACKED_UP");
        assertThat(backup().where("DecideBackups", tight.formatted(", \"dryRun\": true")).run().output("/tight")).contains("it grants 100");
    }

    @Test
    void aDatabaseThatIsRefusedHoldsUpNothingAndIsTold() {
        Seen seen = play(REFUSED_IN_PART).where("SaveServiceConfiguration", "{\"changedByHand\": []}")
                .where("DecideBackups", NOTHING_IS_DUE).run();

        assertThat(whole(seen)).isEqualTo(FAILED);
        assertThat(part(seen, OF_SERVICES)).isEqualTo(MIRRORED);
        assertThat(seen.notice("BACKUP_FAILED").at("/failures/0/error").asText()).isEqualTo("DatabaseNotKnown");
        assertThat(seen.notice("BACKUP_FAILED").path("complete")).isEmpty();
    }

    @Test
    void tellsWhichDatabasesAreCompleteWhereAnotherPartFailed() {
        JsonNode told = backup().failing("MirrorService", 1, 999, "Broken").run().notice("BACKUP_FAILED");

        assertThat(told.path("complete").toString()).isEqualTo("[\"n1 as s\"]");
        assertThat(told.path("since").asText()).isEqualTo("2026-11-22T09:00:00Z");
    }

    @Test
    void doesNotCallAFailedDatabaseComplete() {
        assertThat(backup().where("CopySnapshot", REFUSED).run().notice("BACKUP_FAILED").path("complete")).isEmpty();
    }

    @Test
    void savesTheSiteThatIsActiveAndMirrorsItToTheOther() {
        Seen seen = backup().where("DecideBackups", "{\"activeSite\": \"STANDBY\"}").run();

        assertThat(seen.of("MirrorService")).singleElement().satisfies(payload -> {
            assertThat(payload.at("/source/targetGroupArn").asText()).contains("eu-central-1");
            assertThat(payload.at("/target/targetGroupArn").asText()).contains("eu-west-1");
        });
        assertThat(backup().run().of("MirrorService")).singleElement().satisfies(payload -> {
            assertThat(payload.at("/source/targetGroupArn").asText()).contains("eu-west-1");
            assertThat(payload.at("/target/targetGroupArn").asText()).contains("eu-central-1");
        });
    }

    @Test
    void waitsAnewForACopy() {
        assertThat(whole(backup().on("TakeSnapshot", 1, 15, PENDING).on("CopySnapshot", 1, 45, PENDING).run())).isEqualTo(DONE);
    }

    @Test
    void tellsOfAFileThatSomebodyChangedAndGoesOn() {
        Seen seen = play(ANSWERS).run();

        assertThat(whole(seen)).isEqualTo(
                "DecideBackups, WordNotice CONFIGURATION_CHANGED, PruneRecoveryPoints, MeasureExposure, RemoveLeftInstances, VerifyTraffic -> BACKED_UP");
        assertThat(seen.notice("CONFIGURATION_CHANGED").path("files").toString()).isEqualTo("[\"n1\"]");
        assertThat(part(play(ANSWERS).silent().run(), OF_SERVICES)).isEqualTo(MIRRORED);
        assertThat(play(ANSWERS).silent().run().end()).isEqualTo("BACKED_UP");
    }

    @Test
    void saysInItsOutputThatTheNextRunGoesOnWithASnapshot() {
        assertThat(backup().on("TakeSnapshot", 1, 999, PENDING).run().output("/databases/0/status")).isEqualTo("HANDED_OVER");
    }

    /** Where visitors wait for a planned move it looks more often, and gives up sooner. */
    @Test
    void saysForHowLongItHasWaited() {
        String notBegun = "{\"status\": \"IN_PROGRESS\", \"begun\": false}";
        assertThat(backup().on("TakeSnapshot", 1, 999, notBegun).run().notice("BACKUP_FAILED").at("/failures/0/cause").asText())
                .startsWith("not taken after 24 minutes, ");
        assertThat(backup().on("CopySnapshot", 1, 999, PENDING).run().notice("BACKUP_FAILED").at("/failures/0/cause").asText())
                .startsWith("not copied after 169 minutes, ");
        assertThat(backup().on("TakeSnapshot", 1, 8, PENDING).on("CopySnapshot", 1, 999, PENDING).run().notice("BACKUP_FAILED").at("/failures/0/cause").asText())
                .as("what the snapshot took is not the copy's").startsWith("not copied after 169 minutes, ");

        JsonNode ofAMove = JsonNodeFactory.instance.objectNode().put("since", "2026-11-22T16:45:00Z");
        assertThat(backup().input(ofAMove).on("TakeSnapshot", 1, 999, notBegun).run().notice("BACKUP_FAILED").at("/failures/0/cause").asText())
                .startsWith("not taken after 3 minutes, ");
        assertThat(backup().input(ofAMove).on("CopySnapshot", 1, 999, PENDING).run().notice("BACKUP_FAILED").at("/failures/0/cause").asText())
                .startsWith("not copied after 32 minutes, ");
    }

    @Test
    void tellsOfInstancesThatAreLeftAndOfThoseThatAreRemovedAndGoesOn() {
        String announced = "[{\"region\": \"r\", \"instanceIdentifier\": \"i\", \"removedFrom\": \"2026-11-29T17:00:00Z\"}]";
        String removed = "[{\"region\": \"r\", \"instanceIdentifier\": \"i\", \"finalSnapshotId\": \"i-final\"}]";
        for (String field : new String[] {"\"announced\": " + announced, "\"removed\": " + removed}) {
            Seen seen = backup().where("RemoveLeftInstances", "{%s}".formatted(field)).run();

            assertThat(whole(seen)).isEqualTo(DONE.replace("Instances,", "Instances, WordNotice LEFT_BEHIND,"));
            assertThat(seen.notice("LEFT_BEHIND").toString()).contains(field.replace(": ", ":").replace(", ", ","));
            assertThat(backup().where("RemoveLeftInstances", "{%s}".formatted(field)).silent().run().end()).isEqualTo("BACKED_UP");
        }
    }

    @Test
    void tellsOfADecisionThatCannotBeMade() {
        Seen seen = backup().failing("DecideBackups", 1, 999, "Broken").run();

        assertThat(seen.story()).isEqualTo("DecideBackups, NoteFailure asked, WordNotice BACKUP_FAILED, NoteFailure told -> Broken");
        assertThat(seen.notice("BACKUP_FAILED").at("/failures/0/step").asText()).isEqualTo("DecideBackups");
        assertThat(backup().failing("DecideBackups", 1, 999, "Broken").failing("NoteFailure", 1, 1, "Broken").run().notice("BACKUP_FAILED")
                .path("complete")).isEmpty();
    }

    @Test
    void doesNotTellAgainWhatPeopleKnow() {
        Seen seen = backup().where("CopySnapshot", REFUSED).where("NoteFailure", "{\"tell\": false}").run();

        assertThat(whole(seen)).isEqualTo(
                "DecideBackups, PruneRecoveryPoints, MeasureExposure, RemoveLeftInstances, VerifyTraffic, NoteFailure asked -> BackupIncomplete");
    }

    @Test
    void tellsRatherThanNotWhereItCannotBeKnownWhetherPeopleKnow() {
        Seen seen = backup().where("CopySnapshot", REFUSED).failing("NoteFailure", 1, 1, "Broken").run();

        assertThat(whole(seen)).isEqualTo(FAILED);
    }

    @Test
    void noteThatPeopleWereToldOnlyWhereTheyWere() {
        assertThat(backup().where("CopySnapshot", REFUSED).silent().run().story()).endsWith(
                "NoteFailure asked, WordNotice BACKUP_FAILED -> BackupIncomplete");
        assertThat(backup().where("CopySnapshot", REFUSED).failing("NoteFailure", 2, 2, "Broken").run().end()).isEqualTo("BackupIncomplete");
    }

    @Test
    void triesAgainToNoteAndToWord() {
        for (String function : List.of("NoteFailure", "WordNotice")) {
            Seen seen = backup().where("CopySnapshot", REFUSED).failing(function, 1, 1, "Lambda.TooManyRequestsException").run();
            assertThat(seen.story()).contains(function.equals("WordNotice") ? "WordNotice BACKUP_FAILED x2" : "NoteFailure asked x2");
        }
        assertThat(backup().where("CopySnapshot", REFUSED).failing("NoteFailure", 2, 2, "Lambda.TooManyRequestsException").run().story())
                .contains("NoteFailure told x2");
    }

    @Test
    void failsWithoutWordsWhereTheyCannotBeFound() {
        Seen seen = backup().where("CopySnapshot", REFUSED).failing("WordNotice", 1, 99, "Broken").run();

        assertThat(seen.mails()).singleElement().asString().contains("a notice without words", "BACKUP_FAILED at CopySnapshot");
        assertThat(seen.story())
                .endsWith("WordNotice BACKUP_FAILED, NoteFailure told -> BackupIncomplete");
    }

    @Test
    void reportsEverythingThatWasPrunedAndMeasured() {
        Seen seen = backup().on("PruneRecoveryPoints", 1, 1,
                "{\"status\": \"IN_PROGRESS\", \"deleted\": [{\"region\": \"r\", \"snapshotId\": \"s1\"}]}")
                .on("PruneRecoveryPoints", 2, 2, "{\"deleted\": [{\"region\": \"r\", \"snapshotId\": \"s2\"}]}")
                .where("MeasureExposure", """
                    {"databases": [{"name": "n1", "known": true, "exposureSeconds": 60, "snapshotId": "s", "withinObjective": true,
                     "objectiveAttainable": true, "reason": ""}]}""").run();

        assertThat(seen.output("/pruned")).contains("s1").contains("s2");
        assertThat(seen.output("/databases")).contains("\"snapshotId\":\"s\"");
        assertThat(seen.output("/exposures")).contains("\"exposureSeconds\":60");
    }
}
