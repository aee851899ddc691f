package io.pilotlight.verification;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.backup.Direction;
import io.pilotlight.lease.RecoveryState;
import io.pilotlight.lease.StateTable;
import io.pilotlight.plan.Database;
import io.pilotlight.plan.Plan;
import io.pilotlight.plan.PlanReader;
import io.pilotlight.plan.SiteName;
import io.pilotlight.recoverypoint.InstanceName;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import io.pilotlight.verification.DecideVerificationResult.RestoreTestToMake;
import io.pilotlight.verification.DecideVerificationResult.ServiceToVerify;
import io.pilotlight.verification.Finding.Check;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Decides what an execution verifies: every service of the plan, and, where a restore test is asked for and can be made,
 * every database's newest recovery point.
 *
 * <p>Only looks; called again by the same execution, it decides the same, unless a recovery has begun since. Calls
 * {@code ssm:GetParameter} and {@code dynamodb:GetItem}. Throws {@link io.pilotlight.plan.InvalidInputException}, and what
 * {@link PlanReader} throws.
 */
public final class DecideVerificationHandler
        extends StepHandler<DecideVerificationInput, DecideVerificationResult> {

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
    protected DecideVerificationResult step(DecideVerificationInput input) {
        VerificationRequest request = VerificationRequest.read(input.input());
        Plan plan = PlanReader.read(ssm, input.planParameter());
        RecoveryState state = new StateTable(dynamo, input.table(), plan.application()).read();
        Direction direction = Direction.of(plan.sites(), state.activeSite());
        Optional<Finding> obstacle = request.restoreTest() ? obstacle(plan, state) : Optional.empty();
        boolean restores = request.restoreTest() && obstacle.isEmpty();
        return new DecideVerificationResult(
                Status.DONE,
                plan.application(),
                direction.active(),
                direction.sourceRegion(),
                direction.targetRegion(),
                plan.backup().bucket(),
                plan.objectives().rpo().toSeconds(),
                plan.services().stream()
                        .map(service -> new ServiceToVerify(service.name(),
                                service.at(direction.active()), service.at(direction.active().other())))
                        .toList(),
                restores ? restoreTests(plan, direction, input.startedAt()) : List.of(),
                obstacle.stream().toList());
    }

    /** A recovery needs the quotas, and the isolated networks of a test are in the standby Region. */
    private static Optional<Finding> obstacle(Plan plan, RecoveryState state) {
        if (state.incidentOpen()) {
            return Optional.of(notMade(plan, ("no restore test was made, because the recovery of incident %s is under way or has "
                    + "failed").formatted(state.incident()), "Bring that recovery to its end, then start"));
        }
        if (state.activeSite() == SiteName.STANDBY) {
            return Optional.of(notMade(plan, ("no restore test was made, because the standby site is active: the recovery points "
                    + "are in %s now, and tests are made in %s").formatted(
                            plan.sites().primary().region(), plan.sites().standby().region()),
                    "Fail back to the primary site, then start"));
        }
        return Optional.empty();
    }

    private static Finding notMade(Plan plan, String problem, String first) {
        return new Finding(Check.NOT_VERIFIED, Severity.WARNING, plan.application(), problem,
                first + " the state machine verify-backups with {\"restoreTest\": true}");
    }

    private static List<RestoreTestToMake> restoreTests(Plan plan, Direction direction, Instant startedAt) {
        String incident = InstanceName.incident(startedAt);
        return plan.databases().stream()
                .map(database -> restoreTest(plan, direction, database, incident))
                .toList();
    }

    private static RestoreTestToMake restoreTest(Plan plan, Direction direction, Database database, String incident) {
        return new RestoreTestToMake(
                database.name(),
                incident,
                database.at(direction.active()).instanceIdentifier(),
                database.at(direction.active().other()).kmsKeyId(),
                plan.retention().maximumAge(),
                database.isolated(),
                database.restoreTest());
    }
}
