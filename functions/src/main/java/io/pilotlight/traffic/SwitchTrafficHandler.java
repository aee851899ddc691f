package io.pilotlight.traffic;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.lease.RecoveryState;
import io.pilotlight.lease.StateTable;
import io.pilotlight.plan.SiteName;
import io.pilotlight.plan.TrafficMode;
import io.pilotlight.step.Require;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.route53.Route53Client;

/**
 * Moves the traffic to a site that has passed its application check.
 *
 * <p>Makes one change a call. The first records, in either mode and before any visitor can reach the site, that traffic is
 * being moved there: a run that is started again must know that the site may have taken writes. That the site is active
 * is recorded only when it was seen to serve, by {@link io.pilotlight.lease.RecordActiveSiteHandler}. Then, in mode {@code HEALTH_CHECK}, the data
 * point is put that the health check reads, and no Route 53 API is called; in mode {@code RECORD}, the records that
 * point elsewhere are changed, A and AAAA together, one batch a hosted zone, and waited for; what they overwrite is
 * kept in the state table. A change whose ID was lost with the answer to
 * the call is found by its effect; that it is in sync is then for the check through the public name to see.
 *
 * <p>Calls {@code dynamodb:GetItem}, {@code dynamodb:UpdateItem}, {@code cloudwatch:PutMetricData} or
 * {@code route53:ListResourceRecordSets}, {@code route53:ChangeResourceRecordSets} and {@code route53:GetChange};
 * throws {@link io.pilotlight.lease.LeaseLostException}, {@link RecordNotSimpleException} and
 * {@link RecordElsewhereException}.
 */
public final class SwitchTrafficHandler extends StepHandler<SwitchTrafficHandler.Input, SwitchTrafficHandler.Result> {

    /**
     * @param table the state table, in the function's own Region
     * @param epoch the epoch of the recovery that switches; refused where it no longer holds the lease
     * @param target the site that shall take the traffic; it has passed its application check
     * @param oldSiteFenced whether the other site can take no more writes
     * @param records the public names and the target site's load balancers
     * @param changeIds the Route 53 changes that earlier calls submitted and that are not yet in sync
     */
    public record Input(
            String table,
            String application,
            long epoch,
            SiteName target,
            boolean oldSiteFenced,
            TrafficMode mode,
            List<RecordTarget> records,
            List<String> changeIds) {

        public Input {
            Require.notEmpty("records", records);
            records = List.copyOf(records);
            changeIds = List.copyOf(changeIds);
        }
    }

    /**
     * @param status {@code DONE} once the switch is recorded and, where records are changed, Route 53 is in sync
     * @param changeIds the Route 53 changes that are not yet in sync; to be handed to the next call
     */
    public record Result(Status status, String reason, List<String> changeIds) {}

    private final DynamoDbClient dynamo;
    private final StandbyActiveMetric metric;
    private final Route53Client route53;
    private final Clock clock;

    /** Used by Lambda. */
    public SwitchTrafficHandler() {
        this(AwsClients.own(DynamoDbClient.builder()),
                AwsClients.own(CloudWatchClient.builder()),
                AwsClients.own(Route53Client.builder().region(Region.AWS_GLOBAL)),
                Clock.systemUTC());
    }

    public SwitchTrafficHandler(
            DynamoDbClient dynamo, CloudWatchClient cloudWatch, Route53Client route53, Clock clock) {
        this.dynamo = dynamo;
        this.metric = new StandbyActiveMetric(cloudWatch, clock);
        this.route53 = route53;
        this.clock = clock;
    }

    @Override
    protected Result step(Input input) {
        StateTable state = new StateTable(dynamo, input.table(), input.application());
        RecoveryState recorded = state.requireHeld(input.epoch());
        if (recorded.trafficSite() != input.target() || recorded.oldSiteFenced() != input.oldSiteFenced()) {
            state.recordSwitch(input.epoch(), input.target(), input.oldSiteFenced());
            return moving("it is recorded that traffic is moved to %s".formatted(input.target()), input.changeIds());
        }
        return switch (input.mode()) {
            case HEALTH_CHECK -> publish(input);
            case RECORD -> changeRecords(input, new PublicRecords(route53, input.records()));
        };
    }

    private Result publish(Input input) {
        metric.publish(input.application(), input.target());
        return new Result(
                Status.DONE, "%s is published as the site to which traffic is led".formatted(input.target()), List.of());
    }

    /** What is overwritten is kept first: a change that nobody could put back is none. */
    private Result changeRecords(Input input, PublicRecords records) {
        Optional<ZoneChange> move = records.elsewhere();
        if (move.isPresent()) {
            String zone = move.get().zone().id();
            KeptRecords kept = new KeptRecords(dynamo, input.table(), input.application(), zone);
            if (!kept.keep(clock.instant(), comment(input), move.get().names(), move.get().before())) {
                return moving("another execution keeps records of hosted zone %s".formatted(zone), input.changeIds());
            }
            List<String> changeIds = new ArrayList<>(input.changeIds());
            changeIds.add(move.get().submit(comment(input)));
            return moving("%s in hosted zone %s was pointed to %s".formatted(
                    move.get().names(), zone, input.target()), changeIds);
        }
        List<String> pending = HostedZone.pending(route53, input.changeIds());
        return pending.isEmpty()
                ? new Result(
                        Status.DONE, "every public name points to %s in Route 53".formatted(input.target()), List.of())
                : moving("Route 53 brings %d changes to its name servers".formatted(pending.size()), pending);
    }

    private static String comment(Input input) {
        return "Pilot Light: %s to %s, epoch %d".formatted(input.application(), input.target(), input.epoch());
    }

    private static Result moving(String reason, List<String> changeIds) {
        return new Result(Status.IN_PROGRESS, reason, List.copyOf(changeIds));
    }
}
