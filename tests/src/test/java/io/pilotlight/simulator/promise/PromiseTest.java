package io.pilotlight.simulator.promise;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.json.StrictJson;
import io.pilotlight.simulator.cloud.rds.SnapshotDeleted;
import io.pilotlight.simulator.journal.Journal;
import io.pilotlight.simulator.journal.JournalEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.Tag;

/** Breaks each promise on purpose: a check that cannot fail would prove nothing. */
class PromiseTest {

    private static final String HOME = "visits-20260105t001900-000000";
    private static final Instant START = Instant.parse("2026-01-05T12:00:00Z");
    private static final String FAILOVER = "FailoverStateMachine";
    private static final String PRIMARY_LOAD_BALANCER = "primary.lb";
    private static final String STANDBY_LOAD_BALANCER = "standby.lb";
    private static final String TEST = "visitor-db-test-20260105t120000-051130";
    private static final String PASSWORD = "correct-horse-battery-staple";

    private final Journal journal = new Journal();
    private List<Evidence.Restore> restores = List.of();
    private List<SnapshotDeleted> deletions = List.of();
    private List<Evidence.Message> messages = List.of();
    private Map<String, Evidence.Origin> origins = Map.of();
    private Map<String, Set<Long>> listed = Map.of();
    private Map<String, SortedSet<Long>> nowhere = Map.of();
    private Evidence.Exposure exposure = Evidence.Exposure.unmeasured(Duration.ofHours(1));
    private List<Evidence.Window> outages = List.of(new Evidence.Window(at(-30), at(60)));
    private List<Evidence.Window> darkness = List.of(new Evidence.Window(at(-30), at(60)));
    private Set<String> instances = Set.of("restored");
    private Evidence.OldSite oldSite = new Evidence.OldSite(true, true, 0);

    @Test
    void holdsForARecoveryThatKeepsEveryPromise() {
        goodRecovery();

        assertThat(broken()).isEmpty();
    }

    @Test
    void seesTrafficThatMovesBeforeTheApplicationCheckPassed() {
        journal.add(new JournalEvent.AnswerChanged(at(1), "www.example.com", STANDBY_LOAD_BALANCER));
        goodRecovery();

        assertThat(broken()).singleElement().asString().contains("www.example.com answered with standby.lb");
    }

    @Test
    void seesTrafficThatMovesAfterACheckThatFailed() {
        check(3, "UNHEALTHY");
        journal.add(new JournalEvent.AnswerChanged(at(4), "www.example.com", STANDBY_LOAD_BALANCER));

        assertThat(broken()).singleElement().asString().contains("had not passed");
    }

    @Test
    void seesVisitorsOfTheOtherKindOfAddressWhoAreLeftBehind() {
        journal.add(new JournalEvent.AnswerChanged(at(0), "www.example.com (AAAA)", PRIMARY_LOAD_BALANCER));
        goodRecovery();
        journal.add(new JournalEvent.StateExited(at(10), FAILOVER, "run-1", "NotifyRecovered", at(10), 1, json("{}")));

        assertThat(broken()).singleElement().asString().contains("(AAAA) still led to");
    }

    @Test
    void seesAWriteAtTheOldSiteAfterItsFence() {
        goodRecovery();
        visit(20, 99, "eu-west-1");

        assertThat(broken()).anyMatch(detail -> detail.contains("row 99") && detail.contains("after the fence held"));
    }

    @Test
    void seesARowThatOnlyTheOldSiteHasAndThatIsNotInTheList() {
        compared();
        assertThat(broken()).isEmpty();

        listed = Map.of("s3://b/p/visits", Set.of(8L));
        assertThat(broken()).singleElement().asString().contains("row 9", "is at the old primary alone and not in the list");
    }

    @Test
    void seesARowThatIsListedAlthoughItIsNotLost() {
        compared();
        listed = Map.of("s3://b/p/visits", Set.of(7L, 8L, 9L));

        assertThat(broken()).singleElement().asString().contains("row 7 is listed as the old primary's alone, and is in restored-20260111t040000-110355");
    }

    @Test
    void seesAnOldPrimaryThatIsFencedAndWasNotCompared() {
        goodRecovery();
        journal.add(new JournalEvent.ExecutionEnded(at(10), FAILOVER, "run-1", "SUCCEEDED",
                json("{\"outcome\": \"RECOVERED\", \"oldSiteFenced\": true, \"incident\": \"20260111t040000\"}"), "", ""));

        assertThat(broken()).singleElement().asString().contains("the old primary was not compared");
    }

