package io.pilotlight.simulator.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.simulator.journal.JournalEvent;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.InvalidNameException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;

class ExecutionsTest {

    private static final String CHILD = """
            {"QueryLanguage": "JSONata", "StartAt": "W", "States": {
                "W": {"Type": "Wait", "Seconds": 60, "Next": "Good"},
                "Good": {"Type": "Choice", "Default": "S",
                    "Choices": [{"Condition": "{% $states.input.fail %}", "Next": "F"}]},
                "F": {"Type": "Fail", "Error": "x.Child", "Cause": "child's cause"},
                "S": {"Type": "Succeed", "Output": {"done": "{% $states.input %}"}}}}""";

    private static final String PARENT = """
            {"QueryLanguage": "JSONata", "StartAt": "Call", "States": {
                "Call": {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2",
                    "Arguments": {"StateMachineArn": "arn:aws:states:eu-central-1:123456789012:stateMachine:child",
                        "Name": "{% $states.input.name %}", "Input": {"fail": "{% $states.input.fail %}"}},
                    "TimeoutSeconds": "{% $states.input.timeout %}",
                    "Catch": [{"ErrorEquals": ["States.ALL"], "Output": "{% $states.errorOutput %}", "Next": "Caught"}],
                    "Output": "{% [$states.result.Output, $states.result.Status, $states.result.Name] %}", "End": true},
                "Caught": {"Type": "Succeed"}}}""";

    private final Bench bench = new Bench().machine("child", CHILD).machine("parent", PARENT);

    private static String input(boolean fail, int timeout) {
        return "{\"name\": \"nested\", \"fail\": %s, \"timeout\": %d}".formatted(fail, timeout);
    }

