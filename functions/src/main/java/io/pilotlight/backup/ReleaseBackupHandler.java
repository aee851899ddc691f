package io.pilotlight.backup;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Gives a database's backup back, done or not, so that the next tick can decide about it while this execution still
 * works on others. Calls {@code dynamodb:UpdateItem}; again does no harm.
 */
public final class ReleaseBackupHandler extends StepHandler<ReleaseBackupHandler.Input, ReleaseBackupHandler.Result> {

    /** @param executionId the ARN of the execution that claimed the database's backup */
    public record Input(String table, String application, String database, String executionId) {}

    /** @param status {@code DONE}: the claim is not this execution's any more */
    public record Result(Status status) {}

    private final DynamoDbClient dynamo;

    /** For Lambda. */
    public ReleaseBackupHandler() {
        this(AwsClients.own(DynamoDbClient.builder()));
    }

    public ReleaseBackupHandler(DynamoDbClient dynamo) {
        this.dynamo = dynamo;
    }

    @Override
    protected Result step(Input input) {
        BackupClaims.release(dynamo, input.table(), input.application(), input.database(), input.executionId());
        return new Result(Status.DONE);
    }
}
