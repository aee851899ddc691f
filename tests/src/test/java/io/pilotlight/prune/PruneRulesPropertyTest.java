package io.pilotlight.prune;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.plan.Retention;
import io.pilotlight.recoverypoint.OwnSnapshot;
import io.pilotlight.recoverypoint.SnapshotTags;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** What pruning must never do, on lists as hard as they come: all old, none verified, clocks off, copies in flight. */
class PruneRulesPropertyTest {

    private static final Instant NOW = Instant.parse("2026-11-22T16:45:00Z");
    private static final int YEARS_IN_MINUTES = 3 * 365 * 24 * 60;

    @Property
    void neverDeletesTheNewestVerifiedRecoveryPointWhateverItsAge(
            @ForAll("lists") List<OwnSnapshot> own, @ForAll @IntRange(min = 1, max = 5) int verified) {
        List<OwnSnapshot> protectedOnes = newestFirst(own, OwnSnapshot::verified).stream().limit(verified).toList();

        assertThat(deleted(own, 2, verified)).noneMatch(ids(protectedOnes)::contains);
    }

    @Property
    void neverDeletesTheNewestCopyNorTheNewestSnapshot(@ForAll("lists") List<OwnSnapshot> own) {
        Set<String> deleted = deleted(own, 2, 1);

        newestFirst(own, OwnSnapshot::isCopy).stream().findFirst()
                .ifPresent(newest -> assertThat(deleted).doesNotContain(newest.id()));
        newestFirst(own, _ -> true).stream().findFirst()
                .ifPresent(newest -> assertThat(deleted).doesNotContain(newest.id()));
    }

    @Property
    void neverDeletesASourceWithACopyInFlight(@ForAll("lists") List<OwnSnapshot> own, @ForAll("indexes") Set<Integer> flying) {
        Set<String> arns = own.stream().filter(snapshot -> flying.contains(own.indexOf(snapshot)))
                .map(OwnSnapshot::arn).collect(Collectors.toSet());

        List<OwnSnapshot> deletable = rules(2, 1, NOW, arns).deletable(own, _ -> true);

        assertThat(deletable).extracting(OwnSnapshot::arn).noneMatch(arns::contains);
    }

    @Property
    void neverDeletesWhatARestoreTestWorksOn(@ForAll("lists") List<OwnSnapshot> own, @ForAll("indexes") Set<Integer> tested) {
        Set<String> arns = own.stream().filter(snapshot -> tested.contains(own.indexOf(snapshot)))
                .map(OwnSnapshot::arn).collect(Collectors.toSet());

        assertThat(new PruneRules(new Retention(2, 1, Duration.ofDays(7), 7), NOW, Set.of(), arns).deletable(own, _ -> true))
                .extracting(OwnSnapshot::arn).noneMatch(arns::contains);
    }

    @Property
    void neverDeletesWhatRdsIsWorkingOnOrWhoseTimeIsUnknownOrYetToCome(@ForAll("lists") List<OwnSnapshot> own) {
        assertThat(rules(2, 1, NOW, Set.of()).deletable(own, _ -> true)).allSatisfy(snapshot -> {
            assertThat(snapshot.status()).isIn("available", "failed");
            if (snapshot.isAvailable()) {
                assertThat(snapshot.takenAt()).get().satisfies(taken ->
                        assertThat(taken).isBeforeOrEqualTo(NOW.plus(Duration.ofMinutes(1))));
            }
        });
    }

    @Property
    void alwaysKeepsAsManyUsableOnesAsThePlanSays(
            @ForAll("lists") List<OwnSnapshot> own, @ForAll @IntRange(min = 2, max = 10) int kept) {
        Set<String> deleted = deleted(own, kept, 1);
        List<OwnSnapshot> usable = newestFirst(own, _ -> true);

        assertThat(usable.stream().limit(kept)).extracting(OwnSnapshot::id).noneMatch(deleted::contains);
    }

    /** However many newer ones there are that no failover would take. */
    @Property
    void neverDeletesAUsableOneInFavourOfOneThatIsNot(
            @ForAll("lists") List<OwnSnapshot> own, @ForAll("indexes") Set<Integer> useless,
            @ForAll @IntRange(min = 2, max = 10) int kept, @ForAll @IntRange(min = 1, max = 3) int verified) {
        Predicate<OwnSnapshot> usable = snapshot -> !useless.contains(own.indexOf(snapshot));
        List<String> deleted = ids(rules(kept, verified, NOW, Set.of()).deletable(own, usable));

        assertThat(ids(newestFirst(own, usable)).stream().limit(kept)).noneMatch(deleted::contains);
        assertThat(ids(newestFirst(own, usable.and(OwnSnapshot::verified))).stream().limit(verified)).noneMatch(deleted::contains);
    }

