package io.pilotlight.simulator.states;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a failover decides on before it touches the primary: whether there is an outage, and whether people are asked. */
@DisplayName("The confirmation of an outage")
class ConfirmationDecisionsTest extends FailoverDecisions {

    private static final String STOOD_DOWN = "; released STOOD_DOWN; told STOOD_DOWN -> STOOD_DOWN";

    // What is judged.

    @Test
    void judgesWhatTheSiteThePublicNameTheOthersAndTheControlsSay() {
        assertThat(evidence(failover(), "SITE")).isEqualTo(Bench.json("""
            {"kind": "SITE", "service": "n1", "health": "UNHEALTHY", "answer": "NONE", "checkers": "UNKNOWN", "apiAnswered": false,
             "summary": "it was looked at."}"""));
        assertThat(evidence(failover(), "PUBLIC").path("health").asText()).isEqualTo("HEALTHY");
        assertThat(evidence(withPlan(failover(), "/plan/confirmation/controls", Bench.json("[\"https://example.org/\"]")), "CONTROL").path("health").asText()).isEqualTo("HEALTHY");
        assertThat(evidence(failover().where("AskOthers", "{\"targets\": \"HEALTHY\", \"checkers\": \"UNHEALTHY\", \"apiAnswered\": true}"), "OTHERS"))
                .isEqualTo(Bench.json("""
            {"kind": "OTHERS", "service": "n1", "health": "HEALTHY", "answer": "NONE", "checkers": "UNHEALTHY", "apiAnswered": true,
             "summary": "nobody answers"}"""));
        assertThat(evidence(failover(), "OTHERS").path("apiAnswered").asBoolean(true)).isFalse();
    }

    /** What was not asked is no silence of the old Region. */
    @Test
    void takesALookThatFailsForNoSilence() {
        assertThat(evidence(failover().failing("AskOthers", 1, EVER, "Broken"), "OTHERS")).isEqualTo(Bench.json("""
            {"kind": "OTHERS", "service": "n1", "health": "UNKNOWN", "answer": "NONE", "checkers": "UNKNOWN", "apiAnswered": true,
             "summary": "Others could not be asked: Broken"}"""));
        assertThat(evidence(failover().failing("CheckHealth", 1, EVER, "Broken"), "SITE")).isEqualTo(Bench.json("""
            {"kind": "SITE", "service": "n1", "health": "UNKNOWN", "answer": "NONE", "checkers": "UNKNOWN", "apiAnswered": true,
             "summary": "The check itself failed: Broken"}"""));
    }

    private static JsonNode evidence(Play play, String kind) {
        return play.run().of("JudgeOutage").getFirst().path("evidence").valueStream()
                .filter(seen -> seen.path("kind").asText().equals(kind)).findFirst().orElseThrow();
    }

    // How often is looked.

    @Test
    void looksAsOftenAsThePlanSaysAndOnceMoreRightBeforeTheFence() {
        Play oneRound = withPlan(failover(), "/plan/confirmation/rounds", 1);
        Seen seen = failover().run();

        assertThat(rounds(seen)).isEqualTo(4);
        assertThat(seen.of("JudgeOutage")).hasSize(1 + 4);
        assertThat(rounds(oneRound.run())).isEqualTo(2);
        assertThat(rounds(rounds(failover(), HEALTHY).run())).isEqualTo(3);
        assertThat(rounds(rounds(failover(), UNKNOWN).run())).isEqualTo(5);
    }

    @Test
    void glancesWhereAPersonForcesItAndLooksOnceMoreRightBeforeTheFence() {
        assertThat(rounds(rounds(forced(failover()), HEALTHY).run())).isEqualTo(1);
    }

