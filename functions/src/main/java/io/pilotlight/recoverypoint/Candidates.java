package io.pilotlight.recoverypoint;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The snapshots of a Region, judged for one database.
 *
 * @param usable the recovery points, newest first: the first is the one that a failover takes
 * @param passedOver all others, those worth reading first
 */
public record Candidates(List<RecoveryPoint> usable, List<Verdict.PassedOver> passedOver) {

    /** Sorts verdicts; makes no call. */
    static Candidates of(List<Verdict> verdicts) {
        return new Candidates(
                only(Verdict.Usable.class, verdicts).stream()
                        .sorted(Verdict.Usable.NEWEST_FIRST)
                        .map(Verdict.Usable::point)
                        .toList(),
                only(Verdict.PassedOver.class, verdicts).stream()
                        .sorted(Verdict.PassedOver.WORTH_READING_FIRST)
                        .toList());
    }

    /** Returns the one that a failover takes. */
    public Optional<RecoveryPoint> newest() {
        return usable.stream().findFirst();
    }

    /**
     * Returns those that a failover tries, one after the other: the newest, and where none of those is verified, the newest
     * verified one at last.
     */
    List<RecoveryPoint> tried(int most) {
        List<RecoveryPoint> newest = usable.stream().limit(most).toList();
        Stream<RecoveryPoint> last = newest.stream().anyMatch(RecoveryPoint::verified)
                ? Stream.empty()
                : usable.stream().filter(RecoveryPoint::verified).limit(1);
        return Stream.concat(newest.stream(), last).toList();
    }

    private static <V extends Verdict> List<V> only(Class<V> kind, List<Verdict> verdicts) {
        return verdicts.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
