package io.pilotlight.lease;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Gives the lease back and says how the recovery ended: a failed one leaves its incident open, to be resumed.
 *
 * <p>Calls {@code dynamodb:UpdateItem}; again does no harm.
 */
public final class ReleaseLeaseHandler extends StepHandler<ReleaseLeaseInput, ReleaseLeaseResult> {

    private final DynamoDbClient dynamo;

    public ReleaseLeaseHandler() {
        this(AwsClients.own(DynamoDbClient.builder()));
    }

    public ReleaseLeaseHandler(DynamoDbClient dynamo) {
        this.dynamo = dynamo;
    }

    @Override
    protected ReleaseLeaseResult step(ReleaseLeaseInput input) {
        boolean incidentOpen = switch (input.outcome()) {
            case RECOVERED, STOOD_DOWN -> false;
            case FAILED -> true;
        };
        return new StateTable(dynamo, input.table(), input.application()).release(input.epoch(), incidentOpen)
                ? new ReleaseLeaseResult(Status.DONE, "The lease is free.")
                : new ReleaseLeaseResult(Status.REFUSED, "A newer recovery holds the lease; it was left as it is.");
    }
}
