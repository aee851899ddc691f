package io.pilotlight.simulator.states;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a failover decides: what it does to which site, what it records and tells, and how it ends. In which order it looks,
 * and how long it waits, is said only where it matters.
 */
@DisplayName("A failover")
class FailoverDecisionsTest extends FailoverDecisions {

    /** A worker neither hinders a failover nor lets one begin; its writes do. */
    @Test
    void looksForAnOutageAtServicesThatHaveAPageAloneAndFencesEachService() {
        Seen seen = rounds(failover(OF_TWO), UNHEALTHY).when("ReadPlan", payload -> {
            ObjectNode answer = (ObjectNode) OF_TWO.answers().get().get("ReadPlanFunction").apply(payload);
            ObjectNode worker = (ObjectNode) answer.at("/plan/services/1");
            ((ObjectNode) worker.path("check")).put("url", "").putArray("expect");
            for (String site : new String[] {"primary", "standby"}) {
                ((ObjectNode) worker.path(site)).put("service", "worker").put("targetGroupArn", "")
                        .put("loadBalancerDnsName", "").put("loadBalancerHostedZoneId", "");
            }
            ArrayNode records = (ArrayNode) answer.at("/plan/traffic/records");
            if (records.size() > 1) {
                records.remove(1);
            }
            return answer;
        }).run();

        assertThat(seen.end()).isEqualTo("RECOVERED");
        assertThat(seen.of("CheckHealth")).isNotEmpty().noneMatch(check -> check.path("url").asText().isEmpty());
        assertThat(seen.of("AskOthers")).isNotEmpty().noneMatch(asked -> asked.path("targetGroupArn").asText().isEmpty());
        assertThat(seen.of("JudgeOutage").getFirst().path("evidence"))
                .extracting(evidence -> evidence.path("service").asText()).doesNotContain("n2").contains("n1");
        assertThat(seen.of("FenceSite")).filteredOn(FailoverDecisionsTest::isAtPrimary)
                .extracting(fence -> fence.at("/site/service").asText()).contains("worker");
    }

    // What it begins with.

    @Test
    void restoresFencesMovesTrafficAndRecordsIt() {
        Seen seen = failover().run();

        assertThat(acts(seen)).isEqualTo(RECOVERED);
        assertThat(seen.notice("RECOVERED").path("resumed").asBoolean()).isFalse();
        assertThat(seen.notice("RECOVERED").path("leftInPlace")).isEmpty();
        assertThat(seen.notice("RECOVERED").at("/databases/0/recoveryPoint").asText()).isEqualTo("s");
        assertThat(seen.notice("RECOVERED").at("/fences/0/fenced").asBoolean()).isTrue();
        assertThat(seen.output("/oldSiteFenced")).isEqualTo("true");
        assertThat(seen.output("/incident")).isEqualTo("20261122t100000");
        assertThat(seen.notice("RECOVERED").path("outage").asText()).isEqualTo("it was judged.");
        assertThat(seen.of("RestoreDatabase")).hasSize(1);
        assertThat(seen.of("SwitchTraffic")).hasSize(1);
        assertThat(seen.executions()).hasSize(3).extracting(arn -> arn.replaceAll(".*:", "")).endsWith(
                "20261122t100000-3-0", "20261122t100000-3-1");
        assertThat(seen.of("CheckHealth")).allMatch(check -> !check.path("publish").asBoolean());
    }

    @Test
    void anOkEventFailsNothingOver() {
        Seen seen = failover().where("ReadPlan", "{\"status\": \"REFUSED\", \"reason\": \"the alarm is OK\"}").run();

        assertThat(seen.story()).isEqualTo("ReadPlan, WordNotice STOOD_DOWN -> STOOD_DOWN");
        assertThat(seen.notice("STOOD_DOWN").path("why").asText()).isEqualTo("NOT_ASKED_FOR");
        assertThat(seen.notice("STOOD_DOWN").path("detail").asText()).isEqualTo("the alarm is OK");
        assertThat(seen.notice("STOOD_DOWN").path("prepared").asBoolean()).isFalse();
    }

    @Test
    void aSecondFailoverDoesNothingBesideTheFirst() {
        Seen seen = failover().where("AcquireLease", "{\"status\": \"REFUSED\", \"reason\": \"another has it\"}").run();

        assertThat(seen.story()).isEqualTo("ReadPlan, AcquireLease, WordNotice STOOD_DOWN -> STOOD_DOWN");
        assertThat(seen.notice("STOOD_DOWN").path("why").asText()).isEqualTo("LEASE_REFUSED");
    }

    @Test
    void aSecondFailoverDoesNothingBesideOneThatHasSwitched() {
        Seen seen = failover().where("AcquireLease", "{\"status\": \"REFUSED\", \"mayHaveSwitched\": true}").run();

        assertThat(seen.story()).isEqualTo("ReadPlan, AcquireLease, WordNotice STOOD_DOWN -> STOOD_DOWN");
    }

    // Whether there is an outage.

    @Test
    void oneUnhealthyRoundIsNotEnough() {
        Seen seen = rounds(failover(), UNHEALTHY, HEALTHY).run();

        assertThat(acts(seen)).isEqualTo("restored, removed; released STOOD_DOWN; told STOOD_DOWN -> STOOD_DOWN");
        assertThat(seen.notice("STOOD_DOWN").path("why").asText()).isEqualTo("HEALTHY");
        assertThat(seen.notice("STOOD_DOWN").path("prepared").asBoolean()).isTrue();
        assertThat(seen.notice("STOOD_DOWN").path("removed").asBoolean()).isTrue();
    }

    @Test
    void twoUnhealthyRoundsAreNotEnoughOfThree() {
        assertThat(acts(rounds(failover(), UNHEALTHY, UNHEALTHY, HEALTHY).run()))
                .isEqualTo("restored, removed; released STOOD_DOWN; told STOOD_DOWN -> STOOD_DOWN");
    }

    @Test
    void asManyUnhealthyRoundsAsThePlanSaysAreEnough() {
        Seen seen = withPlan(rounds(failover(), UNHEALTHY, HEALTHY, UNHEALTHY, HEALTHY, UNHEALTHY), "/plan/confirmation/rounds", 3).run();

        assertThat(acts(seen)).isEqualTo(RECOVERED);
    }

