package io.pilotlight.lease;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.plan.SiteName;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Records which site is active, once the public names have answered from it and its check has passed there; and later,
 * that the other site is fenced, where it was dark until then.
 *
 * <p>Calls {@code dynamodb:UpdateItem}; again does no harm.
 */
public final class RecordActiveSiteHandler
        extends StepHandler<RecordActiveSiteHandler.Input, RecordActiveSiteHandler.Result> {

    /**
     * @param table the state table, in the function's own Region
     * @param epoch the epoch of the recovery that has seen it; refused where it is no longer the newest
     * @param activeSite the site that serves
     * @param oldSiteFenced whether the other site can take no more writes
     */
    public record Input(String table, String application, long epoch, SiteName activeSite, boolean oldSiteFenced) {}

    /** @param status {@code DONE} once it is recorded */
    public record Result(Status status) {}

    private final DynamoDbClient dynamo;

    public RecordActiveSiteHandler() {
        this(AwsClients.own(DynamoDbClient.builder()));
    }

    public RecordActiveSiteHandler(DynamoDbClient dynamo) {
        this.dynamo = dynamo;
    }

    /** @throws LeaseLostException where a newer recovery has taken over */
    @Override
    protected Result step(Input input) {
        new StateTable(dynamo, input.table(), input.application())
                .recordActiveSite(input.epoch(), input.activeSite(), input.oldSiteFenced());
        return new Result(Status.DONE);
    }
}
