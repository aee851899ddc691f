package io.pilotlight.prune;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.aws.Regional;
import io.pilotlight.instance.RegionInstances;
import io.pilotlight.lease.RecoveryState;
import io.pilotlight.lease.StateTable;
import io.pilotlight.plan.Database;
import io.pilotlight.plan.Direction;
import io.pilotlight.plan.Retention;
import io.pilotlight.plan.Sites;
import io.pilotlight.prune.PruneRecoveryPointsHandler.Result.NotRemoved;
import io.pilotlight.prune.PruneRecoveryPointsHandler.Result.Removed;
import io.pilotlight.reconcile.Reconciled;
import io.pilotlight.recoverypoint.Criterion;
import io.pilotlight.recoverypoint.OwnSnapshot;
import io.pilotlight.recoverypoint.RecoveryPoint;
import io.pilotlight.recoverypoint.RegionInventory;
import io.pilotlight.recoverypoint.SnapshotRoom;
import io.pilotlight.step.Require;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.rds.RdsClient;

/**
 * Deletes the software's own snapshots that {@link PruneRules} names no reason to keep, in both Regions, 25 a call at
 * most.
 *
 * <p>A deletion that fails does not stop the others. While a recovery runs, twice as many are kept, and until it has
 * succeeded whatever an instance was restored from, and after it, what an old primary is compared with, until a person has
 * acknowledged what that alone had; where the account's quota has no room for the next backup, the oldest
 * that are not verified give way. Called again, it judges anew. Calls {@code dynamodb:GetItem}, {@code rds:DescribeDBSnapshots} and {@code rds:DescribeDBInstances} in
 * each Region, once a page, {@code rds:DescribeAccountAttributes} in each, and {@code rds:DeleteDBSnapshot} for each snapshot that goes. Where a Region does not
 * answer, nothing is deleted anywhere: it might hold a copy in flight, or a restore test.
 */
