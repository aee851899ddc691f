package io.pilotlight.simulator.states;

import io.pilotlight.simulator.time.Signal;
import io.pilotlight.simulator.time.SimulatedProcess;
import io.pilotlight.simulator.time.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** Branches that run at the same virtual time, at most so many at once; the first that fails stops the others. */
final class Fork {

    private final Timeline timeline;
    private final String name;
    private final int atMost;
    private final IntFunction<Document> branch;
    private final Document[] results;
    private final List<SimulatedProcess> processes = new ArrayList<>();
    private final Signal settled;
    private Optional<StateFailure> failure = Optional.empty();
    private int begun;
    private int done;

    /** @param branch runs the branch of a number, counted from 0 */
    Fork(Timeline timeline, String name, int count, int atMost, IntFunction<Document> branch) {
        this.timeline = timeline;
        this.name = name;
        this.atMost = atMost;
        this.branch = branch;
        this.results = new Document[count];
        this.settled = new Signal(timeline);
    }

    /**
     * Runs the branches and returns their results in the branches' own order.
     *
     * @throws StateFailure the first failure of a branch
     */
    List<Document> join() {
        if (results.length < 2 || atMost == 1) {
            return oneByOne();
        }
        for (int started = 0; started < Math.min(atMost, results.length); started++) {
            beginNext();
        }
        try {
            settled.await();
        } finally {
            processes.forEach(SimulatedProcess::stop);
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
        return Arrays.asList(results);
    }

    private List<Document> oneByOne() {
        for (int index = 0; index < results.length; index++) {
            results[index] = branch.apply(index);
        }
        return Arrays.asList(results);
    }

    private void beginNext() {
        if (begun < results.length && failure.isEmpty()) {
            int index = begun++;
            processes.add(timeline.spawn("%s[%d]".formatted(name, index), () -> run(index)));
        }
    }

    private void run(int index) {
        try {
            results[index] = branch.apply(index);
            done++;
            beginNext();
        } catch (StateFailure thrown) {
            failure = failure.or(() -> Optional.of(thrown));
        }
        if (failure.isPresent() || done == results.length) {
            settled.give();
        }
    }
}
