package io.pilotlight.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.step.Status;
import io.pilotlight.verification.Finding.Check;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;

class ReportFindingsHandlerTest {

    private static final Instant NOW = Instant.parse("2026-11-22T04:50:00Z");
    private static final Finding TAGS = new Finding(Check.TAGS, Severity.WARNING, "visits/visitor-db-1",
            "it has lost its tags", "Tag it");
    private static final Finding MISSING = new Finding(Check.RECOVERY_POINT_MISSING, Severity.CRITICAL, "visits",
            "there is no usable recovery point", "Start the state machine backup with {}");
    private static final Finding KEY = new Finding(Check.ENCRYPTION, Severity.CRITICAL, "audit/audit-db-1",
            "it is not encrypted", "Delete it");

    private final StepCloud cloud = new StepCloud(NOW);
    private final ReportFindingsHandler handler = cloud.handler(ReportFindingsHandler.class);
    private final String topic = cloud.topics().addTopic("people");

    @BeforeEach
    void somebodyHasSubscribed() {
        cloud.topics().subscribe(topic, "people@example.com", true);
    }

    @Test
    void publishesZerosWhereNothingWasFound() {
        ReportFindingsHandler.Result result = report(List.of(), List.of());

        assertThat(result).isEqualTo(new ReportFindingsHandler.Result(Status.DONE, 0, 0, List.of()));
        assertThat(published()).containsExactly(List.of("Verifications {Application=visitor-counter} 1.0",
                "Findings {Application=visitor-counter} 0.0", "CriticalFindings {Application=visitor-counter} 0.0"));
    }

    @Test
    void tellsTheMostPressingFirstAndCountsByCheck() {
        ReportFindingsHandler.Result result = report(List.of(TAGS, MISSING, KEY), List.of());

        assertThat(result.critical()).isEqualTo(2);
        assertThat(result.warnings()).isEqualTo(1);
        assertThat(result.findings()).containsExactly(MISSING, KEY, TAGS);
        assertThat(published()).singleElement().asList().containsExactly(
                "Verifications {Application=visitor-counter} 1.0",
                "Findings {Application=visitor-counter} 3.0",
                "CriticalFindings {Application=visitor-counter} 2.0",
                "Findings {Application=visitor-counter, Check=RECOVERY_POINT_MISSING} 1.0",
                "Findings {Application=visitor-counter, Check=ENCRYPTION} 1.0",
                "Findings {Application=visitor-counter, Check=TAGS} 1.0");
    }

    @Test
    void tellsEachRestoreTestAndPublishesOnlyTheTimesThatThereAre() {
        report(List.of(), List.of(
                new RestoreTestMade("visits", "visitor-db-1", true, 754.2, 12.5, 4711),
                new RestoreTestMade("audit", "audit-db-1", false, 0, 0, 0),
                new RestoreTestMade("orders", "", false, 0, 0, 0)));

        assertThat(published().getFirst().subList(3, 9)).containsExactly(
                "RestoreTestPassed {Application=visitor-counter, Database=visits} 1.0",
                "RestoreSeconds {Application=visitor-counter, Database=visits} 754.2",
                "WarmUpSeconds {Application=visitor-counter, Database=visits} 12.5",
                "RestoreTestPassed {Application=visitor-counter, Database=audit} 0.0",
                "RestoreTestPassed {Application=visitor-counter, Database=orders} 0.0",
                "RestoreTestPassed {Application=visitor-counter} 0.0");
    }

    @Test
    void putsAThousandDataACall() {
        report(List.of(), IntStream.range(0, 1500)
                .mapToObj(i -> new RestoreTestMade("d" + i, "s", false, 0, 0, 0)).toList());

        assertThat(published()).extracting(List::size).containsExactly(1000, 504);
    }

