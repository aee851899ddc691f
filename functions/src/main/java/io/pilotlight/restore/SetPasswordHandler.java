package io.pilotlight.restore;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.aws.Regional;
import io.pilotlight.instance.InstanceByName;
import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.lease.RecoveryEpoch;
import io.pilotlight.secret.JsonSecret;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Gives a restored instance the password of its site's own secret, because it comes up with the snapshot's.
 *
 * <p>RDS applies a password some time after it was asked to, and never tells one: the result carries the version of the
 * secret that was asked for, and the next call takes it back. Called again without it, it asks once more, which does no
 * harm. Makes the calls {@code rds:DescribeDBInstances}, {@code secretsmanager:GetSecretValue} and at most one
 * {@code rds:ModifyDBInstance}. Throws {@link io.pilotlight.secret.InvalidSecretException} and {@link StuckInstanceException}.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBInstance.html">MasterUserPassword
 *     is applied asynchronously, and stands in PendingModifiedValues until then</a>
 */
public final class SetPasswordHandler extends StepHandler<SetPasswordHandler.Input, SetPasswordHandler.Result> {

    /**
     * @param secretId the site's own secret, a JSON object
     * @param passwordField its field with the password
     * @param requestedVersion the version of the secret that an earlier call asked RDS to apply, empty on the first
     *     call
     * @param recovery the recovery that asks; refused where it is not the newest any more
     */
    public record Input(
            String region,
            String instanceIdentifier,
            String secretId,
            String passwordField,
            @MayBeEmpty String requestedVersion,
            RecoveryEpoch recovery) {}

    /**
     * @param status {@code DONE} once RDS has applied the password
     * @param requestedVersion the version of the secret that RDS was asked to apply; to be handed to the next call
     */
    public record Result(Status status, String reason, String requestedVersion) {}

    private static final String REMEDY = "Read in RDS's events what has happened to it, and delete it";

    private final DynamoDbClient dynamo;
    private final Regional<RdsClient> rds;
    private final Regional<SecretsManagerClient> secrets;

    /** For Lambda. */
    public SetPasswordHandler() {
        this(AwsClients.own(DynamoDbClient.builder()), AwsClients.regional(RdsClient::builder),
                AwsClients.regional(SecretsManagerClient::builder));
    }

    public SetPasswordHandler(DynamoDbClient dynamo, Regional<RdsClient> rds, Regional<SecretsManagerClient> secrets) {
        this.dynamo = dynamo;
        this.rds = rds;
        this.secrets = secrets;
    }

    @Override
    protected Result step(Input input) {
        input.recovery().requireHeld(dynamo);
        RdsClient client = rds.in(input.region());
        DBInstance instance = describe(client, input);
        return switch (InstanceState.of(instance)) {
            case InstanceState.Growing(String reason) -> notYet(input, reason);
            case InstanceState.Reachable(_, String reason) -> notYet(input, reason);
            case InstanceState.Leaving(String reason) -> throw stuck(input, reason, "See who deletes it");
            case InstanceState.Broken(String reason) -> throw stuck(input, reason, REMEDY);
            case InstanceState.Crowded(String reason) -> throw stuck(input, reason, REMEDY);
            case InstanceState.Stuck(String reason, String remedy) -> throw stuck(input, reason, remedy);
            case InstanceState.Serving _ when isPending(instance) -> notYet(input, "RDS is applying a password");
            case InstanceState.Serving _ -> compare(client, input);
        };
    }

    private Result compare(RdsClient client, Input input) {
        JsonSecret secret = JsonSecret.read(secrets.in(input.region()), input.secretId());
        String password = secret.masterPassword(input.passwordField());
        if (secret.versionId().equals(input.requestedVersion())) {
            return new Result(Status.DONE,
                    "RDS has applied the password of secret version " + secret.versionId(), secret.versionId());
        }
        return ask(client, input, secret.versionId(), password);
    }

    private static StuckInstanceException stuck(Input input, String reason, String remedy) {
        return new StuckInstanceException(input.instanceIdentifier(), reason, remedy);
    }

    private static Result ask(RdsClient client, Input input, String versionId, String password) {
        try {
            client.modifyDBInstance(ModifyDbInstanceRequest.builder()
                    .dbInstanceIdentifier(input.instanceIdentifier())
                    .masterUserPassword(password)
                    .applyImmediately(true)
                    .build());
        } catch (InvalidDbInstanceStateException busy) {
            // Its status has changed since it was looked at.
            return notYet(input, "RDS does not take a change now: " + busy.getMessage());
        }
        return new Result(Status.IN_PROGRESS,
                "RDS was asked to apply the password of secret version " + versionId, versionId);
    }

    private static DBInstance describe(RdsClient client, Input input) {
        return InstanceByName.find(client, input.instanceIdentifier())
                .orElseThrow(() -> stuck(input, "it is not there any more", "See who deletes it"));
    }

    private static boolean isPending(DBInstance instance) {
        return instance.pendingModifiedValues() != null
                && instance.pendingModifiedValues().masterUserPassword() != null;
    }

    private static Result notYet(Input input, String reason) {
        return new Result(Status.IN_PROGRESS, reason, input.requestedVersion());
    }
}
