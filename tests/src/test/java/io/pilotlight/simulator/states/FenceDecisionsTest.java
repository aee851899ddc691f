package io.pilotlight.simulator.states;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How long a failover tries to fence the old site, what it believes of it, and what it gives back. */
@DisplayName("The fence of a failover")
class FenceDecisionsTest extends FailoverDecisions {

    private static final String NO_POINT = "{\"status\": \"REFUSED\", \"candidates\": []}";
    private static final String SILENT_SITE = fence("DONE", false, false);

    // How often it looks.

    @Test
    void looksSixtyTimesAtASiteThatAnswersUnfenced() {
        assertThat(fencing(UNFENCED).run().of("FenceSite").stream().filter(FailoverDecisions::isAtPrimary)).hasSize(60);
    }

    @Test
    void looksTwentyTimesAtASiteThatLeavesCallsUnansweredAndAnewOnceItAnswers() {
        assertThat(fencesBefore(fencing(DARK).run(), "SwitchTraffic")).isEqualTo(20);
        assertThat(fencesBefore(fencing(DARK).on("FenceSite", FailoverDecisions::isAtPrimary, 20, 20, UNFENCED).run(), "SwitchTraffic"))
                .isEqualTo(40);
    }

    @Test
    void looksOnceEachTimeAtASilentSiteAfterTheRecovery() {
        Seen seen = fencing(SILENT_SITE).run();

        assertThat(times(seen, "WaitForOldSite")).isEqualTo(112);
        assertThat(atPrimary(seen)).isEqualTo(1 + 112);
    }

    /** A history holds 25,000 events. */
    @Test
    void looksTwelveTimesEachTimeAndOnceOnce240LooksWereRepeated() {
        assertThat(atPrimary(fencing(DARK).run())).isEqualTo(20 + 21 * 12 + 91);
        assertThat(atPrimary(longSilent(failover(OF_TWO)).on("FenceSite", FailoverDecisions::isAtPrimary, 1, EVER, DARK).run()))
                .isEqualTo(2 * (20 + 10 * 12 + 102));
    }

    /** The first late fence repeats so many looks that the bound is met to the look. */
    @Test
    void repeatsAsManyLooksAsItsHistoryHolds() {
        assertThat(atPrimary(darkButFor(9).run())).isEqualTo(20 + 10 + 21 * 12 + 90);
        assertThat(atPrimary(darkButFor(10).run())).isEqualTo(20 + 11 + 20 * 12 + 91);
    }

    /** A site whose first late fence finds after so many looks more that it does not answer at all. */
    private Play darkButFor(int looks) {
        return fencing(DARK).on("FenceSite", FailoverDecisions::isAtPrimary, 21 + looks, 21 + looks, SILENT_SITE);
    }

    @Test
    void looksMoreSeldomWhereTheLookFails() {
        Seen seen = fencing(SILENT_SITE).failing("FenceSite", payload -> isAtPrimary(payload), 2, EVER, "Broken").run();

        assertThat(times(seen, "WaitForOldSite")).isEqualTo(29);
        assertThat(seen.notices()).containsExactly("RECOVERED", "OLD_SITE_NOT_FENCED");
    }

    @Test
    void isTriedNoMoreOnceItHolds() {
        Seen seen = fencing(SILENT_SITE).on("FenceSite", FailoverDecisions::isAtPrimary, 10, EVER, FENCED).run();

        assertThat(atPrimary(seen)).isEqualTo(10);
        assertThat(seen.notices()).containsExactly("RECOVERED", "OLD_SITE_FENCED");
    }

    @Test
    void isTriedNoMoreOnceARunWasOvertakenWhateverElseIsSeen() {
        Seen seen = fencing(SILENT_SITE).on("FenceSite", FailoverDecisions::isAtPrimary, 10, EVER, fence("REFUSED", false, false)).run();
        Seen fenced = fencing(SILENT_SITE).on("FenceSite", FailoverDecisions::isAtPrimary, 10, EVER, fence("REFUSED", true, true)).run();

        assertThat(atPrimary(seen)).isEqualTo(10);
        assertThat(seen.notices()).containsExactly("RECOVERED");
        assertThat(acts(fenced)).as("who has overtaken it records what it has fenced").doesNotContain("recorded fenced");
    }

