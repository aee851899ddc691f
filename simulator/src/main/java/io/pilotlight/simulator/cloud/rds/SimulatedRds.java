package io.pilotlight.simulator.cloud.rds;

import io.pilotlight.simulator.cloud.api.Access;
import io.pilotlight.simulator.cloud.api.CloudContext;
import io.pilotlight.simulator.cloud.api.Guarded;
import io.pilotlight.simulator.database.DatabaseEngine;
import io.pilotlight.simulator.database.RunningDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceResponse;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DescribeAccountAttributesRequest;
import software.amazon.awssdk.services.rds.model.DescribeAccountAttributesResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbParameterGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbParameterGroupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSubnetGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSubnetGroupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeOptionGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeOptionGroupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.RebootDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.RebootDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.RemoveTagsFromResourceRequest;
import software.amazon.awssdk.services.rds.model.RemoveTagsFromResourceResponse;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * RDS for MySQL in one Region, without permissions and latency, which {@code SimulatedApi} adds: instances and
 * snapshots pass through AWS's states in virtual time.
 *
 * <p>A DB instance that is dark, lost or restarting is cut off. Stopping instances is left out, and so are maintenance
 * windows, read replicas and clusters.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/Welcome.html">Amazon RDS API Reference</a>
 */
public final class SimulatedRds implements RdsClient, Guarded {

    private final CloudContext context;
    private final RdsRegions regions;
    private final String region;
    private final DatabaseEngine engine;
    private final DatabaseGroups groups = new DatabaseGroups();
    private final Quotas quotas = new Quotas();
    private final Instances instances;
    private final InstanceStarts starts;
    private final NewInstances newInstances;
    private final Modifications modifications;
    private final Snapshots snapshots;
    private final SnapshotCopies copies;

    SimulatedRds(String region, CloudContext context, DatabaseEngine engine, RdsRegions regions) {
        Lifecycle lifecycle = new Lifecycle(region, context);
        this.region = region;
        this.context = context;
        this.regions = regions;
        this.engine = engine;
        this.instances = new Instances(region, context, quotas, lifecycle);
        this.starts = new InstanceStarts(region, instances, engine, lifecycle, context);
        this.newInstances = new NewInstances(region, context.timeline(), groups);
        this.modifications = new Modifications(region, instances, groups, lifecycle, context);
        this.snapshots = new Snapshots(region, context, quotas, lifecycle);
        this.copies = new SnapshotCopies(region, context, regions, snapshots, groups, quotas, lifecycle);
    }

    /** Returns the groups and keys of this Region, to be set up by the scenario. */
    public DatabaseGroups groups() {
        return groups;
    }

    /** Returns the quotas of this Region. */
    public Quotas quotas() {
        return quotas;
    }

    /** Makes a DB instance that is available at once, as the scenario finds it. */
    public DBInstance addInstance(CreateDbInstanceRequest request) {
        return starts.createAvailable(newInstances.created(request), request.masterUserPassword()).description();
    }

    /**
     * Takes an automated snapshot of an available instance, as RDS does once a day; it is complete some minutes later.
     */
    public DBSnapshot takeAutomatedSnapshot(String instanceIdentifier) {
        return snapshots.createAutomated(instances.require(instanceIdentifier)).description();
    }

    /** Lets an instance be lost: status {@code failed}, and nothing reaches it ever again. */
    public void loseInstance(String instanceIdentifier) {
        instances.lose(instanceIdentifier);
    }

    /**
     * Damages a snapshot, which nobody sees before it is restored; its copies made from now on are damaged as well.
     *
     * @param statusOfRestore where a restore from it ends: {@code failed} or {@code incompatible-restore}
     */
    public void corruptSnapshot(String snapshotIdentifier, String statusOfRestore) {
        snapshots.require(snapshotIdentifier).corrupt(statusOfRestore);
    }

    /**
     * Damages the data in a snapshot, which neither RDS nor a restore sees: it lacks the visits from an instant on; its
     * copies made from now on lack them as well.
     */
    public void loseVisits(String snapshotIdentifier, Instant from) {
        snapshots.require(snapshotIdentifier).damage(data -> engine.withoutVisitsFrom(data, from));
    }

