package io.pilotlight.arming;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.health.CheckHealthHandler;
import io.pilotlight.health.CheckHealthHandler.Input.ProbedSite;
import io.pilotlight.health.CheckHealthHandler.Result.Health;
import io.pilotlight.health.HttpProbe;
import io.pilotlight.plan.Plan;
import io.pilotlight.plan.PlanReader;
import io.pilotlight.plan.Service;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/**
 * Arms the failover once the check of exactly this plan has passed at the primary site for ten minutes, and disarms it
 * when what is checked changes: a check that never passed would call a healthy site down. Run every minute; publishes
 * {@code Armed}, 1 or 0, in namespace {@code PilotLight} with the dimension {@code Application}.
 *
 * <p>Calls {@code ssm:GetParameter} and {@code dynamodb:GetItem}, and {@code dynamodb:UpdateItem} where something has
 * changed; while it is not armed it also probes each service once. The metric is a line in the log. Called again, it
 * looks again.
 */
public final class ArmFailoverHandler extends StepHandler<ArmFailoverHandler.Input, ArmFailoverHandler.Result> {

    /**
     * @param planParameter the name of the SSM parameter that holds the plan, in the function's own Region
     * @param table the state table, in the function's own Region
     */
    public record Input(String planParameter, String table) {}

    /** @param armed whether an alarm may start a failover that acts by itself */
    public record Result(Status status, boolean armed) {}

    /** A plan is told by its identity: {@link PlanReader} gives the same one while the text stays the same. */
    private record Known(Plan plan, Fingerprint fingerprint) {}

    private final SsmClient ssm;
    private final DynamoDbClient dynamo;
    private final CheckHealthHandler check;
    private final Metrics metrics;
    private final Clock clock;
    private Known known;

    /** For Lambda. */
    public ArmFailoverHandler() {
        this(AwsClients.own(SsmClient.builder()), AwsClients.own(DynamoDbClient.builder()), new CheckHealthHandler(),
                MetricsFactory.getMetricsInstance(), Clock.systemUTC());
    }

    public ArmFailoverHandler(SsmClient ssm, DynamoDbClient dynamo, HttpProbe probe, Metrics metrics, Clock clock) {
        this(ssm, dynamo, new CheckHealthHandler(probe, metrics, clock), metrics, clock);
    }

    private ArmFailoverHandler(
            SsmClient ssm, DynamoDbClient dynamo, CheckHealthHandler check, Metrics metrics, Clock clock) {
        this.ssm = ssm;
        this.dynamo = dynamo;
        this.check = check;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    protected Result step(Input input) {
        Plan plan = PlanReader.read(ssm, input.planParameter());
        Fingerprint fingerprint = fingerprint(plan);
        ArmingItem item = new ArmingItem(dynamo, input.table(), plan.application());
        Arming found = item.read();
        boolean armed = found.armed() && found.fingerprint().equals(fingerprint.value());
        if (!armed) {
            Arming next = found.after(fingerprint, health(plan), clock.instant());
            armed = (next.equals(found) || item.replace(found, next)) && next.armed();
        }
        metrics.flushSingleMetric("Armed", armed ? 1 : 0, MetricUnit.NONE, "PilotLight",
                DimensionSet.of("Application", plan.application()));
        return new Result(Status.DONE, armed);
    }

    private Fingerprint fingerprint(Plan plan) {
        if (known == null || known.plan() != plan) {
            known = new Known(plan, Fingerprint.of(plan));
        }
        return known.fingerprint();
    }

    private Health health(Plan plan) {
        return plan.services().stream().filter(Service::hasPage).allMatch(service -> isHealthy(plan, service))
                ? Health.HEALTHY
                : Health.UNKNOWN;
    }

    private boolean isHealthy(Plan plan, Service service) {
        return check.take(new CheckHealthHandler.Input(
                        plan.application(),
                        ProbedSite.PRIMARY,
                        service.check().url(),
                        service.primary().loadBalancerDnsName(),
                        service.check().expect(),
                        service.check().timeout(),
                        1,
                        false))
                .health() == Health.HEALTHY;
    }
}
