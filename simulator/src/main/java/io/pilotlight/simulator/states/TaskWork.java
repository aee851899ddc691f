package io.pilotlight.simulator.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.simulator.cloud.api.Access;
import io.pilotlight.simulator.time.Signal;
import io.pilotlight.simulator.time.SimulatedProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Runs one try of a Task state.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html">Lambda</a>
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html">SNS</a>
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html">Calls of an SDK</a>
 */
final class TaskWork {

    private static final long LONGEST_SECONDS = 99_999_999;

    private final Execution execution;
    private final State.Task task;
    private final Visit visit;

    TaskWork(Execution execution, State.Task task, Visit visit) {
        this.execution = execution;
        this.task = task;
        this.visit = visit;
    }

    /** @throws StateFailure where the task fails or runs out of time */
    Document run() {
        Optional<Duration> timeout = seconds(task.timeoutSeconds(), "TimeoutSeconds");
        try {
            return switch (task.resource()) {
                case INVOKE_FUNCTION -> within(timeout, invocation(arguments()));
                case START_EXECUTION -> within(timeout, () -> new NestedExecution(execution).start(arguments()));
                case START_EXECUTION_AND_WAIT -> new NestedExecution(execution).run(arguments(), timeout);
                case DESCRIBE_EXECUTION, STOP_EXECUTION ->
                    within(timeout, () -> new ExecutionCalls(execution).call(task.resource(), arguments()));
                case PUBLISH -> within(timeout, publication(arguments()));
                case PUBLISH_AND_WAIT -> publishAndWait(timeout);
            };
        } finally {
            execution.history().countEnd();
        }
    }

    private JsonNode arguments() {
        JsonNode arguments = visit.evaluate(task.arguments(), visit.bindings(), "Arguments").json();
        execution.history().add(2);
        return arguments;
    }

    private Supplier<Document> invocation(JsonNode arguments) {
        JsonNode payload = arguments.path("Payload");
        return () -> {
            authorize("lambda:InvokeFunction", arguments.path("FunctionName").asText());
            JsonNode answer = execution.machines().integrations().invokeFunction(
                    arguments.path("FunctionName").asText(),
                    payload.isMissingNode() ? JsonNodeFactory.instance.objectNode() : payload);
            ObjectNode result = JsonNodeFactory.instance.objectNode().put("ExecutedVersion", "$LATEST");
            result.set("Payload", answer);
            return Document.of(result.put("StatusCode", 200));
        };
    }

    private Supplier<Document> publication(JsonNode arguments) {
        JsonNode message = arguments.path("Message");
        return () -> {
            authorize("sns:Publish", arguments.path("TopicArn").asText());
            return Document.of(JsonNodeFactory.instance.objectNode().put("MessageId",
                    execution.machines().integrations().publish(
                            arguments.path("TopicArn").asText(),
                            arguments.path("Subject").asText(),
                            message.isTextual() ? message.textValue() : message.toString())));
        };
    }

    private void authorize(String action, String resource) {
        execution.machines().integrations().authorize(execution.machine().name(), Access.to(action, resource));
    }

    private Document publishAndWait(Optional<Duration> timeout) {
        TokenTask pending = execution.machines().tokens().issue();
        visit.giveToken(pending.token());
        Instant begun = execution.now();
        try {
            within(timeout, publication(arguments()));
            execution.history().add(1);
            return pending.await(timeout.map(begun::plus));
        } finally {
            pending.close();
        }
    }

    /** A call that is given up goes on without the state machine: Step Functions cannot cut a function off. */
    private Document within(Optional<Duration> timeout, Supplier<Document> call) {
        if (timeout.isEmpty()) {
            return translate(call);
        }
        Signal done = new Signal(execution.timeline());
        Attempt attempt = new Attempt();
        SimulatedProcess process = execution.timeline().spawn(visit.state(), () -> {
            attempt.run(() -> translate(call));
            done.give();
        });
        try {
            if (!done.await(timeout.get())) {
                throw new StateFailure(StateFailure.TIMEOUT, "");
            }
        } finally {
            process.stop();
        }
        return attempt.outcome();
    }

    private static Document translate(Supplier<Document> call) {
        try {
            return call.get();
        } catch (TaskFailed failed) {
            throw new StateFailure(Optional.of(failed.error()), Optional.ofNullable(failed.getMessage()));
        }
    }

    private Optional<Duration> seconds(Optional<Template> template, String field) {
        return template.map(present -> Duration.ofSeconds(WholeNumber.of(present, visit, field, 1, LONGEST_SECONDS)));
    }

    private static final class Attempt {

        private Document result;
        private StateFailure failure;

        void run(Supplier<Document> call) {
            try {
                result = call.get();
            } catch (StateFailure thrown) {
                failure = thrown;
            }
        }

        Document outcome() {
            if (failure != null) {
                throw failure;
            }
            return result;
        }
    }
}
