package io.pilotlight.simulator.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.json.StrictJson;
import io.pilotlight.simulator.cloud.api.Callers;
import io.pilotlight.simulator.cloud.api.CloudContext;
import io.pilotlight.simulator.cloud.api.Faults;
import io.pilotlight.simulator.cloud.api.Latencies;
import io.pilotlight.simulator.journal.Journal;
import io.pilotlight.simulator.journal.JournalEvent;
import io.pilotlight.simulator.states.StateMachines;
import io.pilotlight.simulator.states.TaskFailed;
import io.pilotlight.simulator.time.SimulatedProcess;
import io.pilotlight.simulator.time.Timeline;
import io.pilotlight.step.NeedsPersonException;
import io.pilotlight.step.StepHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LambdaHostTest {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    record Question(String text, Duration waitFor) {}

    record Answer(String text, String caller, Duration waited) {}

    private static final class Refused extends NeedsPersonException {
        Refused() {
            super("refused; nothing was touched");
        }
    }

    private final class AnswerHandler extends StepHandler<Question, Answer> {
        @Override
        protected Answer step(Question question) {
            Instant begun = timeline.now();
            if (timeline.canSleep()) {
                timeline.sleep(question.waitFor());
            }
            finished.add(question.text());
            if (question.text().equals("bad")) {
                throw new Refused();
            }
            return new Answer(question.text(), cloud.callers().current(), Duration.between(begun, timeline.now()));
        }
    }

    private final Timeline timeline = new Timeline(START, 1);
    private final Journal journal = new Journal();
    private final CloudContext cloud =
            new CloudContext(timeline, journal, new Faults(), new Latencies(timeline), new Callers());
    private final LambdaHost host = new LambdaHost(cloud, "eu-central-1");
    private final List<String> finished = new ArrayList<>();
    private final List<Object> outcomes = new ArrayList<>();

    LambdaHostTest() {
        host.register("AnswerFunction", new AnswerHandler(), Duration.ofSeconds(60), 512);
    }

    private static JsonNode json(String text) {
        try {
            return StrictJson.mapper().readTree(text);
        } catch (JsonProcessingException wrong) {
            throw new AssertionError(wrong);
        }
    }

    private SimulatedProcess invoke(String function, String event) {
        return timeline.spawn("caller", () -> {
            try {
                outcomes.add(host.invoke(function, json(event)));
            } catch (FunctionFailed failed) {
                outcomes.add(failed);
            }
        });
    }

    private void pass(Duration duration) {
        timeline.runUntil(timeline.now().plus(duration));
    }

    @Test
    void goesThroughTheProjectsOwnJsonBothWaysAsTheFunctionItself() {
        invoke(host.arn("AnswerFunction"), "{\"text\": \"x\", \"waitFor\": \"PT3S\"}");
        pass(Duration.ofMinutes(1));

        assertThat(outcomes).containsExactly(json("""
            {"text": "x", "caller": "AnswerFunction", "waited": "PT3S"}\
            """));
        assertThat(journal.of(JournalEvent.FunctionInvoked.class)).singleElement().satisfies(invoked -> {
            assertThat(invoked.function()).isEqualTo("AnswerFunction");
            assertThat(invoked.error()).isEmpty();
            assertThat(invoked.duration()).isBetween(Duration.ofMillis(4500), Duration.ofSeconds(8));
        });
    }

    @Test
    void startsColdOnceAndThenWarmUntilItHasBeenIdleForLong() {
        String event = "{\"text\": \"x\", \"waitFor\": \"PT0S\"}";
        invoke("AnswerFunction", event);
        pass(Duration.ofMinutes(1));
        invoke("AnswerFunction", event);
        pass(Duration.ofHours(1));
        invoke("AnswerFunction", event);
        pass(Duration.ofMinutes(1));

        assertThat(journal.of(JournalEvent.FunctionInvoked.class).map(JournalEvent.FunctionInvoked::duration))
                .satisfiesExactly(
                        cold -> assertThat(cold).isGreaterThan(Duration.ofSeconds(1)),
                        warm -> assertThat(warm).isLessThan(Duration.ofMillis(100)),
                        coldAgain -> assertThat(coldAgain).isGreaterThan(Duration.ofSeconds(1)));
    }

    @Test
    void startsAnEnvironmentForEachInvocationAtATime() {
        invoke("AnswerFunction", "{\"text\": \"x\", \"waitFor\": \"PT10S\"}");
        invoke("AnswerFunction", "{\"text\": \"y\", \"waitFor\": \"PT10S\"}");
        pass(Duration.ofMinutes(1));

        assertThat(journal.of(JournalEvent.FunctionInvoked.class).map(JournalEvent.FunctionInvoked::duration))
                .hasSize(2).allSatisfy(cold -> assertThat(cold).isGreaterThan(Duration.ofSeconds(11)));
    }

    @Test
    void answersAnExceptionAsLambdaDoes() {
        invoke("AnswerFunction", "{\"text\": \"bad\", \"waitFor\": \"PT0S\"}");
        pass(Duration.ofMinutes(1));

        assertThat(outcomes).singleElement().isInstanceOfSatisfying(FunctionFailed.class, failed -> {
            assertThat(failed.errorType()).isEqualTo("io.pilotlight.simulator.lambda.LambdaHostTest$Refused");
            assertThat(failed.payload()).isEqualTo(json("""
                {"errorMessage": "refused; nothing was touched",
                 "errorType": "io.pilotlight.simulator.lambda.LambdaHostTest$Refused", "stackTrace": []}\
                """));
        });
    }

    @Test
    void refusesAnEventThatTheHandlersTypeDoesNotTake() {
        invoke("AnswerFunction", "{\"text\": \"x\", \"waitFor\": \"PT0S\", \"more\": 1}");
        pass(Duration.ofMinutes(1));

        assertThat(outcomes).singleElement().isInstanceOfSatisfying(FunctionFailed.class, failed -> {
            assertThat(failed.errorType()).isEqualTo("io.pilotlight.json.MalformedEventException");
            assertThat(failed).hasMessageContaining("more");
        });
        assertThat(finished).isEmpty();
    }

    @Test
    void cutsAFunctionOffAtItsTimeout() {
        invoke("AnswerFunction", "{\"text\": \"x\", \"waitFor\": \"PT61S\"}");
        pass(Duration.ofMinutes(5));

        assertThat(outcomes).singleElement().isInstanceOfSatisfying(FunctionFailed.class, failed -> {
            assertThat(failed.errorType()).isEqualTo("Sandbox.Timedout");
            assertThat(failed).hasMessageEndingWith("Task timed out after 60.00 seconds");
        });
        assertThat(finished).isEmpty();
        assertThat(journal.of(JournalEvent.FunctionInvoked.class)).singleElement()
                .extracting(JournalEvent.FunctionInvoked::error).isEqualTo("Sandbox.Timedout");
    }

    @Test
    void letsAFunctionGoOnWhoseCallerIsStopped() {
        SimulatedProcess caller = invoke("AnswerFunction", "{\"text\": \"x\", \"waitFor\": \"PT30S\"}");
        pass(Duration.ofSeconds(10));
        caller.stop();
        pass(Duration.ofMinutes(1));

        assertThat(outcomes).isEmpty();
        assertThat(finished).containsExactly("x");
    }

    @Test
    void triesAnEventAgainThatFailed() {
        host.invokeLater("AnswerFunction", json("{\"text\": \"bad\", \"waitFor\": \"PT0S\"}"), 2);
        host.invokeLater("AnswerFunction", json("{\"text\": \"x\", \"waitFor\": \"PT0S\"}"), 2);
        pass(Duration.ofMinutes(10));

        assertThat(finished).containsExactlyInAnyOrder("bad", "bad", "bad", "x");
    }

    @Test
    void refusesAFunctionThatIsNotThereAndFailsWhereLambdaDoesNotAnswer() {
        assertThatThrownBy(() -> host.invoke("OtherFunction", json("{}")))
                .isInstanceOfSatisfying(FunctionFailed.class, failed ->
                        assertThat(failed.errorType()).isEqualTo("Lambda.ResourceNotFoundException"));
        cloud.faults().failService("eu-central-1", "lambda");
        assertThatThrownBy(() -> host.invoke("AnswerFunction", json("{}")))
                .isInstanceOfSatisfying(FunctionFailed.class, failed ->
                        assertThat(failed.errorType()).isEqualTo("Lambda.SdkClientException"));
    }

    @Test
    void tellsTheHandlerItsContext() {
        RequestStreamHandler handler = (_, output, context) -> output.write("\"%s %d %d\""
                .formatted(context.getFunctionName(), context.getMemoryLimitInMB(), context.getRemainingTimeInMillis())
                .getBytes(UTF_8));
        host.register("ContextFunction", handler, Duration.ofSeconds(5), 256);

        assertThat(host.invoke("ContextFunction", json("\"x\""))).isEqualTo(json("\"ContextFunction 256 5000\""));
    }

    @Test
    void servesStateMachines() {
        SimulatedTasks.Topics none = (topic, _, _) -> {
            throw new TaskFailed("SNS.NotFoundException", topic);
        };
        StateMachines machines = new StateMachines(
                timeline, journal, new SimulatedTasks(host, none, new Faults(), "eu-central-1"), "eu-central-1");
        machines.register("m", json("""
            {"QueryLanguage": "JSONata", "StartAt": "T", "States": {
                "T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "TimeoutSeconds": 30,
                    "Arguments": {"FunctionName": "AnswerFunction", "Payload": "{% $states.input %}"},
                    "Catch": [{"ErrorEquals": ["Sandbox.Timedout", "States.Timeout"], "Next": "Tell"}],
                    "Output": "{% $states.result.Payload.caller %}", "End": true},
                "Tell": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish",
                    "Arguments": {"TopicArn": "gone", "Message": "m"}, "End": true}}}\
            """));

        String good = machines.start("m", json("{\"text\": \"x\", \"waitFor\": \"PT1S\"}"));
        String late = machines.start("m", json("{\"text\": \"late\", \"waitFor\": \"PT50S\"}"));
        pass(Duration.ofMinutes(5));

        assertThat(machines.describe(good).output()).contains(json("\"AnswerFunction\""));
        assertThat(machines.describe(late).error()).as("nobody made that topic").contains("SNS.NotFoundException");
        assertThat(finished).containsExactly("x", "late");
    }
}
