package io.pilotlight.backup;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Gives a database's backup back, done or not, so that the next tick can decide about it while this execution still works
 * on others. Calls {@code dynamodb:UpdateItem}; again does no harm.
 */
public final class ReleaseBackupHandler extends StepHandler<ReleaseBackupInput, ReleaseBackupResult> {

    private final DynamoDbClient dynamo;

    /** For Lambda. */
    public ReleaseBackupHandler() {
        this(AwsClients.own(DynamoDbClient.builder()));
    }

    public ReleaseBackupHandler(DynamoDbClient dynamo) {
        this.dynamo = dynamo;
    }

    @Override
    protected ReleaseBackupResult step(ReleaseBackupInput input) {
        BackupClaims.release(dynamo, input.table(), input.application(), input.database(), input.executionId());
        return new ReleaseBackupResult(Status.DONE);
    }
}