    private static long atPrimary(Seen seen) {
        return seen.of("FenceSite").stream().filter(FailoverDecisions::isAtPrimary).count();
    }

    // How long a Region is silent.

    /** The way to it may be lost for some minutes while it takes writes. */
    @Test
    void movesNoTrafficBeforeARegionThatAnsweredHasBeenSilentForSixMinutes() {
        Seen seen = fencingAtOnce(SILENT_SITE).run();

        assertThat(acts(seen)).isEqualTo("restored, fenced, moved, recorded; released RECOVERED; told RECOVERED, OLD_SITE_NOT_FENCED -> RECOVERED");
        assertThat(fencesBefore(seen, "SwitchTraffic")).as("three looks in 10 s, every 30 s").isEqualTo(3 * 10);
        assertThat(rounds(seen)).as("one before each fence").isEqualTo(3 + 10);
    }

    @Test
    void fencesARegionThatAnswersAgainBeforeTrafficMoves() {
        Seen seen = fencingAtOnce(SILENT_SITE).on("FenceSite", FailoverDecisions::isAtPrimary, 4, EVER, FENCED).run();

        assertThat(acts(seen)).isEqualTo(RECOVERED);
        assertThat(fencesBefore(seen, "SwitchTraffic fenced")).isEqualTo(4);
    }

    @Test
    void asksPeopleWhereThePrimaryIsHealthyAgainBeforeItsSilenceIsBelieved() {
        Seen seen = judged(fencingAtOnce(SILENT_SITE), "UNHEALTHY", "UNHEALTHY", "UNHEALTHY", "UNHEALTHY", "HEALTHY").refused().run();

        assertThat(acts(seen)).isEqualTo("restored, fenced, removed; released DECLINED; told APPROVAL_ASKED, STOOD_DOWN -> STOOD_DOWN");
        assertThat(seen.notice("APPROVAL_ASKED").path("seen").asText()).isEqualTo("HEALTHY");
    }

    @Test
    void waitsForNoSilenceWhereAPersonForcesIt() {
        assertThat(fencesBefore(forced(fencingAtOnce(SILENT_SITE)).run(), "SwitchTraffic")).isEqualTo(3);
    }

    /** What was silent before a newer recovery point was restored may have answered meanwhile. */
    @Test
    void waitsAnewForTheSilenceAfterANewerRecoveryPoint() {
        Seen seen = fencingAtOnce(SILENT_SITE).on("ChooseRecoveryPoint", 12, EVER, NEWER).run();

        assertThat(fencesBefore(seen, "SwitchTraffic")).isGreaterThan(3 * 15);
        assertThat(seen.notice("RECOVERED").at("/databases/0/recoveryPoint").asText()).isEqualTo("newer");
    }

    @Test
    void looksNoMoreOftenThanEveryHalfMinuteAtASiteThatIsNotFencedAndNoMoreOftenThanThePlanSays() {
        String timing = "{\"timing\": {\"confirmationIntervalSeconds\": %d, \"approvalTimeoutSeconds\": 1800, \"rtoSeconds\": 1800, \"rpoSeconds\": 3600}}";

        assertThat(fencesBefore(fencingAtOnce(SILENT_SITE).where("ReadPlan", timing.formatted(1)).run(), "SwitchTraffic")).isEqualTo(3 * 10);
        assertThat(fencesBefore(fencingAtOnce(SILENT_SITE).where("ReadPlan", timing.formatted(170)).run(), "SwitchTraffic")).isEqualTo(3 * 3);
    }

    // What it gives back.

    @Test
    void givesNothingBackWhereItReachedNothing() {
        assertThat(acts(fencing(SILENT_SITE).on("ChooseRecoveryPoint", 3, EVER, NO_POINT).run()))
                .isEqualTo("restored, fenced; released FAILED; told FAILOVER_FAILED -> NoUsableRecoveryPoint");
    }

