package io.pilotlight.simulator.states;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StateTypesTest {

    private final Bench bench = new Bench();

    @Test
    void passesItsInputOnWhereNothingElseIsSaid() {
        ExecutionDescription ended = bench.run("A", """
                {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Succeed"}}""", """
                {"x": [1]}""");

        assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(ended.output()).contains(Bench.json("""
                {"x": [1]}"""));
    }

    @Test
    void takesTheFirstRuleThatHolds() {
        String states = """
                {"C": {"Type": "Choice", "Choices": [
                    {"Condition": "{% $states.input.n > 10 %}", "Next": "Big"},
                    {"Condition": "{% $states.input.n > 5 %}", "Output": "{% $states.input.n * 2 %}", "Next": "End"}],
                    "Default": "End", "Output": "small"},
                 "Big": {"Type": "Pass", "Output": "big", "Next": "End"},
                 "End": {"Type": "Succeed"}}""";

        assertThat(new Bench().run("C", states, "{\"n\": 11}").output()).contains(Bench.json("\"big\""));
        assertThat(new Bench().run("C", states, "{\"n\": 6}").output()).contains(Bench.json("12"));
        assertThat(new Bench().run("C", states, "{\"n\": 1}").output()).contains(Bench.json("\"small\""));
    }

    @Test
    void failsAChoiceThatNothingMatchesInAWayThatNothingCatches() {
        ExecutionDescription ended = bench.run("P", """
                {"P": {"Type": "Parallel", "Branches": [{"StartAt": "C", "States": {
                    "C": {"Type": "Choice", "Choices": [{"Condition": "{% false %}", "Next": "E"}]},
                    "E": {"Type": "Succeed"}}}],
                  "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Caught"}], "End": true},
                 "Caught": {"Type": "Succeed"}}""", "{}");

        assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(ended.error()).contains("States.Runtime");
    }

    @Test
    void refusesAConditionThatIsNoBoolean() {
        ExecutionDescription ended = bench.run("C", """
                {"C": {"Type": "Choice", "Choices": [{"Condition": "{% 1 %}", "Next": "E"}], "Default": "E"},
                 "E": {"Type": "Succeed"}}""", "{}");

        assertThat(ended.error()).contains("States.QueryEvaluationError");
    }

    @Test
    void waitsForSecondsOfANumberOrAnExpression() {
        ExecutionDescription ended = bench.run("W", """
                {"W": {"Type": "Wait", "Seconds": 90, "Next": "V"},
                 "V": {"Type": "Wait", "Seconds": "{% $states.input.s %}", "End": true}}""", "{\"s\": 30}");

        assertThat(bench.sinceStart(ended.endedAt().orElseThrow())).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void waitsUntilAnInstantAndNotForOneThatHasPassed() {
        ExecutionDescription ended = bench.run("W", """
                {"W": {"Type": "Wait", "Timestamp": "2026-11-22T10:05:00Z", "Next": "V"},
                 "V": {"Type": "Wait", "Timestamp": "{% $fromMillis($millis() - 1000) %}", "End": true}}""", "{}");

        assertThat(ended.endedAt()).contains(Instant.parse("2026-11-22T10:05:00Z"));
    }

    @Test
    void failsWithTheErrorAndCauseOfAFailState() {
        ExecutionDescription ended = bench.run("F", """
                {"F": {"Type": "Fail", "Error": "{% 'Not' & $states.input.what %}", "Cause": "because"}}""",
                "{\"what\": \"Good\"}");

        assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(ended.error()).contains("NotGood");
        assertThat(ended.cause()).contains("because");
    }

    @Test
    void invokesAFunctionWithItsArgumentsAndShowsItsAnswer() {
        bench.function("Double", payload -> Bench.json(String.valueOf(payload.path("n").asInt() * 2)));

        ExecutionDescription ended = bench.run("T", """
                {"T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                    "Arguments": {"FunctionName": "Double", "Payload": {"n": "{% $states.input.x %}"}},
                    "Output": "{% $states.result %}", "End": true}}""", "{\"x\": 21}");

        assertThat(ended.output()).contains(Bench.json("""
                {"ExecutedVersion": "$LATEST", "Payload": 42, "StatusCode": 200}"""));
    }

    @Test
    void publishesAMessageThatIsAnObjectAsItsJson() {
        ExecutionDescription ended = bench.run("T", """
                {"T": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish",
                    "Arguments": {"TopicArn": "arn:topic", "Message": {"a": 1}}, "End": true}}""", "{}");

        assertThat(ended.output()).contains(Bench.json("{\"MessageId\": \"message-1\"}"));
        assertThat(bench.published).containsExactly(new Bench.Published(Bench.START, "arn:topic", "", "{\"a\":1}"));
    }
}
