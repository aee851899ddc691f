package io.pilotlight.simulator.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

class TimeoutsTest {

    private static final String ASK = """
            {"QueryLanguage": "JSONata", "StartAt": "Ask", "States": {
                "Ask": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish.waitForTaskToken",
                    "Arguments": {"TopicArn": "t", "Subject": "s", "Message": "{% $states.context.Task.Token %}"},
                    "TimeoutSeconds": "{% $states.input.timeout %}",
                    "Catch": [{"ErrorEquals": ["States.Timeout"], "Next": "Late",
                        "Output": "{% $states.errorOutput.Error %}"}],
                    "End": true},
                "Late": {"Type": "Succeed"}}}""";

    private final Bench bench = new Bench();

    @Test
    void givesATaskUpAtItsTimeout() {
        bench.slowFunction("F", Duration.ofMinutes(5));

        ExecutionDescription ended = bench.run("T", """
                {"T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Arguments": {"FunctionName": "F"},
                    "TimeoutSeconds": "{% 60 * 2 %}", "Retry": [{"ErrorEquals": ["States.Timeout"], "MaxAttempts": 1}],
                    "End": true}}""", "{}");

        assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(ended.error()).contains("States.Timeout");
        assertThat(bench.sinceStart(ended.endedAt().orElseThrow())).isEqualTo(Duration.ofSeconds(241));
    }

    @Test
    void timesAWholeExecutionOut() {
        bench.machine("m", """
                {"QueryLanguage": "JSONata", "StartAt": "W", "TimeoutSeconds": 60,
                 "States": {"W": {"Type": "Wait", "Seconds": 100, "End": true}}}""");

        ExecutionDescription ended = bench.run("m", "{}");

        assertThat(ended.status()).isEqualTo(ExecutionStatus.TIMED_OUT);
        assertThat(ended.error()).contains("States.Timeout");
        assertThat(bench.sinceStart(ended.endedAt().orElseThrow())).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void goesOnWhenSomebodyAnswersWithTheToken() {
        String arn = ask("{\"timeout\": 600}");

        bench.machines.sendTaskSuccess(token(), Bench.json("{\"approved\": true}"));
        bench.pass(Duration.ofSeconds(1));

        assertThat(bench.machines.describe(arn).output()).contains(Bench.json("{\"approved\": true}"));
        assertThatThrownBy(() -> bench.machines.sendTaskSuccess(token(), Bench.json("1")))
                .isInstanceOf(TaskTimedOutException.class);
    }

    @Test
    void failsWhenSomebodyRefusesWithTheToken() {
        String arn = ask("{\"timeout\": 600}");

        bench.machines.sendTaskFailure(token(), Optional.of("Refused"), Optional.of("not today"));
        bench.pass(Duration.ofSeconds(1));

        assertThat(bench.machines.describe(arn).error()).contains("Refused");
        assertThat(bench.machines.describe(arn).cause()).contains("not today");
    }

    /** Who refuses need not say why; an expression that takes a reason for granted ends the execution. */
    @Test
    void showsNeitherErrorNorCauseWhereWhoRefusedGaveNone() {
        String arn = ask("{\"timeout\": 600}", ASK.replace("States.Timeout", "States.ALL")
                .replace("{% $states.errorOutput.Error %}", "{% $count($keys($states.errorOutput)) %}"));

        bench.machines.sendTaskFailure(token(), Optional.empty(), Optional.empty());
        bench.pass(Duration.ofSeconds(1));

        assertThat(bench.machines.describe(arn).output()).contains(Bench.json("0"));
    }

    @Test
    void waitsForATokenNoLongerThanTheTimeout() {
        String arn = ask("{\"timeout\": 30}");
        bench.pass(Duration.ofMinutes(5));

        assertThat(bench.machines.describe(arn).output()).contains(Bench.json("\"States.Timeout\""));
        assertThatThrownBy(() -> bench.machines.sendTaskSuccess(token(), Bench.json("1")))
                .isInstanceOf(TaskTimedOutException.class);
    }

    @Test
    void refusesATokenThatNobodyGaveOut() {
        assertThatThrownBy(() -> bench.machines.sendTaskSuccess("forged", Bench.json("1")))
                .isInstanceOf(TaskDoesNotExistException.class);
    }

    private String ask(String input) {
        return ask(input, ASK);
    }

    private String ask(String input, String definition) {
        String arn = bench.machine("m", definition).machines.start("m", Bench.json(input));
        bench.pass(Duration.ofSeconds(1));
        return arn;
    }

    private String token() {
        return bench.published.getFirst().message();
    }
}
