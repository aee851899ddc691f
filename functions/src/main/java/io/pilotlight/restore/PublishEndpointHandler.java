package io.pilotlight.restore;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.aws.Regional;
import io.pilotlight.instance.EndpointText;
import io.pilotlight.lease.RecoveryEpoch;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * Writes a restored database's host name into the parameter in which the application's tasks find it when they start.
 *
 * <p>Writes nothing where it is there already. Makes the calls {@code dynamodb:GetItem}, {@code ssm:GetParameter} and at most one
 * {@code ssm:PutParameter}.
 */
public final class PublishEndpointHandler
        extends StepHandler<PublishEndpointHandler.Input, PublishEndpointHandler.Result> {

    /**
     * @param parameter the SSM parameter in which the application finds the endpoint's host name
     * @param recovery the recovery that asks; refused where it is not the newest any more
     */
    public record Input(String region, String parameter, String endpoint, RecoveryEpoch recovery) {}

    /** @param previous the host name that the parameter held before, empty where it held none or another text, such as a URL with a password */
    public record Result(Status status, String previous) {}

    private final DynamoDbClient dynamo;
    private final Regional<SsmClient> ssm;

    /** For Lambda. */
    public PublishEndpointHandler() {
        this(AwsClients.own(DynamoDbClient.builder()), AwsClients.regional(SsmClient::builder));
    }

    public PublishEndpointHandler(DynamoDbClient dynamo, Regional<SsmClient> ssm) {
        this.dynamo = dynamo;
        this.ssm = ssm;
    }

    @Override
    protected Result step(Input input) {
        input.recovery().requireHeld(dynamo);
        SsmClient client = ssm.in(input.region());
        String previous = read(client, input.parameter());
        if (!previous.equals(input.endpoint())) {
            client.putParameter(request -> request
                    .name(input.parameter())
                    .value(input.endpoint())
                    .type(ParameterType.STRING)
                    .overwrite(true));
        }
        return new Result(Status.DONE, new EndpointText(previous).bareHost().orElse(""));
    }

    private static String read(SsmClient client, String parameter) {
        try {
            return client.getParameter(request -> request.name(parameter)).parameter().value();
        } catch (ParameterNotFoundException _) {
            return "";
        }
    }
}
