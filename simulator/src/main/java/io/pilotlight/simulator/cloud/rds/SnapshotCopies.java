package io.pilotlight.simulator.cloud.rds;

import io.pilotlight.simulator.cloud.api.Arns;
import io.pilotlight.simulator.cloud.api.CloudContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * Copies DB snapshots into one Region, its own or another's.
 *
 * <p>The copies of one instance from another Region queue; a copy is incremental while the Region holds an earlier one
 * of that instance under the same key; and it fails where its source or the source's Region goes away before it is
 * done.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_CopySnapshot.html">Copying a DB
 *     snapshot</a>
 */
final class SnapshotCopies {

    private final String region;
    private final CloudContext context;
    private final RdsRegions regions;
    private final Snapshots snapshots;
    private final DatabaseGroups groups;
    private final Quotas quotas;
    private final Lifecycle lifecycle;
    private final Map<String, Instant> queueEnds = new HashMap<>();
    private int toFail;

    SnapshotCopies(
            String region, CloudContext context, RdsRegions regions, Snapshots snapshots, DatabaseGroups groups,
            Quotas quotas, Lifecycle lifecycle) {
        this.region = region;
        this.context = context;
        this.regions = regions;
        this.snapshots = snapshots;
        this.groups = groups;
        this.quotas = quotas;
        this.lifecycle = lifecycle;
    }

    SimulatedSnapshot begin(CopyDbSnapshotRequest request) {
        String id = NamingRules.newSnapshot(request.targetDBSnapshotIdentifier());
        RdsResource named = source(request);
        snapshots.requireRoom(id);
        SimulatedSnapshot source = read(named);
        boolean crossing = !named.region().equals(region);
        String key = key(request, source.description(), crossing);
        String optionGroup = optionGroup(request, source.description(), crossing);
        if (crossing) {
            quotas.requireCopyInFlight(snapshots.all().stream().filter(SimulatedSnapshot::isCopyInFlight).count());
        }
        Duration duration = duration(source.description(), key, crossing);
        SimulatedSnapshot copy = new SimulatedSnapshot(source.description().toBuilder()
                .dbSnapshotIdentifier(id)
                .dbSnapshotArn(RdsResource.snapshot(region, id).arn())
                .snapshotType("manual")
                .status("creating")
                .percentProgress(0)
                .snapshotCreateTime(null)
                .originalSnapshotCreateTime(null)
                .snapshotDatabaseTime(null)
                .sourceRegion(crossing ? named.region() : null)
                .sourceDBSnapshotIdentifier(source.description().dbSnapshotArn())
                .vpcId(crossing ? null : source.description().vpcId())
                .encrypted(key != null)
                .kmsKeyId(key)
                .optionGroupName(optionGroup)
                .tagList(request.tags())
                .build(), source.data(), source.statusOfRestore());
        snapshots.add(copy);
        if (toFail > 0) {
            toFail--;
            copy.interrupt();
        }
        List<Tag> copied = Boolean.TRUE.equals(request.copyTags()) ? source.description().tagList() : List.of();
        lifecycle.after(duration, () -> finish(copy, source, copied));
        return copy;
    }

    /** Lets the next copy that is begun end as {@code failed}, in its own time. */
    void failNext() {
        toFail++;
    }

    /** Returns when the next copy from another Region is complete; empty while none is in flight. */
    Optional<Instant> nextLandsAt() {
        return queueEnds.values().stream().filter(context.timeline().now()::isBefore).min(Comparator.naturalOrder());
    }

    private RdsResource source(CopyDbSnapshotRequest request) {
        String id = request.sourceDBSnapshotIdentifier();
        if (id == null || id.isEmpty()) {
            throw RdsErrors.invalidValue(
                    "The parameter SourceDBSnapshotIdentifier must be provided and must not be blank.");
        }
        RdsResource named =
                RdsResource.isArn(id) ? RdsResource.parse(id) : RdsResource.snapshot(region, NamingRules.stored(id));
        if (request.sourceRegion() != null && !request.sourceRegion().equals(named.region())) {
            throw RdsErrors.invalidValue(
                    "The source Region %s is not that of %s".formatted(request.sourceRegion(), id));
        }
        return named;
    }

    private SimulatedSnapshot read(RdsResource named) {
        if (!context.faults().answers(named.region(), "rds")) {
            throw RdsErrors.internalFailure("The source Region %s did not answer.".formatted(named.region()));
        }
        SimulatedSnapshot source = regions.in(named.region()).snapshots().require(named.id());
        if (!source.is("available")) {
            throw RdsErrors.invalidSnapshotState(
                    "Cannot copy the snapshot because it is not currently in the available state.");
        }
        return source;
    }

    /**
     * A key of this Region is needed to bring an encrypted snapshot here; within the Region the source's own will do. An
     * unencrypted one is encrypted where a key is named. AWS makes its own key with its first use.
     */
    private String key(CopyDbSnapshotRequest request, DBSnapshot source, boolean crossing) {
        boolean encrypted = Boolean.TRUE.equals(source.encrypted());
        if (request.kmsKeyId() == null) {
            if (encrypted && crossing) {
                throw RdsErrors.keyNotAccessible(null);
            }
            return encrypted ? groups.requireKey(source.kmsKeyId()) : null;
        }
        if (request.kmsKeyId().equals(RdsAccess.AWS_MANAGED_KEY)) {
            String managed = RdsAccess.awsManagedKey(region);
            groups.enableKey(managed);
            return managed;
        }
        return groups.requireKey(request.kmsKeyId());
    }

    private String optionGroup(CopyDbSnapshotRequest request, DBSnapshot source, boolean crossing) {
        if (request.optionGroupName() != null) {
            return groups.requireOptionGroup(request.optionGroupName());
        }
        return crossing ? DatabaseGroups.DEFAULT_OPTION_GROUP : source.optionGroupName();
    }

    private Duration duration(DBSnapshot source, String key, boolean crossing) {
        if (!crossing) {
            return context.latencies().databaseSnapshot();
        }
        boolean incremental = snapshots.all().stream().map(SimulatedSnapshot::description).anyMatch(earlier ->
                earlier.status().equals("available")
                        && source.dbiResourceId().equals(earlier.dbiResourceId())
                        && Objects.equals(key, earlier.kmsKeyId()));
        Duration alone = incremental
                ? context.latencies().databaseSnapshotCopy()
                : context.latencies().databaseFullSnapshotCopy();
        Instant now = context.timeline().now();
        Instant begins = queueEnds.getOrDefault(source.dbiResourceId(), now);
        Instant ends = (begins.isBefore(now) ? now : begins).plus(alone);
        queueEnds.put(source.dbiResourceId(), ends);
        return Duration.between(now, ends);
    }

    /** Copied tags come with the copy's end, and those of the request, which stand from the first, are not overwritten. */
    private void finish(SimulatedSnapshot copy, SimulatedSnapshot source, List<Tag> copied) {
        if (copy.isInterrupted()) {
            copy.change(builder -> builder.status("failed"));
            return;
        }
        List<Tag> tags = Tags.merge(copied, copy.description().tagList());
        copy.change(builder -> builder.status("available").percentProgress(100).tagList(tags)
                .snapshotCreateTime(context.timeline().now())
                .originalSnapshotCreateTime(source.description().originalSnapshotCreateTime())
                .snapshotDatabaseTime(source.description().snapshotDatabaseTime()));
        copy.corrupt(source.statusOfRestore());
    }
}