    /** Lets each snapshot take so long at least from now on, as those of a large database do of which much has changed. */
    public void slowSnapshots(Duration time) {
        snapshots.takeAtLeast(time);
    }

    /** Damages the data in a snapshot in the same way: the application's table is not in it. */
    public void loseTable(String snapshotIdentifier) {
        snapshots.require(snapshotIdentifier).damage(engine::withoutTable);
    }

    /** Lets the next copy into this Region fail in the end; there is no event of it. */
    public void failNextCopy() {
        copies.failNext();
    }

    /**
     * Returns when the next copy into this Region from another one is complete, which only AWS knows; empty for none.
     */
    public Optional<Instant> nextCopyLandsAt() {
        return copies.nextLandsAt();
    }

    /**
     * Has a manual snapshot from now on that is described so, as if it had been taken in the past, whatever the quota
     * says; it replaces one of that name, and no restore from it succeeds.
     */
    public void addSnapshot(DBSnapshot description) {
        snapshots.addPast(description);
    }

    /** Puts so many manual snapshots of somebody else into this Region, whatever the quota says. */
    public void addForeignSnapshots(int count) {
        snapshots.addForeign(count);
    }

    /** Puts as many manual snapshots of somebody else into this Region as its quota has room for. */
    public void fillWithForeignSnapshots() {
        snapshots.addForeign(quotas.manualSnapshotsLeft(snapshots.manual()));
    }

    /** Takes all snapshots of somebody else away again. */
    public void removeForeignSnapshots() {
        snapshots.removeForeign();
    }

    /**
     * Lets RDS say something else of an instance, as after what is not simulated: maintenance, storage that fills up, a
     * change by hand. Its database goes on as it was.
     */
    public void describeAs(String instanceIdentifier, UnaryOperator<DBInstance.Builder> change) {
        instances.require(instanceIdentifier).change(change);
    }

    /** Lets RDS say something else of a snapshot; its data stays as it is. */
    public void describeSnapshotAs(String snapshotIdentifier, UnaryOperator<DBSnapshot.Builder> change) {
        snapshots.require(snapshotIdentifier).change(change);
    }

    /** Returns the capacity of this Region, and what is wrong with its groups and keys. */
    public InstanceCapacity capacity() {
        return instances.capacity();
    }

    /** Lets AWS run out of capacity for an instance class in this Region, and refuse each call. */
    public void exhaustCapacity(String instanceClass) {
        instances.capacity().exhaust(instanceClass, InstanceCapacity.Lack.REFUSED);
    }

    /** Lets AWS have capacity for an instance class again. */
    public void replenishCapacity(String instanceClass) {
        instances.capacity().replenish(instanceClass);
    }

    /** Returns every manual snapshot of this Region, in the order of a listing, as RDS itself knows them. */
    public Stream<DBSnapshot> manualSnapshots() {
        return snapshots.all().stream().filter(SimulatedSnapshot::isManual).map(SimulatedSnapshot::description);
    }

    /** Finds the database of an instance, also while it is cut off: for the scenario and the checkers. */
    public Optional<RunningDatabase> database(String instanceIdentifier) {
        return instances.find(instanceIdentifier).flatMap(SimulatedInstance::database).map(RunningDatabase.class::cast);
    }

    /** Tells how many clients were connected to an instance; empty where it did not run then, or is not there any more. */
    public Optional<Integer> connectionsAt(String instanceIdentifier, Instant instant) {
        return instances.find(instanceIdentifier).flatMap(SimulatedInstance::database).flatMap(database -> database.connectionsAt(instant));
    }

