package io.pilotlight.notice;

import static io.pilotlight.notice.Settings.INCIDENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.plan.SiteName;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecoveredTest {

    private static final String INSTANCE = "visitor-db-20261122t165017-164500";
    private static final String UNUSED = "visitor-db-20261122t165017-174500";
    private static final Fence FENCED = new Fence("web", "DONE", true, true, "", "no task of web runs");

    private List<RestoredDatabase> databases = List.of(new RestoredDatabase(
            "visits", INSTANCE, "visitor-db-20261122t164500", Instant.parse("2026-11-22T16:45:00Z")));
    private List<Fence> fences = List.of(FENCED);
    private List<String> leftInPlace = List.of();
    private List<String> remarks = List.of();
    private boolean resumed;

    @Test
    void saysFirstThatTheApplicationAnswersAndThatNothingIsUrgent() {
        assertThat(told(Settings.standbyActive()).subject()).isEqualTo("[Pilot Light] visitor-counter: recovered in eu-central-1");
        assertThat(body(Settings.standbyActive())).startsWith(
                "The application answers under its public name from eu-central-1. Nothing is urgent.\n"
                        + "Active now, as recorded: the standby site (eu-central-1).\n");
    }

    @Test
    void measuresItselfAgainstTheObjective() {
        assertThat(body(Settings.standbyActive()))
                .contains("Time: 20 min 34 s since this run began; the objective, counted from the outage, is 30 min.");
    }

    @Test
    void namesWhatEachDatabaseWasRestoredFromAndWhatThatCost() {
        assertThat(body(Settings.standbyActive())).contains("Restored: visits: " + INSTANCE
                + ", from visitor-db-20261122t164500, with data until 2026-11-22T16:45:00Z. What was written after that is lost.");
    }

    @Test
    void saysWhatIsOtherThanPlannedForWantOfCapacity() {
        assertThat(body(Settings.standbyActive())).doesNotContain("capacity");

        remarks = List.of(INSTANCE + " is db.t3.small instead of db.t3.micro", "web runs 1 of 2 tasks");
        assertThat(body(Settings.standbyActive())).contains(
                "Other than planned: " + INSTANCE + " is db.t3.small instead of db.t3.micro; web runs 1 of 2 tasks\n");
    }

    @Test
    void speaksOfNoRestoreWhereTheTrafficAloneWasSwitched() {
        databases = List.of();

        assertThat(body(Settings.standbyActive())).doesNotContain("Restored", "is lost");
    }

    @Test
    void saysThatTheOldSiteIsFencedAndMustNotBeStarted() {
        assertThat(body(Settings.standbyActive())).contains("The old site eu-west-1 is fenced: no task runs there",
                        "Do not start it by hand: its database is out of date.")
                .doesNotContain("24 hours");
    }

    @Test
    void goesOnWithAFenceThatDoesNotHoldYet() {
        fences = List.of(FENCED, new Fence("admin", "DONE", false, false, "", "Region eu-west-1 does not answer"));

        assertThat(body(Settings.standbyActive())).contains("NOT FENCED and may still take writes. admin: Region eu-west-1 does not",
                "This run goes on trying for 24 hours.");
    }

    @Test
    void advisesNothingAboutAnOldSiteThatIsRecordedAsActiveAgain() {
        assertThat(body(Settings.primaryActive()))
                .contains("Somebody has changed that since: look at what the public name answers with.")
                .doesNotContain("Do not start");
        assertThat(body(Settings.unknown())).doesNotContain("Do not start");
    }

    @Test
    void advisesToDeleteWhatNothingUsesWhereTheStandbyIsActive() {
        leftInPlace = List.of(UNUSED);

        assertThat(body(Settings.standbyActive())).contains("Left in place and costing money, unused in eu-central-1: "
                + UNUSED + ". Delete them once nobody needs them.");
    }

    /** The list is cut for a phone, and what it leaves out costs money as well. */
    @Test
    void tellsTheTagWhereNotEveryUnusedInstanceIsNamed() {
        leftInPlace = IntStream.rangeClosed(1, 4).mapToObj(number -> "visitor-database-of-the-shop-%d-%s".formatted(number, INCIDENT)).toList();

        assertThat(body(Settings.standbyActive())).contains("and 2 more, in the execution",
                "DB instances whose tag pilot-light:incident is " + INCIDENT + " cost money; those in use bear it too.")
                .doesNotContain("resumed");

        leftInPlace = leftInPlace.subList(0, 2);
        assertThat(body(Settings.standbyActive())).doesNotContain("pilot-light:incident");
    }

    @Test
    void advisesToDeleteNothingWhereItIsNotKnownWhatServes() {
        leftInPlace = List.of(UNUSED);

        for (Setting setting : List.of(Settings.primaryActive(), Settings.unknown(), Settings.anotherAtWork(SiteName.STANDBY))) {
            assertThat(body(setting)).contains(UNUSED, "Keep them until it is known which site serves.").doesNotContain("Delete");
        }
    }

    @Test
    void namesNothingLeftWhereNothingIs() {
        assertThat(body(Settings.standbyActive())).doesNotContain("Left in place", "costing money");
    }

    @Test
    void saysOfAResumedIncidentThatWhatServesBearsItsTagAsWell() {
        resumed = true;
        databases = List.of();

        assertThat(body(Settings.standbyActive())).contains("DB instances whose tag pilot-light:incident is " + INCIDENT
                + " cost money; those in use bear it too.").doesNotContainIgnoringCase("delete");
    }

    private String body(Setting setting) {
        return told(setting).body();
    }

    private Mail told(Setting setting) {
        return Mail.of("visitor-counter", new Recovered("A person started it.", "3 of 3 probes timed out", 1800, databases, remarks, fences,
                leftInPlace, resumed, INCIDENT), setting);
    }
}
