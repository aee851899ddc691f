package io.pilotlight.simulator.cloud.rds;

import io.pilotlight.simulator.cloud.api.CloudContext;
import io.pilotlight.simulator.cloud.api.Store;
import io.pilotlight.simulator.journal.JournalEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * The DB snapshots of one Region.
 *
 * <p>A snapshot says when it was taken only once it is available. Listings are in the order of the names.
 */
final class Snapshots {

    private static final String TYPE = "AWS::RDS::DBSnapshot";

    private final String region;
    private final CloudContext context;
    private final Quotas quotas;
    private final Lifecycle lifecycle;
    private final ForeignSnapshots foreign;
    private Duration least = Duration.ZERO;
    private final Store<SimulatedSnapshot> snapshots = Store.byName(NamingRules::stored, RdsErrors::snapshotNotFound);

    Snapshots(String region, CloudContext context, Quotas quotas, Lifecycle lifecycle) {
        this.region = region;
        this.context = context;
        this.quotas = quotas;
        this.lifecycle = lifecycle;
        this.foreign = new ForeignSnapshots(region);
    }

    Collection<SimulatedSnapshot> all() {
        return snapshots.all();
    }

    Optional<SimulatedSnapshot> find(String id) {
        return snapshots.find(id);
    }

    SimulatedSnapshot require(String id) {
        return snapshots.require(id);
    }

    long manual() {
        return snapshots.all().stream().filter(SimulatedSnapshot::isManual).count();
    }

    /** Lets each snapshot that is taken from now on take so long at least. */
    void takeAtLeast(Duration time) {
        least = time;
    }

    /** Takes a manual snapshot; the instance is {@code backing-up} meanwhile, and goes on to serve. */
    SimulatedSnapshot create(SimulatedInstance instance, String requestedId, List<Tag> tags) {
        String id = takeable(instance, requestedId);
        instance.status("backing-up");
        return take(instance, id, "manual", tags, drawn());
    }

    /** Takes the last snapshot of an instance that is about to be deleted, and returns how long it is being made. */
    Duration createFinal(SimulatedInstance instance, String requestedId) {
        Duration time = drawn();
        take(instance, takeable(instance, requestedId), "manual", List.of(), time);
        return time;
    }

    private String takeable(SimulatedInstance instance, String requestedId) {
        String id = NamingRules.newSnapshot(requestedId);
        requireRoom(id);
        if (!instance.is("available")) {
            throw RdsErrors.invalidInstanceState(
                    ("Cannot create a snapshot because the database instance %s is not currently "
                                    + "in the available state.")
                            .formatted(instance.id()));
        }
        return id;
    }

    /** Takes a snapshot as RDS does by itself once a day. */
    SimulatedSnapshot createAutomated(SimulatedInstance instance) {
        String time = context.timeline().now().toString().substring(0, 16).replace('T', '-').replace(':', '-');
        return take(instance, "rds:%s-%s".formatted(instance.id(), time), "automated", List.of(), drawn());
    }

    /**
     * Returns the available manual snapshots that were taken after this one, and since when: of the same instance, or by a
     * backup of the same database, wherever it ran then.
     */
    Map<String, Instant> newerThan(SimulatedSnapshot older) {
        Instant takenAt = older.description().originalSnapshotCreateTime();
        return snapshots.all().stream()
                .filter(snapshot -> snapshot.isManual() && snapshot.is("available"))
                .map(SimulatedSnapshot::description)
                .filter(snapshot -> snapshot.dbInstanceIdentifier().equals(older.description().dbInstanceIdentifier())
                        || isBackupOfSameDatabase(snapshot, older.description()))
                .filter(snapshot -> snapshot.originalSnapshotCreateTime().isAfter(takenAt))
                .collect(Collectors.toMap(DBSnapshot::dbSnapshotIdentifier, DBSnapshot::snapshotCreateTime));
    }

    private static boolean isBackupOfSameDatabase(DBSnapshot snapshot, DBSnapshot other) {
        return tag(snapshot, "pilot-light:scheduled-at").isPresent()
                && tag(snapshot, "pilot-light:database").isPresent()
                && tag(snapshot, "pilot-light:database").equals(tag(other, "pilot-light:database"));
    }

    private static Optional<String> tag(DBSnapshot snapshot, String key) {
        return snapshot.tagList().stream().filter(tag -> tag.key().equals(key)).map(Tag::value).findFirst();
    }

    /** Refuses a name in use, and one manual snapshot too many. */
    void requireRoom(String id) {
        if (find(id).isPresent()) {
            throw RdsErrors.snapshotAlreadyExists(id);
        }
        quotas.requireManualSnapshot(manual());
    }

    void add(SimulatedSnapshot snapshot) {
        snapshots.put(snapshot.id(), snapshot);
        context.journal().add(new JournalEvent.ResourceCreated(context.timeline().now(), region, TYPE, snapshot.id()));
    }