    /** Row 7 was in the recovery point; 8 was committed after it, and 9 when the old site came back. */
    private void compared() {
        String used = "restored-20260111t040000-110355";
        instances = Set.of();
        restores = List.of(new Evidence.Restore(at(2), used, "point", Map.of(), 7, new TreeSet<>(List.of(7L, 10L))));
        listed = Map.of("s3://b/p/visits", Set.of(8L, 9L));
        for (int row = 7; row < 9; row++) {
            journal.add(new JournalEvent.VisitCommitted(at(row - 8), row, "eu-west-1", "visitor-db"));
        }
        journal.add(new JournalEvent.VisitCommitted(at(1), 9, "eu-west-1", "visitor-db"));
        journal.add(new JournalEvent.ExecutionEnded(at(30), "ReconcileStateMachine", "compare-1", "SUCCEEDED", json("""
                {"outcome": "COMPARED", "incident": "20260111t040000", "place": "s3://b/p",
                 "databases": [{"name": "visits", "failure": {"step": ""}, "notCompared": 0}]}
                """), "", ""));
    }

    /** Nobody visits a worker, and it writes to a database of its own. */
    @Test
    void seesAJobOfAWorkerAfterItsOwnFenceAndAcceptsOneAfterThatOfThePage() {
        origins = Map.of("instance", new Evidence.Origin("visits", "web"), "jobs", new Evidence.Origin("jobs", "worker"));
        goodRecovery("web");
        journal.add(new JournalEvent.JobDone(at(4), 98, "eu-west-1", "jobs"));
        assertThat(broken()).isEmpty();

        invoked(5, "FenceSiteFunction", "{\"site\": {\"service\": \"worker\"}}", "{\"fenced\": true}");
        journal.add(new JournalEvent.JobDone(at(6), 99, "eu-west-1", "jobs"));

        assertThat(broken()).singleElement().asString().contains("row 99", "after the fence held at " + at(5));
    }

    @Test
    void seesARecoveryPointThatIsMarkedAlthoughItsRestoreTestHadLostARow() {
        visit(1, 7, "eu-west-1");
        restores = List.of(new Evidence.Restore(at(6), TEST, "point", Map.of(), 7, new TreeSet<>()));
        assertThat(broken()).isEmpty();
        invoked(9, "MarkVerifiedFunction", "{\"snapshotId\": \"point\"}", "{\"status\": \"DONE\"}");

        assertThat(broken()).singleElement().asString().contains("row 7", "is not in " + TEST, "marked as verified");
    }

    @Test
    void seesASecondWriterThatNoReportNames() {
        visit(10, 1, "eu-central-1");
        visit(11, 2, "eu-west-1");

        assertThat(broken()).singleElement().asString().contains("no report says that it was not fenced");
    }

    @Test
    void acceptsASecondWriterThatAReportNames() {
        visit(10, 1, "eu-central-1");
        visit(11, 2, "eu-west-1");
        told(12, "The old site eu-west-1 is NOT FENCED and may still take writes");

        assertThat(broken()).isEmpty();
    }

    @Test
    void seesASecondWriterThatAReportNamesAlthoughItsRegionAnsweredAllTheTime() {
        darkness = List.of(new Evidence.Window(at(-30), at(-1)));
        visit(10, 1, "eu-central-1");
        visit(11, 2, "eu-west-1");
        told(12, "The old site eu-west-1 is NOT FENCED and may still take writes");

        assertThat(broken()).singleElement().asString().contains("its Region answered when it should have been fenced");
    }

    @Test
    void seesAnOldSiteThatAnswersAgainAndWasNotFenced() {
        goodRecovery();
        oldSite = new Evidence.OldSite(true, true, 2);

        assertThat(broken()).singleElement().asString().contains("still wants 2 tasks");
    }

    @Test
    void acceptsThatAnOldRecoveryPointIsDeletedAndAFailedCopy() {
        deletions = List.of(
                deletion(copy("old", at(-180)).build(), false, copy("new", at(-60)).tagList(tags("true")).build()),
                deletion(copy("broken", at(-10)).status("failed").build(), false));

        assertThat(broken()).isEmpty();
    }

    @Test
    void seesTheNewestCopyDeleted() {
        deletions = List.of(deletion(
                copy("newest", at(-60)).build(), false, copy("older", at(-120)).build(),
                copy("in-flight", at(-10)).status("creating").build(),
                copy("of-another", at(-10)).tagList(tags("false", "orders")).build(),
                copy("no-copy", at(-10)).sourceDBSnapshotIdentifier(null).build()));

        assertThat(broken()).hasSize(2).anySatisfy(detail -> assertThat(detail)
                .contains("PruneRecoveryPointsFunction deleted snapshot newest", "the newest copy of its database"));
    }

