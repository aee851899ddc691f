package io.pilotlight.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.plan.SiteName;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people are told of a fence that came late, or not at all. */
class OldSiteTest {

    private static final OldSiteNotFenced OPEN = new OldSiteNotFenced(
            List.of(new Fence("web", "DONE", false, false, "", "Region eu-west-1 does not answer")));

    @Test
    void saysThatTheOldSiteIsFencedNowAndThatNothingHasToBeDone() {
        Mail told = Mail.of("visitor-counter", new OldSiteFenced(), Settings.standbyActive());

        assertThat(told.subject()).isEqualTo("[Pilot Light] visitor-counter: the old site is fenced now");
        assertThat(told.body()).startsWith("The old site eu-west-1 answers again and is fenced: none of its tasks runs")
                .contains("Nothing has to be done now.", "the state machine reconcile lists them");
    }

    @Test
    void wondersWhoServesWhereTheFencedSiteIsRecordedAsActive() {
        assertThat(Mail.of("visitor-counter", new OldSiteFenced(), Settings.primaryActive()).body())
                .contains("So nobody may be served: look at what the public name answers with.")
                .doesNotContain("Nothing has to be done now.");
    }

    @Test
    void advisesToScaleAnUnfencedOldSiteToNothingBeforeItsRegionIsUsedAgain() {
        Mail told = Mail.of("visitor-counter", OPEN, Settings.standbyActive());

        assertThat(told.subject()).isEqualTo("[Pilot Light] visitor-counter: the old site is still NOT FENCED");
        assertThat(told.body()).contains("could not be fenced for 24 hours", "web: Region eu-west-1 does not answer.",
                "before eu-west-1 is used again, scale its services to 0",
                "Started again, the failover goes on with the fence alone:\n" + Settings.START);
    }

    @Test
    void advisesNothingAboutAnUnfencedOldSiteThatMayBeActive() {
        for (Setting setting : List.of(
                Settings.primaryActive(), Settings.unknown(), Settings.anotherAtWork(SiteName.STANDBY))) {
            assertThat(Mail.of("visitor-counter", OPEN, setting).body())
                    .contains("find out which site serves before anything is done about the other", Settings.START)
                    .doesNotContain("scale its");
        }
    }

    @Test
    void saysThatAStartAgainOnlyFencesWhereTheStandbyIsActiveAlone() {
        assertThat(Mail.of("visitor-counter", OPEN, Settings.primaryActive()).body())
                .contains("Only then start the failover again:\n" + Settings.START);
        assertThat(Mail.of("visitor-counter", OPEN, Settings.unknown()).body()).doesNotContain("with the fence alone");
    }
}
