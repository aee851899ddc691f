package io.pilotlight.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.step.Status;
import io.pilotlight.verification.Finding.Check;
import io.pilotlight.verification.ReportFindingsHandler.Input.RestoreTestMade;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;

class ReportFindingsHandlerTest {

    private static final Instant NOW = Instant.parse("2026-11-22T04:50:00Z");
    private static final Finding TAGS = new Finding(Check.TAGS, Severity.WARNING, "visits/visitor-db-1",
            "it has lost its tags", "Tag it");
    private static final Finding MISSING = new Finding(Check.RECOVERY_POINT_MISSING, Severity.CRITICAL, "visits",
            "there is no usable recovery point", "Start the state machine backup with {}");
    private static final Finding KEY = new Finding(Check.ENCRYPTION, Severity.CRITICAL, "audit/audit-db-1",
            "it is not encrypted", "Delete it");

    private final List<List<String>> published = new ArrayList<>();

    @Test
    void publishesZerosWhereNothingWasFound() {
        ReportFindingsHandler.Result result = report(List.of(), List.of());

        assertThat(result).isEqualTo(new ReportFindingsHandler.Result(Status.DONE, 0, 0,
                "[Pilot Light] visitor-counter: backups verified, no findings",
                "Everything that was checked is as the plan says."));
        assertThat(published).containsExactly(List.of(
                "Findings {Application=visitor-counter} 0.0", "CriticalFindings {Application=visitor-counter} 0.0"));
    }

    @Test
    void tellsTheMostPressingFirstAndCountsByCheck() {
        ReportFindingsHandler.Result result = report(List.of(TAGS, MISSING, KEY), List.of());

        assertThat(result.critical()).isEqualTo(2);
        assertThat(result.warnings()).isEqualTo(1);
        assertThat(result.subject()).isEqualTo("[Pilot Light] visitor-counter: 2 critical findings, 1 warning");
        assertThat(result.message()).isEqualTo("""
                CRITICAL  visits: there is no usable recovery point. Start the state machine backup with {}.
                CRITICAL  audit/audit-db-1: it is not encrypted. Delete it.
                WARNING   visits/visitor-db-1: it has lost its tags. Tag it.""");
        assertThat(published).singleElement().asList().containsExactly(
                "Findings {Application=visitor-counter} 3.0",
                "CriticalFindings {Application=visitor-counter} 2.0",
                "Findings {Application=visitor-counter, Check=RECOVERY_POINT_MISSING} 1.0",
                "Findings {Application=visitor-counter, Check=ENCRYPTION} 1.0",
                "Findings {Application=visitor-counter, Check=TAGS} 1.0");
    }

    @Test
    void tellsEachRestoreTestAndPublishesOnlyTheTimesThatThereAre() {
        ReportFindingsHandler.Result result = report(List.of(), List.of(
                new RestoreTestMade("visits", "visitor-db-1", true, 754.2, 12.5, 4711),
                new RestoreTestMade("audit", "audit-db-1", false, 0, 0, 0),
                new RestoreTestMade("orders", "", false, 0, 0, 0)));

        assertThat(result.message()).isEqualTo("""
                Everything that was checked is as the plan says.

                PASSED    restore test of visits: visitor-db-1 was restored in 12 min; 4711 rows were read in 12 s.
                FAILED    restore test of audit: audit-db-1 was not restored.
                FAILED    restore test of orders: there was no recovery point to restore.""");
        assertThat(published.getFirst().subList(2, 7)).containsExactly(
                "RestoreTestPassed {Application=visitor-counter, Database=visits} 1.0",
                "RestoreSeconds {Application=visitor-counter, Database=visits} 754.2",
                "WarmUpSeconds {Application=visitor-counter, Database=visits} 12.5",
                "RestoreTestPassed {Application=visitor-counter, Database=audit} 0.0",
                "RestoreTestPassed {Application=visitor-counter, Database=orders} 0.0");
    }

    @Test
    void putsAThousandDataACall() {
        report(List.of(), IntStream.range(0, 1500)
                .mapToObj(i -> new RestoreTestMade("d" + i, "s", false, 0, 0, 0)).toList());

        assertThat(published).extracting(List::size).containsExactly(1000, 502);
    }

    @Test
    void keepsWithinWhatSnsTakes() {
        String application = "ä".repeat(120);
        ReportFindingsHandler.Result result = new ReportFindingsHandler(
                        new Recorder(), Clock.fixed(NOW, ZoneOffset.UTC))
                .handleRequest(
                        new ReportFindingsHandler.Input(
                                application,
                                IntStream.range(0, 2000).mapToObj(_ -> TAGS).toList(),
                                List.of()),
                        null);

        assertThat(result.subject()).hasSize(100).matches("[ -~]+");
        assertThat(result.message().lines()).hasSize(201).last().isEqualTo(
                "1800 more findings stand in the execution's output.");
    }

    private ReportFindingsHandler.Result report(List<Finding> findings, List<RestoreTestMade> restoreTests) {
        return new ReportFindingsHandler(new Recorder(), Clock.fixed(NOW, ZoneOffset.UTC))
                .handleRequest(new ReportFindingsHandler.Input("visitor-counter", findings, restoreTests), null);
    }

    private final class Recorder implements CloudWatchClient {

        @Override
        public PutMetricDataResponse putMetricData(PutMetricDataRequest request) {
            assertThat(request.namespace()).isEqualTo("PilotLight");
            assertThat(request.metricData()).allSatisfy(datum -> assertThat(datum.timestamp()).isEqualTo(NOW));
            published.add(request.metricData().stream().map(Recorder::line).toList());
            return PutMetricDataResponse.builder().build();
        }

        private static String line(MetricDatum datum) {
            return "%s {%s} %s".formatted(datum.metricName(), datum.dimensions().stream()
                    .map(dimension -> dimension.name() + "=" + dimension.value())
                    .collect(Collectors.joining(", ")), datum.value());
        }

        @Override
        public String serviceName() {
            return "monitoring";
        }

        @Override
        public void close() {}
    }
}
