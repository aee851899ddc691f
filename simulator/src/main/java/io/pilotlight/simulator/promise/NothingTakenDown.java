package io.pilotlight.simulator.promise;

import io.pilotlight.simulator.journal.JournalEvent;
import io.pilotlight.simulator.journal.JournalEvent.ExecutionEnded;
import io.pilotlight.simulator.journal.JournalEvent.VisitCommitted;
import io.pilotlight.simulator.journal.JournalEvent.VisitFailed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Judged by the visits: a time in which every visit failed, without that in which the primary could not have served
 * anybody, unless it was the standby that served until then. What is left of it was our doing.
 */
final class NothingTakenDown implements Promise {

    /**
     * From a fence until the fenced tasks are healthy again where the switch does not succeed: 6 min in which it is tried,
     * 1 min until the next look, 4 in which is looked where the public names lead, and 4 for the tasks.
     */
    static final Duration BOUND = Duration.ofMinutes(15);

    /**
     * In each run of a planned move, which somebody may stop and start again: 6 min for tasks that drain, 4 for the snapshot, 20 for a full copy, 13 for the restore and the tasks,
     * and 2 for DNS.
     */
    static final Duration MOVE_BOUND = Duration.ofMinutes(6 + 4 + 20 + 13 + 2);

    /**
     * @param answeredBefore the Region that answered before it; empty where none did
     * @param answeredFrom the Region that answered after it; empty where none did
     */
    private record Silence(Evidence.Window time, Optional<String> answeredBefore, Optional<String> answeredFrom) {}

    @Override
    public String sentence() {
        return ("What worked before is not taken down for longer than %d minutes, than the RTO where the standby then serves, or than"
                + " %d minutes by a planned move, to which giving back adds the first.").formatted(BOUND.toMinutes(), MOVE_BOUND.toMinutes());
    }

    @Override
    public Stream<String> broken(Evidence evidence) {
        return silences(evidence).stream()
                .filter(silence -> ours(silence, evidence).compareTo(bound(silence, evidence)) > 0)
                .map(silence -> "no visit was answered from %s to %s, although a site could have served for %d min of that"
                        .formatted(silence.time().from(), silence.time().until(), ours(silence, evidence).toMinutes()));
    }

    private static Duration bound(Silence silence, Evidence evidence) {
        Optional<Evidence.Move> move = evidence.moves().filter(made -> !made.at().isBefore(silence.time().from())).findFirst();
        long runs = move.stream().flatMap(made -> evidence.moveStarts()
                .filter(start -> start.isBefore(made.at()) && start.isAfter(silence.time().from().minus(MOVE_BOUND)))).count();
        if (move.isPresent() && move.get().firstStart().isBefore(silence.time().from())) {
            return MOVE_BOUND.multipliedBy(runs);
        }
        boolean moved = silence.answeredFrom().filter(evidence.regions().standby()::equals).isPresent()
                && !silence.answeredFrom().equals(silence.answeredBefore());
        return moved ? evidence.rto() : BOUND.plus(withdrawnMove(silence, evidence));
    }

    private static Duration ours(Silence silence, Evidence evidence) {
        boolean standbyServed = silence.answeredBefore().filter(evidence.regions().standby()::equals).isPresent();
        return standbyServed ? silence.time().length() : evidence.outages().stream()
                .map(silence.time()::overlap)
                .reduce(silence.time().length(), Duration::minus);
    }

    /** For how long a run of a move that was stopped, or failed, held the site that served until then: as long as a move may. */
    private static Duration withdrawnMove(Silence silence, Evidence evidence) {
        return evidence.events(ExecutionEnded.class)
                .filter(ended -> ended.machine().equals("FailbackStateMachine") && !ended.status().equals("SUCCEEDED"))
                .filter(ended -> ended.at().isAfter(silence.time().from()))
                .findFirst()
                .map(ended -> silence.time().overlap(new Evidence.Window(silence.time().from(), ended.at())))
                .map(time -> time.compareTo(MOVE_BOUND) <= 0 ? time : MOVE_BOUND)
                .orElse(Duration.ZERO);
    }

    private static List<Silence> silences(Evidence evidence) {
        List<Silence> silences = new ArrayList<>();
        Optional<String> answering = Optional.empty();
        Optional<Instant> firstFailed = Optional.empty();
        Optional<Instant> lastFailed = Optional.empty();
        for (JournalEvent event : evidence.journal().events()) {
            if (event instanceof VisitFailed failed) {
                firstFailed = firstFailed.or(() -> Optional.of(failed.at()));
                lastFailed = Optional.of(failed.at());
            } else if (event instanceof VisitCommitted answered) {
                if (firstFailed.isPresent()) {
                    silences.add(new Silence(
                            new Evidence.Window(firstFailed.get(), lastFailed.get()), answering, Optional.of(answered.region())));
                    firstFailed = Optional.empty();
                }
                answering = Optional.of(answered.region());
            }
        }
        if (firstFailed.isPresent()) {
            silences.add(new Silence(new Evidence.Window(firstFailed.get(), lastFailed.get()), answering, Optional.empty()));
        }
        return silences;
    }
}
