package io.pilotlight.simulator.states;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** Runs the branches of a Parallel state. */
final class ParallelWork {

    private final Execution execution;
    private final State.Parallel parallel;
    private final Visit visit;

    ParallelWork(Execution execution, State.Parallel parallel, Visit visit) {
        this.execution = execution;
        this.parallel = parallel;
        this.visit = visit;
    }

    /** @throws StateFailure the first failure of a branch */
    Document run() {
        execution.history().add(1);
        Document input = parallel.arguments()
                .map(arguments -> visit.evaluate(arguments, visit.bindings(), "Arguments"))
                .orElse(visit.input());
        int count = parallel.branches().size();
        Fork fork = new Fork(execution.timeline(), visit.state(), count, Math.max(2, count),
                index -> new Walk(execution, visit.scope().branch()).run(parallel.branches().get(index), input));
        ArrayNode results = JsonNodeFactory.instance.arrayNode(count);
        fork.join().forEach(result -> results.add(result.json()));
        execution.history().add(1);
        return Document.of(results);
    }
}