public final class PruneRecoveryPointsHandler
        extends StepHandler<PruneRecoveryPointsHandler.Input, PruneRecoveryPointsHandler.Result> {

    /**
     * @param table the state table, in the function's own Region
     * @param application the plan's application; only snapshots with its tags are looked at
     * @param sites the plan's sites
     * @param databases the plan's databases
     * @param retention what is kept
     * @param dryRun whether to say only what would be deleted
     */
    public record Input(
            String table,
            String application,
            Sites sites,
            List<Database> databases,
            Retention retention,
            boolean dryRun) {

        public Input {
            Require.notEmpty("databases", databases);
            databases = List.copyOf(databases);
        }
    }

    /**
     * @param status {@code DONE}; {@code IN_PROGRESS} where more is to be deleted by the next call
     * @param reason what was done
     * @param deleted what this call deleted, or would
     * @param failed what it could not delete
     * @param kept how many of the software's snapshots stay
     */
    public record Result(
            Status status, String reason, List<Removed> deleted, List<NotRemoved> failed, int kept) {

        /** A snapshot that is gone, or would be. */
        public record Removed(String region, String snapshotId) {}

        /** A snapshot that could not be deleted, and why. */
        public record NotRemoved(String region, String snapshotId, String reason) {}
    }

    private final DynamoDbClient dynamo;
    private final Regional<RdsClient> rds;
    private final Clock clock;

    /** For Lambda. */
    public PruneRecoveryPointsHandler() {
        this(AwsClients.own(DynamoDbClient.builder()), AwsClients.regional(RdsClient::builder), Clock.systemUTC());
    }

    public PruneRecoveryPointsHandler(DynamoDbClient dynamo, Regional<RdsClient> rds, Clock clock) {
        this.dynamo = dynamo;
        this.rds = rds;
        this.clock = clock;
    }

    @Override
    protected Result step(Input input) {
        RecoveryState state = new StateTable(dynamo, input.table(), input.application()).read();
        Map<String, RegionInventory> listed = new LinkedHashMap<>();
        Map<String, RegionInstances> instances = new LinkedHashMap<>();
        Map<String, Optional<SnapshotRoom>> rooms = new LinkedHashMap<>();
        Set<String> undecided = new HashSet<>();
        new Reconciled(dynamo, input.table(), input.application()).undone(state).ifPresent(undecided::add);
        for (String region : List.of(input.sites().primary().region(), input.sites().standby().region())) {
            RegionInventory inventory = RegionInventory.list(rds.in(region));
            listed.put(region, inventory);
            // The instances last: what a test has begun to restore in between is the newest, which stays anyway.
            instances.put(region, RegionInstances.list(rds.in(region)));
            rooms.put(region, SnapshotRoom.of(rds.in(region)));
            input.databases().forEach(database -> undecided.addAll(inventory.keptIncidents(database)));
        }
        Set<String> inFlight = new HashSet<>();
        Set<String> inUse = new HashSet<>();
        listed.forEach((region, inventory) -> {
            inventory.sourcesInFlight().forEach(inFlight::add);
            Stream.concat(
                            (state.incidentOpen() ? instances.get(region).recoveryPointsInUse(input.application())
                                    : instances.get(region).recoveryPointsUnderTest(input.application())).stream(),
                            instances.get(region).recoveryPointsOf(input.application(), undecided).stream())
                    .forEach(snapshotId -> inventory.arn(snapshotId).ifPresent(inUse::add));
        });
        Instant now = clock.instant();
        boolean running = state.incidentOpen() && state.expiresAt().isAfter(now);
        PruneRules rules = new PruneRules(running ? extremes(input.retention()) : input.retention(), now, inFlight, inUse);
        Direction direction = Direction.of(input.sites(), state.activeSite());
        List<Removed> deletable = new ArrayList<>();
        int own = 0;
        for (Map.Entry<String, RegionInventory> region : listed.entrySet()) {
            List<OwnSnapshot> before = new ArrayList<>();
            List<OwnSnapshot> gone = new ArrayList<>();
            List<OwnSnapshot> useless = new ArrayList<>();
            List<OwnSnapshot> giveWay = new ArrayList<>();
            for (Database database : input.databases()) {
                List<OwnSnapshot> snapshots = region.getValue().own(input.application(), database.name());
                Predicate<OwnSnapshot> usable = region.getKey().equals(direction.targetRegion())
                        ? usable(region.getValue(), Criterion.of(input.application(), database, direction, input.retention()), now)
                        : _ -> true;
                before.addAll(snapshots);
                gone.addAll(rules.deletable(snapshots, usable));
                rules.atFloor().deletable(snapshots, usable).forEach(snapshot ->
                        (usable.test(snapshot) ? giveWay : useless).add(snapshot));
            }
            Set<OwnSnapshot> known = Set.copyOf(gone);
            long tooMany = rooms.get(region.getKey())
                    .map(room -> room.used() - gone.size() + input.databases().size() - room.granted()).orElse(0L);
            Stream.of(useless, giveWay).flatMap(some -> some.stream().sorted(OwnSnapshot.BY_SCHEDULE))
                    .filter(snapshot -> !known.contains(snapshot))
                    .limit(Math.max(0, tooMany)).forEach(gone::add);
            own += before.size();
            gone.forEach(snapshot -> deletable.add(new Removed(region.getKey(), snapshot.id())));
        }
        return remove(input.dryRun() ? new DryRunRemover() : new RdsSnapshotRemover(rds),
                deletable, own - deletable.size());
    }

    /** What a running recovery has chosen stays for as long as it may run, and still not everything. */
    private static Retention extremes(Retention retention) {
        return new Retention(Math.min(2 * retention.recoveryPoints(), Retention.MOST), retention.verifiedRecoveryPoints(),
                retention.maximumAge(), retention.leftInstanceDays());
    }

    /** Of any age, because pruning goes by rank. */
    private static Predicate<OwnSnapshot> usable(RegionInventory inventory, Criterion criterion, Instant now) {
        Set<String> ids = inventory.candidates(criterion.ofAnyAge(), now).usable().stream()
                .map(RecoveryPoint::snapshotId)
                .collect(Collectors.toSet());
        return snapshot -> ids.contains(snapshot.id());
    }

    private static Result remove(SnapshotRemover remover, List<Removed> deletable, int kept) {
        List<Removed> deleted = new ArrayList<>();
        List<NotRemoved> failed = new ArrayList<>();
        List<Removed> some = deletable.subList(0, Math.min(remover.most(), deletable.size()));
        for (Removed snapshot : some) {
            try {
                remover.remove(snapshot.region(), snapshot.snapshotId());
                deleted.add(snapshot);
            } catch (SdkException failure) {
                failed.add(new NotRemoved(snapshot.region(), snapshot.snapshotId(), failure.getMessage()));
            }
        }
        int left = deletable.size() - some.size();
        // Where nothing could be deleted, the next call would try the same ones again.
        boolean more = left > 0 && !deleted.isEmpty();
        return new Result(more ? Status.IN_PROGRESS : Status.DONE,
                "%d snapshots %s, %d could not be, %d are left for the next call; %d stay".formatted(
                        deleted.size(), remover.done(), failed.size(), left, kept),
                deleted, failed, kept);
    }
}