    @Override
    public RestoreDbInstanceFromDbSnapshotResponse restoreDBInstanceFromDBSnapshot(
            RestoreDbInstanceFromDbSnapshotRequest request) {
        String id = NamingRules.newInstance(request.dbInstanceIdentifier());
        instances.requireFree(id);
        SimulatedSnapshot snapshot = snapshots.require(RdsResource.plainId(request.dbSnapshotIdentifier()));
        if (!snapshot.is("available")) {
            throw RdsErrors.invalidSnapshotState(
                    "Cannot restore the snapshot because it is not currently in the available state.");
        }
        SimulatedInstance restored = starts.restore(newInstances.restored(request, snapshot), snapshot);
        regions.began(new RestoreBegun(
                context.timeline().now(),
                region,
                context.callers().current(),
                id,
                snapshot.id(),
                snapshot.description().originalSnapshotCreateTime(),
                snapshots.newerThan(snapshot),
                snapshot.data().lastVisit(),
                restored::rows));
        return RestoreDbInstanceFromDbSnapshotResponse.builder().dbInstance(restored.description()).build();
    }

    @Override
    public DescribeDbInstancesResponse describeDBInstances(DescribeDbInstancesRequest request) {
        List<DBInstance> found = request.dbInstanceIdentifier() == null
                ? instances.all().stream().map(SimulatedInstance::description).toList()
                : List.of(instances.require(RdsResource.plainId(request.dbInstanceIdentifier())).description());
        Page<DBInstance> page =
                Page.of(found, DBInstance::dbInstanceIdentifier, request.maxRecords(), request.marker());
        return DescribeDbInstancesResponse.builder().dbInstances(page.records()).marker(page.marker()).build();
    }

    @Override
    public ModifyDbInstanceResponse modifyDBInstance(ModifyDbInstanceRequest request) {
        SimulatedInstance instance = instances.require(request.dbInstanceIdentifier());
        modifications.apply(instance, request);
        return ModifyDbInstanceResponse.builder().dbInstance(instance.description()).build();
    }

    @Override
    public RebootDbInstanceResponse rebootDBInstance(RebootDbInstanceRequest request) {
        SimulatedInstance instance = instances.require(request.dbInstanceIdentifier());
        if (!instance.is("available")) {
            throw RdsErrors.invalidInstanceState("Instance %s is not in available state.".formatted(instance.id()));
        }
        starts.reboot(instance);
        return RebootDbInstanceResponse.builder().dbInstance(instance.description()).build();
    }

    @Override
    public DeleteDbInstanceResponse deleteDBInstance(DeleteDbInstanceRequest request) {
        SimulatedInstance instance = instances.require(request.dbInstanceIdentifier());
        Deletion.check(instance, request);
        Duration snapshot = request.finalDBSnapshotIdentifier() == null ? Duration.ZERO
                : snapshots.createFinal(instance, request.finalDBSnapshotIdentifier());
        instances.delete(instance, snapshot, () -> {
            if (!Boolean.FALSE.equals(request.deleteAutomatedBackups())) {
                snapshots.deleteAutomated(instance.id());
            }
        });
        return DeleteDbInstanceResponse.builder().dbInstance(instance.description()).build();
    }

    @Override
    public CreateDbSnapshotResponse createDBSnapshot(CreateDbSnapshotRequest request) {
        SimulatedSnapshot created = snapshots.create(
                instances.require(request.dbInstanceIdentifier()), request.dbSnapshotIdentifier(), request.tags());
        return CreateDbSnapshotResponse.builder().dbSnapshot(created.description()).build();
    }

    @Override
    public CopyDbSnapshotResponse copyDBSnapshot(CopyDbSnapshotRequest request) {
        return CopyDbSnapshotResponse.builder().dbSnapshot(copies.begin(request).description()).build();
    }

    @Override
    public DescribeDbSnapshotsResponse describeDBSnapshots(DescribeDbSnapshotsRequest request) {
        Page<DBSnapshot> page = Page.of(SnapshotQuery.select(snapshots, request), DBSnapshot::dbSnapshotIdentifier,
                request.maxRecords(), request.marker());
        return DescribeDbSnapshotsResponse.builder().dbSnapshots(page.records()).marker(page.marker()).build();
    }