    /** A probe each, after which the standby is prepared where it is unhealthy; the rounds are as many as without it. */
    @Test
    void glancesBeforeTheFirstRoundAndCountsItForNothing() {
        Seen seen = failover().run();
        Seen back = failover().on("CheckHealth", FailoverDecisions::isAtPrimary, 2, EVER, HEALTHY).run();
        Seen unknown = failover().failing("JudgeOutage", 1, 1, "Broken").run();

        assertThat(seen.of("CheckHealth")).extracting(call -> call.path("site").asText() + call.path("probes").asInt())
                .startsWith("PRIMARY1", "PUBLIC1").endsWith("STANDBY3", "PUBLIC3").filteredOn(call -> call.endsWith("1")).hasSize(4);
        assertThat(seen.states().indexOf("FailoverStateMachine/StartPreparation"))
                .isLessThan(seen.states().indexOf("FailoverStateMachine/WaitForNextRound"));
        assertThat(acts(back)).isEqualTo("restored, removed" + STOOD_DOWN);
        assertThat(rounds(back)).isEqualTo(3);
        assertThat(acts(unknown)).isEqualTo(RECOVERED);
        assertThat(rounds(unknown)).isEqualTo(4);
    }

    @Test
    void looksNoMoreOftenWhereNothingCouldBePreparedAtFirst() {
        Play none = withPlan(failover(), "/plan/confirmation/rounds", 1)
                .on("ChooseRecoveryPoint", 1, 1, "{\"status\": \"REFUSED\", \"candidates\": []}");
        Play broken = withPlan(failover(), "/plan/confirmation/rounds", 1).where("ReadPlan", "{\"trigger\": \"PERSON\"}")
                .failing("ChooseRecoveryPoint", 1, 1, "Broken");

        assertThat(rounds(none.run())).isEqualTo(2);
        assertThat(rounds(broken.run())).isEqualTo(2);
    }

    @Test
    void looksAsOftenBeforeItAsksWhetherAPrimaryThatIsHealthyAgainIsFenced() {
        Seen healthy = rounds(failover(), UNHEALTHY, UNHEALTHY, UNHEALTHY, HEALTHY).refused().run();
        Seen unknown = rounds(failover(), UNHEALTHY, UNHEALTHY, UNHEALTHY, UNKNOWN).refused().run();

        assertThat(rounds(healthy)).isEqualTo(6);
        assertThat(rounds(unknown)).isEqualTo(8);
    }

    /** A round that was under way when the standby was ready. */
    @Test
    void takesARoundOfADarkRegionThatEndsAfterThePreparationForTheLastOne() {
        assertThat(lastLook(preparedFor(100, failover(), "UNHEALTHY" + SILENT).run())).isEqualTo("IsLookedAhead");
        assertThat(lastLook(preparedFor(100, failover(), "UNHEALTHY").run())).isEqualTo("IsOutageConfirmed");
    }

    @Test
    void looksWithoutAPauseAtADarkRegionAloneAndFiftyTimesInAll() {
        Play ofTwo = failover(route("a failover whose old site answers later", 1, 2));

        assertThat(preparedFor(240, failover(), "UNHEALTHY" + SILENT).run().of("JudgeOutage")).hasSizeBetween(48, 56);
        assertThat(preparedFor(240, ofTwo, "UNHEALTHY" + SILENT).run().of("JudgeOutage")).hasSizeBetween(23, 31);
        assertThat(preparedFor(160, failover(), "UNHEALTHY").run().of("JudgeOutage")).hasSizeBetween(8, 14);
        assertThat(preparedFor(160, failover(), "UNHEALTHY", "UNHEALTHY", "UNHEALTHY", "HEALTHY" + SILENT).unanswered().run()
                .of("JudgeOutage")).hasSizeBetween(8, 16);
    }

    /** A restore of so many looks, in which each round takes a few seconds, because others are asked five times. */
    private Play preparedFor(int looks, Play play, String... verdicts) {
        int[] asked = {0};
        return judged(play, verdicts).failing("AskOthers", _ -> ++asked[0] % 5 != 0, 1, EVER, "Lambda.TooManyRequestsException")
                .on("RestoreDatabase", 1, looks, "{\"status\": \"IN_PROGRESS\", \"reachable\": false}");
    }

    /** Where the machine came from when it looked the last time whether the outage lasts. */
    private static String lastLook(Seen seen) {
        List<String> states = seen.states().stream().filter(state -> state.startsWith("FailoverStateMachine/"))
                .map(state -> state.replaceAll(".*/", "")).toList();
        return states.get(states.lastIndexOf("IsOutageLasting") - 1);
    }

