package io.pilotlight.traffic;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.lease.StateTable;
import io.pilotlight.plan.SiteName;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.time.Clock;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Publishes every minute which site is recorded as active, for as long as that holds: Route 53 reads the metric's data,
 * not an alarm's state, so a switch that is published once would not last.
 *
 * <p>Calls {@code dynamodb:GetItem} and {@code cloudwatch:PutMetricData}. Where the record cannot be read nothing is
 * published, and the health check keeps its last known status.
 */
public final class PublishActiveSiteHandler
        extends StepHandler<PublishActiveSiteHandler.Input, PublishActiveSiteHandler.Result> {

    /** @param table the state table, in the function's own Region */
    public record Input(String table, String application) {}

    /** @param activeSite the site that is recorded as active, and that was published */
    public record Result(Status status, SiteName activeSite) {}

    private final DynamoDbClient dynamo;
    private final StandbyActiveMetric metric;

    /** Used by Lambda. */
    public PublishActiveSiteHandler() {
        this(AwsClients.own(DynamoDbClient.builder()),
                AwsClients.own(CloudWatchClient.builder()),
                Clock.systemUTC());
    }

    public PublishActiveSiteHandler(DynamoDbClient dynamo, CloudWatchClient cloudWatch, Clock clock) {
        this.dynamo = dynamo;
        this.metric = new StandbyActiveMetric(cloudWatch, clock);
    }

    @Override
    protected Result step(Input input) {
        SiteName activeSite = new StateTable(dynamo, input.table(), input.application()).read().activeSite();
        metric.publish(input.application(), activeSite);
        return new Result(Status.DONE, activeSite);
    }
}
