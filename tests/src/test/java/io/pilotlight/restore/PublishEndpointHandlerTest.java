package io.pilotlight.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.secret.InvalidSecretException;
import io.pilotlight.simulator.cloud.api.CallFault;
import io.pilotlight.simulator.cloud.api.CallFault.Kind;
import io.pilotlight.simulator.cloud.secretsmanager.SimulatedSecretsManager;
import io.pilotlight.simulator.cloud.ssm.SimulatedSsm;
import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.step.AwsUnavailableException;
import io.pilotlight.step.Status;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;

class PublishEndpointHandlerTest {

    private static final String PARAMETER = "/visitor/db/endpoint";
    private static final String SECRET = "standby/db";

    private final StepCloud cloud = new StepCloud();
    private final SimulatedSsm ssm = cloud.ssm(StepCloud.STANDBY);
    private final SimulatedSecretsManager secrets = cloud.secrets(StepCloud.STANDBY);
    private final PublishEndpointHandler handler = cloud.handler(PublishEndpointHandler.class);

    @Test
    void writesTheEndpointAndTellsWhatStoodThereBefore() {
        write("old.example.com");

        assertThat(step("new.example.com"))
                .isEqualTo(new PublishEndpointHandler.Result(Status.DONE, "old.example.com"));
        assertThat(cloud.changes()).containsExactly(PutParameterRequest.builder()
                .name(PARAMETER).value("new.example.com").type(ParameterType.STRING).overwrite(true).build());
    }

    @Test
    void writesTheFirstEndpoint() {
        assertThat(step("new.example.com")).isEqualTo(new PublishEndpointHandler.Result(Status.DONE, ""));
        assertThat(ssm.getParameter(request -> request.name(PARAMETER)).parameter().value())
                .isEqualTo("new.example.com");
    }

    @Test
    void changesTheHostAloneOfAConnectionUrlAndTellsNothingOfIt() {
        write("jdbc:mysql://admin:hunter22@old.example.com:3306/visitors");

        assertThat(step("new.example.com")).isEqualTo(new PublishEndpointHandler.Result(Status.DONE, ""));
        assertThat(ssm.getParameter(request -> request.name(PARAMETER)).parameter().value())
                .isEqualTo("jdbc:mysql://admin:hunter22@new.example.com:3306/visitors");
        assertThat(step("new.example.com").status()).isEqualTo(Status.DONE);
        assertThat(cloud.changes()).as("written once").hasSize(1);
    }

    @Test
    void leavesAFormThatItDoesNotKnowAsItIsAndSaysWhereItStandsAndNotWhat() {
        write("jdbc:mysql://a.example.com,b.example.com/visitors?password=hunter22");
        secrets.addSecret(SECRET, "{\"DB_HOST\":\"server=a.example.com;password=hunter22\"}");

        assertThatThrownBy(() -> step("new.example.com")).isInstanceOf(UnknownEndpointFormException.class)
                .hasMessageContaining("parameter " + PARAMETER).hasMessageNotContaining("hunter");
        assertThatThrownBy(() -> publish("DB_HOST", "new.example.com")).isInstanceOf(UnknownEndpointFormException.class)
                .hasMessageContaining("field DB_HOST of secret " + SECRET).hasMessageNotContaining("hunter");
        assertThat(cloud.changes()).isEmpty();
    }

    @Test
    void writesNothingWhereTheEndpointIsThereAlready() {
        write("new.example.com");

        assertThat(step("new.example.com"))
                .isEqualTo(new PublishEndpointHandler.Result(Status.DONE, "new.example.com"));
        assertThat(cloud.changes()).isEmpty();
    }

    @Test
    void writesOnceWhereAnAnswerWasLost() {
        cloud.faults().fail(CallFault.after("ssm:PutParameter", Kind.TIMEOUT));

        assertThatThrownBy(() -> step("new.example.com")).isInstanceOf(AwsUnavailableException.class);
        assertThat(step("new.example.com").status()).isEqualTo(Status.DONE);
        assertThat(cloud.changes()).hasSize(1);
    }