    /** What a failover passes over, however new, is no substitute for what it would restore. */
    @Test
    void seesTheNewestUsableRecoveryPointDeletedWhileOnlyUselessOnesAreNewer() {
        deletions = List.of(deletion(copy("usable", at(-60)).build(), false,
                copy("under-another-key", at(-10)).kmsKeyId("another-key").build(),
                copy("no-copy", at(-5)).sourceDBSnapshotIdentifier(null).build(),
                copy("older", at(-120)).build()));

        assertThat(broken()).singleElement().asString()
                .contains("deleted snapshot usable", "the newest usable recovery point of its database");
    }

    @Test
    void seesTheNewestVerifiedRecoveryPointDeleted() {
        deletions = List.of(deletion(copy("verified", at(-600)).tagList(tags("true")).build(), false,
                copy("newer", at(-60)).build(), copy("older", at(-900)).tagList(tags("true")).build()));

        assertThat(broken()).singleElement().asString().contains("the newest verified recovery point");
    }

    @Test
    void seesASourceDeletedWithACopyInFlight() {
        deletions = List.of(deletion(copy("source", at(-600)).sourceDBSnapshotIdentifier(null).build(), true));

        assertThat(broken()).singleElement().asString().contains("of which a copy was in flight");
    }

    @Test
    void seesASnapshotOfSomebodyElseDeleted() {
        deletions = List.of(
                deletion(copy("foreign", at(-600)).tagList(List.of()).status("failed").build(), false),
                deletion(copy("anothers", at(-600)).tagList(tag("pilot-light:application", "shop")).status("failed").build(), false));

        assertThat(broken()).hasSize(2).allSatisfy(detail -> assertThat(detail).contains("not of this application"));
    }

    @Test
    void leavesToThePeopleWhatTheyDelete() {
        deletions = List.of(new SnapshotDeleted(at(1), "eu-central-1", "", copy("newest", at(-60)).build(), true, List.of()));

        assertThat(broken()).isEmpty();
    }

    @Test
    void seesAnExposureAboveTheObjectiveThatNothingExcuses() {
        exposure = exposure(List.of(), sample(0, 59), sample(1, 60), sample(2, 61), sample(3, 10));

        assertThat(broken()).singleElement().asString()
                .contains(at(2).toString(), "the exposure was 61 min with an RPO of 60 min");
    }

    @Test
    void acceptsAnExcusedExposureOfWhichTheAlarmTellsInTime() {
        alarm(13, "ALARM");
        exposure = exposure(List.of(new Evidence.Window(at(-10), at(60))), sample(0, 60), sample(1, 61), sample(40, 100));

        assertThat(broken()).isEmpty();
    }

    @Test
    void acceptsAnExcusedExposureWhereTheAlarmTellsAlready() {
        alarm(-20, "ALARM");
        exposure = exposure(List.of(new Evidence.Window(at(-10), at(60))), sample(1, 61), sample(40, 100));

        assertThat(broken()).isEmpty();
    }

    @Test
    void acceptsAnExcusedExposureThatIsOverBeforeTheAlarmHasToTell() {
        exposure = exposure(List.of(new Evidence.Window(at(-10), at(60))), sample(1, 61), sample(14, 74), sample(15, 9));

        assertThat(broken()).isEmpty();
    }

    @Test
    void seesAnExcusedExposureOfWhichTheAlarmTellsTooLate() {
        alarm(-30, "ALARM");
        alarm(-20, "OK");
        alarm(18, "ALARM");
        exposure = exposure(List.of(new Evidence.Window(at(-10), at(60))), sample(1, 61), sample(18, 78));

        assertThat(broken()).singleElement().asString().contains(at(0).toString(), "did not say so within 17 minutes");
    }

    @Test
    void seesASiteThatWorkedAndWasTakenDownForLongerThanTheBound() {
        outages = List.of(new Evidence.Window(at(0), at(6)));
        failed(1, 11);
        failed(22, 12);
        visit(23, 13, "eu-west-1");

        assertThat(broken()).singleElement().asString()
                .contains(at(1).toString(), at(22).toString(), "a site could have served for 16 min of that");
    }

    @Test
    void seesASiteThatWorkedAndWasTakenDownForGood() {
        outages = List.of();
        failed(1, 11);
        failed(17, 12);

        assertThat(broken()).singleElement().asString().contains("a site could have served for 16 min of that");
    }

