package io.pilotlight.restore;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.aws.Regional;
import io.pilotlight.step.StepHandler;
import software.amazon.awssdk.services.rds.RdsClient;

/**
 * Restores a database from a recovery point into a new instance, with everything set explicitly, and follows it until
 * it is available and as the plan says.
 *
 * <p>Idempotent, and makes its calls, as {@link ConvergingRestore} does. Throws {@link NameTakenException} and
 * {@link StuckInstanceException}.
 */
public final class RestoreDatabaseHandler extends StepHandler<RestoreDatabaseInput, RestoreDatabaseResult> {

    private final ConvergingRestore restore;

    /** For Lambda. */
    public RestoreDatabaseHandler() {
        this(AwsClients.regional(RdsClient::builder));
    }

    public RestoreDatabaseHandler(Regional<RdsClient> rds) {
        this.restore = new ConvergingRestore(rds);
    }

    @Override
    protected RestoreDatabaseResult step(RestoreDatabaseInput input) {
        return restore.step(new InstanceRestore(input.region(), input.instanceName(), input.recoveryPoint().snapshotId(),
                input.site(), InstanceTags.of(input), true));
    }
}
