package io.pilotlight.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.health.CheckHealthHandler.Input.ProbedSite;
import io.pilotlight.health.CheckHealthHandler.Result.Health;
import io.pilotlight.step.Status;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class CheckHealthHandlerTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final List<Expectation> EXPECT = List.of(
            new Expectation.HttpStatus(200),
            new Expectation.Body("visits"),
            new Expectation.Json("/database", "up"),
            new Expectation.Latency(Duration.ofSeconds(1)));
    private static final String GOOD = "{\"database\": \"up\", \"visits\": 7}";

    private final ScriptedProbe probe = new ScriptedProbe();
    private final RecordingMetrics metrics = new RecordingMetrics();
    private final CheckHealthHandler handler = new CheckHealthHandler(probe, metrics, probe.clock());

    @Test
    void isHealthyWhereEveryProbeMeetsEveryExpectation() {
        probe.answers(200, GOOD, 84).answers(200, GOOD, 21);

        assertThat(check(2)).isEqualTo(new CheckHealthHandler.Result(Status.DONE, Health.HEALTHY, Answer.AS_EXPECTED,
                "2 of 2 probes of www.example.com at lb-1 succeeded: HTTP 200 in 21 ms",
                List.of(new ProbeEvidence(NOON, Health.HEALTHY, Answer.AS_EXPECTED, "HTTP 200 in 84 ms", 84),
                        new ProbeEvidence(NOON.plusMillis(84), Health.HEALTHY, Answer.AS_EXPECTED, "HTTP 200 in 21 ms", 21))));
        assertThat(probe.asked).hasSize(2).containsOnly("https://www.example.com/health at lb-1 within PT2S");
    }

    @Test
    void isUnhealthyWhereEveryProbeFailsAndShowsTheEvidence() {
        probe.answers(503, GOOD, 10).answers(503, GOOD, 11).answers(503, GOOD, 12);

        CheckHealthHandler.Result result = check(3);

        assertThat(result.health()).isEqualTo(Health.UNHEALTHY);
        assertThat(result.summary()).isEqualTo(
                "3 of 3 probes of www.example.com at lb-1 failed: HTTP 503 in 12 ms (expected 200)");
        assertThat(metrics.flushed).containsExactly("PilotLight/Healthy {Application=shop, Site=PRIMARY} = 0.0");
    }

    @Test
    void seesAGrayFailureThatAnswers200WhileItsDatabaseIsDown() {
        probe.answers(200, "{\"database\": \"down\", \"visits\": 7, \"password\": \"hunter2\"}", 30);

        CheckHealthHandler.Result result = check(1);

        assertThat(result.health()).isEqualTo(Health.UNHEALTHY);
        assertThat(result.summary()).endsWith("failed: HTTP 200 in 30 ms (/database is not 'up')");
        assertThat(result.toString()).as("no body in the evidence").doesNotContain("hunter2", "down\"");
    }

    @Test
    void tellsTheBestKindOfAnswerThatAProbeGot() {
        assertThat(kindOf(404, 302)).isEqualTo(Answer.UNEXPECTED);
        assertThat(kindOf(404, 503)).isEqualTo(Answer.UNEXPECTED);
        probe.answers(404, GOOD, 5).fails(new SocketTimeoutException("timeout"), 2000);
        assertThat(check(2).answer()).isEqualTo(Answer.UNEXPECTED);
        probe.answers(500, GOOD, 5).fails(new SocketTimeoutException("timeout"), 2000);
        assertThat(check(2).answer()).isEqualTo(Answer.SERVER_ERROR);
    }

    @Test
    void tellsApartAPageThatSaysItselfThatItDoesNotWork() {
        List<Expectation> expected = List.of(new Expectation.Body("Total Visits"), new Expectation.Lacks("Connection failed"));
        probe.answers(200, "Connection failed: no database", 5).answers(200, "Total visits: 7", 5).answers(200, "Total Visits: 7", 5);

        CheckHealthHandler.Result admitted = handler.take(input(expected, "lb-1"));
        assertThat(admitted.answer()).isEqualTo(Answer.ADMITTED);
        assertThat(admitted.summary()).endsWith("(the body lacks 'Total Visits'; the body has 'Connection failed')");
        assertThat(handler.take(input(expected, "lb-1")).answer()).isEqualTo(Answer.UNEXPECTED);
        assertThat(handler.take(input(expected, "lb-1")).health()).isEqualTo(Health.HEALTHY);
    }

    @Test
    void connectsToTheHostOfTheUrlWhereNoAddressIsGiven() {
        probe.answers(200, GOOD, 5);

        assertThat(handler.take(input(EXPECT, "")).summary()).isEqualTo(
                "1 of 1 probes of www.example.com succeeded: HTTP 200 in 5 ms");
        assertThat(probe.asked).containsExactly("https://www.example.com/health at www.example.com within PT2S");
    }

    @Test
    void complainsOfEachExpectationThatIsNotMet() {
        probe.answers(500, "<h1>no</h1>", 1500);

        assertThat(check(1).evidence().getFirst().detail()).isEqualTo("HTTP 500 in 1500 ms (expected 200; "
                + "the body lacks 'visits'; the body is not JSON; expected within 1000 ms)");
    }

    @Test
    void takesAMissingOrStructuredJsonValueForOneThatIsNotMet() {
        probe.answers(200, "{\"visits\": 7}", 5).answers(200, "{\"database\": {\"up\": true}, \"visits\": 7}", 5)
                .answers(200, "", 5);

        assertThat(check(3).evidence()).extracting(ProbeEvidence::health).containsOnly(Health.UNHEALTHY);
    }

    @Test
    void meetsALatencyExpectationUpToItsLastMillisecond() {
        probe.answers(200, GOOD, 1000);

        assertThat(check(1).health()).isEqualTo(Health.HEALTHY);
    }

    @Test
    void countsRefusedSilentBrokenAndUntrustedEndpointsAsIll() {
        assertThat(findingOf(new ConnectException("Failed to connect to lb-1/10.0.0.1:443")))
                .isEqualTo(evidence(Health.UNHEALTHY, "connection refused after 7 ms"));
        assertThat(findingOf(new SocketTimeoutException("timeout")))
                .isEqualTo(evidence(Health.UNHEALTHY, "timed out after 7 ms"));
        assertThat(findingOf(new SocketException("Connection reset")))
                .isEqualTo(evidence(Health.UNHEALTHY, "the answer broke off after 7 ms (SocketException)"));
        assertThat(findingOf(new EOFException("<html>a body</html>")))
                .isEqualTo(evidence(Health.UNHEALTHY, "the answer broke off after 7 ms (EOFException)"));
        assertThat(findingOf(new SSLHandshakeException("PKIX path building failed\nmore")))
                .isEqualTo(evidence(Health.UNHEALTHY, "TLS failed after 7 ms: PKIX path building failed"));
    }

    @Test
    void cannotTellWhereTheFailureMayBeOnItsOwnSide() {
        assertThat(findingOf(new UnknownHostException("lb-1")))
                .isEqualTo(evidence(Health.UNKNOWN, "lb-1 cannot be resolved"));
        assertThat(findingOf(new NoRouteToHostException("No route to host")))
                .isEqualTo(evidence(Health.UNKNOWN, "no route from here to lb-1"));
        assertThat(findingOf(new SocketException("Network is unreachable")))
                .isEqualTo(evidence(Health.UNKNOWN, "no route from here to lb-1"));
    }

    @Test
    void isHealthyWhereMoreThanHalfTheProbesSaySo() {
        probe.answers(200, GOOD, 5).fails(new SocketTimeoutException("timeout"), 2000).answers(200, GOOD, 5);

        CheckHealthHandler.Result result = check(3);

        assertThat(result.health()).isEqualTo(Health.HEALTHY);
        assertThat(result.summary()).isEqualTo("Of 3 probes of www.example.com at lb-1, 2 succeeded, 1 failed and 0 "
                + "could not tell: timed out after 2000 ms");
    }

    @Test
    void isUnknownWhereHalfTheProbesDisagree() {
        probe.answers(200, GOOD, 5).answers(503, GOOD, 5);

        assertThat(check(2).health()).isEqualTo(Health.UNKNOWN);
    }

    @Test
    void isUnknownWhereOneOfTheFailedProbesCouldNotTell() {
        probe.answers(503, GOOD, 5).fails(new UnknownHostException("lb-1"), 5).answers(503, GOOD, 5);

        CheckHealthHandler.Result result = check(3);

        assertThat(result.health()).isEqualTo(Health.UNKNOWN);
        assertThat(result.summary()).startsWith(
                "Of 3 probes of www.example.com at lb-1, 0 succeeded, 2 failed and 1 could not tell");
    }

    @Test
    void publishesOneWhereHealthy() {
        probe.answers(200, GOOD, 5);

        check(1);

        assertThat(metrics.flushed).containsExactly("PilotLight/Healthy {Application=shop, Site=PRIMARY} = 1.0");
    }

    @Test
    void publishesNoDataPointWhereUnknownSoThatTheAlarmLacksDataInsteadOfFailingOver() {
        probe.fails(new UnknownHostException("lb-1"), 5);

        assertThat(check(1).health()).isEqualTo(Health.UNKNOWN);
        assertThat(metrics.flushed).isEmpty();
    }

    @Test
    void publishesNothingWhereItIsNotAskedTo() {
        probe.answers(200, GOOD, 5);

        handler.take(input(1, false));

        assertThat(metrics.flushed).isEmpty();
    }

    private ProbeEvidence findingOf(IOException failure) {
        probe.fails(failure, 7);
        return check(1).evidence().getFirst();
    }

    private ProbeEvidence evidence(Health health, String detail) {
        return new ProbeEvidence(probe.clock().instant().minusMillis(7), health, Answer.NONE, detail, 7);
    }

    private CheckHealthHandler.Result check(int probes) {
        return handler.take(input(probes, true));
    }

    private Answer kindOf(int... statuses) {
        IntStream.of(statuses).forEach(status -> probe.answers(status, GOOD, 5));
        return check(statuses.length).answer();
    }

    private static CheckHealthHandler.Input input(List<Expectation> expect, String address) {
        return new CheckHealthHandler.Input("shop", ProbedSite.PUBLIC, "https://www.example.com/health", address, expect,
                Duration.ofSeconds(2), 1, false);
    }

    private static CheckHealthHandler.Input input(int probes, boolean publish) {
        return new CheckHealthHandler.Input(
                "shop",
                ProbedSite.PRIMARY,
                "https://www.example.com/health",
                "lb-1",
                EXPECT,
                Duration.ofSeconds(2),
                probes,
                publish);
    }
}
