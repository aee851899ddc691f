package io.pilotlight.simulator.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pilotlight.simulator.journal.JournalEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class NarratorTest {

    private static final Instant OUTAGE = Instant.parse("2026-11-22T12:00:00Z");
    private static final String HEALTHY = "{'status':'DONE','health':'HEALTHY','summary':'3 of 3 probes succeeded','evidence':[]}";
    private static final String UNHEALTHY = "{'status':'DONE','health':'UNHEALTHY','summary':'3 of 3 probes failed','evidence':[]}";

    private final Console console = new Console();
    private final Narrator narrator = new Narrator(console.outStream(), Palette.PLAIN);

    @Test
    void tellsTheTimeAndTheTimeSinceTheOutage() {
        narrator.accept(new JournalEvent.ExecutionStarted(OUTAGE.minusSeconds(60), "failover", "one", json("{}")));
        narrator.accept(new JournalEvent.Injected(OUTAGE, "eu-west-1 goes dark"));
        narrator.accept(new JournalEvent.AlarmChanged(
                OUTAGE.plusSeconds(250), "us-west-2", "primary-unhealthy", "OK", "ALARM", "3 datapoints"));
        narrator.accept(new JournalEvent.Notified(OUTAGE.plusSeconds(3700), "topic", "recovered", "all of it"));

        assertThat(console.lines()).containsExactly(
                "11:59:00          Execution   failover began",
                "12:00:00 +00:00   Scenario    eu-west-1 goes dark",
                "12:04:10 +04:10   Alarm       primary-unhealthy is ALARM, was OK: 3 datapoints",
                "13:01:40 +1:01:40 Notice      recovered");
    }

    @Test
    void saysWhatGoesOnAsBeforeOnceAndThenHowOftenItWasLookedAt() {
        String input = "{'recoveryPoint':{'snapshotId':'visitors-1'}}";
        String creating = "{'status':'IN_PROGRESS','instanceIdentifier':'visitors-2','instanceStatus':'creating',"
                + "'reason':'it is being made'}";
        for (int look = 0; look < 3; look++) {
            invoked(10 * look, "RestoreDatabaseFunction", input, creating);
        }
        invoked(30, "RestoreDatabaseFunction", input,
                "{'status':'DONE','instanceIdentifier':'visitors-2','instanceStatus':'available','reason':'it is available'}");

        assertThat(console.lines()).containsExactly(
                "12:00:00          Restore     creating visitors-2 from visitors-1: it is being",
                "                              made",
                "12:00:30          Restore     visitors-2 is available, restored from visitors-1",
                "                              (look 4)");
    }

    @Test
    void saysAConfirmationAndARoutineProbeOnlyWhenTheirVerdictChanges() {
        for (int minute = 0; minute < 3; minute++) {
            invoked(60 * minute, "CheckHealthFunction", "{'site':'PRIMARY','publish':true}", HEALTHY);
        }
        invoked(180, "CheckHealthFunction", "{'site':'PRIMARY','publish':true}", UNHEALTHY);
        invoked(190, "CheckHealthFunction", "{'site':'CONTROL','publish':false}", UNHEALTHY);
        invoked(190, "JudgeOutageFunction", "{}", "{'verdict':'UNKNOWN','summary':'web: it is not known.'}");
        invoked(200, "JudgeOutageFunction", "{}", "{'verdict':'UNKNOWN','summary':'web: it is not known, once more.'}");
        invoked(210, "JudgeOutageFunction", "{}", "{'verdict':'HEALTHY','summary':'web: it works.'}");

        assertThat(console.lines()).satisfiesExactly(
                line -> assertThat(line).startsWith("12:00:00").contains("Probe", "PRIMARY is HEALTHY"),
                line -> assertThat(line).startsWith("12:03:00").contains("Probe", "PRIMARY is UNHEALTHY"),
                line -> assertThat(line).endsWith("  (look 4)"),
                line -> assertThat(line).startsWith("12:03:10").contains("Confirm", "UNKNOWN: web: it is not known."),
                line -> assertThat(line).startsWith("12:03:30").contains("Confirm", "HEALTHY: web: it works. (look 3)"));
    }

    @Test
    void saysAFailureOnceUntilItIsAnother() {
        for (String message : new String[] {"no answer", "no answer", "refused"}) {
            narrator.accept(new JournalEvent.FunctionInvoked(OUTAGE, "SwitchTrafficFunction", json("{}"), null,
                    "io.pilotlight.step.AwsUnavailableException", message, Duration.ZERO, Duration.ZERO));
        }

        assertThat(console.lines()).containsExactly(
                "12:00:00          Traffic     failed: no answer (AwsUnavailableException)",
                "12:00:00          Traffic     failed: refused (AwsUnavailableException) (look 3)");
    }

    @Test
    void noticesWhenVisitsFailAndWhenTheyAreCountedAgainButNotASingleOne() {
        narrator.accept(new JournalEvent.VisitCommitted(OUTAGE, 1, "eu-west-1", "visitors-1"));
        narrator.accept(new JournalEvent.VisitFailed(OUTAGE.plusSeconds(1), 2, "HTTP 503"));
        narrator.accept(new JournalEvent.VisitCommitted(OUTAGE.plusSeconds(2), 3, "eu-west-1", "visitors-1"));
        for (int second = 10; second < 20; second++) {
            narrator.accept(new JournalEvent.VisitFailed(OUTAGE.plusSeconds(second), second, "no answer"));
        }
        for (int second = 20; second < 30; second++) {
            narrator.accept(new JournalEvent.VisitCommitted(OUTAGE.plusSeconds(second), second, "us-west-2", "visitors-2"));
        }

        assertThat(console.lines()).containsExactly(
                "12:00:12          Visitors    visits fail, since 12:00:10: no answer",
                "12:00:22          Visitors    visits are counted again, since 12:00:20:",
                "                              visitors-2 in us-west-2");
    }

    @Test
    void keepsTo80ColumnsWhateverHappens() {
        String endless = "arn:aws:sns:us-west-2:123456789012:" + "x".repeat(200) + " and words ".repeat(30);
        narrator.accept(new JournalEvent.Injected(OUTAGE, endless));
        narrator.accept(new JournalEvent.Notified(OUTAGE.plus(Duration.ofHours(123)), endless, endless, endless));
        narrator.accept(new JournalEvent.ExecutionEnded(
                OUTAGE, endless, endless, "FAILED", null, endless, "line one\nline two"));
        narrator.accept(new JournalEvent.AnswerChanged(OUTAGE, endless, endless));
        invoked(0, "FunctionOfANameThatIsFarTooLongFunction", "{}", "{'status':'REFUSED','reason':'%s'}".formatted(endless));

        assertThat(console.lines()).hasSizeGreaterThan(20)
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @Test
    void saysNothingOfWhatDoesNotMatter() {
        narrator.accept(new JournalEvent.ApiCalled(OUTAGE, "F", "rds:DescribeDBInstances", "us-west-2", "", ""));
        narrator.accept(new JournalEvent.StateEntered(OUTAGE, "failover", "one", "Begin", json("{}")));
        narrator.accept(new JournalEvent.StateExited(OUTAGE, "failover", "one", "Begin", OUTAGE, 1, json("{}")));
        narrator.accept(new JournalEvent.MetricPublished(OUTAGE, "us-west-2", "n", "m", Map.of(), 1));
        narrator.accept(new JournalEvent.ResourceCreated(OUTAGE, "us-west-2", "t", "i"));
        narrator.accept(new JournalEvent.ResourceDeleted(OUTAGE, "us-west-2", "t", "i"));
        narrator.accept(new JournalEvent.ExecutionStarted(OUTAGE, "BackupStateMachine", "two", json("{}")));
        narrator.accept(new JournalEvent.ExecutionEnded(OUTAGE, "BackupStateMachine", "two", "SUCCEEDED", json("{}"), "", ""));
        invoked(0, "ReadPlanFunction", "{}", "{'status':'DONE'}");

        assertThat(console.lines()).isEmpty();
    }

    @Test
    void saysOnceThatWhatRunsEveryDayFailsAndThatItSucceedsAgain() {
        for (int tick = 0; tick < 3; tick++) {
            routineEnded(tick, "FAILED", "BackupIncomplete");
        }
        routineEnded(3, "SUCCEEDED", "");
        routineEnded(4, "SUCCEEDED", "");

        assertThat(console.lines()).containsExactly(
                "12:00:00          Execution   BackupStateMachine ended as FAILED:",
                "                              BackupIncomplete",
                "12:45:00          Execution   BackupStateMachine succeeds again");
    }

    @Test
    void namesANewDayAndBeginsTheTimeAnewAfterHalfADayInWhichNothingWasDone() {
        narrator.accept(new JournalEvent.Injected(OUTAGE, "RDS is throttled"));
        narrator.accept(new JournalEvent.Injected(OUTAGE.plus(Duration.ofHours(1)), "RDS is throttled no more"));
        narrator.accept(new JournalEvent.Injected(OUTAGE.plus(Duration.ofHours(50)), "eu-west-1 goes dark"));

        assertThat(console.lines()).containsExactly(
                "12:00:00 +00:00   Scenario    RDS is throttled",
                "13:00:00 +1:00:00 Scenario    RDS is throttled no more",
                "",
                "Tuesday 2026-11-24",
                "14:00:00 +00:00   Scenario    eu-west-1 goes dark");
    }

    @Test
    void saysWhatWasFoundAndNotThatAllIsWell() {
        invoked(0, "ReportFindingsFunction", "{}", "{'status':'DONE','findings':[]}");
        invoked(9, "ReportFindingsFunction", "{}", "{'status':'DONE','findings':[{'check':'DRIFT','severity':'WARNING',"
                + "'subject':'web','problem':'the image was changed by hand','remedy':'change it back'}]}");

        assertThat(console.lines()).containsExactly(
                "12:00:09          Findings    WARNING DRIFT, web: the image was changed by hand");
    }

    @Test
    void coloursOnlyATerminalThatWantsIt() {
        assertThat(Palette.of(true, Map.of("TERM", "xterm"))).isEqualTo(Palette.COLOURED);
        assertThat(Palette.of(false, Map.of("TERM", "xterm"))).isEqualTo(Palette.PLAIN);
        assertThat(Palette.of(true, Map.of("TERM", "xterm", "NO_COLOR", "1"))).isEqualTo(Palette.PLAIN);
        assertThat(Palette.of(true, Map.of("TERM", "xterm", "NO_COLOR", ""))).isEqualTo(Palette.COLOURED);
        assertThat(Palette.of(true, Map.of())).isEqualTo(Palette.PLAIN);
        new Narrator(console.outStream(), Palette.COLOURED).accept(new JournalEvent.Injected(OUTAGE, "dark"));
        assertThat(console.lines().getFirst()).startsWith("\u001b[1m12:00:00").endsWith("dark\u001b[0m");
    }

    private void invoked(long second, String function, String input, String output) {
        narrator.accept(new JournalEvent.FunctionInvoked(
                OUTAGE.plusSeconds(second), function, json(input), json(output), "", "", Duration.ofMillis(80), Duration.ofMillis(20)));
    }

    private void routineEnded(int tick, String status, String error) {
        Instant at = OUTAGE.plus(Duration.ofMinutes(15L * tick));
        narrator.accept(new JournalEvent.ExecutionStarted(at, "BackupStateMachine", "tick-" + tick, json("{}")));
        narrator.accept(new JournalEvent.ExecutionEnded(
                at, "BackupStateMachine", "tick-" + tick, status, json("{}"), error, "a long cause"));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