    @Test
    void writesTheNextVersionOfTheSecretAndKeepsItsOtherFields() {
        secrets.addSecret(SECRET, """
                {"DB_HOST":"old.example.com","DB_USER":"admin","DB_PASS":"hunter2\\u00e9","DB_PORT":3306,"weight":1.50,"tags":[1,null],"tls":true}""");

        assertThat(publish("DB_HOST", "new.example.com"))
                .isEqualTo(new PublishEndpointHandler.Result(Status.DONE, "old.example.com"));

        assertThat(secrets.getSecretValue(request -> request.secretId(SECRET)).secretString()).isEqualTo("""
                {"DB_HOST":"new.example.com","DB_USER":"admin","DB_PASS":"hunter2é","DB_PORT":3306,"weight":1.50,"tags":[1,null],"tls":true}""");
        assertThat(secrets.getSecretValue(request -> request.secretId(SECRET).versionStage("AWSPREVIOUS")).secretString())
                .contains("old.example.com");
        assertThat(publish("DB_HOST", "new.example.com"))
                .isEqualTo(new PublishEndpointHandler.Result(Status.DONE, "new.example.com"));
        assertThat(cloud.changes()).singleElement().isInstanceOf(PutSecretValueRequest.class);
    }

    @Test
    void addsTheFieldWhereTheSecretHasNotGotIt() {
        secrets.addSecret(SECRET, "{\"DB_PASS\":\"hunter22\"}");

        assertThat(publish("DB_HOST", "new.example.com")).isEqualTo(new PublishEndpointHandler.Result(Status.DONE, ""));
        assertThat(secrets.getSecretValue(request -> request.secretId(SECRET)).secretString())
                .isEqualTo("{\"DB_PASS\":\"hunter22\",\"DB_HOST\":\"new.example.com\"}");
    }

    @Test
    void writesTheSecretOnceWhereAnAnswerWasLost() {
        secrets.addSecret(SECRET, "{\"DB_HOST\":\"\"}");
        cloud.faults().fail(CallFault.after("secretsmanager:PutSecretValue", Kind.TIMEOUT));

        assertThatThrownBy(() -> publish("DB_HOST", "new.example.com")).isInstanceOf(AwsUnavailableException.class);
        assertThat(publish("DB_HOST", "new.example.com").status()).isEqualTo(Status.DONE);
        assertThat(cloud.changes()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter22", "[\"hunter22\"]", "{\"DB_HOST\": hunter22}", "{\"DB_HOST\": 1, \"DB_HOST\": 2}",
        "{\"DB_HOST\": {\"name\": \"hunter22\"}}", "{\"DB_HOST\": 22}"})
    void leavesASecretThatIsNoneOfThePlansAsItIsAndQuotesNothingOfIt(String content) {
        secrets.addSecret(SECRET, content);

        assertThatThrownBy(() -> publish("DB_HOST", "new.example.com")).isInstanceOf(InvalidSecretException.class)
                .hasMessageStartingWith("Secret standby/db ").hasMessageNotContaining("hunter");
        assertThat(cloud.changes()).isEmpty();
    }

    @Test
    void refusesTwoPlacesAndNone() {
        for (String place : List.of("", "DB_HOST")) {
            assertThatThrownBy(() -> new PublishEndpointHandler.Input(StepCloud.STANDBY, place.isEmpty() ? "" : PARAMETER, SECRET,
                            place, "new.example.com", cloud.recovery("visitor")))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("accepted is one of the two");
        }
    }

    private PublishEndpointHandler.Result publish(String hostField, String endpoint) {
        return cloud.take(() -> handler.take(new PublishEndpointHandler.Input(
                StepCloud.STANDBY, "", SECRET, hostField, endpoint, cloud.recovery("visitor"))));
    }

    private PublishEndpointHandler.Result step(String endpoint) {
        return cloud.take(() -> handler.take(
                new PublishEndpointHandler.Input(
                        StepCloud.STANDBY, PARAMETER, SECRET, "", endpoint, cloud.recovery("visitor"))));
    }

    private void write(String endpoint) {
        ssm.putParameter(request -> request.name(PARAMETER).type(ParameterType.STRING).value(endpoint));
    }
}
