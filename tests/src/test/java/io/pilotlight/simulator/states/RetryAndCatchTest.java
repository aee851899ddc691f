package io.pilotlight.simulator.states;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryAndCatchTest {

    private static final String TASK = """
            {"T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                "Arguments": {"FunctionName": "F", "Payload": {"retry": "{%% $states.context.State.RetryCount %%}"}},
                "Retry": [%s], "Catch": [%s],
                "Output": "{%% $states.result.Payload %%}", "End": true},
             "Caught": {"Type": "Succeed"}}""";

    private final Bench bench = new Bench();
    private int calls;

    private Bench failing(Bench on, String error, int times) {
        return on.function("F", payload -> {
            if (calls++ < times) {
                throw new TaskFailed(error, "{\"errorMessage\":\"no\"}");
            }
            return payload;
        });
    }

    private ExecutionDescription run(String retry, String caught) {
        return bench.run("T", TASK.formatted(retry, caught), "{}");
    }

    private List<Duration> waits() {
        return bench.invokedAt.stream().map(bench::sinceStart).toList();
    }

    @Test
    void triesAgainWithIntervalsThatGrow() {
        failing(bench, "x.Busy", 3);

        ExecutionDescription ended = run("""
                {"ErrorEquals": ["x.Busy"], "IntervalSeconds": 2, "BackoffRate": 3, "MaxAttempts": 3}""",
                "{\"ErrorEquals\": [\"States.ALL\"], \"Next\": \"Caught\"}");

        assertThat(ended.output()).contains(Bench.json("{\"retry\": 3}"));
        assertThat(waits()).containsExactly(
                Duration.ZERO, Duration.ofSeconds(2), Duration.ofSeconds(8), Duration.ofSeconds(26));
    }

    @Test
    void waitsNoLongerThanTheMaximumDelay() {
        failing(bench, "x.Busy", 3);

        run("""
                {"ErrorEquals": ["x.Busy"], "IntervalSeconds": 4, "BackoffRate": 2, "MaxDelaySeconds": 5}""",
                "{\"ErrorEquals\": [\"States.ALL\"], \"Next\": \"Caught\"}");

        assertThat(waits()).containsExactly(
                Duration.ZERO, Duration.ofSeconds(4), Duration.ofSeconds(9), Duration.ofSeconds(14));
    }

    @Test
    void triesThreeTimesMoreWhereNoNumberIsGiven() {
        failing(bench, "x.Busy", 10);

        ExecutionDescription ended = run("{\"ErrorEquals\": [\"States.ALL\"]}",
                "{\"ErrorEquals\": [\"States.ALL\"], \"Output\": \"gave up\", \"Next\": \"Caught\"}");

        assertThat(bench.invokedAt).hasSize(4);
        assertThat(ended.output()).contains(Bench.json("\"gave up\""));
    }

    @Test
    void countsEachRetrierByItself() {
        bench.function("F", payload -> {
            throw new TaskFailed(calls++ % 2 == 0 ? "x.A" : "x.B", "");
        });

        run("""
                {"ErrorEquals": ["x.A"], "MaxAttempts": 1}, {"ErrorEquals": ["x.B"], "MaxAttempts": 2}""",
                "{\"ErrorEquals\": [\"States.ALL\"], \"Next\": \"Caught\"}");

        assertThat(bench.invokedAt).hasSize(3);
    }

    @Test
    void drawsFullJitterFromTheSeed() {
        List<Instant> first = jittered(7);

        assertThat(jittered(7)).isEqualTo(first);
        assertThat(jittered(8)).isNotEqualTo(first);
        for (int retry = 1; retry < first.size(); retry++) {
            assertThat(Duration.between(first.get(retry - 1), first.get(retry)))
                    .isBetween(Duration.ZERO, Duration.ofSeconds(10L << retry - 1));
        }
    }

    private List<Instant> jittered(long seed) {
        calls = 0;
        Bench seeded = failing(new Bench(seed), "x.Busy", 5);
        seeded.run("T", TASK.formatted("""
                {"ErrorEquals": ["x.Busy"], "IntervalSeconds": 10, "MaxAttempts": 5, "JitterStrategy": "FULL"}""",
                "{\"ErrorEquals\": [\"States.ALL\"], \"Next\": \"Caught\"}"), "{}");
        return seeded.invokedAt;
    }

    @Test
    void showsTheErrorToTheCatcherAndPassesItOnAsOutput() {
        failing(bench, "x.Broken", 1);

        ExecutionDescription ended = run("{\"ErrorEquals\": [\"x.Busy\"]}", """
                {"ErrorEquals": ["x.Busy"], "Next": "T"},
                {"ErrorEquals": ["x.Broken"], "Next": "Caught"}""");

        assertThat(ended.output()).contains(Bench.json("""
                {"Error": "x.Broken", "Cause": "{\\"errorMessage\\":\\"no\\"}"}"""));
    }

    @Test
    void assignsInACatcher() {
        failing(bench, "x.Broken", 1);

        ExecutionDescription ended = bench.run("T", """
                {"T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                    "Arguments": {"FunctionName": "F"},
                    "Catch": [{"ErrorEquals": ["States.TaskFailed"], "Next": "Caught", "Assign": {"why":
                        "{% $states.errorOutput.Error & ': ' & $parse($states.errorOutput.Cause).errorMessage %}"}}],
                    "End": true},
                 "Caught": {"Type": "Pass", "Output": "{% $why %}", "End": true}}""", "{}");

        assertThat(ended.output()).contains(Bench.json("\"x.Broken: no\""));
    }

    @Test
    void failsTheExecutionWhereNothingCatches() {
        failing(bench, "x.Broken", 1);

        ExecutionDescription ended = run(
                "{\"ErrorEquals\": [\"x.Busy\"]}", "{\"ErrorEquals\": [\"x.Busy\"], \"Next\": \"Caught\"}");

        assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(ended.error()).contains("x.Broken");
        assertThat(ended.cause()).contains("{\"errorMessage\":\"no\"}");
    }

    @Test
    void matchesAnErrorByItsWholeNameOrAWildcard() {
        assertThat(new ErrorNames(List.of("x.A")).match("x.AB")).isFalse();
        assertThat(new ErrorNames(List.of("States.TaskFailed")).match("x.A")).isTrue();
        assertThat(new ErrorNames(List.of("States.TaskFailed")).match("States.Timeout")).isFalse();
        assertThat(new ErrorNames(List.of("States.ALL")).match("States.Timeout")).isTrue();
        assertThat(new ErrorNames(List.of("States.ALL")).match("States.DataLimitExceeded")).isFalse();
        assertThat(new ErrorNames(List.of("States.DataLimitExceeded")).match("States.DataLimitExceeded")).isTrue();
        assertThat(new ErrorNames(List.of("States.ALL", "States.Runtime")).match("States.Runtime")).isFalse();
    }
}
