package io.pilotlight.health;

import static io.pilotlight.health.CheckHealthHandler.Result.Health.HEALTHY;
import static io.pilotlight.health.CheckHealthHandler.Result.Health.UNHEALTHY;
import static io.pilotlight.health.CheckHealthHandler.Result.Health.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.health.CheckHealthHandler.Result.Health;
import io.pilotlight.health.JudgeOutageHandler.Input.Kind;
import io.pilotlight.health.JudgeOutageHandler.Input.Seen;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgeOutageHandlerTest {

    private final JudgeOutageHandler handler = new JudgeOutageHandler();

    @Test
    void saysOfADarkSiteThatItIsOutAndThatItsApisAreSilent() {
        assertThat(judge(seen(Kind.SITE, "web", UNHEALTHY), seen(Kind.PUBLIC, "web", UNHEALTHY), others("web", UNKNOWN, UNHEALTHY, false),
                        seen(Kind.CONTROL, "", HEALTHY))).satisfies(result -> {
            assertThat(result.verdict()).isEqualTo(UNHEALTHY);
            assertThat(result.summary()).isEqualTo("web: nothing that was asked finds it working. seen");
            assertThat(result.apiSilent()).isTrue();
        });
    }

    @Test
    void judgesEachServiceByWhatWasSeenOfIt() {
        JudgeOutageHandler.Result result = judge(
                seen(Kind.SITE, "web", UNHEALTHY), seen(Kind.PUBLIC, "web", HEALTHY), others("web", HEALTHY, UNKNOWN, true),
                seen(Kind.SITE, "api", HEALTHY), seen(Kind.PUBLIC, "api", UNHEALTHY), others("api", HEALTHY, UNKNOWN, true));

        assertThat(result.verdict()).isEqualTo(UNKNOWN);
        assertThat(result.summary()).contains("web: it works under its public name", "api: it passes its check");
        assertThat(result.apiSilent()).isFalse();
    }

    @Test
    void takesOneServiceThatIsOutForAnOutageOfTheSite() {
        assertThat(judge(seen(Kind.SITE, "web", UNKNOWN), seen(Kind.SITE, "api", UNHEALTHY)).verdict()).isEqualTo(UNHEALTHY);
    }

    @Test
    void isContentWithOneControlThatAnswers() {
        assertThat(judge(seen(Kind.SITE, "web", UNHEALTHY), seen(Kind.CONTROL, "", UNHEALTHY), seen(Kind.CONTROL, "", HEALTHY)).verdict())
                .isEqualTo(UNHEALTHY);
        assertThat(judge(seen(Kind.SITE, "web", UNHEALTHY), seen(Kind.CONTROL, "", UNHEALTHY), seen(Kind.CONTROL, "", UNKNOWN)).verdict())
                .isEqualTo(UNKNOWN);
    }

    @Test
    void callsNoApiSilentThatNobodyAsked() {
        assertThat(judge(seen(Kind.SITE, "web", UNHEALTHY)).apiSilent()).isFalse();
    }

    @Test
    void refusesARoundInWhichNoSiteWasLookedAt() {
        assertThatThrownBy(() -> new JudgeOutageHandler.Input(List.of(seen(Kind.CONTROL, "", HEALTHY))))
                .hasMessageContaining("evidence of kind SITE");
    }

    private JudgeOutageHandler.Result judge(Seen... evidence) {
        return handler.take(new JudgeOutageHandler.Input(List.of(evidence)));
    }

    private static Seen seen(Kind kind, String service, Health health) {
        return new Seen(kind, service, health, health == HEALTHY ? Answer.AS_EXPECTED : Answer.NONE, UNKNOWN, false, "seen");
    }

    private static Seen others(String service, Health targets, Health checkers, boolean apiAnswered) {
        return new Seen(Kind.OTHERS, service, targets, Answer.NONE, checkers, apiAnswered, "");
    }
}
