package io.pilotlight.simulator.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.pilotlight.simulator.journal.Journal;
import io.pilotlight.simulator.journal.JournalEvent;
import io.pilotlight.simulator.time.Signal;
import io.pilotlight.simulator.time.SimulatedProcess;
import io.pilotlight.simulator.time.Timeline;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** One execution of a state machine: a process of the timeline, and what is known of it. */
final class Execution {

    private final StateMachines machines;
    private final Machine machine;
    private final String arn;
    private final String name;
    private final Document input;
    private final Instant startedAt;
    private final History history = new History();
    private final Signal ended;
    private final Map<String, Object> context;
    private ExecutionStatus status = ExecutionStatus.RUNNING;
    private Optional<Instant> endedAt = Optional.empty();
    private Optional<Document> output = Optional.empty();
    private Optional<StateFailure> failure = Optional.empty();
    private SimulatedProcess process;

    Execution(StateMachines machines, Machine machine, String arn, String name, Document input) {
        this.machines = machines;
        this.machine = machine;
        this.arn = arn;
        this.name = name;
        this.input = input;
        this.startedAt = machines.timeline().now();
        this.ended = new Signal(machines.timeline());
        this.context = new LinkedHashMap<>();
        context.put("Id", arn);
        context.put("Input", input.plain());
        context.put("Name", name);
        context.put("RoleArn", machine.roleArn());
        context.put("StartTime", ContextTime.format(startedAt));
        context.put("RedriveCount", 0);
    }

    /** Begins at the present instant, after the caller has yielded. */
    void begin() {
        journal().add(new JournalEvent.ExecutionStarted(now(), machine.name(), arn, input.json()));
        process = timeline().spawn(arn, this::run);
        machine.definition().timeout().ifPresent(timeout -> timeline().after(timeout, this::timeOut));
    }

    private void run() {
        try {
            history.add(1);
            Document result = new Walk(this, Scope.outermost()).run(machine.definition().graph(), input);
            history.add(1);
            end(ExecutionStatus.SUCCEEDED, Optional.of(result), Optional.empty());
        } catch (StateFailure thrown) {
            end(ExecutionStatus.FAILED, Optional.empty(), Optional.of(thrown));
        }
    }

    private void timeOut() {
        cut(ExecutionStatus.TIMED_OUT, new StateFailure(StateFailure.TIMEOUT, ""));
    }

    /** Stops it, and what it has started and waits for; does nothing to one that has ended. */
    void stop(String error, String cause) {
        cut(ExecutionStatus.ABORTED, new StateFailure(error, cause));
    }

    private void cut(ExecutionStatus how, StateFailure why) {
        if (status == ExecutionStatus.RUNNING) {
            end(how, Optional.empty(), Optional.of(why));
            process.stop();
        }
    }

    private void end(ExecutionStatus how, Optional<Document> result, Optional<StateFailure> why) {
        status = how;
        endedAt = Optional.of(now());
        output = result;
        failure = why;
        journal().add(new JournalEvent.ExecutionEnded(now(), machine.name(), arn, how.name(),
                result.<JsonNode>map(Document::json).orElse(NullNode.getInstance()),
                why.map(StateFailure::error).orElse(""), why.map(StateFailure::cause).orElse("")));
        ended.give();
    }

    void enter(Visit visit) {
        history.add(1);
        journal().add(new JournalEvent.StateEntered(now(), machine.name(), arn, visit.state(), visit.input().json()));
    }

    void exit(Visit visit, Document result) {
        history.add(1);
        journal().add(new JournalEvent.StateExited(now(), machine.name(), arn, visit.state(), visit.enteredAt(),
                visit.retryCount() + 1, result.json()));
    }

    Machine machine() {
        return machine;
    }

    ExecutionDescription describe() {
        return new ExecutionDescription(arn, name, machine.name(), status, startedAt, endedAt, input.json(),
                output.map(Document::json), failure.map(StateFailure::error), failure.map(StateFailure::cause),
                history.events());
    }

    boolean isRunningWith(Document sameInput) {
        return status == ExecutionStatus.RUNNING && input.json().equals(sameInput.json());
    }

    String arn() {
        return arn;
    }

    Signal ended() {
        return ended;
    }

    /** Returns what {@code $states.context.Execution} shows. */
    Map<String, Object> context() {
        return context;
    }

    /** Returns what {@code $states.context.StateMachine} shows. */
    Map<String, Object> machineContext() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("Id", machine.arn());
        shown.put("Name", machine.name());
        return shown;
    }

    History history() {
        return history;
    }

    StateMachines machines() {
        return machines;
    }

    QueryFunctions functions() {
        return machines.functions();
    }

    SplittableRandom jitter() {
        return machines.jitter();
    }

    Timeline timeline() {
        return machines.timeline();
    }

    Instant now() {
        return timeline().now();
    }

    private Journal journal() {
        return machines.journal();
    }
}