    @Test
    void seesASiteThatWorkedAndWasTakenDownForLongerThanTheRtoAlthoughTheStandbyServesThen() {
        outages = List.of();
        failed(1, 11);
        failed(32, 12);
        visit(33, 13, "eu-central-1");

        assertThat(broken()).singleElement().asString().contains("a site could have served for 31 min of that");
    }

    @Test
    void acceptsThatNobodyIsServedForAsLongAsAMoveTakes() {
        outages = List.of(new Evidence.Window(at(0), at(6)));
        failed(1, 11);
        failed(21, 12);
        visit(22, 13, "eu-west-1");
        failed(25, 14);
        failed(55, 15);
        visit(56, 16, "eu-central-1");

        assertThat(broken()).isEmpty();
    }

    @Test
    void seesASiteThatAStoppedMoveLeftWithoutItsTasksWhateverTheOtherSiteDoes() {
        outages = List.of(new Evidence.Window(at(-10), at(80)));
        visit(0, 10, "eu-central-1");
        failed(1, 11);
        moveEnded(11, "ABORTED");
        failed(27, 12);
        visit(28, 13, "eu-central-1");

        assertThat(broken()).singleElement().asString().contains("a site could have served for 26 min of that");
    }

    @Test
    void acceptsThatASiteIsGivenBackSoonAfterAMoveWasStopped() {
        outages = List.of();
        visit(0, 10, "eu-central-1");
        failed(1, 11);
        moveEnded(11, "ABORTED");
        failed(25, 12);
        visit(26, 13, "eu-central-1");

        assertThat(broken()).isEmpty();
    }

    private void moveEnded(int minute, String status) {
        journal.add(new JournalEvent.ExecutionEnded(at(minute), "FailbackStateMachine", "move", status, null, null, null));
    }

    @Test
    void seesVisitorsMovedOffASiteThatWorksWithoutADecision() {
        outages = List.of(new Evidence.Window(at(-30), at(2)));
        visit(1, 48, "eu-west-1");
        goodRecovery();

        assertThat(broken()).containsExactly(
                "%s: www.example.com was moved off a site that worked, and nobody decided so; 1 rows are missing".formatted(at(8)));
    }

    @Test
    void acceptsThatVisitorsAreMovedOffASiteThatWorksWherePeopleApproved() {
        outages = List.of(new Evidence.Window(at(-30), at(2)));
        journal.add(new JournalEvent.StateExited(at(6), FAILOVER, "run-1", "AskApproval", at(3), 1, json("{}")));
        goodRecovery();

        assertThat(broken()).isEmpty();
    }

    @Test
    void acceptsThatVisitorsAreMovedOffASiteThatWorksWhereAPersonForcedIt() {
        outages = List.of();
        journal.add(new JournalEvent.ExecutionStarted(at(-1), FAILOVER, "run-1", json("{\"force\": true}")));
        goodRecovery();

        assertThat(broken()).isEmpty();
    }

    @Test
    void acceptsThatASiteComesBackAfterTheLastLookAtIt() {
        outages = List.of(new Evidence.Window(at(-30), at(4)));
        goodRecovery();

        assertThat(broken()).isEmpty();
    }

    @Test
    void seesAMessageThatAdvisesToDeleteWhatServesWhenItIsSent() {
        messages = List.of(message("Left in place: visitor-db-20260105t120600-0101. Delete it.", "visitor-db-20260105t120600-0101"));

        assertThat(broken()).singleElement().asString()
                .contains(at(30).toString(), "[Pilot Light] subject", "advises to delete visitor-db-20260105t120600-0101, which serves");
    }

    @Test
    void seesAMessageThatAdvisesToScaleDownTheSiteThatIsActiveWhenItIsSent() {
        messages = List.of(message("To give up instead, scale the services in eu-central-1 to 0.", "restored"));

        assertThat(broken()).singleElement().asString().contains("scale down the standby site, which is recorded as active");
    }

    @Test
    void seesACommandThatNamesNoRegion() {
        messages = List.of(message("Again: aws stepfunctions start-execution --input '{}'", "restored"));

        assertThat(broken()).singleElement().asString().contains("no Region is named by aws stepfunctions start-execution");
    }

    @Test
    void acceptsAdviceToTakeAwayWhatServesNobody() {
        messages = List.of(message("Delete visitor-db-20260105t120600-0102 once nobody needs it.", "visitor-db-20260105t120600-0101"));

        assertThat(broken()).isEmpty();
    }

    @Test
    void seesAnInstanceOfARestoreTestThatIsLeftBehindAlthoughAReportNamesIt() {
        test(1, "eu-central-1");
        told(2, "Left in place: %s".formatted(TEST));

        assertThat(broken()).containsExactly("instance %s in eu-central-1 of a restore test was left behind".formatted(TEST));
    }

