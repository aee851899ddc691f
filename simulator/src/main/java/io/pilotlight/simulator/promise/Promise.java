package io.pilotlight.simulator.promise;

import java.util.List;
import java.util.stream.Stream;

/** Something that Pilot Light promises, checked after a run from what happened in it, apart from the code that ran. */
public interface Promise {

    /** The promises that are checked after every run. */
    List<Promise> ALL = List.of(
            new TrafficFollowsCheck(),
            new NobodyLeftBehind(),
            new OneWriter(),
            new MoveLosesNothing(),
            new OldRowsListed(),
            new LeftGoesLast(),
            new EveryRowIsSomewhere(),
            new RecoveryPointsKept(),
            new ExposureHeld(),
            new NewestRestored(),
            new EveryRunEnds(),
            new OneRecoveryAtATime(),
            new NothingTakenDown(),
            new NothingLeftUnsaid(),
            new MovedByDecision(),
            new AdviceFollowsRecord(),
            new NothingForbidden());

    /** Returns the promise in one sentence. */
    String sentence();

    /** Returns how it was broken, each in one sentence; empty where it was kept. */
    Stream<String> broken(Evidence evidence);

    /** Checks every promise. */
    static List<Violation> check(Evidence evidence) {
        return ALL.stream()
                .flatMap(promise -> promise.broken(evidence).map(detail -> new Violation(promise.sentence(), detail)))
                .toList();
    }
}
