package io.pilotlight.simulator.states;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How a failover goes on once traffic may have moved, and how it ends where what it waits for never comes. */
@DisplayName("A failover that goes on")
class GoingOnDecisionsTest extends FailoverDecisions {

    private static final String SILENT_SITE = fence("DONE", false, false);
    private static final String NO_POINT = "{\"status\": \"REFUSED\", \"candidates\": []}";

    // Where the public names lead.

    @Test
    void goesOnAtOnceWhereVisitorsAreAtTheStandbyAlready() {
        assertThat(times(resumed("STANDBY", "eu-central-1").run(), "ObserveTraffic")).isEqualTo(1);
    }

    @Test
    void looksFourTimesBeforeItBelievesThatVisitorsAreBackAtThePrimary() {
        Seen seen = withPlan(movedBack(), "/plan/traffic/mode", "RECORD").failing("SwitchTraffic", 1, 1, "Broken").run();

        assertThat(times(seen, "ObserveTraffic")).isEqualTo(4);
        assertThat(acts(seen)).contains("gave back").endsWith("told SWITCH_NOT_PROVEN, RECOVERED -> RECOVERED");
    }

    @Test
    void looksFourTimesEachTime() {
        Seen seen = movedBack().failing("SwitchTraffic", 1, 2, "Broken").run();

        assertThat(times(seen, "WaitToGoOn")).isEqualTo(2);
        assertThat(times(seen, "ObserveTraffic")).isEqualTo(8);
    }

    @Test
    void looksOnceEachTimeWhereNobodyKnowsWhereTrafficLeads() {
        Seen seen = failover().failing("SwitchTraffic", 1, EVER, "Broken").where("CheckAnswer", "{\"leadsTo\": \"UNKNOWN\"}").run();

        assertThat(times(seen, "WaitToGoOn")).isEqualTo(60);
        assertThat(times(seen, "ObserveTraffic")).isEqualTo(60);
        assertThat(acts(seen)).isEqualTo("restored, fenced, moved; released FAILED; told SWITCH_NOT_PROVEN, FAILOVER_FAILED -> TrafficNotKnown");
    }

    private Play movedBack() {
        return seenAt(failover(), "eu-west-1");
    }

    @Test
    void tellsOfAResumedRunWhatItsLeaseHasRemarked() {
        assertThat(resumed("STANDBY", "eu-central-1").where("AcquireLease", "{\"remark\": \"a former run was stopped\"}").run()
                .notice("RECOVERED").path("remarks").toString()).isEqualTo("[\"a former run was stopped\"]");
    }

    // How long.

    /** A history holds 25,000 events. */
    @Test
    void goesOnSixtyTimesAndFewerWithManyServices() {
        assertThat(times(goingOnForEver(1), "WaitToGoOn")).isEqualTo(60);
        assertThat(times(goingOnForEver(5), "WaitToGoOn")).isEqualTo(60);
        assertThat(times(goingOnForEver(6), "WaitToGoOn")).isEqualTo(25);
    }

    private Seen goingOnForEver(int services) {
        return failover(route("a failover whose old site answers later", 1, services)).failing("SwitchTraffic", 1, EVER, "Broken").run();
    }

    /** A restore of more than eight minutes, and another of a recovery point that has arrived meanwhile. */
    @Test
    void looksAtEachPreparationEvery15SecondsForSevenMinutesAndThenEveryThree() {
        String creating = "{\"status\": \"IN_PROGRESS\", \"reachable\": false}";
        Seen one = failover().on("RestoreDatabase", 1, 60, creating).run();
        int[] looks = {0};
        Seen two = failover().on("ChooseRecoveryPoint", 2, EVER, NEWER).on("RestoreDatabase", _ -> ++looks[0] % 61 != 0, 1, EVER,
                creating).run();

        assertThat(times(one, "WaitForPreparation")).isBetween(35L, 45L);
        assertThat(times(two, "WaitForPreparation")).isBetween(80L, 100L);
        assertThat(two.of("RestoreDatabase")).hasSize(122);
    }

    // What is done again.

    @Test
    void givesEachActivationANameOfItsOwn() {
        assertThat(failover().failing("SwitchTraffic", 1, 2, "Broken").run().executions()).extracting(arn -> arn.replaceAll(".*:", ""))
                .endsWith("20261122t100000-3-0", "20261122t100000-3-1", "20261122t100000-3-2", "20261122t100000-3-3").hasSize(5);
    }

    /** Visitors may be there already, and what ran may have stopped since. */
    @Test
    void startsTheTasksAgainEachTimeItGoesOnAndNotWhenItIsPrepared() {
        Seen seen = failover().failing("SwitchTraffic", 1, 2, "Broken").run();
        List<String> briefs = seen.calls().stream().map(Seen.Call::brief)
                .filter(brief -> brief.equals("ScaleService eu-central-1") || brief.startsWith("SwitchTraffic")).toList();

        assertThat(briefs).containsExactly("ScaleService eu-central-1", "SwitchTraffic fenced", "ScaleService eu-central-1",
                "SwitchTraffic fenced", "ScaleService eu-central-1", "SwitchTraffic fenced");
    }

