package io.pilotlight.backup;

import io.pilotlight.recoverypoint.SnapshotName;
import io.pilotlight.recoverypoint.SnapshotTags;
import io.pilotlight.simulator.cloud.rds.SimulatedRds;
import io.pilotlight.simulator.scenario.StepCloud;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Tag;

/** One Region of the simulated RDS with snapshots of the past, as backups leave them. */
public final class RegionOfBackups {

    private final StepCloud cloud;
    private final String region;
    private final SimulatedRds rds;

    public RegionOfBackups(StepCloud cloud, String region) {
        this.cloud = cloud;
        this.region = region;
        this.rds = cloud.rds(region);
    }

    /** Lets the Region hold a snapshot that this software took; {@code taken} is null while it is being made. */
    public DBSnapshot own(String database, String base, Instant scheduledAt, Instant taken) {
        return put(DBSnapshot.builder()
                .dbSnapshotIdentifier(SnapshotName.of(base, scheduledAt).value())
                .dbInstanceIdentifier(base)
                .status(taken == null ? "creating" : "available")
                .snapshotCreateTime(taken)
                .originalSnapshotCreateTime(taken)
                .encrypted(true)
                .tagList(new SnapshotTags("visitor-counter", database, scheduledAt).asList())
                .build());
    }

    /** Lets the Region hold the copy of a snapshot; {@code landed} is null while it is in flight. */
    public DBSnapshot copyOf(DBSnapshot source, String kmsKeyId, Instant landed) {
        List<Tag> tags = new ArrayList<>(source.tagList());
        if (landed != null) {
            tags.add(SnapshotTags.landed(landed));
        }
        return put(source.toBuilder()
                .dbSnapshotArn(null)
                .sourceDBSnapshotIdentifier(source.dbSnapshotArn())
                .status(landed == null ? "creating" : "available")
                .snapshotCreateTime(landed)
                .kmsKeyId(kmsKeyId)
                .tagList(tags)
                .build());
    }

    /** Lets the Region hold a manual snapshot in place of one of that name. */
    public DBSnapshot put(DBSnapshot snapshot) {
        DBSnapshot whole = snapshot.toBuilder()
                .snapshotType("manual")
                .dbSnapshotArn(arn(region, snapshot.dbSnapshotIdentifier()))
                .status(Optional.ofNullable(snapshot.status()).orElse("available"))
                .dbInstanceIdentifier(Optional.ofNullable(snapshot.dbInstanceIdentifier()).orElse("somebody-elses-db"))
                .build();
        rds.addSnapshot(whole);
        return whole;
    }

    public void change(String id, UnaryOperator<DBSnapshot.Builder> change) {
        put(change.apply(get(id).toBuilder()).build());
    }

    public void remove(String id) {
        change(id, snapshot -> snapshot.status("available"));
        rds.deleteDBSnapshot(request -> request.dbSnapshotIdentifier(id));
    }

    public void removeAll() {
        snapshots().forEach(snapshot -> remove(snapshot.dbSnapshotIdentifier()));
    }

    public DBSnapshot get(String id) {
        return rds.describeDBSnapshots(request -> request.dbSnapshotIdentifier(id)).dbSnapshots().getFirst();
    }

    public List<DBSnapshot> snapshots() {
        return rds.describeDBSnapshotsPaginator().dbSnapshots().stream().toList();
    }

    /** Makes a DB instance that answers at an endpoint. */
    public void instance(String name, String endpoint) {
        instance(name, endpoint, List.of());
    }

    public void instance(String name, String endpoint, List<Tag> tags) {
        rds.quotas().instances(1000);
        rds.addInstance(CreateDbInstanceRequest.builder()
                .dbInstanceIdentifier(name).masterUserPassword("of-the-database").enableIAMDatabaseAuthentication(true).tags(tags)
                .build());
        rds.describeAs(name, instance -> instance.endpoint(address -> address.address(endpoint)));
    }

    public void describeInstance(String name, UnaryOperator<DBInstance.Builder> change) {
        rds.describeAs(name, change);
    }

    /** Deletes every DB instance, and lets time pass until they are gone. */
    public void removeInstances() {
        rds.describeDBInstances().dbInstances().forEach(instance -> rds.deleteDBInstance(request -> request
                .dbInstanceIdentifier(instance.dbInstanceIdentifier()).skipFinalSnapshot(true)));
        cloud.passUntil(() -> rds.describeDBInstances().dbInstances().isEmpty());
    }

    public static String arn(String region, String id) {
        return "arn:aws:rds:%s:123456789012:snapshot:%s".formatted(region, id);
    }
}
