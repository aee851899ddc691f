package io.pilotlight.fence;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.lease.StateTable;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Records that an old site, which was dark when the standby took over, is fenced now.
 *
 * <p>Calls {@code dynamodb:UpdateItem}; again does no harm.
 */
public final class RecordFenceHandler extends StepHandler<RecordFenceInput, RecordFenceResult> {

    private final DynamoDbClient dynamo;

    public RecordFenceHandler() {
        this(AwsClients.own(DynamoDbClient.builder()));
    }

    public RecordFenceHandler(DynamoDbClient dynamo) {
        this.dynamo = dynamo;
    }

    /** @throws io.pilotlight.lease.LeaseLostException where a newer recovery has taken over */
    @Override
    protected RecordFenceResult step(RecordFenceInput input) {
        new StateTable(dynamo, input.table(), input.application()).recordFence(input.epoch());
        return new RecordFenceResult(Status.DONE);
    }
}
