package io.pilotlight.lease;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * By which recovery a step is asked for, so that one which was overtaken, or has given its lease back, changes nothing any
 * more: what it has started may live on after it was stopped.
 *
 * @param table the state table, in the function's own Region
 * @param application the plan's application
 * @param epoch the epoch that the recovery acquired its lease with
 */
public record RecoveryEpoch(String table, String application, long epoch) {

    /**
     * Calls {@code dynamodb:GetItem}, and returns what is recorded.
     *
     * @throws LeaseLostException where a newer recovery has taken over, or this one has given its lease back
     */
    public RecoveryState requireHeld(DynamoDbClient dynamo) {
        return new StateTable(dynamo, table, application).requireHeld(epoch);
    }
}
