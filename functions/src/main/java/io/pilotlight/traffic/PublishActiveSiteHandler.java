package io.pilotlight.traffic;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.lease.StateTable;
import io.pilotlight.plan.SiteName;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.time.Clock;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Publishes every minute to which site traffic is led, as it is recorded, for as long as that holds: Route 53 reads the
 * metric's data, not an alarm's state, so a switch that is published once would not last.
 *
 * <p>Calls {@code dynamodb:GetItem} and {@code cloudwatch:PutMetricData}. Where the record cannot be read, or no
 * recovery under the application's name has seen or moved visitors, nothing is published, and the health check keeps its
 * last known status: who lost the record does not know where visitors are.
 */
public final class PublishActiveSiteHandler
        extends StepHandler<PublishActiveSiteHandler.Input, PublishActiveSiteHandler.Result> {

    /** @param table the state table, in the function's own Region */
    public record Input(String table, String application) {}

    /** @param published the site that was published; empty where nothing is recorded */
    public record Result(Status status, String published) {}

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
        Optional<SiteName> led = new StateTable(dynamo, input.table(), input.application()).findTrafficSite();
        led.ifPresent(site -> metric.publish(input.application(), site));
        return new Result(Status.DONE, led.map(SiteName::name).orElse(""));
    }
}