    @Test
    void seesAnInstanceOfARestoreTestThatIsMadeAgainAfterItsRemoval() {
        test(1, "eu-west-1");
        gone(2, "eu-west-1");
        assertThat(broken()).isEmpty();

        test(3, "eu-west-1");

        assertThat(broken()).containsExactly("instance %s in eu-west-1 of a restore test was left behind".formatted(TEST));
    }

    @Test
    void seesVisitorsInTheInstanceOfARestoreTest() {
        test(1, "eu-central-1");
        journal.add(new JournalEvent.VisitCommitted(at(2), 7, "eu-west-1", TEST));
        gone(3, "eu-central-1");

        assertThat(broken()).containsExactly("instance %s in eu-central-1 of a restore test was the application's".formatted(TEST));
    }

    @Test
    void seesARestoreTestThatPassesOverAUsableRecoveryPoint() {
        restores = List.of(new Evidence.Restore(at(6), TEST, "older", Map.of("newer", at(-30)), 0, new TreeSet<>()));

        assertThat(broken()).singleElement().asString().contains("although newer is newer and usable");
    }

    @Test
    void acceptsARestoreTestThatPassesOverARecoveryPointThatWouldNotRestore() {
        invoked(5, "RestoreTestDatabaseFunction", "{\"recoveryPoint\": {\"snapshotId\": \"newer\"}}", "{\"status\": \"REFUSED\"}");
        restores = List.of(new Evidence.Restore(at(6), TEST, "older", Map.of("newer", at(-30)), 0, new TreeSet<>()));

        assertThat(broken()).isEmpty();
    }

    @Test
    void seesAnInstanceThatStandsUnusedAndThatNobodyWasToldOf() {
        restores = List.of(new Evidence.Restore(at(6), "prepared", "newest", Map.of(), 0, new TreeSet<>()));
        instances = Set.of("restored", "prepared");

        assertThat(broken()).containsExactly("prepared was restored, nobody uses it, and no message names it");
        told(9, "prepared in eu-central-1 is left, and nobody uses it.");
        assertThat(broken()).isEmpty();
    }

    @Test
    void seesAnOlderRecoveryPointRestoredWithoutNeed() {
        goodRecovery();
        restores = List.of(restore("older", Map.of("newer", at(-30)), 0, new TreeSet<>()));

        assertThat(broken()).singleElement().asString().contains("although newer is newer and usable");
    }

    @Test
    void acceptsAnOlderRecoveryPointWhereTheNewerWouldNotRestore() {
        invoked(5, "RestoreDatabaseFunction", "{\"recoveryPoint\": {\"snapshotId\": \"newer\"}}", "{\"status\": \"REFUSED\"}");
        goodRecovery();
        restores = List.of(restore("older", Map.of("newer", at(-30)), 0, new TreeSet<>()));

        assertThat(broken()).isEmpty();
    }

    @Test
    void acceptsAnOlderRecoveryPointWhereTheNewerWasCompleteOnlyAfterTheChoice() {
        goodRecovery();
        invoked(4, "ChooseRecoveryPointFunction", "{}", "{\"status\": \"DONE\"}");
        restores = List.of(restore("older", Map.of("newer", at(5)), 0, new TreeSet<>()));

        assertThat(broken()).isEmpty();
    }

    @Test
    void seesARowThatWasCommittedBeforeTheRecoveryPointAndIsGone() {
        visit(-10, 1, "eu-west-1");
        visit(-9, 2, "eu-west-1");
        goodRecovery();
        restores = List.of(restore("newest", Map.of(), 2, new TreeSet<>(Set.of(2L))));

        assertThat(broken()).singleElement().asString().contains("row 1, committed before recovery point newest");
    }

    @Test
    void seesAnExecutionThatDoesNotEnd() {
        journal.add(new JournalEvent.ExecutionStarted(at(0), FAILOVER, "run-1", json("{}")));

        assertThat(broken()).containsExactly("run-1 has not ended");
    }

    @Test
    void seesAFailoverThatTellsNobody() {
        started(0, "run-1");
        ended(1, "run-1", "FAILED");

        assertThat(broken()).containsExactly("run-1 ended as FAILED and told nobody");
    }

    @Test
    void seesAnInstanceThatIsLeftBehindUnsaid() {
        goodRecovery();
        journal.add(new JournalEvent.ResourceCreated(at(6), "eu-central-1", "AWS::RDS::DBInstance", "leftover"));

        assertThat(broken()).containsExactly("instance leftover in eu-central-1 was left behind and no report names it");
    }

