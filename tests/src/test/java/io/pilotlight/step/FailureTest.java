package io.pilotlight.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.json.StrictJson;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FailureTest {

    @Test
    void namesTheErrorWithoutItsPackage() {
        assertThat(failure("io.pilotlight.lease.LeaseLostException", "").name()).isEqualTo("LeaseLostException");
        assertThat(failure("States.Timeout", "").name()).isEqualTo("Timeout");
        assertThat(failure("RestoreFailed", "").name()).isEqualTo("RestoreFailed");
        assertThat(failure("", "").name()).isEmpty();
    }

    @Test
    void takesTheMessageOutOfWhatLambdaAnswers() {
        assertThat(message("{\"errorMessage\":\"AWS refused: \\\"no\\\".\\n Nothing was touched.\",\"errorType\":\"E\",\"stackTrace\":[]}"))
                .isEqualTo("AWS refused: \"no\". Nothing was touched");
        assertThat(message(" {\"errorType\":\"E\",\"stackTrace\":[\"a\",{\"b\":[]}],\"errorMessage\":\"last\"}")).isEqualTo("last");
    }

    @Test
    void takesTheMessageAlsoWhereTheStackTraceIsCutOff() {
        assertThat(message("{\"errorMessage\":\"no capacity\",\"errorType\":\"E\",\"stackTrace\":[\"io.pilotlight.resto"))
                .isEqualTo("no capacity");
    }

    @Test
    void readsAMessageThatIsCutOffAsFarAsItGoes() {
        assertThat(message("{\"errorMessage\":\"no capacity for db.t3")).isEqualTo("no capacity for db.t3");
        assertThat(message("{\"errorMessage\":\"it said \\\"no\\")).isEqualTo("it said \"no");
        assertThat(message("{\"errorMessage\":\"it said \\u00e")).isEqualTo("it said");
        assertThat(message("{\"errorMessage\":\"")).isEqualTo("no cause was given");
    }

    @Test
    void takesTheCauseOfAnExecutionThatFailed() {
        assertThat(message("{\"Error\":\"E\",\"Cause\":\"the child was stopped\",\"ExecutionArn\":\"arn\"}"))
                .isEqualTo("the child was stopped");
    }

    @Test
    void sendsToThePageOfAnExecutionWhoseCauseIsNotThere() {
        String arn = "arn:aws:states:eu-central-1:123456789012:execution:activate:inc-20260105-1330-7-0";
        String said = "the execution inc-20260105-1330-7-0 did not succeed; its own page says why";

        assertThat(message("{\"ExecutionArn\":\"%s\",\"Status\":\"ABORTED\"}".formatted(arn))).isEqualTo(said);
        assertThat(message("{\"ExecutionArn\":\"%s\",\"Input\":\"{\\\"application\\\": \\\"sho".formatted(arn))).isEqualTo(said);
        assertThat(message("{\"ExecutionArn\":\"%s\",\"Input\":{\"databases\":[{\"na".formatted(arn))).isEqualTo(said);
        assertThat(message("{\"ExecutionArn\":\"%s\",\"Cause\":\"it was stop".formatted(arn))).isEqualTo("it was stop");
    }

    @Test
    void saysSoWhereNoCauseWasGiven() {
        assertThat(message("")).isEqualTo("no cause was given");
        assertThat(message(" .\n")).isEqualTo("no cause was given");
        assertThat(message("{\"errorMessage\":null,\"errorType\":\"E\"}")).isEqualTo("no cause was given");
    }

    @Test
    void takesWhatIsNoSuchJsonForTheMessageItself() {
        assertThat(message("The Region does not answer.")).isEqualTo("The Region does not answer");
        assertThat(message("{curly} words")).isEqualTo("{curly} words");
        assertThat(message("{\"other\": 1}")).isEqualTo("{\"other\": 1}");
        assertThat(message("{")).isEqualTo("{");
        assertThat(message("{\"errorMess")).isEqualTo("{\"errorMess");
    }

    @Property(tries = 300)
    void readsWhatAFunctionSaidWhateverItIs(@ForAll String said) {
        String whole = lambdas(said);

        assertThat(message(whole)).isEqualTo(message(said).equals("no cause was given") ? "no cause was given" : OneLine.unended(said));
    }

    @Property(tries = 300)
    void readsEveryBeginningOfIt(@ForAll String said, @ForAll @IntRange(min = 0, max = 400) int length) {
        String whole = lambdas(said);

        assertThatNoException().isThrownBy(() -> assertThat(message(whole.substring(0, Math.min(length, whole.length())))).isNotBlank());
    }

    private static String lambdas(String said) {
        ObjectNode cause = JsonNodeFactory.instance.objectNode().put("errorMessage", said.replaceAll("[\\ud800-\\udfff]", "?"))
                .put("errorType", "java.lang.IllegalStateException");
        cause.putArray("stackTrace").add("io.pilotlight.restore.ConvergingRestore.begin(ConvergingRestore.java:51)");
        return StrictJson.mapper().valueToTree(cause).toString();
    }

    private static String message(String cause) {
        return failure("E", cause).message();
    }

    private static Failure failure(String error, String cause) {
        return new Failure("RestoreDatabase", error, cause);
    }
}
