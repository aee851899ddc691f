package io.pilotlight.restore;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.aws.Regional;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * Writes a restored database's host name into the parameter in which the application's tasks find it when they start.
 *
 * <p>Writes nothing where it is there already. Makes the calls {@code ssm:GetParameter} and at most one
 * {@code ssm:PutParameter}.
 */
public final class PublishEndpointHandler extends StepHandler<PublishEndpointInput, PublishEndpointResult> {

    private final Regional<SsmClient> ssm;

    /** For Lambda. */
    public PublishEndpointHandler() {
        this(AwsClients.regional(SsmClient::builder));
    }

    public PublishEndpointHandler(Regional<SsmClient> ssm) {
        this.ssm = ssm;
    }

    @Override
    protected PublishEndpointResult step(PublishEndpointInput input) {
        SsmClient client = ssm.in(input.region());
        String previous = read(client, input.parameter());
        if (!previous.equals(input.endpoint())) {
            client.putParameter(request -> request
                    .name(input.parameter())
                    .value(input.endpoint())
                    .type(ParameterType.STRING)
                    .overwrite(true));
        }
        return new PublishEndpointResult(Status.DONE, previous);
    }

    private static String read(SsmClient client, String parameter) {
        try {
            return client.getParameter(request -> request.name(parameter)).parameter().value();
        } catch (ParameterNotFoundException _) {
            return "";
        }
    }
}
