package io.pilotlight.left;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.aws.Regional;
import io.pilotlight.backup.ActiveInstance;
import io.pilotlight.backup.PublishedEndpoints;
import io.pilotlight.instance.InstanceName;
import io.pilotlight.instance.InstanceTags;
import io.pilotlight.instance.RegionInstances;
import io.pilotlight.lease.RecoveryState;
import io.pilotlight.lease.StateTable;
import io.pilotlight.plan.Database;
import io.pilotlight.plan.Direction;
import io.pilotlight.plan.Plan;
import io.pilotlight.plan.PlanReader;
import io.pilotlight.plan.SiteName;
import io.pilotlight.reconcile.Reconciled;
import io.pilotlight.recoverypoint.OwnSnapshot;
import io.pilotlight.recoverypoint.RegionInventory;
import io.pilotlight.recoverypoint.SnapshotName;
import io.pilotlight.secret.InvalidSecretException;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Removes the DB instances that recoveries and moves have restored and that the application has left, each with a final
 * snapshot, days after people were told of it; never one that somebody else has made.
 *
 * <p>One thing is done with each at a time, by {@link LeftInstance#next}; {@link Holds} says when nothing is. Its tag
 * {@value InstanceTags#LEFT_AT} says since when it is known to be left, and goes where the application uses the instance again. Called
 * again, it does nothing twice. What RDS refuses stops none of the others. Calls {@code ssm:GetParameter} and
 * {@code dynamodb:GetItem}; in both Regions {@code rds:DescribeDBInstances} and {@code rds:DescribeDBSnapshots}, once a page;
 * where something is left, what {@link PublishedEndpoints} calls at the active site; {@code rds:ModifyDBInstance},
 * {@code rds:AddTagsToResource} or {@code rds:RemoveTagsFromResource}; and before {@code rds:DeleteDBInstance}
 * {@code ecs:DescribeServices} at both sites. Throws what {@link PlanReader} throws.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html">Deleting a DB instance</a>
 */
public final class RemoveLeftInstancesHandler
        extends StepHandler<RemoveLeftInstancesHandler.Input, RemoveLeftInstancesHandler.Result> {

    /**
     * @param planParameter the name of the SSM parameter that holds the plan, in the function's own Region
     * @param table the state table, in the function's own Region
     */
    public record Input(String planParameter, String table) {}

    /**
     * @param status {@code DONE}
     * @param reason why nothing is removed now, empty where nothing stands in the way
     * @param announced what is known to be left since this call
     * @param removed what RDS was asked to delete
     * @param failed what it would not do
     */
    public record Result(Status status, String reason, List<Announced> announced, List<Removed> removed, List<NotRemoved> failed) {

        /** An instance of which people are to be told, and from when on it may be removed. */
        public record Announced(String region, String instanceIdentifier, Instant removedFrom) {}

        /** An instance that is being deleted, and its final snapshot. */
        public record Removed(String region, String instanceIdentifier, String finalSnapshotId) {}

        /** An instance with which RDS would not do what was asked, and why. */
        public record NotRemoved(String region, String instanceIdentifier, String reason) {}
    }

    private final SsmClient ownSsm;
    private final DynamoDbClient dynamo;
    private final Regional<RdsClient> rds;
    private final Regional<SsmClient> ssm;
    private final Regional<SecretsManagerClient> secrets;
    private final Regional<EcsClient> ecs;
    private final Clock clock;

    /** For Lambda. */
    public RemoveLeftInstancesHandler() {
        this(AwsClients.own(SsmClient.builder()), AwsClients.own(DynamoDbClient.builder()), AwsClients.regional(RdsClient::builder),
                AwsClients.regional(SsmClient::builder), AwsClients.regional(SecretsManagerClient::builder),
                AwsClients.regional(EcsClient::builder), Clock.systemUTC());
    }

    public RemoveLeftInstancesHandler(SsmClient ownSsm, DynamoDbClient dynamo, Regional<RdsClient> rds, Regional<SsmClient> ssm,
            Regional<SecretsManagerClient> secrets, Regional<EcsClient> ecs, Clock clock) {
        this.ownSsm = ownSsm;
        this.dynamo = dynamo;
        this.rds = rds;
        this.ssm = ssm;
        this.secrets = secrets;
        this.ecs = ecs;
        this.clock = clock;
    }

    @Override
    protected Result step(Input input) {
        Plan plan = PlanReader.read(ownSsm, input.planParameter());
        StateTable table = new StateTable(dynamo, input.table(), plan.application());
        RecoveryState state = table.read();
        Direction direction = Direction.of(plan.sites(), state.activeSite());
        Result result = new Result(Status.DONE, "", new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Optional<String> hold = Holds.recorded(plan, state, new Reconciled(dynamo, input.table(), plan.application()).pending(state), clock.instant());
        if (hold.isPresent()) {
            return held(hold.get());
        }
        Map<SiteName, RegionInstances> instances = new EnumMap<>(SiteName.class);
        Map<SiteName, RegionInventory> snapshots = new EnumMap<>(SiteName.class);
        try {
            for (SiteName site : SiteName.values()) {
                RdsClient client = rds.in(plan.sites().site(site).region());
                instances.put(site, RegionInstances.list(client));
                snapshots.put(site, RegionInventory.list(client));
            }
        } catch (SdkException failure) {
            if (!isUnavailable(failure)) {
                throw failure;
            }
            return held("RDS of a Region does not answer: it is looked at with the next backup");
        }
        Optional<String> kept = Holds.unacknowledged(plan, snapshots.values());
        if (kept.isPresent()) {
            return held(kept.get());
        }
        // Asked right before a deletion: a recovery may have begun meanwhile.
        BooleanSupplier mayDelete = () -> table.read().equals(state) && new Services(ecs, plan, direction).areOnlyAtTheActiveSite();
        for (Database database : plan.databases()) {
            List<LeftInstance> restored = restored(plan, database, instances);
            if (!restored.isEmpty()) {
                used(direction, database, instances.get(direction.active())).ifPresent(used ->
                        restored.forEach(instance -> lookAt(instance, used, plan, database, direction, snapshots, mayDelete, result)));
            }
        }
        return result;
    }

    private static Result held(String reason) {
        return new Result(Status.DONE, reason, List.of(), List.of(), List.of());
    }

    /** By name and by both tags: what bears the plan's own name, people have made. */
    private static List<LeftInstance> restored(Plan plan, Database database, Map<SiteName, RegionInstances> instances) {
        return Stream.of(SiteName.values())
                .flatMap(site -> instances.get(site).instances().stream()
                        .filter(instance -> InstanceName.isRestored(database.at(site).instanceIdentifier(), instance.dbInstanceIdentifier()))
                        .filter(instance -> InstanceTags.of(instance.tagList()).isOfRecovery(plan.application()))
                        .map(instance -> new LeftInstance(plan.sites().site(site).region(), database.at(site), instance)))
                .toList();
    }

    /** Which instance the application reads now; where nobody knows, none is taken for left. */
    private Optional<DBInstance> used(Direction direction, Database database, RegionInstances instances) {
        try {
            PublishedEndpoints endpoints = PublishedEndpoints.read(ssm.in(direction.sourceRegion()), secrets.in(direction.sourceRegion()),
                    List.of(database.at(direction.active())));
            return switch (ActiveInstance.of(database.at(direction.active()).instanceIdentifier(),
                    endpoints.of(database.at(direction.active())).text(), instances)) {
                case ActiveInstance.Found(String identifier) -> instances.find(identifier);
                case ActiveInstance.Unknown _ -> Optional.empty();
            };
        } catch (InvalidSecretException _) {
            // The backup of the same execution has told that.
            return Optional.empty();
        }
    }

    private void lookAt(LeftInstance left, DBInstance used, Plan plan, Database database, Direction direction,
            Map<SiteName, RegionInventory> snapshots, BooleanSupplier mayDelete, Result result) {
        boolean isUsed = left.instance().dbInstanceArn().equals(used.dbInstanceArn());
        if (isUsed && left.leftAt().isEmpty()) {
            return;
        }
        List<OwnSnapshot> copies = snapshots.get(direction.active().other()).own(plan.application(), database.name()).stream()
                .filter(copy -> copy.isCopyOutOf(direction.sourceRegion()) && copy.isAvailable()
                        && copy.instanceIdentifier().equals(used.dbInstanceIdentifier()))
                .toList();
        int days = plan.retention().leftInstanceDays();
        RdsClient client = rds.in(left.region());
        try {
            if (isUsed) {
                client.removeTagsFromResource(request -> request.resourceName(left.instance().dbInstanceArn()).tagKeys(InstanceTags.LEFT_AT));
                return;
            }
            switch (left.next(days, clock.instant(), !copies.isEmpty(), copies.stream().anyMatch(OwnSnapshot::verified))) {
                case KEEP -> { }
                case UNPROTECT -> client.modifyDBInstance(request -> request
                        .dbInstanceIdentifier(left.identifier()).deletionProtection(false).applyImmediately(true));
                case ANNOUNCE -> announce(client, left, days, result);
                case DELETE -> {
                    if (mayDelete.getAsBoolean()) {
                        delete(client, left, result);
                    }
                }
            }
        } catch (DbInstanceNotFoundException | InvalidDbInstanceStateException _) {
            // It is gone, or RDS is at work on it: the next backup looks again.
        } catch (SdkException failure) {
            result.failed().add(new Result.NotRemoved(left.region(), left.identifier(), failure.getMessage()));
        }
    }

    private void announce(RdsClient client, LeftInstance left, int days, Result result) {
        Instant now = clock.instant();
        client.addTagsToResource(request -> request.resourceName(left.instance().dbInstanceArn()).tags(InstanceTags.left(now)));
        result.announced().add(new Result.Announced(left.region(), left.identifier(), now.plus(Duration.ofDays(days))));
    }

    private static void delete(RdsClient client, LeftInstance left, Result result) {
        String last = SnapshotName.ofLeft(left.identifier()).value();
        client.deleteDBInstance(request -> request
                .dbInstanceIdentifier(left.identifier())
                .skipFinalSnapshot(false)
                .finalDBSnapshotIdentifier(last)
                .deleteAutomatedBackups(true));
        result.removed().add(new Result.Removed(left.region(), left.identifier(), last));
    }
}
