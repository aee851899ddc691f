package io.pilotlight.simulator.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Goes through a graph of states, from the first to the last; runs in a process. */
final class Walk {

    private static final int LONGEST_WAIT_SECONDS = 99_999_999;

    private final Execution execution;
    private final Scope scope;

    Walk(Execution execution, Scope scope) {
        this.execution = execution;
        this.scope = scope;
    }

    /** @throws StateFailure where a state fails and nothing catches it */
    Document run(StateGraph graph, Document input) {
        Optional<String> next = Optional.of(graph.startAt());
        Document data = input;
        while (next.isPresent()) {
            State state = graph.states().get(next.get());
            Visit visit = new Visit(execution, scope, state.name(), data);
            execution.enter(visit);
            Leaving leaving = take(state, visit);
            scope.assign(leaving.assigned());
            execution.exit(visit, leaving.output());
            data = leaving.output();
            next = leaving.next();
        }
        return data;
    }

    private Leaving take(State state, Visit visit) {
        return switch (state) {
            case State.Persistent persistent -> persist(persistent, visit);
            case State.Choice choice -> choose(choice, visit);
            case State.Wait wait -> {
                execution.timeline().sleep(waitFor(wait, visit));
                yield leave(wait.exit(), visit, visit.bindings(), visit.input());
            }
            case State.Pass pass -> leave(pass.exit(), visit, visit.bindings(), visit.input());
            case State.Succeed succeed -> leave(succeed.exit(), visit, visit.bindings(), visit.input());
            case State.Fail fail -> throw new StateFailure(
                    text(fail.error(), visit, "Error"), text(fail.cause(), visit, "Cause"));
        };
    }

    private Leaving persist(State.Persistent state, Visit visit) {
        RetryBudget budget = new RetryBudget(state.failurePolicy().retriers(), execution.jitter());
        while (true) {
            try {
                Document result = Payload.check(work(state, visit), visit.state(), "result");
                return leave(state.exit(), visit, visit.bindingsWithResult(result), result);
            } catch (StateFailure failure) {
                Optional<Duration> delay = budget.delayAfter(failure);
                if (delay.isEmpty()) {
                    FailurePolicy.Catcher catcher = state.failurePolicy().catcherOf(failure).orElseThrow(() -> failure);
                    return leave(catcher.exit(), visit, visit.bindingsWithError(failure), failure.output());
                }
                execution.timeline().sleep(delay.get());
                visit.countRetry();
            }
        }
    }

    private Document work(State.Persistent state, Visit visit) {
        return switch (state) {
            case State.Task task -> new TaskWork(execution, task, visit).run();
            case State.Map map -> new MapWork(execution, map, visit).run();
            case State.Parallel parallel -> new ParallelWork(execution, parallel, visit).run();
        };
    }

    private static Leaving choose(State.Choice choice, Visit visit) {
        Bindings bindings = visit.bindings();
        for (State.Rule rule : choice.rules()) {
            if (isTrue(rule.condition().evaluate(bindings), visit)) {
                return leave(rule.exit(), visit, bindings, visit.input());
            }
        }
        State.Exit otherwise = choice.defaultExit().orElseThrow(() -> new StateFailure(
                StateFailure.RUNTIME,
                "No rule of the Choice state '%s' matched, and it has no Default.".formatted(visit.state())));
        return leave(otherwise, visit, bindings, visit.input());
    }

    private static boolean isTrue(Object condition, Visit visit) {
        if (condition instanceof Boolean truth) {
            return truth;
        }
        throw new StateFailure(StateFailure.QUERY,
                "A Condition of the Choice state '%s' is no boolean.".formatted(visit.state()));
    }

    private static Leaving leave(State.Exit exit, Visit visit, Bindings bindings, Document otherwise) {
        Map<String, Document> assigned = LinkedHashMap.newLinkedHashMap(exit.assign().size());
        exit.assign().forEach((name, value) -> assigned.put(name, visit.evaluate(value, bindings, "Assign/" + name)));
        Document output = exit.output().map(template -> visit.evaluate(template, bindings, "Output")).orElse(otherwise);
        return new Leaving(output, assigned, exit.next());
    }

    private Duration waitFor(State.Wait wait, Visit visit) {
        return switch (wait.until()) {
            case State.WaitUntil.Seconds(Template seconds) ->
                    Duration.ofSeconds(WholeNumber.of(seconds, visit, "Seconds", 0, LONGEST_WAIT_SECONDS));
            case State.WaitUntil.Timestamp(Template timestamp) ->
                    untilInstant(visit.evaluate(timestamp, visit.bindings(), "Timestamp").json(), visit);
        };
    }

    private Duration untilInstant(JsonNode timestamp, Visit visit) {
        try {
            Duration left = Duration.between(execution.now(), OffsetDateTime.parse(timestamp.asText()).toInstant());
            return left.isNegative() ? Duration.ZERO : left;
        } catch (DateTimeException wrong) {
            throw new StateFailure(StateFailure.QUERY,
                    "The Timestamp of the Wait state '%s' is no RFC 3339 instant.".formatted(visit.state()));
        }
    }

    /** @throws StateFailure {@code States.QueryEvaluationError} where it is no text */
    private static Optional<String> text(Optional<Template> template, Visit visit, String field) {
        return template.map(present -> {
            JsonNode value = visit.evaluate(present, visit.bindings(), field).json();
            if (!value.isTextual()) {
                throw new StateFailure(StateFailure.QUERY,
                        "The %s of the Fail state '%s' is no text.".formatted(field, visit.state()));
            }
            return value.textValue();
        });
    }
}
