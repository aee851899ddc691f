package io.pilotlight.simulator.states;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;

/**
 * Runs an inline Map's states once for each item.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html">Using Map state in Inline
 *     mode: at most 40 iterations at once</a>
 */
final class MapWork {

    private static final int MOST_AT_ONCE = 40;

    private final Execution execution;
    private final State.Map map;
    private final Visit visit;

    MapWork(Execution execution, State.Map map, Visit visit) {
        this.execution = execution;
        this.map = map;
        this.visit = visit;
    }

    /** @throws StateFailure the first failure of an iteration */
    Document run() {
        execution.history().add(1);
        List<?> items = items();
        int atMost = atMost();
        Fork fork = new Fork(execution.timeline(), visit.state(), items.size(), atMost,
                index -> iterate(index, items.get(index)));
        ArrayNode results = JsonNodeFactory.instance.arrayNode(items.size());
        fork.join().forEach(result -> results.add(result.json()));
        execution.history().add(1);
        return Document.of(results);
    }

    private List<?> items() {
        Object items = map.items().map(template -> template.evaluate(visit.bindings())).orElseGet(visit.input()::plain);
        if (items instanceof List<?> list) {
            return (List<?>) visit.evaluate(new Template.Literal(list), visit.bindings(), "Items").plain();
        }
        throw new StateFailure(
                StateFailure.QUERY, "The Items of the Map state '%s' are no array.".formatted(visit.state()));
    }

    private int atMost() {
        int wanted = (int) WholeNumber.of(map.maxConcurrency(), visit, "MaxConcurrency", 0, Integer.MAX_VALUE);
        return wanted == 0 ? MOST_AT_ONCE : Math.min(wanted, MOST_AT_ONCE);
    }

    private Document iterate(int index, Object item) {
        execution.history().add(1);
        Document input = map.itemSelector()
                .map(selector -> visit.evaluate(selector, visit.bindingsWithItem(index, item), "ItemSelector"))
                .orElseGet(() -> Document.ofPlain(item));
        Document result = new Walk(execution, visit.scope().iteration(index, item)).run(map.processor(), input);
        execution.history().add(1);
        return result;
    }
}