    @Test
    void givesBackWhatAFenceMayHaveTakenUnseen() {
        assertThat(acts(fencing(DARK).on("ChooseRecoveryPoint", 3, EVER, NO_POINT).run()))
                .isEqualTo("restored, fenced, gave back; released FAILED_AFTER_FENCE; told FAILOVER_FAILED -> NoUsableRecoveryPoint");
        assertThat(acts(fencing(SILENT_SITE).on("FenceSite", FailoverDecisions::isAtPrimary, 1, 1, UNFENCED)
                .on("ChooseRecoveryPoint", 3, EVER, NO_POINT).run()))
                .isEqualTo("restored, fenced, gave back; released FAILED_AFTER_FENCE; told FAILOVER_FAILED -> NoUsableRecoveryPoint");
    }

    // When it is tried again.

    @Test
    void isTriedAgainAfterANewerRecoveryPointUnlessItHolds() {
        assertThat(fencesBefore(newerAfterTheFence(SILENT_SITE), "SwitchTraffic")).isEqualTo(2);
        assertThat(fencesBefore(newerAfterTheFence(FENCED), "SwitchTraffic")).isEqualTo(1);
    }

    private Seen newerAfterTheFence(String fence) {
        return fencing(fence).on("ChooseRecoveryPoint", 3, EVER, NEWER).run();
    }

    // What it does not know.

    @Test
    void goesNotOnWhereNothingIsKnownOfTheFence() {
        Seen seen = failingMap(ANSWERS, "FenceSites").run();

        assertThat(acts(seen)).isEqualTo("restored, gave back; released FAILED_AFTER_FENCE; told FAILOVER_FAILED -> Refused");
        assertThat(seen.notice("FAILOVER_FAILED").at("/failure/step").asText()).isEqualTo("FenceSites");
        assertThat(seen.notice("FAILOVER_FAILED").path("fences")).isEmpty();
    }

    @Test
    void goesNotOnWhereNothingIsKnownOfTheFenceAlthoughAPersonForcesIt() {
        assertThat(acts(forced(failingMap(ANSWERS, "FenceSites")).run()))
                .isEqualTo("restored, gave back; released FAILED_AFTER_FENCE; told FAILOVER_FAILED -> Refused");
    }

    @Test
    void goesOnWithAnActiveStandbyWhateverIsKnownOfTheFence() {
        Seen seen = alreadyMoved(failingMap(ANSWERS, "FenceSites")).run();

        assertThat(acts(seen)).isEqualTo("moved, recorded; released RECOVERED; told RECOVERED, OLD_SITE_NOT_FENCED -> RECOVERED");
        assertThat(times(seen, "WaitForOldSite")).isEqualTo(112);
    }

    @Test
    void stopsARunThatWasOvertakenAlsoWithAnActiveStandby() {
        assertThat(acts(alreadyMoved(fencing(fence("REFUSED", false, false))).run()))
                .isEqualTo("fenced; released FAILED; told FAILOVER_FAILED -> io.pilotlight.lease.LeaseLostException");
    }

    // What is prepared is withdrawn.

    @Test
    void believesThatTheStandbyIsSilentOnlyAfterThreeLooks() {
        Seen seen = judged(failover(), "UNHEALTHY" + SILENT, "HEALTHY" + SILENT).on("FenceSite", 2, EVER, SILENT_SITE).run();

        assertThat(acts(seen)).isEqualTo("restored, removed; released STOOD_DOWN; told STOOD_DOWN -> STOOD_DOWN");
        assertThat(withdrawals(seen)).isEqualTo(3);
    }

    @Test
    void stopsTheTasksOfTheStandbyOnceHoweverLongItsInstancesAreRemoved() {
        Seen seen = rounds(failover(), UNHEALTHY, HEALTHY).on("RemovePrepared", 1, 3,
                "{\"status\": \"IN_PROGRESS\", \"instanceIdentifiers\": [\"i\"]}").run();

        assertThat(withdrawals(seen)).isEqualTo(1);
    }

    /** What is fenced at the standby after the lease was released. */
    private static long withdrawals(Seen seen) {
        return seen.calls().stream().map(Seen.Call::brief).dropWhile(brief -> !brief.startsWith("ReleaseLease"))
                .filter("FenceSite eu-central-1"::equals).count();
    }
}