    @Test
    void countsAnewOnceTheStandbyIsPrepared() {
        assertThat(acts(rounds(failover(), HEALTHY, UNHEALTHY, UNHEALTHY, UNHEALTHY, HEALTHY, HEALTHY, UNHEALTHY).run())).isEqualTo(RECOVERED);
        assertThat(acts(rounds(failover(), UNKNOWN, UNHEALTHY, UNHEALTHY, UNHEALTHY, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNHEALTHY).run()))
                .isEqualTo(RECOVERED);
    }

    @Test
    void countsAnewAfterAnAnswer() {
        Seen unknown = rounds(failover(), UNHEALTHY, UNHEALTHY, UNHEALTHY, HEALTHY, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, HEALTHY,
                HEALTHY, UNHEALTHY).run();
        Seen healthy = rounds(failover(), UNHEALTHY, UNHEALTHY, UNHEALTHY, UNKNOWN, HEALTHY, HEALTHY, HEALTHY, UNKNOWN, UNKNOWN, UNKNOWN,
                UNKNOWN, UNHEALTHY).run();

        assertThat(unknown.notices()).containsExactly("APPROVAL_ASKED", "RECOVERED");
        assertThat(healthy.notices()).containsExactly("APPROVAL_ASKED", "RECOVERED");
    }

    /** What is not known does not go on with a row, whether it was judged so or could not be judged. */
    @Test
    void anUnknownRoundBetweenTwoUnhealthyOnesEndsTheRow() {
        for (String between : List.of("UNKNOWN", NOT_JUDGED)) {
            Seen back = judged(failover(), "UNHEALTHY", "UNHEALTHY", "UNHEALTHY", "HEALTHY", "UNHEALTHY", between, "UNHEALTHY", between,
                    "UNHEALTHY", "HEALTHY").refused().run();
            Seen out = judged(failover(), "UNHEALTHY", "UNHEALTHY", "UNHEALTHY", between, "UNHEALTHY").run();

            assertThat(acts(back)).isEqualTo("restored, removed; released DECLINED; told APPROVAL_ASKED, STOOD_DOWN -> STOOD_DOWN");
            assertThat(back.notice("APPROVAL_ASKED").path("seen").asText()).isEqualTo("HEALTHY");
            assertThat(acts(out)).isEqualTo(RECOVERED);
            assertThat(rounds(out)).isEqualTo(7);
        }
    }

    @Test
    void asksPeopleWhereUnknownRoundsNeverLetARowBeComplete() {
        Seen seen = judged(failover(), "UNHEALTHY", "UNHEALTHY", "UNHEALTHY", "UNKNOWN", "UNHEALTHY", "UNKNOWN", "UNHEALTHY", "UNKNOWN", "UNHEALTHY",
                "UNKNOWN", "UNHEALTHY", "UNKNOWN", "UNHEALTHY").refused().run();

        assertThat(acts(seen)).isEqualTo("restored, removed; released DECLINED; told APPROVAL_ASKED, STOOD_DOWN -> STOOD_DOWN");
        assertThat(rounds(seen)).isEqualTo(12);
    }

    @Test
    void goesOnAtOnceWhereItWasApprovedOfAnUnknownSiteThatIsUnhealthyAndWasNotHealthySince() {
        String[] asked = {"UNHEALTHY", "UNHEALTHY", "UNHEALTHY", "UNKNOWN", "UNKNOWN", "UNKNOWN", "UNKNOWN", "UNKNOWN"};

        assertThat(rounds(judged(failover(), then(asked, "UNHEALTHY")).run())).isEqualTo(9);
        assertThat(rounds(judged(failover(), then(asked, "HEALTHY", "UNHEALTHY")).run())).isEqualTo(12);
    }

    private static String[] then(String[] rounds, String... later) {
        return Stream.concat(Stream.of(rounds), Stream.of(later)).toArray(String[]::new);
    }

    // What cannot be judged.