    @Test
    void acceptsAnInstanceThatAReportNamesByItsIncident() {
        goodRecovery();
        journal.add(new JournalEvent.ResourceCreated(
                at(6), "eu-central-1", "AWS::RDS::DBInstance", "db-20260105t120000-051130"));
        told(9, "Left in place: DB instances whose tag pilot-light:incident is 20260105t120000.");

        assertThat(broken()).isEmpty();
    }

    @Test
    void seesVisitorsWhoseRowsGoIntoAnotherInstanceThanTheRestoredOne() {
        goodRecovery();
        journal.add(new JournalEvent.VisitCommitted(at(11), 51, "eu-central-1", "of-an-earlier-run"));

        assertThat(broken()).singleElement().asString()
                .contains("row 51 was committed in of-an-earlier-run").contains("restored for the standby is [restored]");
    }

    @Test
    void seesTwoRecoveriesAtOnce() {
        lease(0, "run-1", 1);
        lease(1, "run-2", 2);

        assertThat(broken()).singleElement().asString().contains("run-2 got the lease").contains("while run-1 still held it");
    }

    @Test
    void seesThatWhatAnOvertakenRecoveryHasStartedLivesOn() {
        lease(0, "run-1", 1);
        journal.add(new JournalEvent.ExecutionStarted(at(1), "ActivateStateMachine", "child-1", json("{\"epoch\": 1}")));
        invoked(5, "ReleaseLeaseFunction", "{\"epoch\": 1}", "{\"status\": \"DONE\"}");
        lease(6, "run-2", 2);
        journal.add(new JournalEvent.ExecutionEnded(at(9), "ActivateStateMachine", "child-1", "SUCCEEDED", json("{}"), "", ""));

        assertThat(broken()).singleElement().asString().contains("child-1 was still running when run-2 had got the lease");
    }

    @Test
    void seesAnEpochThatDoesNotRise() {
        lease(0, "run-1", 2);
        invoked(1, "ReleaseLeaseFunction", "{\"epoch\": 2}", "{\"status\": \"DONE\"}");
        lease(2, "run-2", 2);

        assertThat(broken()).singleElement().asString().contains("got epoch 2 after epoch 2");
    }

    @Test
    void seesAPasswordInAState() {
        journal.add(new JournalEvent.StateExited(at(1), FAILOVER, "run-1", "SetPassword", at(0), 1,
                json("{\"password\": \"%s\"}".formatted(PASSWORD))));

        assertThat(broken()).singleElement().asString().contains("a password stands in a StateExited").doesNotContain(PASSWORD);
    }

    @Test
    void seesACallThatTheRoleDoesNotAllow() {
        journal.add(new JournalEvent.ApiCalled(
                at(1), "ReadPlanFunction", "rds:DescribeDBInstances", "eu-central-1", "AccessDenied", "request"));

        assertThat(broken()).singleElement().asString().contains("ReadPlanFunction was denied rds:DescribeDBInstances");
    }

    @Test
    void seesARowThatAPlannedMoveLeavesBehind() {
        goodRecovery();
        movedHome(49L);

        assertThat(broken()).contains("row 50, committed in eu-central-1 at %s, is not in %s, which was restored at %s".formatted(at(9), HOME, at(30)));
    }

    @Test
    void seesARowThatIsWrittenWhereAPlannedMoveHasLeft() {
        goodRecovery();
        movedHome(50L);
        assertThat(broken()).noneMatch(detail -> detail.contains("is not in " + HOME));

        visit(32, 51, "eu-central-1");
        assertThat(broken()).anyMatch(detail -> detail.startsWith("row 51, committed in eu-central-1") && detail.contains("is not in " + HOME));
    }

    @Test
    void seesAPlannedMoveThatRestoredNothing() {
        goodRecovery();
        move("move-1", 35);

        assertThat(broken()).anyMatch(detail -> detail.startsWith("nothing was restored for the move that ended at"));
    }

    @Test
    void seesThatAnInstanceWhichServesIsDeletedWithoutAFinalSnapshotAWordOrAnotherThatHasItsRows() {
        visit(1, 1, "eu-central-1");
        deleted(at(2), null);

        assertThat(broken()).filteredOn(detail -> detail.contains("RemoveLeftInstancesFunction deleted restored in eu-central-1"))
                .extracting(detail -> detail.split("eu-central-1, ")[1]).containsExactly("without a final snapshot", "which served",
                        "and people had not been told a day before", "and row 1, committed in it at %s, is nowhere else".formatted(at(1)));
    }

