package io.pilotlight.simulator.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {

    private static ExecutionDescription run(Bench bench, String expression) {
        return bench.run("P", """
                {"P": {"Type": "Wait", "Seconds": 90, "Output": "{%% %s %%}", "End": true}}""".formatted(expression),
                "{\"a\": [1, 2, 3], \"text\": \"{\\\"k\\\": [null]}\"}");
    }

    private static JsonNode output(String expression) {
        ExecutionDescription ended = run(new Bench(), expression);
        assertThat(ended.error()).as(() -> ended.cause().orElse("")).isEmpty();
        return ended.output().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "$now() | `\"2026-11-22T10:01:30.000Z\"`",
        "$millis() | 1795341690000",
        "$now('[Y]') | `\"2026\"`",
        "$parse($states.input.text).k | [null]",
        "$parse('null') | null",
        "$substring('a\ud83d\udd25b', 0, 9) | `\"a\ud83d\udd25b\"`",
        "$substring('a\ud83d\udd25b', 1, 1) | `\"\ud83d\udd25\"`",
        "$substring('a\ud83d\udd25b', -2) | `\"\ud83d\udd25b\"`",
        "$substring('abc', -9, 2) & $substring('abc', 1, -1) & $substring('abc', 7) | `\"ab\"`",
        "$string($substring($nothing, 0, 2)) = 'x' | false",
        "$random(5) = $random(5) | true",
        "$states.context.State.Name | `\"P\"`",
        "$states.context.State.EnteredTime | `\"2026-11-22T10:00:00.000Z\"`",
        "$states.context.Execution.StartTime | `\"2026-11-22T10:00:00.000Z\"`",
        "$states.context.StateMachine.Name | `\"m\"`",
        "$states.context.Execution.Input.a[1] | 2"})
    void works(String expression, String result) {
        assertThat(output(expression)).isEqualTo(Bench.json(result));
    }

    @ParameterizedTest
    @ValueSource(strings = {"$states.input.missing", "a", "$ ", "$sum('x')", "$uppercase",
        "$nothing()", "$parse('{')", "$error('no')", "($f := function($x) { 1 + $f($x) }; $f(1))"})
    void failsTheStateWhereAnExpressionHasNoValue(String expression) {
        ExecutionDescription ended = run(new Bench(), expression);

        assertThat(ended.error()).contains("States.QueryEvaluationError");
        assertThat(ended.cause().orElseThrow()).contains("'P'");
    }

    @Test
    void refusesEvalWhenItReadsTheMachine() {
        assertThatThrownBy(() -> run(new Bench(), "$eval('1')"))
                .isInstanceOf(InvalidStateMachineException.class)
                .hasMessageContaining("state 'P'").hasMessageContaining("'Output'").hasMessageContaining("$eval");
    }

    @Test
    void drawsTheSameNumbersFromTheSameSeed() {
        String expression = "[$random(), $shuffle([1..9])]";

        assertThat(run(new Bench(3), expression).output()).isEqualTo(run(new Bench(3), expression).output());
        assertThat(run(new Bench(3), expression).output()).isNotEqualTo(run(new Bench(4), expression).output());
    }

    @Test
    void catchesAnExpressionThatFailsInATask() {
        ExecutionDescription ended = new Bench().run("T", """
                {"T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                    "Arguments": {"FunctionName": "F", "Payload": "{% $states.input.missing %}"},
                    "Catch": [{"ErrorEquals": ["States.QueryEvaluationError"], "Output": "caught", "Next": "E"}],
                    "End": true},
                 "E": {"Type": "Succeed"}}""", "{}");

        assertThat(ended.output()).contains(Bench.json("\"caught\""));
    }

    @Test
    void evaluatesTheSameExpressionsOnSeveralThreadsAtOnce() throws Exception {
        String states = """
                {"A": {"Type": "Pass", "Assign": {"x": "{% $states.input.n %}"}, "Next": "M"},
                 "M": {"Type": "Map", "Items": "{% [1..20] %}", "ItemProcessor": {"StartAt": "I", "States": {
                    "I": {"Type": "Pass", "End": true, "Output": "{% ( \
                        $list := $states.context.Execution.Input.list; \
                        $f := function($k) { $k * $x + $count($list[$ > 1]) }; \
                        $f($states.input)) %}"}}},
                  "Output": "{% $sum($states.result) %}", "End": true}}""";
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<JsonNode>> results = new ArrayList<>();
            for (int n = 0; n < 200; n++) {
                String input = "{\"n\": %d, \"list\": [1, 2, 3]}".formatted(n);
                results.add(threads.submit(() -> new Bench().run("A", states, input).output().orElseThrow()));
            }
            for (int n = 0; n < 200; n++) {
                assertThat(results.get(n).get()).isEqualTo(Bench.json(String.valueOf(210 * n + 40)));
            }
        }
    }
}
