package io.pilotlight.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.step.AwsUnavailableException;
import io.pilotlight.step.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;
import software.amazon.awssdk.services.ssm.model.PutParameterResponse;

class PublishEndpointHandlerTest {

    private static final String PARAMETER = "/visitor/db/endpoint";

    private final FakeSsm ssm = new FakeSsm();
    private final PublishEndpointHandler handler = new PublishEndpointHandler(_ -> ssm);

    @Test
    void writesTheEndpointAndTellsWhatStoodThereBefore() {
        ssm.values.put(PARAMETER, "old.example.com");

        assertThat(step("new.example.com"))
                .isEqualTo(new PublishEndpointHandler.Result(Status.DONE, "old.example.com"));
        assertThat(ssm.writes).containsExactly(PutParameterRequest.builder()
                .name(PARAMETER).value("new.example.com").type(ParameterType.STRING).overwrite(true).build());
    }

    @Test
    void writesTheFirstEndpoint() {
        assertThat(step("new.example.com")).isEqualTo(new PublishEndpointHandler.Result(Status.DONE, ""));
        assertThat(ssm.values).containsEntry(PARAMETER, "new.example.com");
    }

    @Test
    void writesNothingWhereTheEndpointIsThereAlready() {
        ssm.values.put(PARAMETER, "new.example.com");

        assertThat(step("new.example.com"))
                .isEqualTo(new PublishEndpointHandler.Result(Status.DONE, "new.example.com"));
        assertThat(ssm.writes).isEmpty();
    }

    @Test
    void writesOnceWhereAnAnswerWasLost() {
        ssm.loseNextAnswer = true;

        assertThatThrownBy(() -> step("new.example.com")).isInstanceOf(AwsUnavailableException.class);
        assertThat(step("new.example.com").status()).isEqualTo(Status.DONE);
        assertThat(ssm.writes).hasSize(1);
    }

    private PublishEndpointHandler.Result step(String endpoint) {
        return handler.take(new PublishEndpointHandler.Input("eu-central-1", PARAMETER, endpoint));
    }

    private static final class FakeSsm implements SsmClient {

        final Map<String, String> values = new HashMap<>();
        final List<PutParameterRequest> writes = new ArrayList<>();
        boolean loseNextAnswer;

        @Override
        public GetParameterResponse getParameter(GetParameterRequest request) {
            if (!values.containsKey(request.name())) {
                throw ParameterNotFoundException.builder().statusCode(400).build();
            }
            return GetParameterResponse.builder()
                    .parameter(parameter -> parameter.name(request.name()).value(values.get(request.name()))).build();
        }

        @Override
        public PutParameterResponse putParameter(PutParameterRequest request) {
            writes.add(request);
            values.put(request.name(), request.value());
            if (loseNextAnswer) {
                loseNextAnswer = false;
                throw ApiCallTimeoutException.create(15_000);
            }
            return PutParameterResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
