package io.pilotlight.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.aws.AwsClients;
import io.pilotlight.aws.Regional;
import io.pilotlight.instance.InstanceName;
import io.pilotlight.instance.InstanceTags;
import io.pilotlight.instance.RegionInstances;
import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.lease.Incident;
import io.pilotlight.lease.RecoveryState;
import io.pilotlight.lease.StateTable;
import io.pilotlight.plan.InvalidInputException;
import io.pilotlight.plan.Database;
import io.pilotlight.plan.DatabaseSite;
import io.pilotlight.plan.Plan;
import io.pilotlight.plan.PlanReader;
import io.pilotlight.plan.RestoreTest;
import io.pilotlight.plan.Sites;
import io.pilotlight.recoverypoint.RecoveryPoint;
import io.pilotlight.recoverypoint.SnapshotByName;
import io.pilotlight.recoverypoint.SnapshotName;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Reads what an execution is asked for, and finds what is to be compared: of each database the recovery point that the
 * recovery used, by the tags of the instance that was restored, and the instance of the old primary, which is the one that
 * recovery point was taken of.
 *
 * <p>Changes nothing. Calls {@code ssm:GetParameter}, {@code dynamodb:GetItem}, and in the standby Region
 * {@code rds:DescribeDBInstances} once a page and {@code rds:DescribeDBSnapshots} once a database. Throws what
 * {@link PlanReader} throws, {@link io.pilotlight.plan.InvalidInputException} and {@link OldSiteNotFencedException}.
 */
