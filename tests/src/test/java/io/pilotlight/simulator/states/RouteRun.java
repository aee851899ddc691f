package io.pilotlight.simulator.states;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.simulator.cloud.api.Access;
import io.pilotlight.simulator.journal.Journal;
import io.pilotlight.simulator.journal.JournalEvent;
import io.pilotlight.simulator.time.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One run along a route, in which one task may fail and an approval may be answered. */
final class RouteRun implements TaskIntegrations {

    static final String FAILING = "Failing";

    private static final Pattern TOKEN = Pattern.compile("task-token-[-0-9a-f]{36}");
    private static final StateMachineDefinition FAILING_MACHINE = StateMachineDefinition.parse(Bench.json("""
        {"QueryLanguage": "JSONata", "StartAt": "Fail", "States": {"Fail": {"Type": "Task", "End": true,
            "Resource": "arn:aws:states:::lambda:invoke", "Arguments": {"FunctionName": "Failing"}}}}\
        """));

    /**
     * How a run ended, and the states that it went through.
     *
     * @param failed those of them that failed, and whose failure they did not catch themselves; none of an execution
     *     that was stopped
     */
    record Ending(ExecutionStatus status, String error, List<String> states, List<String> failed) {
        @Override
        public String toString() {
            return "%s %s after %d states, the last of them %s"
                    .formatted(
                            status,
                            error,
                            states.size(),
                            states.subList(Math.max(0, states.size() - 4), states.size()));
        }
    }

    private final ProductionMachines production;
    private final Route route;
    private final Map<String, Function<JsonNode, JsonNode>> answers;
    private final Timeline timeline = new Timeline(Bench.START, 1);
    private final Journal journal = new Journal();
    private final StateMachines machines = new StateMachines(timeline, journal, this, "eu-central-1");
    private Supplier<TaskFailed> failure = () -> new TaskFailed("NobodyFails", "");
    private ExecutionDescription ended;
    private boolean isSilent;
    private Function<String, Optional<String>> trouble = _ -> Optional.empty();
    private final List<String> mails = new ArrayList<>();
    private final List<String> malformed = new ArrayList<>();
    private Duration patience = Duration.ofMinutes(1);
    private Predicate<String> isStopped = _ -> false;
    private Consumer<String> approver = token -> machines.sendTaskSuccess(token, Bench.json("{}"));

    RouteRun(ProductionMachines production, Route route) {
        this.production = production;
        this.route = route;
        this.answers = route.answers().get();
        production.register(machines);
        machines.register(FAILING, FAILING_MACHINE);
    }

    /** Lets a task fail whenever it is tried. */
    RouteRun failing(String machine, JsonNode definition, Supplier<TaskFailed> with) {
        machines.register(machine, definition);
        failure = with;
        return this;
    }

    RouteRun refusing(Optional<String> error, Optional<String> cause) {
        approver = token -> machines.sendTaskFailure(token, error, cause);
        return this;
    }

    /** Lets a person answer so long after the question. */
    RouteRun answeringAfter(Duration time) {
        patience = time;
        return this;
    }

    /** Lets somebody stop the youngest execution as soon as certain functions are called. */
    RouteRun stopping(Predicate<String> functions) {
        isStopped = functions;
        return this;
    }

    RouteRun unanswered() {
        approver = _ -> { };
        return this;
    }

    /** Runs it to its end; an error that is the failing task's own becomes the given word. */
    Ending run() {
        String arn = machines.start(route.machine(), route.input());
        timeline.runUntil(timeline.now().plus(Duration.ofDays(4)));
        ended = machines.describe(arn);
        String own = new StateFailure(failure.get().error(), "").error();
        List<String> states = journal.of(JournalEvent.StateEntered.class)
                .filter(entered -> !entered.machine().equals(FAILING))
                .map(entered -> entered.machine() + "/" + entered.state()).toList();
        Set<String> stopped = journal.of(JournalEvent.ExecutionEnded.class)
                .filter(end -> end.status().equals("ABORTED")).map(JournalEvent.ExecutionEnded::execution).collect(Collectors.toSet());
        List<String> failed = new ArrayList<>(journal.of(JournalEvent.StateEntered.class)
                .filter(entered -> !entered.machine().equals(FAILING) && !stopped.contains(entered.execution()))
                .map(entered -> entered.machine() + "/" + entered.state()).toList());
        journal.of(JournalEvent.StateExited.class)
                .forEach(exited -> failed.remove(exited.machine() + "/" + exited.state()));
        return new Ending(ended.status(), ended.error().map(error -> error.equals(own) ? FAILING : error).orElse(""),
                states, failed);
    }

    /**
     * Lets what is asked of executions fail, by the names of its actions, with an error that is named so. A task that starts
     * an execution asks for {@code states:DescribeExecution} once the other has begun.
     */
    RouteRun troubled(Function<String, Optional<String>> errors) {
        trouble = errors;
        return this;
    }

    /** Lets SNS refuse every message. */
    RouteRun silent() {
        isSilent = true;
        return this;
    }

    /** Returns what is known of the execution that has run. */
    ExecutionDescription ended() {
        return ended;
    }

    /** Returns the subject and the text of each message that was published. */
    List<String> mails() {
        return mails;
    }

    /** Returns what functions said of payloads that they do not take. */
    List<String> malformed() {
        return malformed;
    }

    /** Returns how many events the longest history of each machine holds. */
    Map<String, Integer> histories() {
        return machines.list().stream().collect(Collectors.toMap(
                execution -> execution.machine(), ExecutionDescription::historyEvents, Math::max, TreeMap::new));
    }

    /** Returns the ARNs of all executions, in the order in which they were started. */
    List<String> executions() {
        return machines.list().stream().map(ExecutionDescription::arn).toList();
    }

    @Override
    public void authorize(String machine, Access access) {
        trouble.apply(access.action()).ifPresent(error -> {
            throw new TaskFailed(error, "it is not allowed, or has not answered");
        });
    }

    @Override
    public JsonNode invokeFunction(String function, JsonNode payload) {
        if (function.equals(FAILING)) {
            throw failure.get();
        }
        try {
            production.requireAccepted(function, payload);
        } catch (TaskFailed refused) {
            malformed.add(function + ": " + refused.getMessage());
            throw refused;
        }
        if (!answers.containsKey(function)) {
            throw new AssertionError("%s says nothing of %s".formatted(route, function));
        }
        if (isStopped.test(function)) {
            String youngest = executions().getLast();
            timeline.after(Duration.ofSeconds(1), () -> machines.stop(youngest));
        }
        JsonNode answer = answers.get(function).apply(payload);
        production.requirePossible(function, answer);
        return answer;
    }

    @Override
    public String publish(String topicArn, String subject, String message) {
        if (topicArn.equals(FAILING)) {
            throw failure.get();
        }
        if (isSilent) {
            throw new TaskFailed("SNS.AuthorizationErrorException", "nobody may be told");
        }
        Matcher token = TOKEN.matcher(message);
        if (token.find()) {
            String found = token.group();
            timeline.after(patience, () -> approver.accept(found));
        }
        mails.add(subject + "\n" + message);
        return "told";
    }
}
