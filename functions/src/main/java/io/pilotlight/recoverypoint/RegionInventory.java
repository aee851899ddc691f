package io.pilotlight.recoverypoint;

import io.pilotlight.instance.InstanceName;
import io.pilotlight.plan.Cadence;
import io.pilotlight.plan.Database;
import io.pilotlight.plan.Plan;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** The manual snapshots of one Region, listed once for every database, and what they are to this software. */
public final class RegionInventory {

    private final List<DBSnapshot> snapshots;
    private final Map<String, Map<String, List<OwnSnapshot>>> ownByApplication = new HashMap<>();

    private RegionInventory(List<DBSnapshot> snapshots) {
        this.snapshots = snapshots;
    }

    /** Lists the client's Region; calls {@code rds:DescribeDBSnapshots} once a page of 100. */
    public static RegionInventory list(RdsClient rds) {
        return new RegionInventory(rds.describeDBSnapshotsPaginator(request -> request.snapshotType("manual"))
                .dbSnapshots().stream()
                .toList());
    }

    /**
     * Judges every snapshot for one database: the one place where a recovery point is chosen, whether to restore from
     * it, to test it, or to say how old it is. Where the plan's key was changed, this software's own under the key of
     * before count until one under the new key has landed; and what a planned move has backed up in the Region itself, until
     * a copy that was taken after that move has landed.
     */
    public Candidates candidates(Criterion criterion, Instant now) {
        Candidates copies = judged(criterion.after(""), now);
        boolean awaited = criterion.movedAt().filter(moved -> copies.usable().stream().allMatch(copy -> copy.takenAt().isBefore(moved))).isPresent();
        return awaited ? judged(criterion, now) : copies;
    }

    private Candidates judged(Criterion criterion, Instant now) {
        SnapshotJudge judge = new SnapshotJudge(criterion, now, false);
        Candidates found = Candidates.of(snapshots.stream().map(judge::judge).toList());
        if (!found.usable().isEmpty()) {
            return found;
        }
        SnapshotJudge ofBefore = new SnapshotJudge(criterion, now, true);
        return Candidates.of(snapshots.stream().map(ofBefore::judge).toList());
    }

    /** Judges the snapshot of that name alone, and of whatever age; both lists are empty where it is not there. */
    Candidates named(String snapshotId, Criterion criterion, Instant now) {
        SnapshotJudge judge = new SnapshotJudge(criterion.ofAnyAge(), now, true);
        return Candidates.of(named(snapshotId).stream().map(judge::judge).toList());
    }

    /** Returns the snapshot of that name. */
    Optional<DBSnapshot> named(String snapshotId) {
        return snapshots.stream().filter(snapshot -> snapshotId.equals(snapshot.dbSnapshotIdentifier())).findFirst();
    }

    /** Tells whether a snapshot of that database bears the mark of a restore test that has passed. */
    boolean isRehearsed(Criterion criterion) {
        return snapshots.stream()
                .filter(criterion::isOfDatabase)
                .anyMatch(snapshot -> SnapshotTags.isVerified(snapshot.tagList()));
    }

    /** Returns this software's snapshots of an application's database, whatever their state. */
    public List<OwnSnapshot> own(String application, String database) {
        return ownByApplication.computeIfAbsent(application, this::own).getOrDefault(database, List.of());
    }

    /** Returns what follows from how long the last backups of a database into this Region took. */
    public Cadence cadence(Plan plan, Database database) {
        return new Cadence(plan.objectives().rpo(), own(plan.application(), database.name()).stream()
                .filter(copy -> copy.isCopy() && copy.isAvailable())
                .sorted(OwnSnapshot.BY_SCHEDULE.reversed())
                .flatMap(copy -> copy.took().stream())
                .limit(Cadence.RUNS)
                .toList());
    }

    /** Returns the incidents in whose names snapshots of a database's old primary are kept. */
    public SortedSet<String> keptIncidents(Database database) {
        return snapshots.stream()
                .flatMap(snapshot -> SnapshotName.incidentOf(database.primary().instanceIdentifier(), snapshot.dbSnapshotIdentifier()).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the names of the final snapshots of DB instances that a recovery had restored for that base, and that were left. */
    public List<String> finalSnapshots(String base) {
        return snapshots.stream()
                .filter(snapshot -> InstanceName.isRestored(base, snapshot.dbInstanceIdentifier()))
                .filter(snapshot -> SnapshotName.isFinal(snapshot.dbInstanceIdentifier(), snapshot.dbSnapshotIdentifier()))
                .map(DBSnapshot::dbSnapshotIdentifier)
                .toList();
    }

    /** Returns the snapshot of that ARN. */
    public Optional<DBSnapshot> find(String arn) {
        return snapshots.stream().filter(snapshot -> arn.equals(snapshot.dbSnapshotArn())).findFirst();
    }

    /** Returns the copies of a snapshot of another Region, whoever made them. */
    public List<DBSnapshot> copiesOf(OwnSnapshot source) {
        return snapshots.stream()
                .filter(snapshot -> source.arn().equals(snapshot.sourceDBSnapshotIdentifier()))
                .toList();
    }

    /**
     * Returns the ARNs of the sources of copies in flight, whoever made them: a person's copy of one of ours is one as
     * well.
     */
    public Stream<String> sourcesInFlight() {
        return snapshots.stream()
                .filter(snapshot -> snapshot.sourceDBSnapshotIdentifier() != null)
                .filter(snapshot -> !"available".equals(snapshot.status()) && !"failed".equals(snapshot.status()))
                .map(DBSnapshot::sourceDBSnapshotIdentifier);
    }

    /** Returns the ARN of the snapshot of that name. */
    public Optional<String> arn(String snapshotId) {
        return named(snapshotId).map(DBSnapshot::dbSnapshotArn);
    }

    private Map<String, List<OwnSnapshot>> own(String application) {
        return snapshots.stream()
                .flatMap(snapshot -> OwnSnapshot.of(application, snapshot).stream())
                .collect(Collectors.groupingBy(own -> own.tags().database()));
    }
}
