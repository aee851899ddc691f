package io.pilotlight.verification;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.aws.Regional;
import io.pilotlight.instance.RegionInstances;
import io.pilotlight.instance.RegionQuotas;
import io.pilotlight.lease.RecoveryState;
import io.pilotlight.lease.StateTable;
import io.pilotlight.plan.Direction;
import io.pilotlight.plan.Plan;
import io.pilotlight.plan.PlanDocument;
import io.pilotlight.plan.PlanReader;
import io.pilotlight.reconcile.Reconciled;
import io.pilotlight.recoverypoint.RegionInventory;
import io.pilotlight.recoverypoint.SnapshotRoom;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import io.pilotlight.verification.Finding.Check;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Checks every database's recovery points against the plan, and against the database and the snapshots that they were
 * made of; how the application at the standby site gets to each; and that no restore test has left an instance.
 *
 * <p>Only looks, so calling it again does no harm. One listing of each Region serves all databases: calls
 * {@code ssm:GetParameter}, {@code dynamodb:GetItem}, {@code rds:DescribeDBSnapshots} in both Regions and
 * {@code rds:DescribeDBInstances} in both, once a page, and {@code rds:DescribeAccountAttributes} in
 * both; in the idle one {@code rds:DescribeDBSubnetGroups}, {@code rds:DescribeDBParameterGroups}, {@code rds:DescribeOptionGroups} and
 * {@code secretsmanager:GetSecretValue} once a database, and {@code ssm:GetParameter} for each whose host stands in one. Where the active Region does not answer, that is a
 * finding, and what can be checked without it still is. Throws what {@link PlanReader} throws.
 */
public final class VerifyRecoveryPointsHandler
        extends StepHandler<VerifyRecoveryPointsHandler.Input, VerifyRecoveryPointsHandler.Result> {

    /**
     * @param planParameter the name of the SSM parameter that holds the plan, in the function's own Region
     * @param table the state table, in the function's own Region
     */
    public record Input(String planParameter, String table) {}

    /**
     * @param status {@code DONE}: everything was looked at; what could not be is a finding
     * @param recoveryPoints how many usable recovery points there are, of all databases together
     * @param findings what is wrong, the most pressing first
     */
    public record Result(Status status, int recoveryPoints, List<Finding> findings) {}

    private static final List<RecoveryPointCheck> CHECKS = List.of(
            new NewestAge(), new Gaps(), new MissingCopies(), new KeptRecoveryPoints(), new UnfinishedCopies(),
            new InstanceOfPlan(), new Encryption(), new EngineOfInstance(), new EngineVersion(), new Storage(), new CopiedTags(),
            new VerifiedOfLate(), new AccountOfRestoreTest());

    private final SsmClient ssm;
    private final DynamoDbClient dynamo;
    private final Regional<RdsClient> rds;
    private final Regional<SecretsManagerClient> secrets;
    private final Regional<SsmClient> parameters;
    private final Clock clock;

    /** For Lambda. */
    public VerifyRecoveryPointsHandler() {
        this(AwsClients.own(SsmClient.builder()), AwsClients.own(DynamoDbClient.builder()),
                AwsClients.regional(RdsClient::builder), AwsClients.regional(SecretsManagerClient::builder), AwsClients.regional(SsmClient::builder), Clock.systemUTC());
    }

    public VerifyRecoveryPointsHandler(SsmClient ssm, DynamoDbClient dynamo, Regional<RdsClient> rds,
            Regional<SecretsManagerClient> secrets, Regional<SsmClient> parameters, Clock clock) {
        this.ssm = ssm;
        this.dynamo = dynamo;
        this.rds = rds;
        this.secrets = secrets;
        this.parameters = parameters;
        this.clock = clock;
    }

    @Override
    protected Result step(Input input) {
        PlanDocument document = PlanReader.document(ssm, input.planParameter());
        String application = document.plan().application();
        RecoveryState state = new StateTable(dynamo, input.table(), application).read();
        Direction direction = Direction.of(document.plan().sites(), state.activeSite());
        List<Finding> findings = new ArrayList<>();
        Optional<SourceSite> source = source(direction, findings);
        RegionInventory target = RegionInventory.list(rds.in(direction.targetRegion()));
        Instant now = clock.instant();
        List<DatabaseBackups> databases = document.plan().databases().stream()
                .map(database -> DatabaseBackups.of(document, database, direction, now, target, source))
                .toList();
        databases.forEach(backups -> CHECKS.forEach(check -> check.findings(backups).forEach(findings::add)));
        Plan plan = document.plan();
        OldPrimaries.findings(plan, new Reconciled(dynamo, input.table(), application).pending(state), target).forEach(findings::add);
        SiteAccess access = new SiteAccess(secrets.in(direction.targetRegion()), parameters.in(direction.targetRegion()),
                direction.active().other(), direction.targetRegion());
        plan.databases().forEach(database -> access.finding(database).ifPresent(findings::add));
        RegionQuotas quotas = RegionQuotas.ask(rds.in(direction.targetRegion()));
        findings.addAll(new SiteOfDatabases(rds.in(direction.targetRegion()), quotas, direction.targetRegion(), direction.active().other())
                .findings(plan.databases()));
        SnapshotRoom.of(quotas)
                .flatMap(room -> SnapshotQuotas.finding(plan, direction.targetRegion(), target, room))
                .ifPresent(findings::add);
        source.flatMap(site -> site.room()
                        .flatMap(room -> SnapshotQuotas.finding(plan, direction.sourceRegion(), site.snapshots(), room)))
                .ifPresent(findings::add);
        RegionInstances idle = RegionInstances.list(rds.in(direction.targetRegion()));
        if (!state.incidentOpen()) {
            InstancesLeft.findings(direction, databases, idle).forEach(findings::add);
        }
        standbyInstances(direction, source, idle).ifPresent(standby -> RestoreTestsLeft.findings(plan, standby, now).forEach(findings::add));
        return new Result(Status.DONE,
                databases.stream().mapToInt(backups -> backups.usable().size()).sum(),
                findings.stream().sorted(Finding.MOST_PRESSING_FIRST).toList());
    }

    private static Optional<RegionInstances> standbyInstances(Direction direction, Optional<SourceSite> source, RegionInstances idle) {
        return switch (direction.active()) {
            case PRIMARY -> Optional.of(idle);
            case STANDBY -> source.map(SourceSite::instances);
        };
    }

    private Optional<SourceSite> source(Direction direction, List<Finding> findings) {
        try {
            return Optional.of(SourceSite.list(rds.in(direction.sourceRegion())));
        } catch (SdkException failure) {
            if (!isUnavailable(failure)) {
                throw failure;
            }
            findings.add(new Finding(
                    Check.NOT_CHECKED,
                    Severity.WARNING,
                    direction.sourceRegion(),
                    "RDS of the active site does not answer, so recovery points were not compared with what they were"
                            + " made of",
                    "See in the AWS Health Dashboard whether that Region has an outage, and start the state machine "
                            + "verify-backups with {} once it answers"));
            return Optional.empty();
        }
    }
}
