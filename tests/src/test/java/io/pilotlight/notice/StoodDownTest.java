package io.pilotlight.notice;

import static io.pilotlight.notice.Settings.INCIDENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.notice.StoodDown.Why;
import io.pilotlight.plan.SiteName;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoodDownTest {

    private static final String FORCED = Settings.START.replace("'{}'", "'{\"force\": true, \"reason\": \"why\"}'");

    private boolean resumed;
    private List<GivenBack> givenBack = List.of();
    private boolean prepared;
    private boolean removed;
    private List<String> left = List.of();

    @Test
    void saysThatThePrimaryIsHealthyAndHowToFailOverAllTheSame() {
        Mail told = told(Why.HEALTHY, "3 of 3 probes answered 200", Settings.primaryActive());

        assertThat(told.subject()).isEqualTo("[Pilot Light] visitor-counter: no failover was made");
        assertThat(told.body()).startsWith("The primary site (eu-west-1) is healthy, seen from eu-central-1: 3 of 3 probes answered")
                .contains("Nothing was touched.", "Active now, as recorded: the primary site", "Why it was started: Alarm A",
                        "To fail over all the same:\n" + FORCED);
    }

    @Test
    void saysThatItCouldNotBeTold() {
        assertThat(told(Why.UNKNOWN, "the name could not be resolved", Settings.primaryActive()).body())
                .startsWith("It could not be told whether the primary site (eu-west-1) is down, and what is unknown fails nothing over: the name")
                .contains(FORCED);
    }

    @Test
    void saysThatItWasNotApproved() {
        assertThat(told(Why.NOT_APPROVED, "Refused", Settings.primaryActive()).body())
                .startsWith("The failover was not approved (Refused).").contains(FORCED);
        assertThat(told(Why.NOT_ANSWERED, "States.Timeout", Settings.primaryActive()).body())
                .startsWith("The failover was not approved: nobody answered in time.").contains(FORCED);
    }

    @Test
    void givesTheWordsOfTheEventThatAsksForNoneAndHowAPersonStartsOne() {
        assertThat(told(Why.NOT_ASKED_FOR, "Alarm A is OK, which asks for no failover: fine", Settings.primaryActive()).body())
                .startsWith("Alarm A is OK, which asks for no failover: fine\n")
                .contains(Settings.START).doesNotContain("Why it was started", "force");
    }

    @Test
    void offersNoStartWhereTheStandbyIsActiveOrARecoveryIsUnderWay() {
        assertThat(told(Why.LEASE_REFUSED, "The standby site is active already.", Settings.standbyActive()).body())
                .startsWith("The standby site is active already.").doesNotContain("aws ");
        assertThat(told(Why.LEASE_REFUSED, "A recovery is running.", Settings.anotherAtWork(SiteName.PRIMARY)).body())
                .contains("Another recovery is under way").doesNotContain("aws ");
        assertThat(told(Why.NOT_ASKED_FOR, "Alarm A is OK", Settings.standbyActive()).body()).doesNotContain("aws ");
    }

    @Test
    void saysWhatAnEarlierRunMayHaveLeft() {
        resumed = true;

        assertThat(told(Why.HEALTHY, "fine", Settings.primaryActive()).body())
                .contains("This run touched nothing.", "An earlier run of this incident may have left DB instances in eu-central-1",
                        "those whose tag pilot-light:incident is " + INCIDENT)
                .doesNotContain("Nothing was touched.");
    }

    private Mail told(Why why, String detail, Setting setting) {
        return Mail.of("visitor-counter",
                new StoodDown(why, detail, "Alarm A is in ALARM", givenBack, prepared, removed, left, resumed, resumed ? INCIDENT : ""), setting);
    }
}
