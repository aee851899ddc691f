package io.pilotlight.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.plan.SiteName;
import io.pilotlight.step.Failure;
import java.util.List;
import org.junit.jupiter.api.Test;

class SwitchNotProvenTest {

    @Test
    void saysThatItIsNotProvenThatVisitorsAreServedUntilTheSiteIsActive() {
        for (Setting setting : List.of(Settings.primaryActive(), Settings.unknown())) {
            assertThat(told(setting).subject()).contains("the switch to eu-central-1 is not done yet");
            assertThat(told(setting).body()).contains("it is not proven that visitors are served there",
                    "look at what the public name answers with");
        }
    }

    /** A service without a page is started once the site is active. */
    @Test
    void speaksOfAServiceWithoutAPageOnceTheSiteIsActive() {
        assertThat(told(Settings.standbyActive()).subject()).contains("eu-central-1 serves, and not all is started there yet");
        assertThat(told(Settings.standbyActive()).body())
                .contains("Visitors are served from", "A service without a page is not started there as it should; it hangs at ScaleService",
                        "mend what keeps that service from starting")
                .doesNotContain("not proven", "public name answers", "may be served");
    }

    /** Where it said {@code {}}, whoever moved to the standby site would have asked for the move home. */
    @Test
    void tellsHowTheSameMoveIsStartedAgain() {
        assertThat(told(SiteName.STANDBY, true, Settings.primaryActive()).body()).contains("--input '{\"to\": \"STANDBY\", \"reason\": \"...\"}'");
        assertThat(told(SiteName.PRIMARY, true, Settings.standbyActive()).body()).contains("--input '{}'");
        assertThat(told(Settings.primaryActive()).body()).contains("--input '{}'");
    }

    private static Mail told(Setting setting) {
        return told(SiteName.STANDBY, false, setting);
    }

    private static Mail told(SiteName target, boolean planned, Setting setting) {
        return Mail.of("visitor-counter", new SwitchNotProven(target, planned, new Failure("ScaleService", "ServiceNotStarted",
                "worker: 0 of 1 tasks are steady"), List.of(), List.of(), "", ""), setting);
    }
}