    /** Where records move by themselves the old site stays fenced, and one that was dark is tried again. */
    @Test
    void fencesAgainBeforeItMovesTrafficAgainUnlessTheFenceHolds() {
        assertThat(fencesBetweenSwitches(FENCED)).isEqualTo(1);
        assertThat(fencesBetweenSwitches(SILENT_SITE)).isEqualTo(2);
    }

    private long fencesBetweenSwitches(String fence) {
        Seen seen = seenAt(fencing(fence), "eu-west-1").failing("SwitchTraffic", 1, 1, "Broken").run();
        return fencesBefore(seen, "RecordActiveSite");
    }

    // What is given back.

    /** The old site was dark at first, and answers unfenced when it is fenced again. */
    @Test
    void givesNothingBackOnceTrafficMayHaveMoved() {
        Seen seen = seenAt(fencing(SILENT_SITE), "eu-west-1").on("FenceSite", FailoverDecisions::isAtPrimary, 2, 68, UNFENCED)
                .failing("SwitchTraffic", 1, 1, "Broken").run();

        assertThat(acts(seen)).doesNotContain("gave back").contains("told SWITCH_NOT_PROVEN, RECOVERED");
    }

    /** Visitors were at the standby when the run began, and came back to the primary while it went on. */
    @Test
    void givesNothingBackWhereNothingIsKnownOfTheFenceEither() {
        int[] looks = {0};
        Seen seen = failingMap(ANSWERS, "FenceSites").failing("SwitchTraffic", 1, EVER, "Broken")
                .where("AcquireLease", "{\"resumed\": true, \"mayHaveSwitched\": true, \"activeSite\": \"PRIMARY\"}")
                .when("CheckAnswer", payload -> led(payload, ++looks[0] <= 1 ? "eu-central-1" : "eu-west-1")).run();

        assertThat(acts(seen)).isEqualTo("restored, moved; released FAILED; told SWITCH_NOT_PROVEN, FAILOVER_FAILED -> Refused");
    }

    @Test
    void givesBackOnceAndSaysOfNoSiteThatItIsFencedWhichWasGivenBack() {
        Seen seen = withPlan(movedBack(), "/plan/traffic/mode", "RECORD").failing("SwitchTraffic", 1, EVER, "Broken")
                .on("ChooseRecoveryPoint", 4, EVER, NO_POINT).run();

        assertThat(seen.calls().stream().filter(call -> call.brief().equals("ScaleService " + PRIMARY))).hasSize(1);
        assertThat(acts(seen)).endsWith("told SWITCH_NOT_PROVEN, FAILOVER_FAILED -> NoUsableRecoveryPoint");
        assertThat(seen.notice("FAILOVER_FAILED").path("fences")).isEmpty();
        assertThat(times(seen, "ObserveTraffic")).isEqualTo(4 * 60);
    }

    // What ends without a word.

    @Test
    void goesOnWhereAnActivationEndedWithoutAWord() {
        Seen seen = failover().stopped("SwitchTraffic", 1, 1).on("SwitchTraffic", 1, 2, "{\"status\": \"IN_PROGRESS\"}").run();

        assertThat(acts(seen)).isEqualTo(RECOVERED.replace("told RECOVERED", "told SWITCH_NOT_PROVEN, RECOVERED"));
        assertThat(seen.notice("SWITCH_NOT_PROVEN").at("/failure/step").asText()).isEqualTo("Activate");
        assertThat(seen.executions()).extracting(arn -> arn.replaceAll(".*:", "")).endsWith(
                "20261122t100000-3-0", "20261122t100000-3-1", "20261122t100000-3-2");
    }

    @Test
    void saysHowAPreparationEndedThatSaysNothing() {
        Seen seen = failover().stopped("RestoreDatabase", 1, 1).where("RestoreDatabase", "{\"status\": \"IN_PROGRESS\"}").run();

        assertThat(acts(seen)).isEqualTo("restored; released FAILED; told FAILOVER_FAILED -> PreparationEnded");
        assertThat(seen.notice("FAILOVER_FAILED").at("/failure/cause").asText()).isEqualTo("The preparation of the standby has ended as ABORTED.");
    }

    @Test
    void stopsWhereItWasOvertakenAlthoughVisitorsMayBeAtTheStandby() {
        assertThat(acts(resumed("STANDBY", "eu-central-1").failing("SwitchTraffic", 1, EVER, "io.pilotlight.lease.LeaseLostException").run()))
                .isEqualTo("fenced, moved; released FAILED; told FAILOVER_FAILED -> io.pilotlight.lease.LeaseLostException");
    }
}
