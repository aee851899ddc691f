package io.pilotlight.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.aws.AwsClients;
import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.lease.RecoveryState;
import io.pilotlight.lease.StateTable;
import io.pilotlight.plan.Plan;
import io.pilotlight.plan.PlanReader;
import io.pilotlight.plan.SiteName;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Makes the failover pairs of mode {@code HEALTH_CHECK} out of the records that are there, A and AAAA and CNAME, when a
 * person asks for it: shows first what it would change, changes one hosted zone a call in one batch, and puts back what
 * it has overwritten. No visitor is moved by it.
 *
 * <p>Called again it finds what it has done already. Calls {@code ssm:GetParameter}, {@code dynamodb:GetItem} and
 * {@code dynamodb:UpdateItem}, {@code route53:GetHealthCheck}, {@code route53:UpdateHealthCheck},
 * {@code route53:ListResourceRecordSets}, {@code route53:ChangeResourceRecordSets} and {@code route53:GetChange}. Throws
 * what {@link PlanReader} throws, and {@link io.pilotlight.plan.InvalidInputException}.
 */
public final class PrepareTrafficHandler
        extends StepHandler<PrepareTrafficHandler.Input, PrepareTrafficHandler.Result> {

    /**
     * @param planParameter the name of the SSM parameter that holds the plan, in the function's own Region
     * @param table the state table, in the function's own Region
     * @param healthCheckId the stack's health check, which a primary record gets; empty in mode {@code RECORD}
     * @param alarm the alarm whose settings that health check copies
     * @param input the execution's input as it came
     * @param changeIds the Route 53 changes that earlier calls submitted and that are not yet in sync
     */
    public record Input(
            String planParameter,
            String table,
            @MayBeEmpty String healthCheckId,
            String alarm,
            JsonNode input,
            List<String> changeIds) {

        public Input {
            changeIds = List.copyOf(changeIds);
        }
    }

    /**
     * @param status {@code REFUSED} where nothing was changed, and the reason says why not
     * @param changes what would be changed, or was by this call, a line each
     * @param changeIds the Route 53 changes that are not yet in sync; to be handed to the next call
     */
    public record Result(Status status, String reason, List<String> changes, List<String> changeIds) {}

    private final SsmClient ssm;
    private final DynamoDbClient dynamo;
    private final Route53Client route53;
    private final Clock clock;

    /** For Lambda. */
    public PrepareTrafficHandler() {
        this(AwsClients.own(SsmClient.builder()), AwsClients.own(DynamoDbClient.builder()),
                AwsClients.own(Route53Client.builder().region(Region.AWS_GLOBAL)), Clock.systemUTC());
    }

    public PrepareTrafficHandler(SsmClient ssm, DynamoDbClient dynamo, Route53Client route53, Clock clock) {
        this.ssm = ssm;
        this.dynamo = dynamo;
        this.route53 = route53;
        this.clock = clock;
    }

    @Override
    protected Result step(Input input) {
        PrepareRequest request = PrepareRequest.read(input.input());
        Plan plan = PlanReader.read(ssm, input.planParameter());
        RecoveryState state = new StateTable(dynamo, input.table(), plan.application()).read();
        PreparedChanges prepared = request == PrepareRequest.PUT_BACK
                ? new EarlierRecords(plan, state, route53, zone -> kept(input, plan, zone)).prepare()
                : new PairsOfPlan(plan, route53, input.healthCheckId(), input.alarm()).prepare();
        Optional<String> refusal = prepared.refusal().or(() -> refusal(request, state));
        if (refusal.isPresent()) {
            return new Result(Status.REFUSED, refusal.get() + ". No DNS record was changed", lines(prepared), List.of());
        }
        return request == PrepareRequest.SHOW
                ? new Result(Status.DONE, prepared.isNothing()
                        ? "every public name has its failover pair; there is nothing to change"
                        : "nothing was changed; start it again with {\"apply\": true} to let these changes be made",
                        lines(prepared), List.of())
                : change(input, plan, request, prepared);
    }

    /** A recovery moves the names itself; and a health check that was never seen unhealthy would lead away from the standby. */
    private static Optional<String> refusal(PrepareRequest request, RecoveryState state) {
        if (request == PrepareRequest.SHOW) {
            return Optional.empty();
        }
        if (state.incidentOpen() || !state.holder().isEmpty()) {
            return Optional.of("the recovery of incident %s is under way or has failed; bring it to its end first"
                    .formatted(state.incident()));
        }
        return request == PrepareRequest.APPLY && state.trafficSite() != SiteName.PRIMARY
                ? Optional.of("%s is recorded as active; a pair is made while the primary is".formatted(state.trafficSite()))
                : Optional.empty();
    }

    private Result change(Input input, Plan plan, PrepareRequest request, PreparedChanges prepared) {
        if (prepared.mendHealthCheck().isPresent()) {
            route53.updateHealthCheck(prepared.mendHealthCheck().get());
            return new Result(Status.IN_PROGRESS, "the health check reads the stack's alarm again",
                    List.of("UPDATE health check " + input.healthCheckId()), input.changeIds());
        }
        if (!prepared.zones().isEmpty()) {
            return submit(input, plan, request, prepared.zones().getFirst());
        }
        List<String> pending = HostedZone.pending(route53, input.changeIds());
        return pending.isEmpty()
                ? new Result(Status.DONE, request == PrepareRequest.APPLY
                        ? "every public name has its failover pair" : "what was overwritten last is there again",
                        List.of(), List.of())
                : new Result(Status.IN_PROGRESS, "Route 53 brings it to its name servers", List.of(), pending);
    }

    private Result submit(Input input, Plan plan, PrepareRequest request, ZoneChange inZone) {
        String comment = "Pilot Light: %s, %s".formatted(
                plan.application(), request == PrepareRequest.APPLY ? "the failover pairs" : "what was there before");
        // What is put back is not kept as overwritten: it can be made again, and would hide what was there at first.
        if (request == PrepareRequest.APPLY && !kept(input, plan, inZone.zone().id())
                .keep(clock.instant(), comment, inZone.names(), inZone.before())) {
            return new Result(Status.IN_PROGRESS, "another execution keeps records of the same zone", List.of(), input.changeIds());
        }
        List<String> changeIds = new ArrayList<>(input.changeIds());
        changeIds.add(inZone.submit(comment));
        return new Result(Status.IN_PROGRESS, "%s in hosted zone %s was changed".formatted(inZone.names(), inZone.zone().id()),
                inZone.changes().stream().map(RecordChanges::inWords).toList(), changeIds);
    }

    private KeptRecords kept(Input input, Plan plan, String zone) {
        return new KeptRecords(dynamo, input.table(), plan.application(), zone);
    }

    private static List<String> lines(PreparedChanges prepared) {
        return Stream.concat(
                        prepared.mendHealthCheck().map(update -> "UPDATE health check " + update.healthCheckId()).stream(),
                        prepared.zones().stream().flatMap(zone -> zone.changes().stream()).map(RecordChanges::inWords))
                .toList();
    }
}
