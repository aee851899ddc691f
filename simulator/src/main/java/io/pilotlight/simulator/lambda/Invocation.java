package io.pilotlight.simulator.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.simulator.cloud.api.CloudContext;
import io.pilotlight.simulator.journal.JournalEvent;
import io.pilotlight.simulator.time.ProcessStopped;
import io.pilotlight.simulator.time.Signal;
import io.pilotlight.simulator.time.SimulatedProcess;
import io.pilotlight.simulator.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** One invocation, a process of its own: who waits for it may be cut off, and the function goes on. */
final class Invocation {

    static final String TIMED_OUT = "Sandbox.Timedout";

    private final CloudContext cloud;
    private final HostedFunction function;
    private final String requestId;
    private final JsonNode event;
    private final Instant begun;
    private final Signal ended;
    private Duration start = Duration.ZERO;
    private Optional<JsonNode> answer = Optional.empty();
    private Optional<FunctionFailed> failure = Optional.empty();

    Invocation(CloudContext cloud, HostedFunction function, String requestId, JsonNode event) {
        this.cloud = cloud;
        this.function = function;
        this.requestId = requestId;
        this.event = event;
        this.begun = timeline().now();
        this.ended = new Signal(timeline());
    }

    /** Lets it run in virtual time, beginning at the present instant, after the caller has yielded. */
    void begin() {
        boolean warm = function.environments().takeWarm(begun);
        start = warm ? cloud.latencies().lambdaWarmStart() : cloud.latencies().lambdaColdStart();
        Instant deadline = begun.plus(start).plus(function.timeout());
        SimulatedProcess process = timeline().spawn(function.name(), () -> {
            timeline().sleep(start);
            run(deadline);
            function.environments().giveBack(timeline().now());
        });
        timeline().after(Duration.between(begun, deadline), () -> timeOut(process));
    }

    /** Runs it here and now, where virtual time stands still. */
    void runAtOnce() {
        run(begun.plus(function.timeout()));
    }

    /** Runs an action, which must not wait, once it has failed. */
    void ifItFails(Runnable action) {
        ended.then(() -> {
            if (failure.isPresent()) {
                action.run();
            }
        });
    }

    /** @throws FunctionFailed where the function threw or timed out */
    JsonNode await() {
        ended.await();
        if (failure.isPresent()) {
            throw failure.get();
        }
        return answer.orElseThrow();
    }

    private void run(Instant deadline) {
        InvocationContext context = new InvocationContext(function, requestId, timeline().clock(), deadline);
        try {
            answer = Optional.of(cloud.callers().as(function.name(), () -> function.call(event, context)));
        } catch (ProcessStopped stopped) {
            throw stopped;
        } catch (Throwable thrown) {
            ObjectNode payload = JsonNodeFactory.instance.objectNode()
                    .put("errorMessage", thrown.getMessage())
                    .put("errorType", thrown.getClass().getName());
            payload.putArray("stackTrace");
            failure = Optional.of(new FunctionFailed(thrown.getClass().getName(), payload));
        }
        end();
    }

    /** Lambda kills the environment; what the function has asked of AWS stays. */
    private void timeOut(SimulatedProcess process) {
        if (!ended.given()) {
            process.stop();
            failure = Optional.of(new FunctionFailed(TIMED_OUT, JsonNodeFactory.instance.objectNode()
                    .put("errorType", TIMED_OUT)
                    .put("errorMessage", String.format(
                            Locale.ROOT, "RequestId: %s Error: Task timed out after %.2f seconds",
                            requestId, function.timeout().toMillis() / 1000.0))));
            end();
        }
    }

    private void end() {
        cloud.journal().add(new JournalEvent.FunctionInvoked(
                timeline().now(), function.name(), event, answer.orElse(NullNode.getInstance()),
                failure.map(FunctionFailed::errorType).orElse(""),
                failure.map(FunctionFailed::getMessage).orElse(""),
                Duration.between(begun, timeline().now()), start));
        ended.give();
    }

    private Timeline timeline() {
        return cloud.timeline();
    }
}
