package io.pilotlight.traffic;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.lease.RecoveryState;
import io.pilotlight.lease.StateTable;
import io.pilotlight.plan.Plan;
import io.pilotlight.plan.PlanReader;
import io.pilotlight.plan.TrafficMode;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import io.pilotlight.verification.Finding;
import java.util.List;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Checks whether a failover would move every public name, by what stands in Route 53, long before one is needed: a
 * restore that nobody is led to is none.
 *
 * <p>Only looks, so calling it again does no harm. Calls {@code ssm:GetParameter}, {@code dynamodb:GetItem},
 * {@code route53:GetHostedZone} and {@code route53:ListResourceRecordSets} for each name, and
 * {@code route53:GetHealthCheck} for each pair, and asks DNS where the name leads. Throws what {@link PlanReader} throws.
 */
public final class VerifyTrafficHandler extends StepHandler<VerifyTrafficHandler.Input, VerifyTrafficHandler.Result> {

    /**
     * @param planParameter the name of the SSM parameter that holds the plan, in the function's own Region
     * @param table the state table, in the function's own Region
     */
    public record Input(String planParameter, String table) {}

    /**
     * @param status {@code DONE}: everything was looked at
     * @param findings what is wrong, the most pressing first
     */
    public record Result(Status status, List<Finding> findings) {}

    private final SsmClient ssm;
    private final DynamoDbClient dynamo;
    private final Route53Client route53;
    private final NameResolver resolver;

    /** For Lambda. */
    public VerifyTrafficHandler() {
        this(AwsClients.own(SsmClient.builder()), AwsClients.own(DynamoDbClient.builder()),
                AwsClients.own(Route53Client.builder().region(Region.AWS_GLOBAL)), new SystemNameResolver());
    }

    public VerifyTrafficHandler(
            SsmClient ssm, DynamoDbClient dynamo, Route53Client route53, NameResolver resolver) {
        this.ssm = ssm;
        this.dynamo = dynamo;
        this.route53 = route53;
        this.resolver = resolver;
    }

    @Override
    protected Result step(Input input) {
        Plan plan = PlanReader.read(ssm, input.planParameter());
        RecoveryState state = new StateTable(dynamo, input.table(), plan.application()).read();
        return new Result(Status.DONE, PublicName.of(plan).stream()
                .flatMap(name -> findings(plan, name, state).stream())
                .sorted(Finding.MOST_PRESSING_FIRST)
                .toList());
    }

    private List<Finding> findings(Plan plan, PublicName name, RecoveryState state) {
        NameDefects defects = new NameDefects(name.record().name());
        new ZoneOfName(route53, name.record()).leading(defects).ifPresent(found -> {
            if (plan.traffic().mode() == TrafficMode.RECORD) {
                new RecordCheck(name, state).judge(found, defects);
            } else {
                new PairCheck(name, StandbyActiveCheck.of(plan, route53)).judge(found, defects);
                new AnsweredSite(resolver, state).judge(name, defects);
            }
        });
        return defects.findings();
    }
}