    @Test
    void seesThatAnInstanceWasDeletedWhichTakesWritesAgain() {
        visit(1, 1, "eu-central-1");
        deleted(at(2), "restored-final");
        visit(3, 2, "eu-central-1");

        assertThat(broken()).anyMatch(detail -> detail.endsWith("deleted restored in eu-central-1, which served"));
    }

    @Test
    void takesADeletionOfWhatWasLeftDaysAfterPeopleWereToldAndOfWhatNeverServed() {
        visit(1, 1, "eu-central-1");
        journal.add(new JournalEvent.VisitCommitted(at(2), 2, "eu-west-1", HOME));
        journal.add(new JournalEvent.Notified(at(3), "topic", "left", "DB instance restored is left"));
        listed = Map.of("s3://backups/visits", Set.of(1L));
        Instant later = at(4).plus(Duration.ofDays(1));
        deleted(later, "restored-final");
        journal.add(new JournalEvent.ApiCalled(later, "RemovePreparedFunction", "rds:DeleteDBInstance", "eu-central-1", "",
                DeleteDbInstanceRequest.builder().dbInstanceIdentifier("prepared").skipFinalSnapshot(true).build()));

        assertThat(broken()).noneMatch(detail -> detail.contains(" deleted "));
    }

    private void deleted(Instant at, String finalSnapshot) {
        journal.add(new JournalEvent.ApiCalled(at, "RemoveLeftInstancesFunction", "rds:DeleteDBInstance", "eu-central-1", "",
                DeleteDbInstanceRequest.builder().dbInstanceIdentifier("restored").finalDBSnapshotIdentifier(finalSnapshot).build()));
    }

    @Test
    void seesARowThatIsNowhereAfterAPlannedMoveUnlessThereIsNoListOfAFailoverBefore() {
        goodRecovery();
        movedHome(50L);
        nowhere = Map.of("visits", new TreeSet<>(List.of(48L, 49L)));
        assertThat(broken()).contains("2 rows of visits are neither in the database that serves nor in a list, the first of them row 48");

        journal.add(new JournalEvent.ExecutionEnded(at(36), FAILOVER, "run-2", "SUCCEEDED",
                json("{\"outcome\": \"RECOVERED\", \"oldSiteFenced\": false, \"incident\": \"20260111t040000\"}"), "", ""));
        assertThat(broken()).noneMatch(detail -> detail.contains("nor in a list"));
    }

    @Test
    void boundsForHowLongAPlannedMoveTakesDownWhatWorksByItsRuns() {
        outages = List.of();
        darkness = List.of();
        move("move-1", 70);
        failed(20, 1);
        failed(68, 2);
        journal.add(new JournalEvent.VisitCommitted(at(70), 3, "eu-west-1", HOME));
        restores = List.of(new Evidence.Restore(at(60), HOME, "last", Map.of(), 0, new TreeSet<>()));
        assertThat(broken()).anyMatch(detail -> detail.contains("no visit was answered from " + at(20)));

        journal.add(new JournalEvent.ExecutionStarted(at(21), "FailbackStateMachine", "move-2", json("{}")));
        assertThat(broken()).noneMatch(detail -> detail.contains("no visit was answered"));
    }

    private void movedHome(Long row) {
        restores = List.of(new Evidence.Restore(at(30), HOME, "last", Map.of(), row, new TreeSet<>(List.of(row))));
        move("move-1", 35);
    }

    private void move(String execution, int until) {
        journal.add(new JournalEvent.ExecutionStarted(at(19), "FailbackStateMachine", execution, json("{}")));
        journal.add(new JournalEvent.ExecutionEnded(at(until), "FailbackStateMachine", execution, "SUCCEEDED",
                json("{\"outcome\": \"MOVED\", \"incident\": \"20260105t001900\", \"databases\": []}"), "", ""));
    }

    private void goodRecovery() {
        goodRecovery("");
    }

    private void goodRecovery(String service) {
        started(0, "run-1");
        lease(1, "run-1", 1);
        invoked(2, "FenceSiteFunction", "{\"site\": {\"service\": \"%s\"}}".formatted(service), "{\"fenced\": true}");
        check(7, "HEALTHY");
        journal.add(new JournalEvent.AnswerChanged(at(8), "www.example.com", STANDBY_LOAD_BALANCER));
        visit(9, 50, "eu-central-1");
        told(10, "recovered");
        ended(10, "run-1", "SUCCEEDED");
    }

    private void started(int minute, String execution) {
        journal.add(new JournalEvent.ExecutionStarted(at(minute), FAILOVER, execution, json("{}")));
    }