    @Test
    void wordsWhatCouldNotBeDoneAndCountsItAmongTheFindings() {
        String lambdas = "{\"errorMessage\": \"AWS refused the call: \\\"no\\\".\", \"errorType\": \"E\", \"stackTra";
        ReportFindingsHandler.Result result = report(List.of(TAGS), List.of(
                new Undone(Undone.Part.CHECK_SERVICE, "web", "io.pilotlight.step.AwsRefusedException", lambdas),
                new Undone(Undone.Part.ASK_TO_MARK, "visits/visitor-db-1", "States.Timeout", "")), List.of());

        assertThat(result.critical()).isEqualTo(1);
        assertThat(result.warnings()).isEqualTo(2);
        assertThat(result.findings().getFirst())
                .isEqualTo(new Finding(
                        Check.NOT_CHECKED,
                        Severity.CRITICAL,
                        "web",
                        "the saved configuration and the idle service could not be checked: AWS refused the"
                                + " call: \"no\"",
                        "mend what was wrong and start the verification again, with {} as its input, or let"
                                + " the schedule do so"));
        assertThat(result.findings()).extracting(Finding::problem)
                .contains("it was restored and is sound, and could not be marked as verified: no cause was given");
        assertThat(published().getFirst()).contains("Findings {Application=visitor-counter, Check=NOT_CHECKED} 1.0");
    }

    @Test
    void findsASubscriptionThatNobodyHasConfirmed() {
        cloud.topics().subscribe(topic, "more@example.com", false);

        assertThat(report(List.of(), List.of()).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.check()).isEqualTo(Check.NOBODY_TOLD);
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.subject()).isEqualTo("people");
            assertThat(finding.problem()).contains("told nothing: more@example.com").doesNotContain("people@example.com");
        });
    }

    @ParameterizedTest
    @CsvSource({"more@example.com, no subscription is confirmed", ", nobody has subscribed"})
    void findsThatNobodyIsTold(String pending, String problem) {
        String lonely = cloud.topics().addTopic("lonely");
        if (pending != null) {
            cloud.topics().subscribe(lonely, pending, false);
        }

        ReportFindingsHandler.Result result = cloud.take(() -> handler.take(
                new ReportFindingsHandler.Input("visitor-counter", lonely, List.of(TAGS), List.of(), List.of())));

        assertThat(result.critical()).isEqualTo(1);
        assertThat(result.findings().getFirst()).satisfies(finding -> {
            assertThat(finding.check()).isEqualTo(Check.NOBODY_TOLD);
            assertThat(finding.problem()).startsWith(problem).contains("no alarm and no recovery tells anybody");
        });
        assertThat(published().getFirst()).contains("CriticalFindings {Application=visitor-counter} 1.0");
    }

    @Test
    void reportsWhatWasFoundAlthoughSnsDoesNotAnswer() {
        cloud.faults().throttle(StepCloud.STANDBY, "sns", 1, new SplittableRandom(1));

        ReportFindingsHandler.Result result = report(List.of(MISSING), List.of());

        assertThat(result.findings()).extracting(Finding::check).containsExactly(Check.RECOVERY_POINT_MISSING, Check.NOT_CHECKED);
    }

    private ReportFindingsHandler.Result report(List<Finding> findings, List<RestoreTestMade> restoreTests) {
        return report(findings, List.of(), restoreTests);
    }

    private ReportFindingsHandler.Result report(
            List<Finding> findings, List<Undone> undone, List<RestoreTestMade> restoreTests) {
        return cloud.take(() -> handler.take(
                new ReportFindingsHandler.Input("visitor-counter", topic, findings, undone, restoreTests)));
    }

    /** Returns the data of each call, in words. */
    private List<List<String>> published() {
        List<PutMetricDataRequest> calls = cloud.asked(PutMetricDataRequest.class);
        assertThat(calls).allSatisfy(call -> {
            assertThat(call.namespace()).isEqualTo("PilotLight");
            assertThat(call.metricData()).allSatisfy(datum -> assertThat(datum.timestamp()).isEqualTo(NOW));
        });
        return calls.stream()
                .map(call -> call.metricData().stream().map(ReportFindingsHandlerTest::line).toList())
                .toList();
    }

    private static String line(MetricDatum datum) {
        return "%s {%s} %s".formatted(datum.metricName(), datum.dimensions().stream()
                .map(dimension -> dimension.name() + "=" + dimension.value())
                .collect(Collectors.joining(", ")), datum.value());
    }
}