    /** Has foreign snapshots from now on, as if they had always been there; the quota does not stop them. */
    void addForeign(int count) {
        for (int added = 0; added < count; added++) {
            SimulatedSnapshot snapshot = foreign.next(context.timeline().now());
            snapshots.put(snapshot.id(), snapshot);
        }
    }

    void addPast(DBSnapshot description) {
        snapshots.put(description.dbSnapshotIdentifier(), ForeignSnapshots.withoutData(description));
    }

    void removeForeign() {
        snapshots.all().stream()
                .map(SimulatedSnapshot::id)
                .filter(id -> id.startsWith(ForeignSnapshots.PREFIX))
                .toList()
                .forEach(snapshots::remove);
    }

    List<DBSnapshot> describeManual() {
        return snapshots.all().stream()
                .filter(SimulatedSnapshot::isManual)
                .map(SimulatedSnapshot::description)
                .toList();
    }

    boolean hasCopyInFlightOf(String sourceArn) {
        return snapshots.all().stream().anyMatch(snapshot -> snapshot.isCopyInFlightOf(sourceArn));
    }

    void delete(SimulatedSnapshot snapshot) {
        if (!snapshot.isManual()) {
            throw RdsErrors.invalidSnapshotState("Automated snapshots cannot be deleted; they go with their instance.");
        }
        if (!snapshot.is("available") && !snapshot.is("failed")) {
            throw RdsErrors.invalidSnapshotState(
                    "Cannot delete the snapshot because it is not currently in the available or failed state.");
        }
        remove(snapshot);
    }

    void deleteAutomated(String instanceId) {
        snapshots.all().stream()
                .filter(snapshot -> !snapshot.isManual())
                .filter(snapshot -> snapshot.description().dbInstanceIdentifier().equals(instanceId))
                .toList()
                .forEach(this::remove);
    }

    /** Tells the copies in flight of these sources that the source is gone. */
    void interruptCopies(Predicate<String> ofSourceArn) {
        snapshots.all().stream()
                .filter(copy -> copy.is("creating") && copy.description().sourceDBSnapshotIdentifier() != null)
                .filter(copy -> ofSourceArn.test(copy.description().sourceDBSnapshotIdentifier()))
                .forEach(SimulatedSnapshot::interrupt);
    }

    private SimulatedSnapshot take(SimulatedInstance instance, String id, String type, List<Tag> tags, Duration time) {
        Instant takenAt = context.timeline().now();
        SimulatedSnapshot snapshot = new SimulatedSnapshot(
                describe(instance.description(), id, type, tags),
                instance.database().orElseThrow().snapshot(),
                "available");
        add(snapshot);
        lifecycle.after(time, () -> {
            snapshot.change(builder -> builder.status("available").percentProgress(100)
                    .snapshotCreateTime(takenAt).originalSnapshotCreateTime(takenAt)
                    .snapshotDatabaseTime(takenAt.minus(context.latencies().databaseLastTransaction())));
            instance.move("backing-up", "available");
        });
        return snapshot;
    }

    private Duration drawn() {
        Duration drawn = context.latencies().databaseSnapshot();
        return drawn.compareTo(least) > 0 ? drawn : least;
    }

    private DBSnapshot describe(DBInstance instance, String id, String type, List<Tag> tags) {
        List<Tag> inherited = Boolean.TRUE.equals(instance.copyTagsToSnapshot()) ? instance.tagList() : List.of();
        return DBSnapshot.builder()
                .dbSnapshotIdentifier(id)
                .dbSnapshotArn(RdsResource.snapshot(region, id).arn())
                .dbInstanceIdentifier(instance.dbInstanceIdentifier())
                .dbiResourceId(instance.dbiResourceId())
                .snapshotType(type)
                .status("creating")
                .percentProgress(0)
                .engine(instance.engine())
                .engineVersion(instance.engineVersion())
                .allocatedStorage(instance.allocatedStorage())
                .storageType(instance.storageType())
                .iops(instance.iops())
                .storageThroughput(instance.storageThroughput())
                .dedicatedLogVolume(instance.dedicatedLogVolume())
                .port(instance.dbInstancePort())
                .masterUsername(instance.masterUsername())
                .instanceCreateTime(instance.instanceCreateTime())
                .vpcId(instance.dbSubnetGroup().vpcId())
                .optionGroupName(instance.optionGroupMemberships().getFirst().optionGroupName())
                .iamDatabaseAuthenticationEnabled(instance.iamDatabaseAuthenticationEnabled())
                .encrypted(instance.storageEncrypted())
                .kmsKeyId(instance.kmsKeyId())
                .tagList(Tags.merge(inherited, tags))
                .build();
    }

    private void remove(SimulatedSnapshot snapshot) {
        snapshots.remove(snapshot.id());
        context.journal().add(new JournalEvent.ResourceDeleted(context.timeline().now(), region, TYPE, snapshot.id()));
    }
}