    @Test
    void aRoundThatCannotBeJudgedIsUnknown() {
        Seen seen = judged(failover(), NOT_JUDGED).run();

        assertThat(acts(seen)).isEqualTo(STOOD_DOWN);
        assertThat(rounds(seen)).isEqualTo(5);
        assertThat(seen.notice("STOOD_DOWN").path("why").asText()).isEqualTo("UNKNOWN");
        assertThat(seen.notice("STOOD_DOWN").path("detail").asText()).isEqualTo("What was seen could not be judged: Broken");
    }

    @Test
    void asksPeopleWhereTheLastLookBeforeTheFenceCannotBeJudged() {
        Seen seen = judged(failover(), "UNHEALTHY", "UNHEALTHY", "UNHEALTHY", NOT_JUDGED).refused().run();

        assertThat(acts(seen)).isEqualTo("restored, removed; released DECLINED; told APPROVAL_ASKED, STOOD_DOWN -> STOOD_DOWN");
        assertThat(seen.notice("APPROVAL_ASKED").path("seen").asText()).isEqualTo("UNKNOWN");
        assertThat(rounds(seen)).isEqualTo(8);
    }

    /** The last rounds in which the old Region did not answer count among the three looks. */
    @Test
    void countsTheSilentRoundsAmongTheLooksOfTheFence() {
        String silent = "UNHEALTHY" + SILENT;

        assertThat(fencesAfter(silent)).isEqualTo(1);
        assertThat(fencesAfter(silent, silent, "UNHEALTHY", silent)).isEqualTo(2);
        assertThat(fencesAfter(silent, silent, silent, "UNHEALTHY")).isEqualTo(3);
        assertThat(fencesAfter("UNHEALTHY", "UNHEALTHY", silent, silent)).isEqualTo(1);
    }

    @Test
    void aRoundThatCannotBeJudgedIsNoSilentOne() {
        String silent = "UNHEALTHY" + SILENT;

        assertThat(fencesAfter(oneRound(), silent, NOT_JUDGED, silent)).isEqualTo(2);
        assertThat(fencesAfter(oneRound(), silent, silent)).isEqualTo(1);
    }

    private Play oneRound() {
        return withPlan(fencing(fence("DONE", false, false)), "/plan/confirmation/rounds", 1);
    }

    private long fencesAfter(String... rounds) {
        return fencesAfter(fencing(fence("DONE", false, false)), rounds);
    }

    private long fencesAfter(Play play, String... rounds) {
        return looksOfTheFirstFence(judged(play, rounds).run());
    }

    // Who decides.

    @Test
    void asksWhereThePlanSaysSoAlsoWhoStartsItWithoutForce() {
        Seen seen = approved(failover()).where("ReadPlan", "{\"trigger\": \"PERSON\"}").refused().run();

        assertThat(acts(seen)).isEqualTo("restored, removed; released DECLINED; told APPROVAL_ASKED, STOOD_DOWN -> STOOD_DOWN");
    }

    @Test
    void asksNobodyWhereAPersonStartsItAlthoughItIsNotArmed() {
        Seen seen = failover().where("ReadPlan", "{\"trigger\": \"PERSON\"}").where("ReadArming", "{\"armed\": false, \"reason\": \"new\"}").run();

        assertThat(acts(seen)).isEqualTo(RECOVERED);
        assertThat(rounds(seen)).isEqualTo(4);
        assertThat(seen.of("JudgeOutage")).hasSize(1 + 4);
    }

    @Test
    void asksPeopleWhereNobodyCanTellWhetherItIsArmed() {
        Seen seen = failover().failing("ReadArming", 1, EVER, "Broken").run();

        assertThat(acts(seen)).isEqualTo(RECOVERED.replace("told ", "told APPROVAL_ASKED, "));
        assertThat(seen.notice("APPROVAL_ASKED").path("because").asText()).isEqualTo("Whether the failover is armed cannot be read: Broken");
    }