    /** A clock that is ahead, by however much, deletes no more than a right one; one that is behind deletes less. */
    @Property
    void deletesNothingMoreWhereTheClockIsWrong(
            @ForAll("past") List<OwnSnapshot> own,
            @ForAll @IntRange(min = -YEARS_IN_MINUTES, max = YEARS_IN_MINUTES) int minutesOff) {
        Set<String> right = deleted(own, 2, 1);
        Set<String> wrong = rules(2, 1, NOW.plus(Duration.ofMinutes(minutesOff)), Set.of()).deletable(own, _ -> true).stream()
                .filter(OwnSnapshot::isAvailable).map(OwnSnapshot::id).collect(Collectors.toSet());

        assertThat(right).containsAll(wrong);
    }

    @Property
    void decidesTheSameHoweverTheListIsOrderedAndDeletesNothingMoreTheSecondTime(@ForAll("lists") List<OwnSnapshot> own) {
        Set<String> deleted = deleted(own, 3, 2);
        List<OwnSnapshot> left = own.stream().filter(snapshot -> !deleted.contains(snapshot.id())).toList();

        assertThat(deleted(own.reversed(), 3, 2)).isEqualTo(deleted);
        assertThat(deleted(left, 3, 2)).isEmpty();
    }

    @Property
    void deletesEverySettledOneThatNoRuleKeeps(@ForAll("past") List<OwnSnapshot> own) {
        long kept = own.size() - deleted(own, 2, 1).size();
        long undecided = own.stream()
                .filter(snapshot -> !snapshot.status().equals("failed"))
                .filter(snapshot -> !snapshot.isAvailable() || snapshot.takenAt().isEmpty())
                .count();
        int newest = 2;
        int newestVerified = 1;
        int newestCopy = 1;

        assertThat(kept - undecided).isLessThanOrEqualTo(newest + newestVerified + newestCopy);
    }

    @Provide
    Arbitrary<List<OwnSnapshot>> lists() {
        return snapshots(Arbitraries.integers().between(-YEARS_IN_MINUTES, YEARS_IN_MINUTES));
    }

    /** Nothing that claims to come from later on. */
    @Provide
    Arbitrary<List<OwnSnapshot>> past() {
        return snapshots(Arbitraries.integers().between(-YEARS_IN_MINUTES, 0));
    }

    @Provide
    Arbitrary<Set<Integer>> indexes() {
        return Arbitraries.integers().between(0, 40).set().ofMaxSize(10);
    }

    private static Arbitrary<List<OwnSnapshot>> snapshots(Arbitrary<Integer> minutesFromNow) {
        Arbitrary<String> statuses = Arbitraries.frequency(
                Tuple.of(12, "available"), Tuple.of(1, "creating"),
                Tuple.of(1, "copying"), Tuple.of(1, "deleting"),
                Tuple.of(2, "failed"));
        return Combinators.combine(
                        Arbitraries.integers().between(0, 100_000), minutesFromNow.injectNull(0.05), statuses,
                        Arbitraries.of(true, false), Arbitraries.of(true, false))
                .as(PruneRulesPropertyTest::snapshot)
                .list().ofMaxSize(40).uniqueElements(OwnSnapshot::id);
    }

    private static OwnSnapshot snapshot(int number, Integer minutesFromNow, String status, boolean copy, boolean verified) {
        String id = "visitor-db-%d".formatted(number);
        return new OwnSnapshot(id, "arn:" + id, copy ? "arn:source-of-" + id : "", "visitor-db", status,
                new SnapshotTags("visitor-counter", "visits", NOW.minusSeconds(number)),
                Optional.ofNullable(minutesFromNow).map(minutes -> NOW.plus(Duration.ofMinutes(minutes))),
                Optional.empty(), Optional.empty(), verified);
    }

    /** An ordering of its own, so that a mistake in the rules' is seen. */
    private static List<OwnSnapshot> newestFirst(List<OwnSnapshot> own, Predicate<OwnSnapshot> kind) {
        return own.stream()
                .filter(OwnSnapshot::isAvailable)
                .filter(kind)
                .filter(snapshot -> snapshot.takenAt().isPresent() && !snapshot.takenAt().get().isAfter(NOW.plusSeconds(60)))
                .sorted(Comparator.comparing((OwnSnapshot snapshot) -> snapshot.takenAt().get()).reversed()
                        .thenComparing(snapshot -> !snapshot.verified())
                        .thenComparing(OwnSnapshot::id))
                .toList();
    }

    private static PruneRules rules(int kept, int verified, Instant now, Set<String> inFlight) {
        return new PruneRules(new Retention(kept, verified, Duration.ofDays(7), 7), now, inFlight, Set.of());
    }

    private static Set<String> deleted(List<OwnSnapshot> own, int kept, int verified) {
        return new HashSet<>(ids(rules(kept, verified, NOW, Set.of()).deletable(own, _ -> true)));
    }

    private static List<String> ids(List<OwnSnapshot> snapshots) {
        return snapshots.stream().map(OwnSnapshot::id).toList();
    }
}
