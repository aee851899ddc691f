package io.pilotlight.simulator.states;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.simulator.journal.JournalEvent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MapAndParallelTest {

    private static final String MAP = """
            {"M": {"Type": "Map", "Items": "{%% $states.input.items %%}", "MaxConcurrency": %s,
                "ItemSelector": {"i": "{%% $states.context.Map.Item.Index %%}",
                    "v": "{%% $states.context.Map.Item.Value %%}", "all": "{%% $count($states.input.items) %%}"},
                "ItemProcessor": {"ProcessorConfig": {"Mode": "INLINE"}, "StartAt": "W", "States": {
                    "W": {"Type": "Wait", "Seconds": "{%% $states.input.v %%}", "Next": "T"},
                    "T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                        "Arguments": {"FunctionName": "F", "Payload": "{%% $states.input %%}"},
                        "Output": "{%% $states.result.Payload %%}", "End": true}}},
                "Catch": [{"ErrorEquals": ["x.Odd"], "Next": "Caught"}],
                "End": true},
             "Caught": {"Type": "Pass", "Output": {"caught": "{%% $states.input.Error %%}"}, "End": true}}""";

    private final Bench bench = new Bench().function("F", payload -> payload);

    @Test
    void returnsTheResultsInTheOrderOfTheItemsAlthoughTheyEndInAnother() {
        ExecutionDescription ended = bench.run("M", MAP.formatted("0"), "{\"items\": [30, 10, 20]}");

        assertThat(ended.output()).contains(Bench.json("""
                [{"i": 0, "v": 30, "all": 3}, {"i": 1, "v": 10, "all": 3}, {"i": 2, "v": 20, "all": 3}]"""));
        assertThat(bench.sinceStart(ended.endedAt().orElseThrow())).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void runsNoMoreIterationsAtOnceThanItMay() {
        assertThat(elapsed(new Bench(), "1")).isEqualTo(Duration.ofSeconds(40));
        assertThat(elapsed(new Bench(), "2")).isEqualTo(Duration.ofSeconds(20));
        assertThat(elapsed(new Bench(), "\"{% 2 + 1 %}\"")).isEqualTo(Duration.ofSeconds(20));
        assertThat(elapsed(new Bench(), "4")).isEqualTo(Duration.ofSeconds(10));
    }

    private static Duration elapsed(Bench on, String atMost) {
        on.function("F", payload -> payload);
        ExecutionDescription ended = on.run("M", MAP.formatted(atMost), "{\"items\": [10, 10, 10, 10]}");
        return on.sinceStart(ended.endedAt().orElseThrow());
    }

    @Test
    void stopsTheOthersWhereOneIterationFails() {
        bench.function("F", payload -> {
            if (payload.path("v").asInt() == 10) {
                throw new TaskFailed("x.Odd", "");
            }
            return payload;
        });

        ExecutionDescription ended = bench.run("M", MAP.formatted("0"), "{\"items\": [30, 10, 5]}");

        assertThat(ended.output()).contains(Bench.json("{\"caught\": \"x.Odd\"}"));
        assertThat(bench.sinceStart(ended.endedAt().orElseThrow())).isEqualTo(Duration.ofSeconds(10));
        assertThat(bench.invokedAt).as("the third waits no longer").hasSize(2);
    }

    @Test
    void returnsAnEmptyArrayForNoItems() {
        assertThat(bench.run("M", MAP.formatted("0"), "{\"items\": []}").output()).contains(Bench.json("[]"));
    }

    @Test
    void worksThroughAnArrayOfOneItem() {
        assertThat(bench.run("M", MAP.formatted("0"), "{\"items\": [3]}").output())
                .contains(Bench.json("[{\"i\": 0, \"v\": 3, \"all\": 1}]"));
    }

    @Test
    void failsWhereTheItemsAreNoArray() {
        assertThat(bench.run("M", MAP.formatted("0"), "{\"items\": 3}").error())
                .contains("States.QueryEvaluationError");
    }

    @Test
    void writesEveryIterationsStatesIntoTheJournal() {
        bench.run("M", MAP.formatted("0"), "{\"items\": [1, 2]}");

        assertThat(bench.journal.of(JournalEvent.StateEntered.class).map(JournalEvent.StateEntered::state))
                .containsExactly("M", "W", "W", "T", "T");
        assertThat(bench.journal.of(JournalEvent.StateExited.class).map(JournalEvent.StateExited::state))
                .containsExactly("W", "T", "W", "T", "M");
    }

    @Test
    void runsBranchesSideBySideOnTheSameInput() {
        ExecutionDescription ended = bench.run("P", """
                {"P": {"Type": "Parallel", "Arguments": {"s": "{% $states.input.n + 1 %}"}, "Branches": [
                    {"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 20, "End": true}}},
                    {"StartAt": "B", "States": {"B": {"Type": "Wait", "Seconds": 10, "Output": "b", "End": true}}}],
                    "Output": "{% $states.result %}", "End": true}}""", "{\"n\": 1}");

        assertThat(ended.output()).contains(Bench.json("[{\"s\": 2}, \"b\"]"));
        assertThat(bench.sinceStart(ended.endedAt().orElseThrow())).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void triesAWholeParallelStateAgain() {
        int[] calls = {0};
        bench.function("F", (JsonNode payload) -> {
            if (calls[0]++ == 0) {
                throw new TaskFailed("x.Odd", "");
            }
            return payload;
        });

        ExecutionDescription ended = bench.run("P", """
                {"P": {"Type": "Parallel", "Retry": [{"ErrorEquals": ["x.Odd"], "IntervalSeconds": 5}], "Branches": [
                    {"StartAt": "A", "States": {"A": {"Type": "Pass", "Output": 1, "End": true}}},
                    {"StartAt": "B", "States": {"B": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                        "Arguments": {"FunctionName": "F"}, "Output": 2, "End": true}}}], "End": true}}""", "{}");

        assertThat(ended.output()).contains(Bench.json("[1, 2]"));
        assertThat(bench.sinceStart(ended.endedAt().orElseThrow())).isEqualTo(Duration.ofSeconds(5));
    }
}
