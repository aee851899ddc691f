package io.pilotlight.backup;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;
import software.amazon.awssdk.services.ssm.model.GetParametersRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/** Parameters of one Region; counts the calls for several. */
public final class ParametersFake implements SsmClient {

    public final Map<String, String> values = new HashMap<>();
    public final Map<String, Instant> writtenOnce = new HashMap<>();
    int listings;
    int calls;

    @Override
    public GetParameterResponse getParameter(GetParameterRequest request) {
        calls++;
        if (!values.containsKey(request.name())) {
            throw ParameterNotFoundException.builder().message("not found").statusCode(400).build();
        }
        return GetParameterResponse.builder().parameter(parameter(request.name())).build();
    }

    @Override
    public GetParametersResponse getParameters(GetParametersRequest request) {
        calls++;
        listings++;
        if (request.names().size() > 10) {
            throw new IllegalArgumentException("SSM takes ten names at most");
        }
        return GetParametersResponse.builder()
                .parameters(request.names().stream().filter(values::containsKey).map(this::parameter).toList())
                .build();
    }

    private Parameter parameter(String name) {
        return Parameter.builder().name(name).value(values.get(name))
                .version(writtenOnce.containsKey(name) ? 1L : 2L).lastModifiedDate(writtenOnce.get(name)).build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
