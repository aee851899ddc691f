package io.pilotlight.simulator.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class VariablesTest {

    private final Bench bench = new Bench();

    @Test
    void evaluatesEveryAssignmentWithTheValuesFromBefore() {
        ExecutionDescription ended = bench.run("A", """
                {"A": {"Type": "Pass", "Assign": {"x": 1, "y": 2}, "Next": "B"},
                 "B": {"Type": "Pass", "Assign": {"x": "{% $y %}", "y": "{% $x %}"}, "Output": "{% $x %}", "Next": "C"},
                 "C": {"Type": "Pass", "Output": "{% [$states.input, $x, $y] %}", "End": true}}""", "{}");

        assertThat(ended.output()).contains(Bench.json("[1, 2, 1]"));
    }

    @Test
    void readsOuterVariablesInsideAndHidesInnerOnesOutside() {
        ExecutionDescription ended = bench.run("A", """
                {"A": {"Type": "Pass", "Assign": {"outer": "o"}, "Next": "M"},
                 "M": {"Type": "Map", "Items": ["a", "b"],
                    "ItemProcessor": {"StartAt": "I", "States": {
                        "I": {"Type": "Pass", "Assign": {"inner": "{% $outer & $states.input %}"}, "Next": "J"},
                        "J": {"Type": "Pass", "Output": "{% $inner %}", "End": true}}},
                    "Next": "Z"},
                 "Z": {"Type": "Pass", "Output": "{% [$states.input, $exists($inner)] %}", "End": true}}""", "{}");

        assertThat(ended.output()).contains(Bench.json("[\"oa\", \"ob\", false]"));
    }

    @Test
    void keepsAnArrayOfOneElementAnArray() {
        ExecutionDescription ended = bench.run("A", """
                {"A": {"Type": "Pass", "Assign": {"one": "{% $states.input.items %}"}, "Next": "B"},
                 "B": {"Type": "Pass", "Output": {"all": "{% $one %}", "mapped": "{% [$one.n] %}"}, "End": true}}""",
                "{\"items\": [{\"n\": 1}]}");

        assertThat(ended.output()).contains(Bench.json("{\"all\": [{\"n\": 1}], \"mapped\": [1]}"));
    }

    @Test
    void keepsNullsAndLargeNumbers() {
        ExecutionDescription ended = bench.run("A", """
                {"A": {"Type": "Pass", "Assign": {"all": "{% $states.input %}"}, "Next": "B"},
                 "B": {"Type": "Pass", "Output": {"all": "{% $all %}", "none": "{% $all.none %}", "half": "{% 1 / 2 %}",
                    "two": "{% 4 / 2 %}"}, "End": true}}""",
                "{\"none\": null, \"big\": 1764000000000, \"list\": [null]}");

        assertThat(ended.output()).contains(Bench.json("""
                {"all": {"none": null, "big": 1764000000000, "list": [null]}, "none": null, "half": 0.5, "two": 2}"""));
    }

    @Test
    void tellsWhatIsNullFromWhatIsNotThere() {
        ExecutionDescription ended = bench.run("A", """
                {"A": {"Type": "Pass", "Assign": {"none": null, "list": "{% $states.input.list %}"}, "Next": "B"},
                 "B": {"Type": "Pass", "Output": {"none": "{% $none %}", "first": "{% $list[0] %}",
                    "text": "{% $string($list) %}", "kind": "{% $type($none) %}", "there": "{% $exists($none) %}",
                    "away": "{% $exists($nothing) %}", "same": "{% $list = [null, {'a': null}] %}",
                    "a": "{% $list[1].a = null %}", "merged": "{% $merge([$list[1], {'b': null}]) %}"}, "End": true}}""",
                "{\"list\": [null, {\"a\": null}]}");

        assertThat(ended.cause()).isEmpty();
        assertThat(ended.output()).contains(Bench.json("""
                {"none": null, "first": null, "text": "[null,{\\"a\\":null}]", "kind": "null", "there": true, "away": false,
                 "same": true, "a": true, "merged": {"a": null, "b": null}}"""));
    }

    @Test
    void refusesAnInnerVariableThatAnOuterScopeHas() {
        assertThatThrownBy(() -> bench.run("M", """
                {"M": {"Type": "Map", "Assign": {"x": 1}, "ItemProcessor": {"StartAt": "I", "States": {
                    "I": {"Type": "Pass", "Assign": {"x": 2}, "End": true}}}, "End": true}}""", "[]"))
                .isInstanceOf(InvalidStateMachineException.class)
                .hasMessageContaining("ItemProcessor of state 'M'").hasMessageContaining("'x'");
    }

    @Test
    void refusesToAssignTheReservedVariable() {
        assertThatThrownBy(() -> bench.run("P", """
                {"P": {"Type": "Pass", "Assign": {"states": 1}, "End": true}}""", "{}"))
                .hasMessageContaining("'states'");
    }
}