    /** Who refuses may give any error, also that of a time-out. */
    @Test
    void takesARefusalInTheLastSecondForARefusal() {
        Seen seen = approved(failover()).refused("States.Timeout").answeredAfter(Duration.ofSeconds(1799)).run();

        assertThat(seen.notice("STOOD_DOWN").path("why").asText()).isEqualTo("NOT_APPROVED");
        assertThat(acts(seen)).contains("released DECLINED");
    }

    @Test
    void aResumedRunGivesBackWhatAnEarlierFenceTookWhyeverItStandsDown() {
        assertThat(acts(rounds(takenOver(), UNKNOWN).run())).isEqualTo("gave back" + STOOD_DOWN);
        assertThat(acts(approved(takenOver()).refused().run())).isEqualTo(
                "restored, gave back, removed; released DECLINED; told APPROVAL_ASKED, STOOD_DOWN -> STOOD_DOWN");
        assertThat(times(rounds(takenOver(), HEALTHY).run(), "StopPreparation")).isZero();
    }

    private Play takenOver() {
        return failover().where("AcquireLease", "{\"resumed\": true}");
    }

    // Whom it tells.

    @Test
    void saysNothingOfARunThatIsStartedAgainAndLeavesNothing() {
        Seen seen = rounds(failover().where("ReadPlan", "{\"again\": true}"), HEALTHY).run();

        assertThat(acts(seen)).isEqualTo("; released STOOD_DOWN; told  -> STOOD_DOWN");
        assertThat(seen.mails()).isEmpty();
    }

    @Test
    void tellsWhatARunThatIsStartedAgainHasPrepared() {
        assertThat(acts(rounds(failover().where("ReadPlan", "{\"again\": true}"), UNHEALTHY, HEALTHY).run()))
                .isEqualTo("restored, removed" + STOOD_DOWN);
    }

    /** It would keep the failover from being started again while the alarm lasts, although nobody wants that. */
    @Test
    void recordsNoSilenceOfAnAlarmThatIsNotInAlarm() {
        Seen seen = failover().where("ReadPlan", "{\"status\": \"REFUSED\", \"reason\": \"the alarm is OK\"}").run();

        assertThat(acts(seen)).isEqualTo("; released ; told STOOD_DOWN -> STOOD_DOWN");
        assertThat(seen.notice("STOOD_DOWN").path("detail").asText()).isEqualTo("the alarm is OK");
    }

    @Test
    void recordsTheSilenceOfAnAlarmThatPeopleHaveSilenced() {
        Seen seen = failover().where("ReadPlan", "{\"status\": \"REFUSED\", \"silenced\": true, \"reason\": \"the alarm is muted\"}").run();

        assertThat(acts(seen)).isEqualTo("; released SILENCED; told STOOD_DOWN -> STOOD_DOWN");
        assertThat(seen.notice("STOOD_DOWN").path("detail").asText()).isEqualTo("the alarm is muted");
    }

    @Test
    void tellsThatNothingWasAskedForAlsoWhereThatCannotBeRecorded() {
        Seen seen = failover().where("ReadPlan", "{\"status\": \"REFUSED\", \"silenced\": true, \"reason\": \"the alarm is muted\"}")
                .failing("ReleaseLease", 1, EVER, "Broken").run();

        assertThat(seen.notices()).isEqualTo(List.of("STOOD_DOWN"));
        assertThat(seen.end()).isEqualTo("STOOD_DOWN");
    }

    @Test
    void releasesNoLeaseThatItDoesNotHold() {
        Seen silenced = failover().where("ReadPlan", "{\"status\": \"REFUSED\", \"silenced\": true, \"reason\": \"the alarm is muted\"}").run();
        Seen notRecorded = failover().where("ReadPlan", "{\"status\": \"REFUSED\", \"silenced\": true, \"reason\": \"the alarm is muted\"}")
                .failing("ReleaseLease", 1, EVER, "Broken").run();

        assertThat(List.of(silenced, notRecorded, failover().failing("ReadPlan", 1, EVER, "Broken").run(),
                failover().failing("AcquireLease", 1, EVER, "Broken").run())).allSatisfy(seen ->
                        assertThat(times(seen, "ReleaseStoodDown") + times(seen, "ReleaseFailed")).isZero());
    }
}