    @Test
    void aHealthyPrimaryIsLeftAsItIs() {
        Seen seen = rounds(failover(), HEALTHY).run();

        assertThat(acts(seen)).isEqualTo("; released STOOD_DOWN; told STOOD_DOWN -> STOOD_DOWN");
        assertThat(seen.of("CheckHealth")).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void twoHealthyRoundsDoNotEndAFailover() {
        assertThat(acts(rounds(failover(), HEALTHY, HEALTHY, UNHEALTHY).run())).isEqualTo(RECOVERED);
    }

    @Test
    void unknownRoundsEnd() {
        Seen seen = rounds(failover(), UNKNOWN).run();

        assertThat(acts(seen)).isEqualTo("; released STOOD_DOWN; told STOOD_DOWN -> STOOD_DOWN");
        assertThat(seen.notice("STOOD_DOWN").path("why").asText()).isEqualTo("UNKNOWN");
        assertThat(rounds(seen)).isEqualTo(5);
    }

    @Test
    void fourUnknownRoundsDoNotEndAFailover() {
        assertThat(acts(rounds(failover(), UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNHEALTHY).run())).isEqualTo(RECOVERED);
    }

    @Test
    void aCheckThatFailsItselfFailsNothingOver() {
        Seen seen = failover().failing("CheckHealth", FailoverDecisions::isAtPrimary, 1, EVER, "Broken").run();

        assertThat(acts(seen)).isEqualTo("; released STOOD_DOWN; told STOOD_DOWN -> STOOD_DOWN");
        assertThat(seen.notice("STOOD_DOWN").path("why").asText()).isEqualTo("UNKNOWN");
    }

    /** One service of two is enough for an outage, and one that is not known is no healthy one. */
    @Test
    void unhealthyIsAskedBeforeHealthy() {
        assertThat(acts(ofTwo(UNHEALTHY, HEALTHY).run())).isEqualTo(RECOVERED);
        assertThat(acts(ofTwo(HEALTHY, UNHEALTHY).run())).isEqualTo(RECOVERED);
        assertThat(acts(ofTwo(UNKNOWN, UNHEALTHY).run())).isEqualTo(RECOVERED);
        assertThat(ofTwo(HEALTHY, UNKNOWN).run().notice("STOOD_DOWN").path("why").asText()).isEqualTo("UNKNOWN");
        assertThat(ofTwo(HEALTHY, HEALTHY).run().notice("STOOD_DOWN").path("why").asText()).isEqualTo("HEALTHY");
    }

    private Play ofTwo(String one, String other) {
        int[] looks = {0};
        return failover(OF_TWO).when("CheckHealth", payload -> {
            ObjectNode answer = (ObjectNode) Bench.json("""
                {"status": "DONE", "health": "HEALTHY", "answer": "NONE", "summary": "it was looked at.", "evidence": []}""");
            if (isAtPrimary(payload)) {
                answer.setAll((ObjectNode) Bench.json(looks[0]++ % 2 == 0 ? one : other));
            }
            return answer;
        });
    }

    @Test
    void aPersonWhoForcesItIsBelieved() {
        assertThat(acts(rounds(forced(failover()), HEALTHY).run())).isEqualTo(RECOVERED);
    }

    // Approval.

    @Test
    void asksForApprovalWhereThePlanSaysSo() {
        Seen seen = approved(failover()).run();

        assertThat(acts(seen)).isEqualTo(RECOVERED.replace("told RECOVERED", "told APPROVAL_ASKED, RECOVERED"));
        assertThat(seen.notice("APPROVAL_ASKED").path("seen").asText()).isEqualTo("UNHEALTHY");
        assertThat(first(seen, "WordNotice APPROVAL_ASKED")).isLessThan(first(seen, "FenceSite " + PRIMARY));
    }

    @Test
    void standsDownWhereApprovalIsRefused() {
        Seen seen = approved(failover()).refused().run();

        assertThat(acts(seen)).isEqualTo("restored, removed; released DECLINED; told APPROVAL_ASKED, STOOD_DOWN -> STOOD_DOWN");
        assertThat(seen.notice("STOOD_DOWN").path("why").asText()).isEqualTo("NOT_APPROVED");
        assertThat(seen.notice("STOOD_DOWN").path("detail").asText()).isEqualTo("Refused");
    }

    @Test
    void takesEveryErrorThatAPersonGivesForARefusal() {
        assertThat(FailureTexts.refusals()).allSatisfy(error -> {
            Seen seen = approved(failover()).refused(error).run();

            assertThat(acts(seen)).isEqualTo("restored, removed; released DECLINED; told APPROVAL_ASKED, STOOD_DOWN -> STOOD_DOWN");
            assertThat(seen.notice("STOOD_DOWN").path("why").asText()).isEqualTo("NOT_APPROVED");
        });
    }

    @Test
    void standsDownWithoutARefusalWhereNobodyAnswers() {
        Seen seen = approved(failover()).unanswered().run();

        assertThat(acts(seen)).isEqualTo("restored, removed; released UNANSWERED; told APPROVAL_ASKED, STOOD_DOWN -> STOOD_DOWN");
        assertThat(seen.notice("STOOD_DOWN").path("why").asText()).isEqualTo("NOT_ANSWERED");
    }

    @Test
    void takesNobodyWhoCanBeAskedForNoRefusal() {
        Seen seen = approved(failover()).silent().run();

        assertThat(acts(seen)).startsWith("restored; released FAILED; told APPROVAL_ASKED, FAILOVER_FAILED -> SNS.");
    }

    @Test
    void doesNotAskWhoForcesIt() {
        Seen seen = forced(failover().when("ReadPlan", payload -> {
            ObjectNode answer = (ObjectNode) ANSWERS.answers().get().get("ReadPlanFunction").apply(payload);
            ((ObjectNode) answer.at("/plan/approval")).put("required", true);
            return answer;
        })).run();

        assertThat(acts(seen)).isEqualTo(RECOVERED);
    }

    @Test
    void looksAgainRightBeforeTheFenceAndAsksPeopleWhereThePrimaryIsHealthyAgain() {
        Seen refused = rounds(failover(), UNHEALTHY, UNHEALTHY, UNHEALTHY, HEALTHY).refused().run();

        assertThat(acts(refused)).isEqualTo("restored, removed; released DECLINED; told APPROVAL_ASKED, STOOD_DOWN -> STOOD_DOWN");
        assertThat(refused.notice("APPROVAL_ASKED").path("seen").asText()).isEqualTo("HEALTHY");
        assertThat(refused.notice("APPROVAL_ASKED").path("prepared")).hasSize(1);
        assertThat(acts(rounds(failover(), UNHEALTHY, UNHEALTHY, UNHEALTHY, HEALTHY).run()))
                .isEqualTo(RECOVERED.replace("told RECOVERED", "told APPROVAL_ASKED, RECOVERED"));
    }

    @Test
    void asksPeopleWhereNothingIsKnownAnyMoreRightBeforeTheFence() {
        Seen seen = rounds(failover(), UNHEALTHY, UNHEALTHY, UNHEALTHY, UNKNOWN).refused().run();

        assertThat(acts(seen)).isEqualTo("restored, removed; released DECLINED; told APPROVAL_ASKED, STOOD_DOWN -> STOOD_DOWN");
        assertThat(seen.notice("APPROVAL_ASKED").path("seen").asText()).isEqualTo("UNKNOWN");
    }

    @Test
    void oneHealthyRoundRightBeforeTheFenceAsksNobody() {
        assertThat(acts(rounds(failover(), UNHEALTHY, UNHEALTHY, UNHEALTHY, HEALTHY, HEALTHY, UNHEALTHY).run())).isEqualTo(RECOVERED);
    }

    // The recovery point.

    @Test
    void doesNotGoOnWithoutARecoveryPoint() {
        Seen seen = failover().where("ChooseRecoveryPoint", "{\"status\": \"REFUSED\", \"candidates\": []}").run();

        assertThat(acts(seen)).isEqualTo("; released FAILED; told FAILOVER_FAILED -> NoUsableRecoveryPoint");
        assertThat(seen.notice("FAILOVER_FAILED").path("touched").asBoolean()).isFalse();
        assertThat(seen.notice("FAILOVER_FAILED").path("leaseHeld").asBoolean()).isTrue();
    }

    @Test
    void doesNotGoOnWithARecoveryPointForOneOfTwoDatabases() {
        Seen seen = failover(OF_TWO).on("ChooseRecoveryPoint", payload -> payload.at("/database/name").asText().equals("n2"), 1, EVER,
                "{\"status\": \"REFUSED\", \"candidates\": []}").run();

        assertThat(acts(seen)).isEqualTo("; released FAILED; told FAILOVER_FAILED -> NoUsableRecoveryPoint");
    }

    @Test
    void standsDownWithoutARecoveryPointWhereThereIsNoOutage() {
        Seen seen = rounds(failover(), UNHEALTHY, HEALTHY).where("ChooseRecoveryPoint", "{\"status\": \"REFUSED\", \"candidates\": []}").run();

        assertThat(acts(seen)).isEqualTo("; released STOOD_DOWN; told STOOD_DOWN -> STOOD_DOWN");
    }

    @Test
    void takesARecoveryPointThatIsThereOnlyOnceTheOutageIsConfirmed() {
        assertThat(acts(failover().on("ChooseRecoveryPoint", 1, 1, "{\"status\": \"REFUSED\", \"candidates\": []}").run())).isEqualTo(RECOVERED);
        assertThat(acts(failover().failing("ChooseRecoveryPoint", 1, 1, "Broken").run())).isEqualTo(RECOVERED);
    }

    @Test
    void asksPeopleForTheTrueReasonWhereTheRecoveryPointsCannotBeRead() {
        Seen seen = failover().failing("ChooseRecoveryPoint", 1, 2, "Broken").run();

        assertThat(acts(seen)).isEqualTo(RECOVERED.replace("told ", "told APPROVAL_ASKED, "));
        assertThat(seen.notice("APPROVAL_ASKED").path("because").asText()).isEqualTo("The recovery points could not be read: Broken.");
    }

    @Test
    void asksForTheApprovalOfThePlanAlsoWhereTheFirstChoiceFoundNothing() {
        for (Play play : List.of(
                failover().on("ChooseRecoveryPoint", 1, 1, "{\"status\": \"REFUSED\", \"candidates\": []}"),
                failover().failing("ChooseRecoveryPoint", 1, 1, "Broken"))) {
            assertThat(acts(approved(play).run())).isEqualTo(RECOVERED.replace("told ", "told APPROVAL_ASKED, "));
        }
    }

    @Test
    void fencesNothingForOneBadLookAfterTheSiteWasHealthyAgain() {
        Seen seen = rounds(failover(), UNHEALTHY, UNHEALTHY, HEALTHY, HEALTHY, UNHEALTHY, HEALTHY, HEALTHY, HEALTHY).unanswered().run();

        assertThat(acts(seen)).isEqualTo("restored, removed; released UNANSWERED; told APPROVAL_ASKED, STOOD_DOWN -> STOOD_DOWN");
        assertThat(seen.notice("APPROVAL_ASKED").path("seen").asText()).isEqualTo("HEALTHY");
    }

    @Test
    void looksAtThePrimaryWhileTheStandbyIsPrepared() {
        long looks = failover().on("RestoreDatabase", 1, 60, "{\"status\": \"IN_PROGRESS\"}").run().of("JudgeOutage").size();

        assertThat(looks - failover().run().of("JudgeOutage").size()).as("once a minute").isBetween(4L, 8L);
    }


    @Test
    void givesTheOldSiteBackWhereTheRecoveryPointsAreGoneAfterTheFence() {
        Seen seen = failover().on("ChooseRecoveryPoint", 3, EVER, "{\"status\": \"REFUSED\", \"candidates\": []}").run();

        assertThat(acts(seen)).isEqualTo("restored, fenced, gave back; released FAILED_AFTER_FENCE; told FAILOVER_FAILED -> NoUsableRecoveryPoint");
        assertThat(seen.notice("FAILOVER_FAILED").path("givenBack")).hasSize(1);
        assertThat(seen.notice("FAILOVER_FAILED").path("touched").asBoolean()).isTrue();
        assertThat(seen.notice("FAILOVER_FAILED").path("instances").toString()).isEqualTo("[\"i\"]");
    }

    @Test
    void restoresANewerRecoveryPointThatArrivesUntilTheFenceAndTwiceAtMost() {
        int[] count = {0};
        Seen seen = failover().when("ChooseRecoveryPoint", _ -> Bench.json("""
            {"status": "DONE", "reason": "", "rehearsed": true, "passedOver": [], "passedOverCount": 0, "candidates": [
             {"snapshotId": "s%d", "takenAt": "2026-11-22T09:45:00Z", "dataUntil": "2026-11-22T09:44:58Z", "verified": false}]}"""
                .formatted(++count[0]))).run();

        assertThat(acts(seen)).isEqualTo(RECOVERED);
        assertThat(seen.of("RestoreDatabase")).extracting(restore -> restore.at("/recoveryPoint/snapshotId").asText())
                .hasSize(3).startsWith("s1", "s2");
    }

    // The preparation.

    @Test
    void doesNotGoOnWithoutADatabase() {
        Seen seen = failover().where("RestoreDatabase", "{\"status\": \"REFUSED\"}").run();

        assertThat(acts(seen)).isEqualTo("restored; released FAILED; told FAILOVER_FAILED -> RestoreFailed");
        assertThat(seen.notice("FAILOVER_FAILED").path("instances").toString()).isEqualTo("[\"i\"]");
        assertThat(seen.notice("FAILOVER_FAILED").path("switched").asBoolean()).isFalse();
    }

    @Test
    void trafficIsNotSwitchedWhenTheApplicationCheckFailed() {
        Seen seen = failover().on("CheckHealth", payload -> payload.path("site").asText().equals("STANDBY"), 1, EVER, UNHEALTHY).run();

        assertThat(acts(seen)).isEqualTo("restored; released FAILED; told FAILOVER_FAILED -> CheckApplicationDeadlineExceeded");
    }

    @Test
    void givesTheOldSiteBackWhereTheCheckFailsAfterTheFence() {
        Seen seen = failover().on("CheckHealth", payload -> payload.path("site").asText().equals("STANDBY"), 2, EVER, UNHEALTHY).run();

        assertThat(acts(seen)).isEqualTo(
                "restored, fenced, gave back; released FAILED_AFTER_FENCE; told FAILOVER_FAILED -> CheckApplicationDeadlineExceeded");
        assertThat(seen.notice("FAILOVER_FAILED").path("switched").asBoolean()).isFalse();
    }

    @Test
    void trafficIsNotSwitchedToATaskThatNeverGetsHealthy() {
        Seen seen = failover().where("ScaleService", "{\"status\": \"IN_PROGRESS\"}").run();

        assertThat(acts(seen)).isEqualTo("restored; released FAILED; told FAILOVER_FAILED -> ScaleServiceDeadlineExceeded");
    }

    // The fence.

    @Test
    void fencesBeforeItMovesTraffic() {
        Seen seen = failover().run();

        assertThat(first(seen, "FenceSite " + PRIMARY)).isNotNegative().isLessThan(first(seen, "SwitchTraffic fenced"));
    }

    @Test
    void doesNotGoOnWhileTheOldSiteAnswersUnfenced() {
        Seen seen = fencing(UNFENCED).run();

        assertThat(acts(seen)).isEqualTo("restored, fenced, gave back; released UNFENCED; told FAILOVER_FAILED -> FenceFailed");
        assertThat(acts(failover().failing("FenceSite", FailoverDecisions::isAtPrimary, 1, EVER, "Broken").run())).isEqualTo(
                "restored, fenced, gave back; released UNFENCED; told FAILOVER_FAILED -> FenceFailed");
    }

    @Test
    void waitsForTheFence() {
        assertThat(acts(failover().on("FenceSite", FailoverDecisions::isAtPrimary, 1, 30, UNFENCED).run())).isEqualTo(RECOVERED);
    }

    @Test
    void goesOnWhileTheOldSiteAnswersUnfencedWhereAPersonForcesIt() {
        Seen seen = forced(fencing(UNFENCED)).run();

        assertThat(acts(seen)).startsWith("restored, fenced, moved, recorded; released RECOVERED; told RECOVERED");
    }

    @Test
    void theOldSiteIsRecordedAsFencedOnlyWhereItIs() {
        Seen dark = failover().on("FenceSite", FailoverDecisions::isAtPrimary, 1, 100, DARK).run();

        assertThat(dark.of("SwitchTraffic")).allMatch(payload -> !payload.path("oldSiteFenced").asBoolean());
        assertThat(dark.story()).containsSubsequence("RecordActiveSite STANDBY, ", "RecordActiveSite STANDBY fenced");
        assertThat(failover().run().of("SwitchTraffic")).allMatch(payload -> payload.path("oldSiteFenced").asBoolean());
    }

    @Test
    void oneOfTwoServicesThatIsFencedIsNoFencedSite() {
        Seen seen = failover(OF_TWO).on("FenceSite", FailoverDecisions::isAtPrimary, 2, 60, fence("DONE", false, false)).run();

        assertThat(seen.of("SwitchTraffic")).isNotEmpty().allMatch(payload -> !payload.path("oldSiteFenced").asBoolean());
    }

    @Test
    void fencesADarkOldSiteOnceItAnswers() {
        Seen seen = failover().on("FenceSite", FailoverDecisions::isAtPrimary, 1, 100, DARK).run();

        assertThat(acts(seen)).isEqualTo("restored, fenced, moved, recorded, recorded fenced; released RECOVERED; "
                + "told RECOVERED, OLD_SITE_FENCED -> RECOVERED");
    }

    @Test
    void saysWhereADarkOldSiteWasNeverFenced() {
        Seen seen = fencing(DARK).run();

        assertThat(acts(seen)).isEqualTo("restored, fenced, moved, recorded; released RECOVERED; "
                + "told RECOVERED, OLD_SITE_NOT_FENCED -> RECOVERED");
        assertThat(seen.output("/oldSiteFenced")).isEqualTo("false");
        assertThat(seen.states().stream().filter(state -> state.endsWith("/WaitForOldSite"))).hasSizeGreaterThan(90);
    }

    @Test
    void aRunThatWasOvertakenDoesNotGoOn() {
        Seen seen = fencing(fence("REFUSED", false, false)).run();

        assertThat(acts(seen)).isEqualTo("restored, fenced; released FAILED; told FAILOVER_FAILED -> io.pilotlight.lease.LeaseLostException");
    }

    @Test
    void aRunThatWasOvertakenDoesNotGoOnAlthoughAPersonForcedIt() {
        assertThat(acts(forced(fencing(fence("REFUSED", false, true))).run()))
                .isEqualTo("restored, fenced; released FAILED_AFTER_FENCE; told FAILOVER_FAILED -> io.pilotlight.lease.LeaseLostException");
    }

    @Test
    void aRunThatIsOvertakenAfterItsRecoveryFencesNoMore() {
        Seen seen = failover().on("FenceSite", FailoverDecisions::isAtPrimary, 1, 45, DARK)
                .on("FenceSite", FailoverDecisions::isAtPrimary, 46, EVER, fence("REFUSED", false, false)).run();

        assertThat(acts(seen)).isEqualTo("restored, fenced, moved, recorded; released RECOVERED; told RECOVERED -> RECOVERED");
    }

    // The switch.

    @Test
    void saysTrulyWhetherTrafficWasMoved() {
        Seen moved = failover().failing("RecordActiveSite", 1, EVER, "Broken").run();
        Seen not = failover().failing("SwitchTraffic", 1, EVER, "io.pilotlight.lease.LeaseLostException").run();

        assertThat(moved.notice("FAILOVER_FAILED").path("switched").asBoolean()).isTrue();
        assertThat(not.notice("FAILOVER_FAILED").path("switched").asBoolean()).isFalse();
    }

    @Test
    void goesOnForHoursOnceTrafficHasBegunToMoveAndGivesNothingBack() {
        Seen seen = failover().failing("SwitchTraffic", 1, EVER, "Broken").run();

        assertThat(acts(seen)).startsWith("restored, fenced, moved; released FAILED; told SWITCH_NOT_PROVEN, FAILOVER_FAILED -> ");
        assertThat(seen.notice("FAILOVER_FAILED").path("switched").asBoolean()).isTrue();
        assertThat(seen.notices()).containsOnlyOnce("SWITCH_NOT_PROVEN");
    }

    @Test
    void aSwitchThatSucceedsLateIsARecovery() {
        Seen seen = failover().failing("SwitchTraffic", 1, 3, "Broken").run();

        assertThat(acts(seen)).isEqualTo(RECOVERED.replace("told RECOVERED", "told SWITCH_NOT_PROVEN, RECOVERED"));
    }

    @Test
    void aWrongPublicAnswerIsNoRecovery() {
        requireNotProvenFor(500, "CheckAnswer", failover().on("CheckAnswer", 1, 500, "{\"status\": \"IN_PROGRESS\"}").run());
    }

    @Test
    void aFailedPublicCheckIsNoRecovery() {
        Predicate<JsonNode> inPublic = payload -> payload.path("site").asText().equals("PUBLIC");

        requireNotProvenFor(300, "CheckHealth PUBLIC", failover().on("CheckHealth", inPublic::test, 1, 300, UNHEALTHY).run());
    }

    /** Nothing is recorded, released or told as a recovery before so many looks. */
    private static void requireNotProvenFor(int looks, String look, Seen seen) {
        List<String> calls = seen.calls().stream().map(Seen.Call::brief).toList();
        List<String> before = calls.subList(0, first(seen, "RecordActiveSite STANDBY fenced"));

        assertThat(before.stream().filter(look::equals).count()).isGreaterThanOrEqualTo(looks);
        assertThat(before).doesNotContain("ReleaseLease RECOVERED");
        assertThat(seen.notices()).containsExactly("SWITCH_NOT_PROVEN", "RECOVERED");
    }

    // What an earlier run left.

    @Test
    void aResumedRunWithAnActiveStandbyChoosesNoRecoveryPointAgain() {
        Seen seen = resumed("STANDBY", "eu-central-1").run();

        assertThat(acts(seen)).isEqualTo("fenced, moved, recorded fenced; released RECOVERED; told RECOVERED -> RECOVERED");
        assertThat(seen.of("ChooseRecoveryPoint")).isEmpty();
        assertThat(seen.notice("RECOVERED").path("resumed").asBoolean()).isTrue();
    }

    @Test
    void aResumedRunWithAnActiveStandbyGoesOnWhateverTheFenceOfTheOldSiteSays() {
        assertThat(acts(resumed("STANDBY", "eu-central-1").on("FenceSite", FailoverDecisions::isAtPrimary, 1, 200, UNFENCED).run()))
                .isEqualTo("fenced, moved, recorded, recorded fenced; released RECOVERED; told RECOVERED, OLD_SITE_FENCED -> RECOVERED");
    }

    @Test
    void aResumedRunWhoseTrafficLeadsToThePrimaryConfirmsTheOutageAnew() {
        assertThat(acts(resumed("PRIMARY", "eu-west-1").run())).isEqualTo(RECOVERED);
        Seen healthy = rounds(resumed("PRIMARY", "eu-west-1"), HEALTHY).run();
        assertThat(acts(healthy)).isEqualTo("removed; released PRIMARY_SERVES; told STOOD_DOWN -> STOOD_DOWN");
        assertThat(healthy.notice("STOOD_DOWN").path("resumed").asBoolean()).isTrue();
        assertThat(acts(rounds(resumed("PRIMARY", "eu-west-1"), UNKNOWN).run())).isEqualTo("; released FAILED; told STOOD_DOWN -> STOOD_DOWN");
    }

    @Test
    void aPersonDecidesWhereTrafficWasMovedAwayFromAProvenStandby() {
        assertThat(acts(resumed("STANDBY", "eu-west-1").run())).isEqualTo("; released FAILED; told FAILOVER_FAILED -> TrafficNotKnown");
    }

    @Test
    void doesNothingWhereNobodyKnowsWhereTrafficLeads() {
        Seen seen = resumed("STANDBY", "nowhere").run();

        assertThat(acts(seen)).isEqualTo("; released FAILED; told FAILOVER_FAILED -> TrafficNotKnown");
        assertThat(seen.notice("FAILOVER_FAILED").path("touched").asBoolean()).isTrue();
        assertThat(acts(resumed("PRIMARY", "nowhere").run())).isEqualTo("; released FAILED; told FAILOVER_FAILED -> TrafficNotKnown");
        assertThat(acts(resumed("PRIMARY", "eu-central-1").failing("CheckAnswer", 1, EVER, "Broken").run()))
                .isEqualTo("; released FAILED; told FAILOVER_FAILED -> TrafficNotKnown");
    }

    @Test
    void aResumedRunThatStandsDownGivesBackWhatAnEarlierFenceTook() {
        Seen seen = rounds(failover().where("AcquireLease", "{\"resumed\": true}"), HEALTHY).run();

        assertThat(acts(seen)).isEqualTo("gave back; released STOOD_DOWN; told STOOD_DOWN -> STOOD_DOWN");
        assertThat(seen.notice("STOOD_DOWN").path("givenBack")).hasSize(1);
    }

    /** An earlier run has switched and fenced, what it prepared is there, and nobody knows which site is active. */
    @Test
    void saysThatTrafficWasMovedWhereAnEarlierRunHasMovedIt() {
        Seen seen = resumed("STANDBY", "eu-central-1").failing("SwitchTraffic", 1, EVER, "io.pilotlight.lease.LeaseLostException").run();

        assertThat(seen.notice("FAILOVER_FAILED").path("switched").asBoolean()).isTrue();
        assertThat(acts(seen)).startsWith("fenced, moved; released FAILED; ");
    }

    /** A new stack knows of no recovery: what visitors have written there stays. */
    @Test
    void restoresNothingWhereAPublicNameLeadsToTasksOfTheStandbyAlthoughThePrimaryIsRecorded() {
        String expected = RECOVERED.replace("restored, ", "");

        assertThat(acts(atTheStandby(seenAt(failover(), "eu-central-1"), 1).run())).isEqualTo(expected);
        assertThat(acts(atTheStandby(seenAt(rounds(failover(), HEALTHY), "eu-central-1"), 2).run())).isEqualTo(expected);
        assertThat(acts(judged(atTheStandby(seenAt(failover(), "eu-central-1"), 2), NOT_JUDGED).run())).isEqualTo(expected);
    }

    /** Somebody has moved the names by hand, and nothing runs there. */
    @Test
    void restoresWhereAPublicNameLeadsToAStandbyWithoutTasks() {
        assertThat(acts(atTheStandby(seenAt(failover(), "eu-central-1"), 0).run())).isEqualTo(RECOVERED);
        assertThat(acts(seenAt(failover(), "eu-central-1").failing("AskOthers", 1, EVER, "Broken").run())).isEqualTo(RECOVERED);
    }

    @Test
    void looksOnceWhereTheNamesLeadBeforeAnythingIsPreparedAndTakesNoTimeForIt() {
        Seen seen = atTheStandby(seenAt(failover(), PRIMARY), 2).run();
        Seen nobodyKnows = atTheStandby(failover(), 2).failing("CheckAnswer", 1, 1, "Broken").run();

        assertThat(acts(seen)).isEqualTo(RECOVERED);
        assertThat(seen.of("CheckAnswer").stream().filter(look -> !look.path("otherLoadBalancerDnsName").asText().isEmpty())).hasSize(1);
        assertThat(times(seen, "ObserveTraffic")).isZero();
        assertThat(acts(nobodyKnows)).isEqualTo(RECOVERED);
    }

    /** A change may be under way: the primary is believed after three minutes, that nobody knows after five. */
    @Test
    void looksForMinutesWhereTrafficLeadsBeforeItBelievesWhatItSees() {
        assertThat(resumed("PRIMARY", "eu-west-1").run().states().stream().filter(state -> state.endsWith("/ObserveTraffic")))
                .hasSize(18);
        assertThat(resumed("PRIMARY", "nowhere").run().states().stream().filter(state -> state.endsWith("/ObserveTraffic")))
                .hasSize(30);
    }

    /** Records do not move by themselves: a site that only this run keeps down is given back before the outage is looked at anew. */
    @Test
    void givesTheOldSiteBackBeforeItLooksAtItAnewWhereOnlyThisRunKeepsItDown() {
        Seen seen = movedAndMovedBack("RECORD");

        assertThat(acts(seen)).startsWith("restored, fenced, moved, gave back, removed; released PRIMARY_SERVES; told SWITCH_NOT_PROVEN, ");
        assertThat(seen.end()).isEqualTo("STOOD_DOWN");
        assertThat(first(seen, "ScaleService " + PRIMARY)).isGreaterThan(first(seen, "SwitchTraffic fenced"));
    }

    /** The health check moves traffic by itself as soon as it can. */
    @Test
    void keepsTheOldSiteFencedWhereTrafficMovesByItself() {
        assertThat(movedAndMovedBack("HEALTH_CHECK").calls().stream().filter(call -> call.brief().equals("ScaleService " + PRIMARY)))
                .isEmpty();
    }

    /** The outage is over once the site was given back; where it is not, that site is fenced again before the next switch. */
    private Seen movedAndMovedBack(String mode) {
        Play play = seenAt(withPlan(failover(), "/plan/traffic/mode", mode), PRIMARY).failing("SwitchTraffic", 1, EVER, "Broken");
        return rounds(play, UNHEALTHY, UNHEALTHY, UNHEALTHY, UNHEALTHY, HEALTHY).refused().run();
    }

    @Test
    void fencesAgainWhatItGaveBackBeforeItMovesTrafficAgain() {
        Play play = withPlan(failover(), "/plan/traffic/mode", "RECORD").failing("SwitchTraffic", 1, 1, "Broken")
                .on("CheckAnswer", 1, 18, "{\"leadsTo\": \"OTHER\"}");
        Seen seen = play.run();
        List<String> fences = seen.calls().stream().map(Seen.Call::brief)
                .filter(brief -> brief.equals("FenceSite " + PRIMARY) || brief.equals("ScaleService " + PRIMARY) || brief.startsWith("SwitchTraffic"))
                .toList();

        assertThat(fences).containsExactly("FenceSite " + PRIMARY, "SwitchTraffic fenced", "ScaleService " + PRIMARY,
                "FenceSite " + PRIMARY, "SwitchTraffic fenced");
        assertThat(seen.end()).isEqualTo("RECOVERED");
    }

    // What it waits for, and what it tells.

    @Test
    void removesWhatItPreparedBeforeItSaysSo() {
        Seen seen = rounds(failover(), UNHEALTHY, HEALTHY).on("RemovePrepared", 1, 3,
                "{\"status\": \"IN_PROGRESS\", \"instanceIdentifiers\": [\"i\"]}").run();
        Seen never = rounds(failover(), UNHEALTHY, HEALTHY).where("RemovePrepared",
                "{\"status\": \"IN_PROGRESS\", \"instanceIdentifiers\": [\"i\"]}").run();
        Seen broken = rounds(failover(), UNHEALTHY, HEALTHY).failing("RemovePrepared", 1, EVER, "Broken").run();

        assertThat(seen.of("RemovePrepared")).as("the last one finds nothing once more").hasSize(5);
        assertThat(seen.notice("STOOD_DOWN").path("leftInPlace")).isEmpty();
        assertThat(never.of("RemovePrepared")).hasSize(120);
        assertThat(never.notice("STOOD_DOWN").path("removed").asBoolean()).isFalse();
        assertThat(never.notice("STOOD_DOWN").path("leftInPlace").toString()).isEqualTo("[\"i\"]");
        assertThat(broken.notice("STOOD_DOWN").path("removed").asBoolean()).isFalse();
        assertThat(broken.of("ReleaseLease")).hasSize(1);
        assertThat(broken.end()).isEqualTo("STOOD_DOWN");
    }

    /** RDS lists eventually. */
    @Test
    void believesThatNothingIsLeftOnlyAtTheSecondLookMoreThanAMinuteLater() {
        Play play = rounds(failover(), UNHEALTHY, HEALTHY).on("RemovePrepared", 2, 3,
                "{\"status\": \"IN_PROGRESS\", \"instanceIdentifiers\": [\"late\"]}");
        Seen seen = play.run();
        Seen quick = rounds(failover(), UNHEALTHY, HEALTHY).where("RemovePrepared",
                "{\"status\": \"REFUSED\", \"instanceIdentifiers\": []}").run();

        assertThat(lasted(seen).minus(lasted(quick))).isGreaterThan(Duration.ofSeconds(120));
        assertThat(seen.of("RemovePrepared")).as("empty, two that show it, and empty twice").hasSize(5);
        assertThat(seen.notice("STOOD_DOWN").path("removed").asBoolean()).isTrue();
        assertThat(seen.states().stream().filter(state -> state.endsWith("/WaitForRemoval"))).hasSize(4);
    }

    private static Duration lasted(Seen seen) {
        return Duration.between(seen.ended().startedAt(), seen.ended().endedAt().orElseThrow());
    }

    @Test
    void waitsForTheOldSiteThatItGivesBack() {
        Play play = failover().where("ChooseRecoveryPoint", "{}").on("ChooseRecoveryPoint", 3, EVER, "{\"status\": \"REFUSED\", \"candidates\": []}");
        Predicate<JsonNode> atPrimary = FailoverDecisions::isAtPrimary;

        Seen seen = play.on("ScaleService", atPrimary::test, 1, 3, "{\"status\": \"IN_PROGRESS\"}").run();
        assertThat(seen.of("ScaleService").stream().filter(atPrimary)).hasSize(4);
        assertThat(seen.notice("FAILOVER_FAILED").at("/givenBack/0/status").asText()).isEqualTo("DONE");
        Seen broken = failover().on("ChooseRecoveryPoint", 3, EVER, "{\"status\": \"REFUSED\", \"candidates\": []}")
                .failing("ScaleService", atPrimary::test, 1, EVER, "Broken").run();
        assertThat(broken.notice("FAILOVER_FAILED").at("/givenBack/0/status").asText()).isEqualTo("FAILED");
        assertThat(broken.of("ScaleService").stream().filter(atPrimary)).hasSize(1);
        Seen never = failover().on("ChooseRecoveryPoint", 3, EVER, "{\"status\": \"REFUSED\", \"candidates\": []}")
                .on("ScaleService", atPrimary::test, 1, EVER, "{\"status\": \"IN_PROGRESS\"}").run();
        assertThat(never.of("ScaleService").stream().filter(atPrimary)).hasSize(30);
        assertThat(never.notice("FAILOVER_FAILED").at("/givenBack/0/status").asText()).isEqualTo("IN_PROGRESS");
    }

    @Test
    void saysThatNothingWasResumedOnlyWhereThatIsSo() {
        assertThat(rounds(failover(), HEALTHY).run().notice("STOOD_DOWN").path("resumed").asBoolean()).isFalse();
        assertThat(rounds(failover().where("AcquireLease", "{\"resumed\": true}"), HEALTHY).run().notice("STOOD_DOWN").path("resumed")
                .asBoolean()).isTrue();
    }

    @Test
    void choosesAfterAMoveHomeByTheIncidentOfThatMove() {
        Seen seen = failover().where("AcquireLease", "{\"movedHome\": \"20261122t090000\"}").run();

        assertThat(seen.of("ChooseRecoveryPoint")).isNotEmpty()
                .allSatisfy(asked -> assertThat(asked.path("movedHome").asText()).isEqualTo("20261122t090000"));
    }

    @Test
    void tellsWhatRunsOtherwiseThanPlanned() {
        Seen seen = failover().where("RestoreDatabase", "{\"remark\": \"i is smaller\"}").run();

        assertThat(seen.notice("RECOVERED").path("remarks").toString()).isEqualTo("[\"i is smaller\"]");
    }

    @Test
    void namesTheInstanceThatIsLeftOfAnEarlierRecoveryPoint() {
        int[] restores = {0};
        Seen seen = failover().on("ChooseRecoveryPoint", 2, EVER, NEWER)
                .when("RestoreDatabase", _ -> Bench.json("""
                    {"status": "DONE", "reason": "", "instanceIdentifier": "i%d", "instanceStatus": "available", "endpoint": "e", "reachable": true,
                     "created": true, "remark": ""}""".formatted(++restores[0]))).run();

        assertThat(seen.notice("RECOVERED").path("leftInPlace").toString()).isEqualTo("[\"i1\"]");
        assertThat(seen.notice("RECOVERED").at("/databases/0/recoveryPoint").asText()).isEqualTo("newer");
    }

    /** An answer is for what was seen when it was asked for. */
    @Test
    void looksAnewAfterAnAnswerAndBelievesItForWhatWasSeen() {
        Seen seen = rounds(failover(), UNHEALTHY, UNHEALTHY, UNHEALTHY, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, HEALTHY, HEALTHY, HEALTHY)
                .run();

        assertThat(seen.notices()).containsExactly("APPROVAL_ASKED", "APPROVAL_ASKED", "RECOVERED");
        assertThat(seen.of("WordNotice").stream().map(word -> word.at("/notice/seen").asText()).limit(2)).containsExactly("UNKNOWN", "HEALTHY");
        assertThat(seen.of("CheckHealth").stream().filter(FailoverDecisions::isAtPrimary).count()).isGreaterThanOrEqualTo(12);
    }

    @Test
    void asksAgainAboutARecoveryPointThatArrivedWhileItAsked() {
        Seen seen = rounds(failover(), UNHEALTHY, UNHEALTHY, UNHEALTHY, HEALTHY).on("ChooseRecoveryPoint", 2, EVER, NEWER)
                .run();

        assertThat(seen.notices()).containsExactly("APPROVAL_ASKED", "APPROVAL_ASKED", "RECOVERED");
        assertThat(seen.of("RestoreDatabase")).hasSize(2);
    }

    @Test
    void tellsWithoutWordsWhereTheyCannotBeFound() {
        assertThat(failover().failing("WordNotice", 1, EVER, "Broken").run().mails()).singleElement().asString()
                .contains("a notice without words", "RECOVERED");
        Seen asked = approved(failover()).failing("WordNotice", 1, EVER, "Broken").run();
        assertThat(asked.mails()).hasSize(2).first().asString().contains("The token of the answer is task-token-");
        assertThat(acts(asked)).endsWith("-> RECOVERED");
    }

    @Test
    void recordsALateFenceAlsoWhereThatCannotBeRecorded() {
        Seen seen = failover().on("FenceSite", FailoverDecisions::isAtPrimary, 1, 100, DARK)
                .failing("RecordActiveSite", payload -> payload.path("oldSiteFenced").asBoolean(), 1, EVER, "Broken").run();

        assertThat(acts(seen)).endsWith("told RECOVERED, OLD_SITE_FENCED -> RECOVERED");
    }

    @Test
    void removesNothingWhereItPreparedNothing() {
        assertThat(rounds(failover(), HEALTHY).run().of("RemovePrepared")).isEmpty();
        assertThat(rounds(failover(), HEALTHY).run().states()).noneMatch(state -> state.endsWith("/StopPreparation"));
        assertThat(rounds(failover(), UNHEALTHY, HEALTHY).run().states()).anyMatch(state -> state.endsWith("/StopPreparation"));
    }

    @Test
    void stopsAPreparationThatStillRuns() {
        Seen seen = rounds(failover(), UNHEALTHY, HEALTHY).where("RestoreDatabase", "{\"status\": \"IN_PROGRESS\"}").run();

        assertThat(acts(seen)).isEqualTo("restored, removed; released STOOD_DOWN; told STOOD_DOWN -> STOOD_DOWN");
        assertThat(seen.of("RestoreDatabase").size()).isLessThan(20);
    }

    // Failures.

    static Stream<String> errorsOfAStart() {
        return Stream.of("States.Timeout", "StepFunctions.SdkClientException", "StepFunctions.ExecutionAlreadyExistsException");
    }

    static Stream<Integer> laterChoices() {
        return Stream.of(2, 3);
    }

    static Stream<String> functionsOfOneFailure() {
        return Stream.of("ReadPlan", "AcquireLease");
    }

    @ParameterizedTest
    @MethodSource("functionsOfOneFailure")
    void touchesNothingWithoutItsPlanAndItsLease(String function) {
        Seen seen = failover().failing(function, 1, EVER, "Broken").run();

        assertThat(acts(seen)).isEqualTo("; released ; told FAILOVER_FAILED -> Broken");
        assertThat(seen.notice("FAILOVER_FAILED").at("/failure/step").asText()).isEqualTo(function);
        assertThat(seen.notice("FAILOVER_FAILED").path("leaseHeld").asBoolean()).isFalse();
        assertThat(seen.notice("FAILOVER_FAILED").path("touched").asBoolean()).isFalse();
    }

    @Test
    void doesNotGoOnWherePreparingCannotBegin() {
        Seen seen = failover().denied("states:StartExecution", 1, EVER).run();

        assertThat(acts(seen)).isEqualTo("; released FAILED; told FAILOVER_FAILED -> StepFunctions.AWSStepFunctionsException");
        assertThat(seen.notice("FAILOVER_FAILED").at("/failure/step").asText()).isEqualTo("StartPreparation");
        assertThat(acts(failover().denied("states:StartExecution", 1, 1).run())).isEqualTo(RECOVERED);
        assertThat(acts(rounds(failover(), UNHEALTHY, HEALTHY).denied("states:StartExecution", 1, EVER).run()))
                .isEqualTo("; released STOOD_DOWN; told STOOD_DOWN -> STOOD_DOWN");
    }

    @Test
    void letsTheOldPrimaryBeComparedOnceItIsFencedAndEndsWellWhereThatCannotBegin() {
        assertThat(failover().run().of("DecideReconciliation")).singleElement()
                .satisfies(asked -> assertThat(asked.path("input").toString()).isEqualTo("{\"incident\":\"20261122t100000\"}"));

        Seen seen = failover().denied("states:StartExecution", 3, 99).run();
        assertThat(acts(seen)).isEqualTo(RECOVERED);
        assertThat(seen.of("DecideReconciliation")).isEmpty();
    }

    @Test
    void comparesNothingOfAnOldSiteThatIsNotFenced() {
        Seen seen = failover().on("FenceSite", FailoverDecisions::isAtPrimary, 1, EVER, "{\"fenced\": false, \"answered\": false}").run();

        assertThat(seen.notices()).contains("RECOVERED", "OLD_SITE_NOT_FENCED");
        assertThat(seen.of("DecideReconciliation")).isEmpty();
    }

    /** The name is taken where an earlier try has begun it: that is not tried again. */
    @ParameterizedTest
    @MethodSource("errorsOfAStart")
    void findsAPreparationThatHasBegunAlthoughItsStartFailed(String error) {
        int times = error.equals("StepFunctions.ExecutionAlreadyExistsException") ? 1 : 17;
        Seen seen = failover().troubled("states:DescribeExecution", error, 1, times).run();

        assertThat(acts(seen)).isEqualTo(RECOVERED);
        assertThat(preparations(seen)).as("it is waited for, and not begun twice").isEqualTo(1);
    }

    @Test
    void stopsAndRemovesAPreparationThatHasBegunAlthoughItsStartFailedWhereItStandsDown() {
        Seen seen = rounds(failover(), UNHEALTHY, HEALTHY)
                .troubled("states:DescribeExecution", "StepFunctions.SdkClientException", 1, 17).run();

        assertThat(acts(seen)).isEqualTo("restored, removed; released STOOD_DOWN; told STOOD_DOWN -> STOOD_DOWN");
    }

    @Test
    void takesAPreparationForBegunWhereNobodyCanTell() {
        Seen seen = rounds(failover(), UNHEALTHY, HEALTHY)
                .troubled("states:DescribeExecution", "StepFunctions.SdkClientException", 1, EVER).run();

        assertThat(acts(seen)).isEqualTo("restored, removed; released STOOD_DOWN; told STOOD_DOWN -> STOOD_DOWN");
    }

    @Test
    void beginsAPreparationThatHasNotBegunAgainOnceTheOutageIsConfirmed() {
        Seen seen = failover().troubled("states:StartExecution", "StepFunctions.SdkClientException", 1, 17).run();

        assertThat(acts(seen)).isEqualTo(RECOVERED);
        assertThat(preparations(seen)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("laterChoices")
    void usesTheStandbyThatStandsReadyWhereASecondPreparationCannotBegin(int newerFrom) {
        Seen seen = failover().on("ChooseRecoveryPoint", newerFrom, EVER, NEWER).denied("states:StartExecution", 2, 18).run();

        assertThat(acts(seen)).isEqualTo(RECOVERED);
        assertThat(preparations(seen)).isEqualTo(1);
        assertThat(seen.notice("RECOVERED").at("/databases/0/recoveryPoint").asText()).isEqualTo("s");
        assertThat(seen.notice("RECOVERED").path("remarks").toString()).isEqualTo("[\"recovery point newer had arrived and was not restored\"]");
    }

    @Test
    void doesNotGoOnWhereNobodyCanTellWhetherANewerRecoveryPointHasArrived() {
        Seen seen = failover().failing("ChooseRecoveryPoint", 2, EVER, "Broken").run();

        assertThat(acts(seen)).isEqualTo("restored; released FAILED; told FAILOVER_FAILED -> Broken");
    }

    /** Returns how many executions it has started but for the switch. */
    private static int preparations(Seen seen) {
        return seen.executions().size() - 2;
    }

    @Test
    void saysWhyNoRecoveryPointCouldBeChosen() {
        Seen seen = failover().failing("ChooseRecoveryPoint", 1, EVER, "Broken").run();

        assertThat(acts(seen)).as("whether it was rehearsed is not known")
                .isEqualTo("; released FAILED; told APPROVAL_ASKED, FAILOVER_FAILED -> Broken");
        assertThat(seen.notice("FAILOVER_FAILED").at("/failure/step").asText()).isEqualTo("ChooseRecoveryPoints");
    }

    @Test
    void doesNotGoOnWhereThePreparationCannotBeSeen() {
        Seen seen = failover().denied("states:DescribeExecution", 2, EVER).run();

        assertThat(acts(seen)).startsWith("restored; released FAILED; told FAILOVER_FAILED -> Sfn.");
        assertThat(seen.notice("FAILOVER_FAILED").at("/failure/step").asText()).isEqualTo("LookAtPreparation");
    }

    @Test
    void givesTheOldSiteBackWhereTheSwitchCannotBegin() {
        Seen seen = failover().denied("states:StartExecution", 2, EVER).run();

        assertThat(acts(seen)).isEqualTo("restored, fenced, gave back; released FAILED_AFTER_FENCE; told FAILOVER_FAILED -> StepFunctions.AWSStepFunctionsException");
        assertThat(seen.notice("FAILOVER_FAILED").path("switched").asBoolean()).isFalse();
        assertThat(seen.notice("FAILOVER_FAILED").at("/failure/step").asText()).isEqualTo("Activate");
    }

    @ParameterizedTest
    @MethodSource("errorsOfAStart")
    void goesOnWhereTheSwitchMayHaveBegunAlthoughItsStartFailed(String error) {
        Seen seen = failover().troubled("states:StartExecution", error, 2, 18).run();

        assertThat(acts(seen)).isEqualTo(RECOVERED.replace("told RECOVERED", "told SWITCH_NOT_PROVEN, RECOVERED"));
        assertThat(scalings(seen)).as("the primary is not given back").noneMatch(call -> isAtPrimary(call.payload()));
    }

    @Test
    void asksForTheOldSiteOnlyWhereNobodyMayBeServedFromTheStandby() {
        Seen failed = failover().denied("states:StartExecution", 2, EVER).run();

        assertThat(scalings(failed).getLast().payload().path("notBeside").asText()).isEqualTo("STANDBY");
        assertThat(scalings(failed).getFirst().payload().path("notBeside").asText()).isEmpty();
    }

    @Test
    void saysWhereTheOldSiteWasNotGivenBackBecauseTheStandbyMayServe() {
        Seen seen = failover().on("ScaleService", FailoverDecisions::isAtPrimary, 1, EVER,
                        "{\"status\": \"REFUSED\", \"reason\": \"visitors may be served\"}")
                .denied("states:StartExecution", 2, EVER).run();

        assertThat(scalings(seen).stream().filter(call -> isAtPrimary(call.payload()))).as("a refusal is final").hasSize(1);
        assertThat(seen.notice("FAILOVER_FAILED").at("/givenBack/0/status").asText()).isEqualTo("REFUSED");
        assertThat(seen.notice("FAILOVER_FAILED").at("/givenBack/0/cause").asText()).contains("visitors may be served");
    }

    private static List<Seen.Call> scalings(Seen seen) {
        return seen.calls().stream().filter(call -> call.function().equals("ScaleService")).toList();
    }

    @Test
    void removesWhatItPreparedAlsoWhereThatCannotBeStopped() {
        assertThat(acts(rounds(failover(), UNHEALTHY, HEALTHY).denied("states:StopExecution", 2, EVER).run()))
                .isEqualTo("restored, removed; released STOOD_DOWN; told STOOD_DOWN -> STOOD_DOWN");
    }

    /** One look that finds nothing proves nothing. */
    @Test
    void believesThatTheOldRegionIsDarkOnlyAfterSeveralLooks() {
        assertThat(looksOfTheFirstFence(fencingAtOnce(fence("DONE", false, false)).run())).isEqualTo(3);
        assertThat(fencesBefore(failover().on("FenceSite", FailoverDecisions::isAtPrimary, 1, 2, fence("DONE", false, false)).run(),
                "SwitchTraffic")).isEqualTo(3);
    }

    @Test
    void aPersonWhoForcesItIsBelievedBeforeAHealthyRound() {
        Play play = withPlan(rounds(failover(), HEALTHY), "/plan/confirmation/rounds", 1);

        assertThat(acts(forced(play).run())).isEqualTo(RECOVERED);
    }

    /** A failed run leaves its incident open: whoever starts again goes on with it. */
    @Test
    void aFailedRunDoesNotCloseItsIncident() {
        assertThat(failover().where("RestoreDatabase", "{\"status\": \"REFUSED\"}").run().of("ReleaseLease")).singleElement()
                .satisfies(payload -> assertThat(payload.path("outcome").asText()).isEqualTo("FAILED"));
    }

    @Test
    void endsAsItDidWhereTheLeaseCannotBeReleased() {
        assertThat(acts(failover().failing("ReleaseLease", 1, EVER, "Broken").run())).isEqualTo(RECOVERED);
        assertThat(acts(rounds(failover(), HEALTHY).failing("ReleaseLease", 1, EVER, "Broken").run()))
                .isEqualTo("; released STOOD_DOWN; told STOOD_DOWN -> STOOD_DOWN");
        assertThat(acts(failover().where("RestoreDatabase", "{\"status\": \"REFUSED\"}").failing("ReleaseLease", 1, EVER, "Broken").run()))
                .isEqualTo("restored; released FAILED; told FAILOVER_FAILED -> RestoreFailed");
    }

    @Test
    void endsAsItDidWhereNobodyCanBeTold() {
        assertThat(acts(failover().silent().run())).isEqualTo(RECOVERED);
        assertThat(acts(rounds(failover(), HEALTHY).silent().run())).endsWith("-> STOOD_DOWN");
        assertThat(acts(failover().failing("WordNotice", 1, EVER, "Broken").run())).isEqualTo(RECOVERED);
    }

    static Stream<String> functions() {
        return Stream.of("ReadPlan", "AcquireLease", "CheckHealth", "ChooseRecoveryPoint", "FenceSite", "ReleaseLease", "WordNotice");
    }

    @ParameterizedTest
    @MethodSource("functions")
    void triesAgainWhatIsThrottled(String function) {
        Seen seen = failover().failing(function, 1, 2, "Lambda.TooManyRequestsException").run();

        assertThat(seen.end()).isEqualTo("RECOVERED");
        assertThat(seen.of(function)).hasSizeGreaterThan(2);
    }
}
