package io.pilotlight.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.simulator.cloud.api.CallFault;
import io.pilotlight.simulator.cloud.api.CallFault.Kind;
import io.pilotlight.simulator.cloud.ssm.SimulatedSsm;
import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.step.AwsUnavailableException;
import io.pilotlight.step.Status;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;

class PublishEndpointHandlerTest {

    private static final String PARAMETER = "/visitor/db/endpoint";

    private final StepCloud cloud = new StepCloud();
    private final SimulatedSsm ssm = cloud.ssm(StepCloud.STANDBY);
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
    void tellsNothingOfAConnectionUrlThatStoodThereBefore() {
        write("jdbc:mysql://admin:hunter22@old.example.com:3306/visitors");

        assertThat(step("new.example.com")).isEqualTo(new PublishEndpointHandler.Result(Status.DONE, ""));
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

    private PublishEndpointHandler.Result step(String endpoint) {
        return cloud.take(() -> handler.take(
                new PublishEndpointHandler.Input(
                        StepCloud.STANDBY, PARAMETER, endpoint, cloud.recovery("visitor"))));
    }

    private void write(String endpoint) {
        ssm.putParameter(request -> request.name(PARAMETER).type(ParameterType.STRING).value(endpoint));
    }
}