    @Override
    public DeleteDbSnapshotResponse deleteDBSnapshot(DeleteDbSnapshotRequest request) {
        SimulatedSnapshot snapshot = snapshots.require(RdsResource.plainId(request.dbSnapshotIdentifier()));
        boolean sourceOfCopyInFlight = regions.hasCopyInFlightOf(snapshot.description().dbSnapshotArn());
        snapshots.delete(snapshot);
        regions.deleted(new SnapshotDeleted(context.timeline().now(), region, context.callers().current(),
                snapshot.description(), sourceOfCopyInFlight, snapshots.describeManual()));
        regions.interruptCopies(snapshot.description().dbSnapshotArn()::equals);
        return DeleteDbSnapshotResponse.builder()
                .dbSnapshot(snapshot.description().toBuilder().status("deleted").build())
                .build();
    }

    @Override
    public AddTagsToResourceResponse addTagsToResource(AddTagsToResourceRequest request) {
        tagged(request.resourceName()).set(Tags.merge(tagged(request.resourceName()).get(), request.tags()));
        return AddTagsToResourceResponse.builder().build();
    }

    @Override
    public RemoveTagsFromResourceResponse removeTagsFromResource(RemoveTagsFromResourceRequest request) {
        tagged(request.resourceName()).set(Tags.without(tagged(request.resourceName()).get(), request.tagKeys()));
        return RemoveTagsFromResourceResponse.builder().build();
    }

    @Override
    public DescribeDbSubnetGroupsResponse describeDBSubnetGroups(DescribeDbSubnetGroupsRequest request) {
        return DescribeDbSubnetGroupsResponse.builder().dbSubnetGroups(groups.requireSubnetGroup(request.dbSubnetGroupName())).build();
    }

    @Override
    public DescribeDbParameterGroupsResponse describeDBParameterGroups(DescribeDbParameterGroupsRequest request) {
        return DescribeDbParameterGroupsResponse.builder()
                .dbParameterGroups(groups.findParameterGroup(request.dbParameterGroupName())).build();
    }

    @Override
    public DescribeOptionGroupsResponse describeOptionGroups(DescribeOptionGroupsRequest request) {
        return DescribeOptionGroupsResponse.builder().optionGroupsList(groups.findOptionGroup(request.optionGroupName())).build();
    }

    @Override
    public DescribeAccountAttributesResponse describeAccountAttributes(DescribeAccountAttributesRequest request) {
        return DescribeAccountAttributesResponse.builder()
                .accountQuotas(quotas.describe(instances.all().size(), snapshots.manual()))
                .build();
    }

    @Override
    public List<Access> accesses(String action, SdkRequest request) {
        return new RdsAccess(region, this::tagsOf, this::keyOf).of(action, request);
    }

    private List<Tag> tagsOf(String arn) {
        return switch (RdsResource.parse(arn)) {
            case RdsResource(String in, _, _) when !in.equals(region) -> List.of();
            case RdsResource(_, String kind, String id) when kind.equals("db") ->
                instances.find(id).map(instance -> Tagged.of(instance).get()).orElse(List.of());
            case RdsResource(_, _, String id) ->
                snapshots.find(id).map(snapshot -> Tagged.of(snapshot).get()).orElse(List.of());
        };
    }

    private Optional<String> keyOf(String snapshotId) {
        return snapshots.find(RdsResource.plainId(snapshotId)).map(snapshot -> snapshot.description().kmsKeyId());
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    Snapshots snapshots() {
        return snapshots;
    }

    Optional<RunningDatabase> find(String endpointHost) {
        return instances.at(endpointHost).flatMap(SimulatedInstance::database).map(RunningDatabase.class::cast);
    }

    Optional<DBInstance> describe(String endpointHost) {
        return instances.at(endpointHost).map(SimulatedInstance::description);
    }

    private Tagged tagged(String arn) {
        RdsResource named = RdsResource.parse(arn);
        return named.kind().equals("db")
                ? Tagged.of(instances.require(named.id()))
                : Tagged.of(snapshots.require(named.id()));
    }
}
