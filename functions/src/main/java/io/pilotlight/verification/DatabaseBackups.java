package io.pilotlight.verification;

import io.pilotlight.plan.Cadence;
import io.pilotlight.plan.Database;
import io.pilotlight.plan.Direction;
import io.pilotlight.plan.Plan;
import io.pilotlight.plan.PlanDocument;
import io.pilotlight.recoverypoint.Criterion;
import io.pilotlight.recoverypoint.OwnSnapshot;
import io.pilotlight.recoverypoint.RecoveryPoint;
import io.pilotlight.recoverypoint.RegionInventory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What is to be checked of one database's recovery points, all of it read before.
 *
 * @param criterion what a snapshot must be so that a failover restores from it
 * @param usable what a failover would restore from, newest first
 * @param copies this software's own copies out of the active site's Region, whatever their state
 * @param complete those of them that are complete, newest first
 * @param source the active site; empty where its Region did not answer
 */
record DatabaseBackups(
        PlanDocument document,
        Database database,
        Direction direction,
        Instant now,
        RegionInventory target,
        Criterion criterion,
        List<RecoveryPoint> usable,
        List<Copy> copies,
        List<Copy> complete,
        Optional<SourceSite> source) {

    /** Makes no call. */
    static DatabaseBackups of(PlanDocument document, Database database, Direction direction, Instant now,
            RegionInventory target, Optional<SourceSite> source) {
        List<Copy> copies = target.own(document.plan().application(), database.name()).stream()
                .filter(own -> own.isCopyOutOf(direction.sourceRegion()))
                .map(own -> new Copy(own, target.find(own.arn()).orElseThrow()))
                .toList();
        Criterion criterion = Criterion.of(document.plan().application(), database, direction, document.plan().retention());
        return new DatabaseBackups(document, database, direction, now, target,
                criterion,
                target.candidates(criterion, now).usable(),
                copies,
                copies.stream().filter(Copy::isComplete).sorted(Copy.NEWEST_FIRST).toList(),
                source);
    }

    String name() {
        return database.name();
    }

    Plan plan() {
        return document.plan();
    }

    Duration rpo() {
        return plan().objectives().rpo();
    }

    /**
     * Returns those that stay by their rank: the newest ones that the plan keeps, without verified ones at the end, which may
     * stay by that alone, while those between them and the others were pruned.
     */
    <T> List<T> keptByRank(List<T> newestFirst, Predicate<T> verified) {
        List<T> newest = newestFirst.subList(0, Math.min(kept(), newestFirst.size()));
        int end = newest.size();
        while (end > 0 && verified.test(newest.get(end - 1))) {
            end--;
        }
        return newest.subList(0, end);
    }

    /** How many of the newest recovery points the plan keeps. */
    int kept() {
        return plan().retention().recoveryPoints();
    }

    Cadence cadence() {
        return target.cadence(plan(), database);
    }

    Duration age(Instant then) {
        return Duration.between(then, now);
    }

    /** Returns the snapshots that this software took of the database at the active site. */
    List<OwnSnapshot> sources() {
        return source.map(site -> site.taken(plan().application(), name())).orElse(List.of());
    }

    /** What is wrong with the newest recovery point hits a recovery at once; what is wrong with an older one may do so. */
    Severity severity(OwnSnapshot snapshot) {
        return !complete.isEmpty() && complete.getFirst().own().equals(snapshot) ? Severity.CRITICAL : Severity.WARNING;
    }

    /** Returns the name under which people find a snapshot. */
    String subject(String snapshotId) {
        return "%s/%s".formatted(name(), snapshotId);
    }
}
