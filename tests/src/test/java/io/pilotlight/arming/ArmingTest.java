package io.pilotlight.arming;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.health.CheckHealthHandler.Result.Health;
import io.pilotlight.json.StrictJson;
import io.pilotlight.plan.Plan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArmingTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Fingerprint ONE = new Fingerprint("1");
    private static final Fingerprint OTHER = new Fingerprint("2");

    @Test
    void isArmedAfterTenMinutesOfLooksThatAllPass() {
        assertThat(looks(Arming.NONE, ONE, Health.HEALTHY, 0, 9).armed()).isFalse();
        assertThat(looks(Arming.NONE, ONE, Health.HEALTHY, 0, 10).armed()).isTrue();
    }

    @Test
    void isNeverArmedByACheckThatNeverPassed() {
        assertThat(looks(Arming.NONE, ONE, Health.UNKNOWN, 0, 10_000).armed()).isFalse();
    }

    @Test
    void beginsAnewAfterALookThatDoesNotPassAndAfterAGap() {
        Arming nine = looks(Arming.NONE, ONE, Health.HEALTHY, 0, 9);
        Arming failed = nine.after(ONE, Health.UNHEALTHY, at(10));

        assertThat(looks(failed, ONE, Health.HEALTHY, 11, 20).armed()).isFalse();
        assertThat(looks(failed, ONE, Health.HEALTHY, 11, 21).armed()).isTrue();
        assertThat(nine.after(ONE, Health.HEALTHY, at(12)).armed()).as("three minutes later").isFalse();
    }

    @Test
    void staysArmedWhileTheCheckFailsBecauseThatIsTheOutage() {
        Arming armed = looks(Arming.NONE, ONE, Health.HEALTHY, 0, 10);

        assertThat(armed.after(ONE, Health.UNHEALTHY, at(11))).isEqualTo(armed);
    }

    @Test
    void isDisarmedByAChangeAndByTheChangeBack() {
        Arming armed = looks(Arming.NONE, ONE, Health.HEALTHY, 0, 10);
        Arming changed = armed.after(OTHER, Health.HEALTHY, at(11));

        assertThat(changed.armed()).isFalse();
        assertThat(changed.after(ONE, Health.HEALTHY, at(12)).armed()).isFalse();
    }

    @Test
    void knowsAPlanByWhatIsCheckedAndNotByHowItIsWritten() throws IOException {
        JsonNode document = StrictJson.mapper().readTree(
                Path.of(System.getProperty("pilotlight.root"), "events/plan.json").toFile());
        String plan = document.toString();

        assertThat(of(document.toPrettyString())).isEqualTo(of(plan));
        assertThat(of(plan.replace("PT5S", "PT5.0S"))).isEqualTo(of(plan));
        assertThat(of(plan.replace("PT5S", "PT6S"))).isNotEqualTo(of(plan));
        assertThat(of(plan.replace("\"value\":\"ok\"", "\"value\":\"OK\""))).isNotEqualTo(of(plan));
        assertThat(of(plan.replaceFirst("\"probesPerRound\":\\d+", "\"probesPerRound\":9"))).isNotEqualTo(of(plan));
    }

    private static Fingerprint of(String plan) {
        return Fingerprint.of(Plan.parse(plan));
    }

    private static Arming looks(Arming arming, Fingerprint checked, Health health, int from, int to) {
        Arming found = arming;
        for (int minute = from; minute <= to; minute++) {
            found = found.after(checked, health, at(minute));
        }
        return found;
    }

    private static Instant at(int minute) {
        return NOON.plus(Duration.ofMinutes(minute));
    }
}