    private void ended(int minute, String execution, String status) {
        journal.add(new JournalEvent.ExecutionEnded(at(minute), FAILOVER, execution, status, json("{}"), "", ""));
    }

    private void lease(int minute, String execution, long epoch) {
        invoked(minute, "AcquireLeaseFunction", "{\"executionId\": \"%s\"}".formatted(execution),
                "{\"status\": \"DONE\", \"epoch\": %d}".formatted(epoch));
    }

    private void check(int minute, String health) {
        invoked(minute, "CheckHealthFunction", "{\"site\": \"STANDBY\", \"address\": \"standby.lb\"}",
                "{\"health\": \"%s\"}".formatted(health));
    }

    private void invoked(int minute, String function, String input, String output) {
        journal.add(new JournalEvent.FunctionInvoked(
                at(minute), function, json(input), json(output), "", "", Duration.ofMillis(80), Duration.ofMillis(20)));
    }

    private void visit(int minute, long number, String region) {
        journal.add(new JournalEvent.VisitCommitted(at(minute), number, region, region.equals("eu-central-1") ? "restored" : "instance"));
    }

    private void failed(int minute, long number) {
        journal.add(new JournalEvent.VisitFailed(at(minute), number, "no answer"));
    }

    private void told(int minute, String message) {
        journal.add(new JournalEvent.Notified(at(minute), "topic", "[Pilot Light] subject", message));
    }

    private static Evidence.Message message(String text, String serving) {
        return new Evidence.Message(at(30), "[Pilot Light] subject", text,
                new Advice.Serving("standby", "eu-central-1", Set.of(serving)));
    }

    private void test(int minute, String region) {
        journal.add(new JournalEvent.ResourceCreated(at(minute), region, "AWS::RDS::DBInstance", TEST));
    }

    private void gone(int minute, String region) {
        journal.add(new JournalEvent.ResourceDeleted(at(minute), region, "AWS::RDS::DBInstance", TEST));
    }

    private void alarm(int minute, String to) {
        journal.add(new JournalEvent.AlarmChanged(at(minute), "eu-central-1", "ExposureAlarm", "OK", to, "reason"));
    }

    private static Evidence.Exposure exposure(List<Evidence.Window> excused, Evidence.Exposure.Sample... samples) {
        return new Evidence.Exposure("ExposureAlarm", List.of(samples), Duration.ofHours(1), excused);
    }

    private static Evidence.Exposure.Sample sample(int minute, int exposureMinutes) {
        return new Evidence.Exposure.Sample(at(minute), Duration.ofMinutes(exposureMinutes));
    }

    private static SnapshotDeleted deletion(DBSnapshot snapshot, boolean sourceOfCopyInFlight, DBSnapshot... remaining) {
        return new SnapshotDeleted(at(1), "eu-central-1", "PruneRecoveryPointsFunction", snapshot, sourceOfCopyInFlight,
                List.of(remaining));
    }

    private static DBSnapshot.Builder copy(String id, Instant takenAt) {
        return DBSnapshot.builder().dbSnapshotIdentifier(id).status("available").dbInstanceIdentifier("visitor-db")
                .sourceDBSnapshotIdentifier("arn:" + id).kmsKeyId("key-of-the-plan").originalSnapshotCreateTime(takenAt).tagList(tags("false"));
    }

    private static List<Tag> tags(String verified) {
        return tags(verified, "visits");
    }

    private static List<Tag> tags(String verified, String database) {
        return List.of(tag("pilot-light:application", "visitor-counter"), tag("pilot-light:database", database),
                tag("pilot-light:verified", verified));
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private Evidence.Restore restore(String snapshot, Map<String, Instant> newer, long lastVisit, TreeSet<Long> rows) {
        return new Evidence.Restore(at(6), "restored", snapshot, newer, lastVisit, rows);
    }

    private List<String> broken() {
        Leaks leaks = new Leaks(Set.of(PASSWORD));
        journal.events().forEach(leaks);
        return Promise.check(new Evidence(
                        journal,
                        "visitor-counter",
                        new Evidence.Regions("eu-west-1", "eu-central-1", PRIMARY_LOAD_BALANCER, STANDBY_LOAD_BALANCER),
                        Map.of("eu-west-1", "key-of-the-plan", "eu-central-1", "key-of-the-plan"), restores, deletions, List.of(exposure), Set.of("restored"), instances, messages, leaks, outages,
                        darkness, Duration.ofMinutes(30), oldSite, listed, nowhere, origins))
                .stream().map(Violation::detail).toList();
    }

    private static Instant at(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    private static JsonNode json(String text) {
        try {
            return StrictJson.mapper().readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }
}
