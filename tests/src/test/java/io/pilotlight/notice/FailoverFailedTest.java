package io.pilotlight.notice;

import static io.pilotlight.notice.Settings.INCIDENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.plan.SiteName;
import io.pilotlight.step.Failure;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailoverFailedTest {

    private static final String INSTANCE = "visitor-db-20261122t165017-164500";
    private static final Fence FENCED =
            new Fence("web", "DONE", true, true, "", "no task of web runs in Region eu-west-1, and none will be started");
    private static final Fence DARK =
            new Fence("web", "DONE", false, false, "", "Region eu-west-1 does not answer, so web was not fenced");

    private boolean switched;
    private List<Fence> fences = List.of();
    private List<GivenBack> givenBack = List.of();
    private Failure failure = new Failure("ScaleService", "io.pilotlight.step.AwsRefusedException",
            "{\"errorMessage\": \"AWS refused the call: \\\"no\\\".\", \"errorType\": \"E\", \"stackTrace\": []}");
    private boolean leaseHeld = true;
    private boolean touched = true;

    @Test
    void saysWhereAndWhyInTheFunctionsOwnWords() {
        assertThat(told(Settings.primaryActive()).subject())
                .isEqualTo("[Pilot Light] visitor-counter: FAILOVER FAILED at ScaleService");
        assertThat(body(Settings.primaryActive())).startsWith(
                "The failover failed at ScaleService (AwsRefusedException): AWS refused the call: \"no\".\n");
    }

    @Test
    void namesWhatIsActive() {
        assertThat(body(Settings.primaryActive())).contains("Active now, as recorded: the primary site (eu-west-1).");
        assertThat(body(Settings.standbyActive())).contains("Active now, as recorded: the standby site (eu-central-1).");
        assertThat(body(Settings.unknown())).contains("Which site is active could not be read. Look at what the public name");
    }

    @Test
    void namesTheCommandThatStartsItAgainWithItsRegion() {
        assertThat(body(Settings.primaryActive())).contains(
                "start again. It resumes incident %s and finds what is there:\n%s\n".formatted(INCIDENT, Settings.START));
    }

    @Test
    void saysUntilWhenItRestsWhereItHasFailedTwiceAfterTheFence() {
        assertThat(body(Settings.resting())).doesNotContain("failed twice");

        fences = List.of(FENCED);
        assertThat(body(Settings.resting())).contains("It has failed twice after the fence, which takes down what still works in eu-west-1, "
                + "so it is not started again by itself for an alarm that lasts before 2026-11-22T23:00:00Z.\n");
        assertThat(body(Settings.primaryActive())).doesNotContain("failed twice");
        switched = true;
        assertThat(body(Settings.resting())).doesNotContain("failed twice");
    }

    @Test
    void endsWithTheExecutionsPageInTheConsole() {
        assertThat(body(Settings.primaryActive())).endsWith(
                "Execution:\nhttps://eu-central-1.console.aws.amazon.com/states/home?region=eu-central-1#/v2/executions/details/"
                        + Settings.ARN);
    }

    @Test
    void saysHowToGiveUpWhereThePrimaryIsActiveAndNobodyElseIsAtWork() {
        assertThat(body(Settings.primaryActive())).contains(
                "To give up instead: scale the services in eu-central-1 to 0, and delete the DB instances there whose tag "
                        + "pilot-light:incident is " + INCIDENT);
        assertThat(body(Settings.heldByItself(SiteName.PRIMARY))).contains("To give up instead");
    }

    @Test
    void leavesEverythingThatMayServe() {
        for (Setting setting : List.of(Settings.standbyActive(), Settings.unknown(), Settings.anotherAtWork(SiteName.PRIMARY))) {
            assertThat(body(setting)).contains("Leave everything in eu-central-1 as it is").doesNotContain("give up", "delete");
        }
    }

    @Test
    void leavesEverythingWhereThisRunSwitchedTrafficAlthoughThePrimaryIsRecorded() {
        switched = true;

        assertThat(body(Settings.primaryActive())).contains("Leave everything in eu-central-1 as it is").doesNotContain("delete");
    }

    @Test
    void leavesThePartOfAnotherRecoveryToIt() {
        assertThat(body(Settings.anotherAtWork(SiteName.PRIMARY))).contains(
                "Another recovery is under way, so leave everything to it.",
                "Only if it ends without success, start again:\n" + Settings.START);
    }

    @Test
    void saysThatTrafficWasNotMoved() {
        assertThat(body(Settings.primaryActive())).contains("Traffic: not moved.\n");
        assertThat(body(Settings.unknown())).contains("Traffic: not moved by this run, as far as it knows.");
    }

    @Test
    void saysThatTheSwitchIsRecordedAlsoWhereTheRunThatWasCutOffDoesNotKnowOfIt() {
        assertThat(body(Settings.standbyActive())).contains("Traffic: the switch to the standby site (eu-central-1) is recorded.");
    }

    @Test
    void saysThatNobodyIsServedByAPrimaryThatWasFencedForNothing() {
        fences = List.of(FENCED);

        assertThat(body(Settings.primaryActive())).contains(
                "Traffic: not moved. Nobody is served by the primary site (eu-west-1), whose tasks were stopped.",
                "The old site eu-west-1 is fenced: no task runs there",
                "After that, raise the services in eu-west-1 and the bounds of their scalable targets again.");
        assertThat(body(Settings.standbyActive())).doesNotContain("Nobody is served", "raise");
    }

    @Test
    void saysThatNothingIsStartedAgainWhereTheOldSiteCannotBeFenced() {
        assertThat(body(Settings.primaryActive())).doesNotContain("by itself");

        failure = new Failure("FenceSites", "FenceFailed", "The old Region answers and could not be fenced.");
        assertThat(body(Settings.primaryActive())).contains(Settings.START, "It is not started again by itself for this alarm.");
    }

    @Test
    void saysInWordsWhyTheOldSiteWasNotGivenBack() {
        fences = List.of(FENCED);
        givenBack = List.of(new GivenBack("web", "FAILED", "io.pilotlight.step.AwsUnavailableException",
                "{\"errorMessage\":\"ECS in eu-west-1 does not answer.\",\"errorType\":\"io.pilo"));

        assertThat(body(Settings.primaryActive())).contains("is not all there yet: web: ECS in eu-west-1 does not answer (AwsUnavailableException).");
    }

    @Test
    void saysThatTheOldSiteIsNotFencedAndWhy() {
        fences = List.of(FENCED, DARK);

        assertThat(body(Settings.primaryActive())).contains("The old site eu-west-1 is NOT FENCED and may still take writes. "
                + "web: Region eu-west-1 does not answer, so web was not fenced.");
    }

    @Test
    void wordsAFenceThatFailedFromItsRawCause() {
        fences = List.of(new Fence("web", "FAILED", false, true, "io.pilotlight.step.AwsRefusedException",
                "{\"errorMessage\":\"AWS refused the call: not allowed\",\"errorType\":\"E\",\"stackTrace\":[\"a.b(c"));

        assertThat(body(Settings.primaryActive())).contains("web: AWS refused the call: not allowed (AwsRefusedException).");
    }

    @Test
    void saysThatTheOldSiteWasNotFencedWhereItWasNotTried() {
        assertThat(body(Settings.primaryActive())).contains("The old site eu-west-1 was not fenced by this run.");
    }

    @Test
    void namesWhatWasLeftAndCostsMoney() {
        assertThat(body(Settings.primaryActive())).contains("Left in eu-central-1 and costing money: DB instances " + INSTANCE
                + "; all DB instances whose tag pilot-light:incident is " + INCIDENT + ", and the tasks of the services.");
    }

    @Test
    void saysThatNothingWasTouchedAndOffersNothingToGiveUp() {
        touched = false;

        assertThat(body(Settings.primaryActive())).contains("Nothing was touched in eu-central-1.")
                .doesNotContain("give up", "Leave everything", "costing money");
    }

    @Test
    void resumesNothingAndSpeaksOfNoFenceWhereItHeldNoLease() {
        leaseHeld = false;
        touched = false;

        assertThat(body(Settings.withoutPlan())).contains("mend what was wrong, then start again:\n" + Settings.START)
                .contains("Active now, as recorded: the primary site.", "Nothing was touched in the standby Region.")
                .doesNotContain("resumes", "fenced");
    }

    @Test
    void quotesWhyItWasStartedAndWhatTheProbesSaw() {
        assertThat(body(Settings.primaryActive())).contains("Why it was started: Alarm PrimaryUnhealthyAlarm is in ALARM",
                "Outage: 3 of 3 probes timed out");
    }

    private String body(Setting setting) {
        return told(setting).body();
    }

    private Mail told(Setting setting) {
        return Mail.of("visitor-counter", new FailoverFailed(
                failure,
                "Alarm PrimaryUnhealthyAlarm is in ALARM: Threshold Crossed", "3 of 3 probes timed out",
                switched, fences, givenBack, leaseHeld, touched, leaseHeld ? INCIDENT : "", touched ? List.of(INSTANCE) : List.of()), setting);
    }
}
