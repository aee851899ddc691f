package io.pilotlight.simulator.states;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LimitsTest {

    private final Bench bench = new Bench();

    @Test
    void refusesAPayloadOfMoreThan256KiBInAWayThatStatesAllDoesNotCatch() {
        bench.function("F", _ -> Bench.json("\"" + "x".repeat(256 * 1024) + "\""));

        ExecutionDescription ended = bench.run("T", """
                {"T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Arguments": {"FunctionName": "F"},
                    "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "E"}], "End": true},
                 "E": {"Type": "Succeed"}}""", "{}");

        assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(ended.error()).contains("States.DataLimitExceeded");
    }

    @Test
    void countsBytesAndNotCharacters() {
        String states = "{\"P\": {\"Type\": \"Pass\", \"Output\": \"%s\", \"End\": true}}";

        assertThat(new Bench().run("P", states.formatted("x".repeat(200_000)), "{}").status())
                .isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(new Bench().run("P", states.formatted("é".repeat(200_000)), "{}").error())
                .contains("States.DataLimitExceeded");
    }

    @Test
    void failsAnExecutionWhoseHistoryIsFull() {
        ExecutionDescription ended = bench.run("A", """
                {"A": {"Type": "Wait", "Seconds": 1, "Next": "B"},
                 "B": {"Type": "Choice", "Choices": [{"Condition": "{% false %}", "Next": "E"}], "Default": "A"},
                 "E": {"Type": "Succeed"}}""", "{}");

        assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(ended.error()).contains("States.Runtime");
        assertThat(ended.cause().orElseThrow()).contains("25000");
        assertThat(ended.historyEvents()).isEqualTo(25_000);
    }

    @Test
    void countsTheEventsOfAHistoryAsStepFunctionsWritesThem() {
        bench.function("F", payload -> payload);

        ExecutionDescription ended = bench.run("T", """
                {"T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Arguments": {"FunctionName": "F"},
                    "Next": "M"},
                 "M": {"Type": "Map", "Items": [1, 2], "ItemProcessor": {"StartAt": "P", "States": {
                    "P": {"Type": "Pass", "End": true}}}, "End": true}}""", "{}");

        int execution = 2;
        int task = 5;
        int map = 4 + 2 * (2 + 2);
        assertThat(ended.historyEvents()).isEqualTo(execution + task + map);
    }

    @Test
    void runsAHundredStatesInMilliseconds() {
        bench.function("F", payload -> payload).machine("m", """
                {"QueryLanguage": "JSONata", "StartAt": "Begin", "States": {
                    "Begin": {"Type": "Pass", "Assign": {"n": 0, "plan": "{% $states.input %}"}, "Next": "T"},
                    "T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "TimeoutSeconds": 60,
                        "Arguments": {"FunctionName": "F", "Payload": {"n": "{% $n %}", "plan": "{% $plan %}"}},
                        "Assign": {"n": "{% $states.result.Payload.n + 1 %}"}, "Next": "W"},
                    "W": {"Type": "Wait", "Seconds": 1, "Next": "C"},
                    "C": {"Type": "Choice", "Choices": [{"Condition": "{% $n < 33 %}", "Next": "T"}], "Default": "E"},
                    "E": {"Type": "Succeed"}}}""");
        String input = "{\"a\": {\"b\": [%s{}]}}".formatted(
                "{\"name\": \"something\", \"region\": \"eu-west-1\"},".repeat(20));
        for (int warmUp = 0; warmUp < 200; warmUp++) {
            bench.run("m", input);
        }

        long begun = System.nanoTime();
        int runs = 100;
        for (int run = 0; run < runs; run++) {
            bench.run("m", input);
        }
        double millis = (System.nanoTime() - begun) / 1e6 / runs;

        assertThat(bench.machines.list()).allMatch(ended -> ended.status() == ExecutionStatus.SUCCEEDED);
        assertThat(millis).as("2 or 3 on a quiet machine").isLessThan(50);
    }
}