    @Test
    void returnsTheOutputOfANestedExecution() {
        ExecutionDescription ended = bench.run("parent", input(false, 600));

        assertThat(ended.output()).contains(Bench.json("[{\"done\": {\"fail\": false}}, \"SUCCEEDED\", \"nested\"]"));
        assertThat(bench.sinceStart(ended.endedAt().orElseThrow())).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void failsTheTaskWithADescriptionWhereTheNestedExecutionFails() {
        ExecutionDescription ended = bench.run("parent", input(true, 600));

        assertThat(ended.output().orElseThrow().path("Error").asText()).isEqualTo("States.TaskFailed");
        String text = ended.output().orElseThrow().path("Cause").asText();
        assertThat(Optional.of(Bench.json(text))).hasValueSatisfying(cause -> {
            assertThat(cause.path("Error").asText()).isEqualTo("x.Child");
            assertThat(cause.path("Cause").asText()).isEqualTo("child's cause");
            assertThat(cause.path("Status").asText()).isEqualTo("FAILED");
        });
    }

    @Test
    void stopsTheNestedExecutionWithItsParent() {
        String parent = bench.machines.start("parent", Bench.json(input(false, 600)));
        bench.pass(Duration.ofSeconds(10));

        bench.machines.stop(parent, "Stopped", "by hand");
        bench.pass(Duration.ofMinutes(10));

        assertThat(bench.machines.list()).extracting(ExecutionDescription::status)
                .containsExactly(ExecutionStatus.ABORTED, ExecutionStatus.ABORTED);
        assertThat(bench.machines.describe(parent).error()).contains("Stopped");
        assertThat(bench.machines.list("child").getFirst().endedAt()).contains(Bench.START.plusSeconds(10));
    }

    @Test
    void stopsTheNestedExecutionWhereTheTaskTimesOut() {
        ExecutionDescription ended = bench.run("parent", input(false, 30));

        assertThat(ended.output().orElseThrow().path("Error").asText()).isEqualTo("States.Timeout");
        assertThat(bench.machines.list("child").getFirst().status()).isEqualTo(ExecutionStatus.ABORTED);
    }

    @Test
    void refusesANestedExecutionWhoseNameWasUsed() {
        bench.run("parent", input(false, 600));
        ExecutionDescription second = bench.run("parent", input(false, 600));

        assertThat(second.output().orElseThrow().path("Error").asText())
                .isEqualTo("StepFunctions.ExecutionAlreadyExistsException");
    }

    @Test
    void stopsEveryIterationWhereItStands() {
        bench.machine("m", """
                {"QueryLanguage": "JSONata", "StartAt": "M", "States": {
                    "M": {"Type": "Map", "Items": [1, 2, 3], "ItemProcessor": {"StartAt": "W", "States": {
                        "W": {"Type": "Wait", "Seconds": 100, "End": true}}}, "End": true}}}""");
        String arn = bench.machines.start("m", Bench.json("{}"));
        bench.pass(Duration.ofSeconds(50));

        bench.machines.stop(arn);
        bench.machines.stop(arn, "again", "does nothing");
        bench.pass(Duration.ofMinutes(10));

        ExecutionDescription ended = bench.machines.describe(arn);
        assertThat(ended.status()).isEqualTo(ExecutionStatus.ABORTED);
        assertThat(ended.endedAt()).contains(Bench.START.plusSeconds(50));
        assertThat(bench.journal.of(JournalEvent.StateExited.class)).isEmpty();
        assertThat(bench.journal.of(JournalEvent.ExecutionEnded.class)).singleElement()
                .extracting(JournalEvent.ExecutionEnded::status).isEqualTo("ABORTED");
    }

    @Test
    void stopsAnExecutionBeforeItsFirstState() {
        String arn = bench.machines.start("child", Bench.json("{}"));
        bench.machines.stop(arn);
        bench.pass(Duration.ofMinutes(10));

        assertThat(bench.machines.describe(arn).status()).isEqualTo(ExecutionStatus.ABORTED);
        assertThat(bench.journal.of(JournalEvent.StateEntered.class)).isEmpty();
    }

    @Test
    void startsTheSameNameWithTheSameInputOnlyOnce() {
        String first = bench.machines.start("child", Optional.of("n"), Bench.json("{\"fail\": false}"));

        assertThat(bench.machines.start("child", Optional.of("n"), Bench.json("{\"fail\": false}"))).isEqualTo(first);
        assertThatThrownBy(() -> bench.machines.start("child", Optional.of("n"), Bench.json("{}")))
                .isInstanceOf(ExecutionAlreadyExistsException.class);
        bench.pass(Duration.ofMinutes(10));
        assertThatThrownBy(() -> bench.machines.start("child", Optional.of("n"), Bench.json("{\"fail\": false}")))
                .isInstanceOf(ExecutionAlreadyExistsException.class);
        assertThat(bench.machines.list()).hasSize(1);
    }

    @Test
    void refusesAMachineThatIsNotThereAndANameThatIsNone() {
        assertThatThrownBy(() -> bench.machines.start("other", Bench.json("{}")))
                .isInstanceOf(StateMachineDoesNotExistException.class);
        assertThatThrownBy(() -> bench.machines.start("child", Optional.of("a b"), Bench.json("{}")))
                .isInstanceOf(InvalidNameException.class);
    }

    @Test
    void answersThroughTheSdksClient() {
        SfnClient client = new SimulatedSfnClient(bench.machines);
        String arn = client.startExecution(request -> request
                .stateMachineArn(bench.machines.arn("child"))
                .name("by-hand")
                .input("{\"fail\": false}")).executionArn();
        bench.pass(Duration.ofSeconds(10));

        assertThat(arn).isEqualTo("arn:aws:states:eu-central-1:123456789012:execution:child:by-hand");
        assertThat(client.describeExecution(request -> request.executionArn(arn)).statusAsString())
                .isEqualTo("RUNNING");
        client.stopExecution(request -> request.executionArn(arn).cause("enough"));
        assertThat(client.describeExecution(request -> request.executionArn(arn))).satisfies(description -> {
            assertThat(description.statusAsString()).isEqualTo("ABORTED");
            assertThat(description.cause()).isEqualTo("enough");
            assertThat(description.stopDate()).isEqualTo(Bench.START.plusSeconds(10));
        });
        assertThatThrownBy(() -> client.describeExecution(request -> request.executionArn(arn + "x")))
                .isInstanceOf(ExecutionDoesNotExistException.class);
    }

    @Test
    void sendsATasksSuccessThroughTheSdksClient() {
        bench.machine("m", """
                {"QueryLanguage": "JSONata", "StartAt": "Ask", "States": {
                    "Ask": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish.waitForTaskToken",
                        "Arguments": {"TopicArn": "t", "Message": {"token": "{% $states.context.Task.Token %}"}},
                        "End": true}}}""");
        String arn = bench.machines.start("m", Bench.json("{}"));
        bench.pass(Duration.ofSeconds(1));

        String token = Bench.json(bench.published.getFirst().message()).path("token").asText();
        new SimulatedSfnClient(bench.machines).sendTaskSuccess(request -> request.taskToken(token).output("[1]"));
        bench.pass(Duration.ofSeconds(1));

        assertThat(bench.machines.describe(arn).output()).contains(Bench.json("[1]"));
    }
}
