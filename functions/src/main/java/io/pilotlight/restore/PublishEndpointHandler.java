package io.pilotlight.restore;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.aws.Regional;
import io.pilotlight.instance.EndpointText;
import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.lease.RecoveryEpoch;
import io.pilotlight.secret.JsonSecret;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * Writes a restored database's host name where the application's tasks find it when they start: into a parameter, or into a
 * field of the site's own secret, as its next version, whose other fields stay. Where a connection URL or {@code host:port}
 * stands there, its host alone gives way.
 *
 * <p>Writes nothing where it is there already. Makes the calls {@code dynamodb:GetItem}, {@code ssm:GetParameter} and at most one
 * {@code ssm:PutParameter}, or {@code secretsmanager:GetSecretValue} and at most one {@code secretsmanager:PutSecretValue}.
 * Throws {@link io.pilotlight.secret.InvalidSecretException} and {@link UnknownEndpointFormException}.
 *
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html">The new version
 *     becomes AWSCURRENT</a>
 */
public final class PublishEndpointHandler
        extends StepHandler<PublishEndpointHandler.Input, PublishEndpointHandler.Result> {

    /**
     * @param parameter the SSM parameter in which the application finds the endpoint's host name; empty where it finds it in
     *     the secret
     * @param secretId the site's own secret
     * @param hostField the field of that secret in which the application finds it; empty where it finds it in the parameter
     * @param recovery the recovery that asks; refused where it is not the newest any more
     */
    public record Input(
            String region,
            @MayBeEmpty String parameter,
            String secretId,
            @MayBeEmpty String hostField,
            String endpoint,
            RecoveryEpoch recovery) {

        public Input {
            if (parameter.isEmpty() == hostField.isEmpty()) {
                throw new IllegalArgumentException("parameter is '%s' and hostField is '%s'; accepted is one of the two, and the other empty"
                        .formatted(parameter, hostField));
            }
        }
    }

    /** @param previous the host name that was there before, empty where there was none or another text, such as a URL with a password */
    public record Result(Status status, String previous) {}

    private final DynamoDbClient dynamo;
    private final Regional<SsmClient> ssm;
    private final Regional<SecretsManagerClient> secrets;

    /** For Lambda. */
    public PublishEndpointHandler() {
        this(AwsClients.own(DynamoDbClient.builder()), AwsClients.regional(SsmClient::builder),
                AwsClients.regional(SecretsManagerClient::builder));
    }

    public PublishEndpointHandler(DynamoDbClient dynamo, Regional<SsmClient> ssm, Regional<SecretsManagerClient> secrets) {
        this.dynamo = dynamo;
        this.ssm = ssm;
        this.secrets = secrets;
    }

    @Override
    protected Result step(Input input) {
        input.recovery().requireHeld(dynamo);
        String previous = input.parameter().isEmpty()
                ? intoSecret(secrets.in(input.region()), input)
                : intoParameter(ssm.in(input.region()), input);
        return new Result(Status.DONE, new EndpointText(previous).bareHost().orElse(""));
    }

    /** Port, user, schema and options of a connection URL stay. */
    private static String next(String previous, Input input, String place) {
        return new EndpointText(previous).withHost(input.endpoint()).orElseThrow(() -> new UnknownEndpointFormException(place));
    }

    private static String intoSecret(SecretsManagerClient client, Input input) {
        JsonSecret secret = JsonSecret.read(client, input.secretId());
        String previous = secret.textOrNothing(input.hostField());
        String next = next(previous, input, "field %s of secret %s".formatted(input.hostField(), input.secretId()));
        if (!previous.equals(next)) {
            secret.put(client, input.hostField(), next);
        }
        return previous;
    }

    private static String intoParameter(SsmClient client, Input input) {
        String previous = read(client, input.parameter());
        String next = next(previous, input, "parameter " + input.parameter());
        if (!previous.equals(next)) {
            client.putParameter(request -> request
                    .name(input.parameter())
                    .value(next)
                    .type(ParameterType.STRING)
                    .overwrite(true));
        }
        return previous;
    }

    private static String read(SsmClient client, String parameter) {
        try {
            return client.getParameter(request -> request.name(parameter)).parameter().value();
        } catch (ParameterNotFoundException _) {
            return "";
        }
    }
}
