package io.pilotlight.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.json.StrictJson;
import io.pilotlight.lease.RecordedState;
import io.pilotlight.plan.InvalidInputException;
import io.pilotlight.plan.Plans;
import io.pilotlight.plan.SiteName;
import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.step.Status;
import io.pilotlight.verification.DecideVerificationHandler.Result.RestoreTestToMake;
import io.pilotlight.verification.DecideVerificationHandler.Result.ServiceToVerify;
import io.pilotlight.verification.Finding.Check;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecideVerificationHandlerTest {

    private static final Instant STARTED_AT = Instant.parse("2026-11-22T04:30:07Z");
    private static final String WITH_RESTORE_TEST =
            "{\"restoreTest\": true, \"scheduledAt\": \"2026-11-22T04:30:00Z\"}";

    private static final String PLAN = "/pilot-light/plan";

    private final StepCloud cloud = new StepCloud(STARTED_AT);
    private final RecordedState state = cloud.recorded("visitor-counter");
    private final DecideVerificationHandler handler = cloud.handler(DecideVerificationHandler.class);

    @BeforeEach
    void thePlan() {
        cloud.writeParameter(StepCloud.STANDBY, PLAN, Plans.json().toString());
        state.ended(1, SiteName.PRIMARY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"restoreTest\": false}", "{\"scheduledAt\": \"2026-11-22T03:30:00Z\"}"})
    void verifiesEveryServiceAndRestoresNothingUnlessItIsAskedFor(String input) {
        DecideVerificationHandler.Result result = decide(input);

        assertThat(result.status()).isEqualTo(Status.DONE);
        assertThat(result.application()).isEqualTo("visitor-counter");
        assertThat(result.activeSite()).isEqualTo(SiteName.PRIMARY);
        assertThat(result.sourceRegion()).isEqualTo("eu-west-1");
        assertThat(result.targetRegion()).isEqualTo("eu-central-1");
        assertThat(result.bucket()).isEqualTo("visitor-counter-backups");
        assertThat(result.rpoSeconds()).isEqualTo(3600);
        assertThat(result.services()).extracting(ServiceToVerify::name).containsExactly("web", "api");
        assertThat(result.restoreTests()).isEmpty();
        assertThat(result.findings()).isEmpty();
    }

    @Test
    void restoresEveryDatabaseInIsolationUnderTheTestsOwnName() {
        DecideVerificationHandler.Result result = decide(WITH_RESTORE_TEST);

        assertThat(result.findings()).isEmpty();
        assertThat(result.restoreTests())
                .extracting(made -> made.database().name())
                .containsExactly("visitors", "audit");
        RestoreTestToMake test = result.restoreTests().getFirst();
        assertThat(test.incident()).isEqualTo("20261122t043007");
        assertThat(result.retention().maximumAge()).isEqualTo(Duration.ofDays(7));
        assertThat(result.sites().standby().region()).isEqualTo("eu-central-1");
        assertThat(test.site().instanceIdentifier()).isEqualTo("visitors-db-test");
        assertThat(test.site().subnetGroup()).isEqualTo("visitors-isolated");
        assertThat(test.site().iamAuthentication()).isTrue();
        assertThat(test.database().restoreTest().tables()).hasSize(1);
    }

    @Test
    void makesNoRestoreTestWhileARecoveryIsUnderWayAndSaysSo() {
        state.setIncidentOpen(true);

        assertThat(decide("{}").findings()).isEmpty();
        DecideVerificationHandler.Result result = decide(WITH_RESTORE_TEST);

        assertThat(result.restoreTests()).isEmpty();
        assertThat(result.services()).hasSize(2);
        assertThat(result.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.check()).isEqualTo(Check.NOT_VERIFIED);
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.problem()).contains("20261122t000000", "under way");
            assertThat(finding.remedy()).contains("{\"restoreTest\": true}");
        });
    }

    @Test
    void makesNoRestoreTestWhileTheStandbyIsActiveAndTurnsTheDirection() {
        state.ended(1, SiteName.STANDBY);

        DecideVerificationHandler.Result result = decide(WITH_RESTORE_TEST);

        assertThat(result.sourceRegion()).isEqualTo("eu-central-1");
        assertThat(result.targetRegion()).isEqualTo("eu-west-1");
        assertThat(result.restoreTests()).isEmpty();
        assertThat(result.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.problem()).contains("standby site is active", "eu-west-1");
            assertThat(finding.remedy()).startsWith("Fail back");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "[]                            | no JSON object",
        "{\"dryRun\": true}            | unknown field 'dryRun'",
        "{\"restoreTest\": \"true\"}   | restoreTest is not true or false",
        "{\"restoreTest\": null}       | restoreTest is not true or false",
        "{\"scheduledAt\": \"noon\"}   | scheduledAt is no instant",
        "{\"scheduledAt\": null}       | scheduledAt is no instant"})
    void refusesAnythingElseAndSaysWhatIsAccepted(String input, String problem) {
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> decide(input))
                .withMessageContainingAll(problem, "accepted is {} or {\"restoreTest\": true}", "Nothing was touched");
    }

    private DecideVerificationHandler.Result decide(String input) {
        return cloud.take(() -> handler.take(
                new DecideVerificationHandler.Input(PLAN, StepCloud.STATE_TABLE, STARTED_AT, json(input))));
    }

    private static JsonNode json(String text) {
        try {
            return StrictJson.mapper().readTree(text);
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
