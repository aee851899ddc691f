package io.pilotlight.simulator.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** A situation of a state machine: a route on which some functions answer otherwise. Functions are named without "Function". */
final class Play {

    private final ProductionMachines production;
    private final Route route;
    private final Set<String> entered;
    private final Map<String, Function<JsonNode, JsonNode>> answers;
    private final List<Seen.Call> calls = new ArrayList<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private JsonNode input;
    private Consumer<RouteRun> setting = _ -> { };

    /** @param entered gets the states that are gone through, as machine/state */
    Play(ProductionMachines production, Route route, Set<String> entered) {
        this.production = production;
        this.route = route;
        this.entered = entered;
        this.answers = new HashMap<>(route.answers().get());
        this.input = route.input();
    }

    /** Lets a function answer what it is asked. */
    Play when(String function, Function<JsonNode, JsonNode> answer) {
        answers.put(function + "Function", answer);
        return this;
    }

    /** Changes fields of each answer of a function from now on. */
    Play where(String function, String fields) {
        return on(function, 1, Integer.MAX_VALUE, fields);
    }

    /** Changes fields of the answers of a function, from one call to another, counted from 1. */
    Play on(String function, int from, int to, String fields) {
        return on(function, _ -> true, from, to, fields);
    }

    /** Changes fields of those answers of a function that answer certain payloads. */
    Play on(String function, Function<JsonNode, Boolean> payloads, int from, int to, String fields) {
        Function<JsonNode, JsonNode> usual = answers.get(function + "Function");
        int[] count = {0};
        return when(function, payload -> {
            JsonNode answer = usual.apply(payload);
            if (payloads.apply(payload) && ++count[0] >= from && count[0] <= to) {
                ((ObjectNode) answer).setAll((ObjectNode) Bench.json(fields));
            }
            return answer;
        });
    }

    /** Lets a function fail, from one call to another. */
    Play failing(String function, int from, int to, String error) {
        return failing(function, _ -> true, from, to, error);
    }

    Play failing(String function, Function<JsonNode, Boolean> payloads, int from, int to, String error) {
        Function<JsonNode, JsonNode> usual = answers.get(function + "Function");
        int[] count = {0};
        return when(function, payload -> {
            if (payloads.apply(payload) && ++count[0] >= from && count[0] <= to) {
                throw new TaskFailed(error, "{\"errorMessage\":\"it was asked to fail\"}");
            }
            return usual.apply(payload);
        });
    }

    Play input(JsonNode other) {
        input = other;
        return this;
    }

    /** Lets a person refuse what is asked. */
    Play refused() {
        return refused("Refused");
    }

    Play refused(String error) {
        setting = setting.andThen(run -> run.refusing(Optional.of(error), Optional.of("not now")));
        return this;
    }

    /** Lets a person answer so long after the question. */
    Play answeredAfter(Duration time) {
        setting = setting.andThen(run -> run.answeringAfter(time));
        return this;
    }

    /** Lets somebody stop the youngest execution at certain calls of a function, counted from 1. */
    Play stopped(String function, int from, int to) {
        int[] count = {0};
        setting = setting.andThen(run -> run.stopping(called -> called.equals(function + "Function") && ++count[0] >= from && count[0] <= to));
        return this;
    }

    /** Lets nobody answer what is asked. */
    Play unanswered() {
        setting = setting.andThen(RouteRun::unanswered);
        return this;
    }

    /** Lets nobody be told. */
    Play silent() {
        setting = setting.andThen(RouteRun::silent);
        return this;
    }

    /** Lets calls of Step Functions' own API be denied, from one call to another. */
    Play denied(String action, int from, int to) {
        return troubled(action, "StepFunctions.AWSStepFunctionsException", from, to);
    }

    /** Lets calls of Step Functions' own API fail so, from one call to another. */
    Play troubled(String action, String error, int from, int to) {
        int[] count = {0};
        setting = setting.andThen(run -> run.troubled(asked ->
                asked.equals(action) && ++count[0] >= from && count[0] <= to ? Optional.of(error) : Optional.empty()));
        return this;
    }

    Seen run() {
        RouteRun run = new RouteRun(production, new Route(route.name(), route.machine(), input, this::recording));
        setting.accept(run);
        RouteRun.Ending ending = run.run();
        entered.addAll(ending.states());
        if (!run.malformed().isEmpty()) {
            throw new AssertionError("a function was called with what it does not take: " + run.malformed());
        }
        return new Seen(calls, ending.states(), run.mails(),
                run.executions().stream().filter(arn -> !arn.contains("Reconcile")).toList(), run.ended());
    }

    private Map<String, Function<JsonNode, JsonNode>> recording() {
        Map<String, Function<JsonNode, JsonNode>> recorded = new HashMap<>();
        answers.forEach((function, answer) -> recorded.put(function, payload -> {
            if (counts.merge(function, 1, Integer::sum) > 5000) {
                throw new AssertionError(function + " is called for ever");
            }
            calls.add(new Seen.Call(function.replaceFirst("Function$", ""), payload));
            return answer.apply(payload);
        }));
        return recorded;
    }
}
