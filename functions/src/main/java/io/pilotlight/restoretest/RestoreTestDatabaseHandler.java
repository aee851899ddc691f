package io.pilotlight.restoretest;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.aws.Regional;
import io.pilotlight.restore.ConvergingRestore;
import io.pilotlight.restore.InstanceRestore;
import io.pilotlight.restore.InstanceTags;
import io.pilotlight.restore.RestoreDatabaseResult;
import io.pilotlight.step.StepHandler;
import software.amazon.awssdk.services.rds.RdsClient;

/**
 * Restores a recovery point into isolation, so that its data can be looked at, and follows the instance until it is
 * available: small, in one Availability Zone, not public, deletable, and marked as the test of this execution.
 *
 * <p>Idempotent, and makes its calls, as {@link ConvergingRestore} does. Throws
 * {@link io.pilotlight.restore.NameTakenException} and {@link io.pilotlight.restore.StuckInstanceException}.
 */
public final class RestoreTestDatabaseHandler extends StepHandler<RestoreTestDatabaseInput, RestoreDatabaseResult> {

    private final ConvergingRestore restore;

    /** For Lambda. */
    public RestoreTestDatabaseHandler() {
        this(AwsClients.regional(RdsClient::builder));
    }

    public RestoreTestDatabaseHandler(Regional<RdsClient> rds) {
        this.restore = new ConvergingRestore(rds);
    }

    @Override
    protected RestoreDatabaseResult step(RestoreTestDatabaseInput input) {
        String snapshotId = input.recoveryPoint().snapshotId();
        InstanceTags tags = new InstanceTags(input.application(), input.incident(), snapshotId, input.executionId());
        return restore.step(new InstanceRestore(
                input.region(), input.instanceName(), snapshotId, input.site(), tags, false));
    }
}
