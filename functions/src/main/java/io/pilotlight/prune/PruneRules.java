package io.pilotlight.prune;

import io.pilotlight.plan.Retention;
import io.pilotlight.recoverypoint.OwnSnapshot;
import io.pilotlight.step.Clocks;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A flat list of reasons to keep a snapshot: what none of them holds is deleted. They go by rank and not by age, so that a
 * clock that is wrong, or a schedule that has stood still, deletes nothing; and what a failover would take ranks before what
 * it would pass over, however new that is.
 *
 * @param retention how many are kept
 * @param now the time past which a snapshot cannot have been taken
 * @param sourcesInFlight the ARNs of the snapshots of which a copy is in flight anywhere
 * @param underTest the ARNs of the snapshots that a restore test works on
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_CopySnapshot.html">Deleting a source while a
 *     copy is in flight can fail the copy; copies are incremental to the newest one</a>
 */
record PruneRules(Retention retention, Instant now, Set<String> sourcesInFlight, Set<String> underTest) {

    private static final Comparator<OwnSnapshot> NEWEST_FIRST = Comparator
            .comparing((OwnSnapshot snapshot) -> snapshot.takenAt().orElseThrow()).reversed()
            .thenComparing(OwnSnapshot::verified, Comparator.reverseOrder())
            .thenComparing(OwnSnapshot::id);

    /** Returns the rules where the account's quota has no room for the next snapshot. */
    PruneRules atFloor() {
        return new PruneRules(retention.atFloor(), now, sourcesInFlight, underTest);
    }

    /**
     * Returns what may be deleted of one database's own snapshots in one Region, oldest first; makes no call.
     *
     * @param usable tells which of them a failover would take, be they as old as they may
     */
    List<OwnSnapshot> deletable(List<OwnSnapshot> own, Predicate<OwnSnapshot> usable) {
        List<OwnSnapshot> newestFirst = own.stream()
                .filter(OwnSnapshot::isAvailable)
                .filter(snapshot -> !isTimeUnknown(snapshot))
                .sorted(NEWEST_FIRST)
                .toList();
        List<OwnSnapshot> ranked = Stream.concat(
                newestFirst.stream().filter(usable), newestFirst.stream().filter(usable.negate())).toList();
        return own.stream()
                .filter(snapshot -> reasons(snapshot, newestFirst, ranked).isEmpty())
                .sorted(OwnSnapshot.BY_SCHEDULE)
                .toList();
    }

    /** Returns every reason to keep a snapshot; a failed one is no recovery point, and has no rank. */
    private Set<Keep> reasons(OwnSnapshot snapshot, List<OwnSnapshot> newestFirst, List<OwnSnapshot> ranked) {
        Set<Keep> reasons = EnumSet.noneOf(Keep.class);
        boolean failed = snapshot.status().equals("failed");
        keepIf(reasons, Keep.NOT_SETTLED, !snapshot.isAvailable() && !failed);
        keepIf(reasons, Keep.TIME_UNKNOWN, snapshot.isAvailable() && isTimeUnknown(snapshot));
        keepIf(reasons, Keep.COPY_IN_FLIGHT, sourcesInFlight.contains(snapshot.arn()));
        keepIf(reasons, Keep.UNDER_TEST, underTest.contains(snapshot.arn()));
        keepIf(reasons, Keep.NEWEST, isAmong(snapshot, newestFirst, 1, _ -> true));
        keepIf(reasons, Keep.NEWEST_COPY, isAmong(snapshot, newestFirst, 1, OwnSnapshot::isCopy));
        keepIf(reasons, Keep.NEWEST_VERIFIED,
                isAmong(snapshot, ranked, retention.verifiedRecoveryPoints(), OwnSnapshot::verified));
        keepIf(reasons, Keep.RECENT, isAmong(snapshot, ranked, retention.recoveryPoints(), _ -> true));
        return reasons;
    }

    private boolean isTimeUnknown(OwnSnapshot snapshot) {
        return snapshot.takenAt().filter(taken -> !taken.isAfter(now.plus(Clocks.APART))).isEmpty();
    }

    private static boolean isAmong(
            OwnSnapshot snapshot, List<OwnSnapshot> ranked, int most, Predicate<OwnSnapshot> kind) {
        return ranked.stream().filter(kind).limit(most).anyMatch(snapshot::equals);
    }

    private static void keepIf(Set<Keep> reasons, Keep reason, boolean holds) {
        if (holds) {
            reasons.add(reason);
        }
    }
}