public final class DecideReconciliationHandler
        extends StepHandler<DecideReconciliationHandler.Input, DecideReconciliationHandler.Result> {

    /**
     * @param planParameter the name of the SSM parameter that holds the plan, in the function's own Region
     * @param table the state table, in the function's own Region
     * @param startedAt when the execution began
     * @param input the execution's input as it came
     */
    public record Input(String planParameter, String table, Instant startedAt, JsonNode input) {}

    /**
     * @param status {@code DONE}, or {@code REFUSED} where there is nothing to do
     * @param reason why it was refused
     * @param application the plan's application
     * @param sites the plan's sites
     * @param incident the failover whose old primary is meant, empty where there is none
     * @param acknowledge whether its snapshots are to be removed
     * @param bucket where the lists are written
     * @param prefix what their keys begin with
     * @param databases what is to be compared
     */
    public record Result(Status status, String reason, String application, Sites sites, String incident, boolean acknowledge,
            String bucket, String prefix, List<DatabaseToCompare> databases) {}

    /**
     * A database.
     *
     * @param problem why it cannot be compared, empty where it can
     * @param oldInstance the DB instance of the old primary
     * @param scheduledAt the time of its snapshot's tag
     * @param old its snapshot, and the copy of that
     * @param used the recovery point that the recovery used
     * @param oldIncident the name of the restore of the one, which stands in its instance's name
     * @param usedIncident the name of the restore of the other
     * @param copied what the standby site is, under whose key it is copied
     * @param site what the restored instances are: isolated and small
     * @param login how they are looked at
     */
    public record DatabaseToCompare(String name, @MayBeEmpty String problem, @MayBeEmpty String oldInstance, Instant scheduledAt,
            RecoveryPoint old, RecoveryPoint used, String oldIncident, String usedIncident, DatabaseSite copied, DatabaseSite site,
            RestoreTest login) {}

    private final SsmClient ssm;
    private final DynamoDbClient dynamo;
    private final Regional<RdsClient> rds;

    /** For Lambda. */
    public DecideReconciliationHandler() {
        this(AwsClients.own(SsmClient.builder()), AwsClients.own(DynamoDbClient.builder()), AwsClients.regional(RdsClient::builder));
    }

    public DecideReconciliationHandler(SsmClient ssm, DynamoDbClient dynamo, Regional<RdsClient> rds) {
        this.ssm = ssm;
        this.dynamo = dynamo;
        this.rds = rds;
    }

    @Override
    protected Result step(Input input) {
        ReconcileRequest request = ReconcileRequest.read(input.input());
        Plan plan = PlanReader.read(ssm, input.planParameter());
        RecoveryState recorded = new StateTable(dynamo, input.table(), plan.application()).read();
        request.incident().filter(named -> named.compareTo(recorded.incident()) > 0).ifPresent(named -> {
            throw new InvalidInputException("there is no incident %s; the newest one is %s".formatted(
                    named, recorded.incident().isEmpty() ? "none" : recorded.incident()), ReconcileRequest.ACCEPTED);
        });
        Optional<String> incident = request.incident()
                .or(() -> new Reconciled(dynamo, input.table(), plan.application()).pending(recorded));
        if (incident.isEmpty()) {
            return result(Status.REFUSED, "No failover has ended whose old site is fenced and whose old primary was not compared yet."
                    + " Name one with {\"incident\": \"20261122t165017\"} to compare it all the same", plan, "", request, input, List.of());
        }
        if (incident.get().equals(recorded.incident()) && (recorded.incidentOpen() || !recorded.oldSiteFenced()) && !request.acknowledge()) {
            throw new OldSiteNotFencedException(incident.get());
        }
        RdsClient client = rds.in(plan.sites().standby().region());
        RegionInstances instances = RegionInstances.list(client);
        List<DatabaseToCompare> databases = plan.databases().stream()
                .map(database -> database(client, instances, plan, database, incident.get(), input.startedAt()))
                .toList();
        return result(Status.DONE, "", plan, incident.get(), request, input, databases);
    }

    private static Result result(Status status, String reason, Plan plan, String incident, ReconcileRequest request, Input input,
            List<DatabaseToCompare> databases) {
        return new Result(status, reason, plan.application(), plan.sites(), incident, request.acknowledge(), plan.backup().bucket(),
                "%s/reconcile/%s/%s".formatted(plan.application(), incident, Incident.openedAt(input.startedAt())), databases);
    }

    private static DatabaseToCompare database(RdsClient client, RegionInstances instances, Plan plan, Database database,
            String incident, Instant startedAt) {
        String snapshotId = SnapshotName.ofOldPrimary(database.primary().instanceIdentifier(), incident).value();
        Optional<String> recoveryPoint = restored(instances, plan, database, incident);
        Optional<DBSnapshot> used = recoveryPoint.flatMap(name -> SnapshotByName.find(client, name));
        String problem = recoveryPoint.isEmpty()
                ? "no DB instance stands in %s that the recovery of incident %s has restored for it".formatted(plan.sites().standby().region(), incident)
                : used.isEmpty() ? "the recovery point %s, which the recovery used, is gone".formatted(recoveryPoint.get()) : "";
        Instant takenAt = used.map(DecideReconciliationHandler::takenAt).orElse(startedAt);
        return new DatabaseToCompare(database.name(), problem, used.map(DBSnapshot::dbInstanceIdentifier).orElse(""), startedAt,
                new RecoveryPoint(snapshotId, startedAt, startedAt, false),
                new RecoveryPoint(recoveryPoint.orElse(snapshotId), takenAt, takenAt, false),
                Incident.openedAt(startedAt), Incident.openedAt(startedAt.plusSeconds(1)),
                database.standby(), database.isolated(), database.restoreTest());
    }

    /** Of several the newest: a recovery restores anew what has arrived meanwhile. */
    private static Optional<String> restored(RegionInstances instances, Plan plan, Database database, String incident) {
        return instances.instances().stream()
                .filter(instance -> InstanceName.isRestored(database.standby().instanceIdentifier(), instance.dbInstanceIdentifier()))
                .filter(instance -> instance.endpoint() != null && instance.instanceCreateTime() != null)
                .sorted(Comparator.comparing(DBInstance::instanceCreateTime).reversed())
                .map(instance -> InstanceTags.of(instance.tagList()))
                .filter(tags -> tags.application().equals(plan.application()) && tags.incident().equals(incident) && tags.restoreTest().isEmpty())
                .map(InstanceTags::recoveryPoint)
                .findFirst();
    }

    private static Instant takenAt(DBSnapshot snapshot) {
        return snapshot.originalSnapshotCreateTime() != null ? snapshot.originalSnapshotCreateTime() : snapshot.snapshotCreateTime();
    }
}
