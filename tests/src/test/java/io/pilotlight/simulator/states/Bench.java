package io.pilotlight.simulator.states;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.json.StrictJson;
import io.pilotlight.simulator.journal.Journal;
import io.pilotlight.simulator.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Runs small machines in virtual time, with functions that are lambdas. */
final class Bench implements TaskIntegrations {

    static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    static final String REGION = "eu-central-1";

    record Published(Instant at, String topicArn, String subject, String message) {}

    final Timeline timeline;
    final Journal journal = new Journal();
    final StateMachines machines;
    final List<Published> published = new ArrayList<>();
    final List<Instant> invokedAt = new ArrayList<>();
    private final Map<String, Function<JsonNode, JsonNode>> functions = new HashMap<>();

    Bench() {
        this(1);
    }

    Bench(long seed) {
        timeline = new Timeline(START, seed);
        machines = new StateMachines(timeline, journal, this, REGION);
    }

    Bench function(String name, Function<JsonNode, JsonNode> body) {
        functions.put(name, body);
        return this;
    }

    /** A function that takes so long in virtual time. */
    Bench slowFunction(String name, Duration duration) {
        return function(name, payload -> {
            timeline.sleep(duration);
            return payload;
        });
    }

    Bench machine(String name, String definition) {
        machines.register(name, json(definition));
        return this;
    }

    /** Registers a machine of the given states, starts it with the input, and lets ten days pass. */
    ExecutionDescription run(String startAt, String states, String input) {
        machine("m", """
                {"QueryLanguage": "JSONata", "StartAt": "%s", "States": %s}""".formatted(startAt, states));
        return run("m", input);
    }

    ExecutionDescription run(String machine, String input) {
        String arn = machines.start(machine, json(input));
        pass(Duration.ofDays(10));
        return machines.describe(arn);
    }

    void pass(Duration duration) {
        timeline.runUntil(timeline.now().plus(duration));
    }

    Duration sinceStart(Instant instant) {
        return Duration.between(START, instant);
    }

    static JsonNode json(String text) {
        try {
            return StrictJson.mapper().readTree(text);
        } catch (JsonProcessingException wrong) {
            throw new AssertionError(wrong);
        }
    }

    @Override
    public JsonNode invokeFunction(String functionName, JsonNode payload) {
        invokedAt.add(timeline.now());
        if (!functions.containsKey(functionName)) {
            throw new TaskFailed("Lambda.ResourceNotFoundException", functionName);
        }
        return functions.get(functionName).apply(payload);
    }

    @Override
    public String publish(String topicArn, String subject, String message) {
        published.add(new Published(timeline.now(), topicArn, subject, message));
        return "message-" + published.size();
    }
}
