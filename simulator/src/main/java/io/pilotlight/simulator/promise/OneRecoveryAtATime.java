package io.pilotlight.simulator.promise;

import io.pilotlight.simulator.journal.JournalEvent.ExecutionEnded;
import io.pilotlight.simulator.journal.JournalEvent.ExecutionStarted;
import io.pilotlight.simulator.journal.JournalEvent.FunctionInvoked;
import io.pilotlight.simulator.journal.JournalEvent.Injected;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Between two grants of the lease, the earlier holder has given it back or has ended; each grant has a higher epoch, and
 * what an earlier recovery has started ends with the grant, or the grant says that it could not be stopped.
 */
public final class OneRecoveryAtATime implements Promise {

    /** What a scenario says that makes the stack anew. */
    public static final String NEW_STACK = "the stack is made anew, and its state table is empty";

    private static final String ACTIVATE = "ActivateStateMachine";
    /** What was started right before may not be listed yet. */
    private static final Duration LISTED_AFTER = Duration.ofSeconds(10);

    private record Grant(Instant at, String execution, long epoch, boolean allStopped) {}

    @Override
    public String sentence() {
        return "At most one recovery runs at a time, with what it has started, and each has a higher epoch than the one before.";
    }

    @Override
    public Stream<String> broken(Evidence evidence) {
        List<Grant> grants = evidence.events(FunctionInvoked.class)
                .filter(call -> call.function().equals("AcquireLeaseFunction") && call.output() != null)
                .filter(call -> call.output().path("status").asText().equals("DONE"))
                .filter(call -> !call.input().path("purpose").asText().equals("LOOK"))
                .map(call -> new Grant(call.at(), call.input().path("executionId").asText(), call.output().path("epoch").asLong(),
                        call.output().path("remark").asText().isEmpty()))
                .toList();
        return Stream.concat(
                Stream.iterate(1, next -> next < grants.size(), next -> next + 1)
                        .flatMap(next -> overlap(evidence, grants.get(next - 1), grants.get(next))),
                grants.stream().filter(Grant::allStopped).flatMap(grant -> livingOn(evidence, grant)));
    }

    private static Stream<String> livingOn(Evidence evidence, Grant grant) {
        return evidence.events(ExecutionStarted.class)
                .filter(started -> started.machine().equals(ACTIVATE)
                        && started.input().path("epoch").asLong() < grant.epoch()
                        && started.at().plus(LISTED_AFTER).isBefore(grant.at()))
                .filter(started -> evidence.events(ExecutionEnded.class).noneMatch(end ->
                        end.execution().equals(started.execution()) && !end.at().isAfter(grant.at())))
                .map(started -> "%s was still running when %s had got the lease with epoch %d".formatted(
                        started.execution(), grant.execution(), grant.epoch()));
    }

    private static Stream<String> overlap(Evidence evidence, Grant earlier, Grant later) {
        if (earlier.execution().equals(later.execution()) || beganAnew(evidence, earlier, later)) {
            return Stream.empty();
        }
        if (later.epoch() <= earlier.epoch()) {
            return Stream.of("%s got epoch %d after epoch %d was given to %s".formatted(
                    later.execution(), later.epoch(), earlier.epoch(), earlier.execution()));
        }
        boolean free = released(evidence, earlier, later) || ended(evidence, earlier, later);
        return free ? Stream.empty() : Stream.of("%s got the lease at %s while %s still held it".formatted(
                later.execution(), later.at(), earlier.execution()));
    }

    /** A new stack's table counts from 1. */
    private static boolean beganAnew(Evidence evidence, Grant earlier, Grant later) {
        return evidence.events(Injected.class).anyMatch(injected -> injected.what().equals(NEW_STACK)
                && injected.at().isAfter(earlier.at()) && injected.at().isBefore(later.at()));
    }

    private static boolean released(Evidence evidence, Grant earlier, Grant later) {
        return evidence.events(FunctionInvoked.class)
                .filter(call -> call.function().equals("ReleaseLeaseFunction") && !call.at().isAfter(later.at()))
                .anyMatch(call -> call.input().path("epoch").asLong() == earlier.epoch());
    }

    private static boolean ended(Evidence evidence, Grant earlier, Grant later) {
        return evidence.events(ExecutionEnded.class)
                .anyMatch(end -> end.execution().equals(earlier.execution()) && !end.at().isAfter(later.at()));
    }
}
