package io.pilotlight.verification;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.aws.AwsClients;
import io.pilotlight.lease.Incident;
import io.pilotlight.lease.RecoveryState;
import io.pilotlight.lease.StateTable;
import io.pilotlight.plan.Database;
import io.pilotlight.plan.DatabaseSite;
import io.pilotlight.plan.Direction;
import io.pilotlight.plan.Plan;
import io.pilotlight.plan.PlanReader;
import io.pilotlight.plan.Retention;
import io.pilotlight.plan.ServiceSite;
import io.pilotlight.plan.SiteName;
import io.pilotlight.plan.StandbyValue;
import io.pilotlight.plan.Sites;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import io.pilotlight.verification.DecideVerificationHandler.Result.RestoreTestToMake;
import io.pilotlight.verification.DecideVerificationHandler.Result.ServiceToVerify;
import io.pilotlight.verification.Finding.Check;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Decides what an execution verifies: every service of the plan, and, where a restore test is asked for and can be
 * made, every database's newest recovery point.
 *
 * <p>Only looks; called again by the same execution, it decides the same, unless a recovery has begun since. Calls
 * {@code ssm:GetParameter} and {@code dynamodb:GetItem}. Throws {@link io.pilotlight.plan.InvalidInputException}, and
 * what {@link PlanReader} throws.
 */
public final class DecideVerificationHandler
        extends StepHandler<DecideVerificationHandler.Input, DecideVerificationHandler.Result> {

    /**
     * @param planParameter the name of the SSM parameter that holds the plan, in the function's own Region
     * @param table the state table, in the function's own Region
     * @param startedAt when the execution began
     * @param input the execution's input as it came: {@code {}} or {@code {"restoreTest": true}}
     */
    public record Input(String planParameter, String table, Instant startedAt, JsonNode input) {}

    /**
     * What an execution verifies.
     *
     * @param status {@code DONE}
     * @param application the plan's application
     * @param activeSite the site that is recorded as active
     * @param sourceRegion the active site's Region
     * @param targetRegion the Region that the recovery points are in
     * @param bucket the bucket of the services' configuration
     * @param sites the plan's sites
     * @param retention the plan's retention
     * @param rpoSeconds recovery point objective
     * @param services the services whose saved configuration is checked
     * @param restoreTests the databases of which a recovery point is restored; empty where no restore test was asked
     *     for, or none can be made now
     * @param findings why a restore test that was asked for is not made
     */
    public record Result(
            Status status,
            String application,
            SiteName activeSite,
            String sourceRegion,
            String targetRegion,
            String bucket,
            Sites sites,
            Retention retention,
            long rpoSeconds,
            List<ServiceToVerify> services,
            List<RestoreTestToMake> restoreTests,
            List<Finding> findings) {

        /** A service and what it is at both sites. */
        public record ServiceToVerify(String name, ServiceSite source, ServiceSite target, List<StandbyValue> standbyValues) {}

        /**
         * A restore test.
         *
         * @param database the database, as the plan has it
         * @param incident the test's own name, as the incident's stands in the name of an instance that a recovery
         *     restores
         * @param site what the restored instance is: isolated and small
         */
        public record RestoreTestToMake(Database database, String incident, DatabaseSite site) {}
    }

    private final SsmClient ssm;
    private final DynamoDbClient dynamo;

    /** For Lambda. */
    public DecideVerificationHandler() {
        this(AwsClients.own(SsmClient.builder()), AwsClients.own(DynamoDbClient.builder()));
    }

    public DecideVerificationHandler(SsmClient ssm, DynamoDbClient dynamo) {
        this.ssm = ssm;
        this.dynamo = dynamo;
    }

    @Override
    protected Result step(Input input) {
        VerificationRequest request = VerificationRequest.read(input.input());
        Plan plan = PlanReader.read(ssm, input.planParameter());
        RecoveryState state = new StateTable(dynamo, input.table(), plan.application()).read();
        Direction direction = Direction.of(plan.sites(), state.activeSite());
        Optional<Finding> obstacle = request.restoreTest() ? obstacle(plan, state) : Optional.empty();
        boolean restores = request.restoreTest() && obstacle.isEmpty();
        return new Result(
                Status.DONE,
                plan.application(),
                direction.active(),
                direction.sourceRegion(),
                direction.targetRegion(),
                plan.backup().bucket(),
                plan.sites(),
                plan.retention(),
                plan.objectives().rpo().toSeconds(),
                plan.services().stream()
                        .map(service -> new ServiceToVerify(service.name(),
                                service.at(direction.active()), service.at(direction.active().other()), service.standbyValues()))
                        .toList(),
                restores ? restoreTests(plan, input.startedAt()) : List.of(),
                obstacle.stream().toList());
    }

    /** A recovery needs the quotas, and the isolated networks of a test are in the standby Region. */
    private static Optional<Finding> obstacle(Plan plan, RecoveryState state) {
        if (state.incidentOpen()) {
            return Optional.of(notMade(
                    plan,
                    ("no restore test was made, because the recovery of incident %s is under way or has " + "failed")
                            .formatted(state.incident()),
                    "Bring that recovery to its end, then start"));
        }
        if (state.activeSite() == SiteName.STANDBY) {
            return Optional.of(notMade(
                    plan,
                    ("no restore test was made, because the standby site is active: the recovery points "
                                    + "are in %s now, and tests are made in %s")
                            .formatted(
                                    plan.sites().primary().region(),
                                    plan.sites().standby().region()),
                    "Fail back to the primary site, then start"));
        }
        return Optional.empty();
    }

    private static Finding notMade(Plan plan, String problem, String first) {
        return new Finding(Check.NOT_VERIFIED, Severity.WARNING, plan.application(), problem,
                first + " the state machine verify-backups with {\"restoreTest\": true}");
    }

    private static List<RestoreTestToMake> restoreTests(Plan plan, Instant startedAt) {
        String incident = Incident.openedAt(startedAt);
        return plan.databases().stream()
                .map(database -> new RestoreTestToMake(database, incident, database.isolated()))
                .toList();
    }
}
