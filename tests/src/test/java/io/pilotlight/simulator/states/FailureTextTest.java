package io.pilotlight.simulator.states;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever an error or a cause says, of whatever length, a state machine ends as it does with a plain one. A task that
 * catches its failure is left by its Catch: the Catch itself does not fail.
 */
class FailureTextTest {

    private static final ProductionMachines PRODUCTION = new ProductionMachines();
    private static final List<Route> ROUTES = new Routes(2, 2).all();
    /** More than a plan's parameter has room for. */
    private static final List<Route> LARGE_ROUTES = new Routes(30, 10).all();
    private static final Map<Route, Set<String>> UNDISTURBED = new HashMap<>();

    /** A task of a production machine, and whether it runs once for each of many. */
    record Task(String machine, String name, boolean isInMap) {
        @Override
        public String toString() {
            return machine + "/" + name;
        }
    }

    static Stream<Task> tasks() {
        return PRODUCTION.definitions().keySet().stream().flatMap(machine -> PRODUCTION.tasks(machine).entrySet().stream()
                .map(task -> new Task(machine, task.getKey(), task.getValue())));
    }

    static Stream<Task> tasksInMaps() {
        return tasks().filter(Task::isInMap);
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void endsAsItDoesWithAPlainText(Task task) {
        requireSameEnd(task, ROUTES, FailureTexts.all());
    }

    /** What each of many failures says is carried on together, inside the 256 KiB of a state. */
    @ParameterizedTest
    @MethodSource("tasksInMaps")
    void hasRoomForTheTextsOfThirtyDatabasesAndTenServices(Task task) {
        requireSameEnd(task, LARGE_ROUTES, FailureTexts.largest());
    }

    @Test
    void standsDownWhateverWhoRefusesSays() {
        Route approved = ROUTES.stream().filter(route -> route.name().endsWith("approved")).findFirst().orElseThrow();
        RouteRun.Ending plain = refused(approved, Optional.of(FailureTexts.PLAIN), Optional.of(FailureTexts.PLAIN));

        assertThat(plain.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(refused(approved, Optional.empty(), Optional.empty())).isEqualTo(plain);
        assertThat(FailureTexts.all()).allSatisfy(text ->
                assertThat(refused(approved, Optional.of(text), Optional.of(text))).isEqualTo(plain));
    }

    private static RouteRun.Ending refused(Route route, Optional<String> error, Optional<String> cause) {
        return new RouteRun(PRODUCTION, route).refusing(error, cause).run();
    }

    private static void requireSameEnd(Task task, List<Route> routes, List<String> texts) {
        JsonNode failing = PRODUCTION.withTaskSentTo(task.machine(), task.name(), RouteRun.FAILING);
        List<Route> through = through(task, routes);
        assertThat(through).as("the routes that go through %s", task).isNotEmpty();
        for (Route route : through) {
            RouteRun.Ending plain = end(task, route, failing, () -> new TaskFailed(FailureTexts.PLAIN, FailureTexts.PLAIN));
            if (failing.findValue(task.name()).has("Catch")) {
                List<String> always = new RouteRun(PRODUCTION, route).run().failed();
                assertThat(plain.failed()).as("what fails with %s, on the route of %s", task, route)
                        .filteredOn(state -> !always.contains(state))
                        .allMatch(PRODUCTION::isFail);
            }
            Map<String, RouteRun.Ending> others = new LinkedHashMap<>();
            others.put("no cause", end(task, route, failing, () -> new TaskFailed(FailureTexts.PLAIN)));
            texts.forEach(text -> others.put(
                    text.length() <= 100 ? text : text.substring(0, 40) + "... of " + text.length() + " characters",
                    end(task, route, failing, () -> new TaskFailed(text, text))));
            others.values().removeIf(plain::equals);
            assertThat(others).as("what ends otherwise than %s, on the route of %s", plain, route).isEmpty();
        }
    }

    private static RouteRun.Ending end(Task task, Route route, JsonNode failing, Supplier<TaskFailed> failure) {
        return new RouteRun(PRODUCTION, route).failing(task.machine(), failing, failure).run();
    }

    /** Returns, of the routes that go through a task, one for each machine that starts. */
    private static List<Route> through(Task task, List<Route> routes) {
        Map<String, Route> found = new LinkedHashMap<>();
        routes.stream()
                .filter(route -> UNDISTURBED
                        .computeIfAbsent(route, _ -> Set.copyOf(new RouteRun(PRODUCTION, route).run().states()))
                        .contains(task.toString()))
                .forEach(route -> found.putIfAbsent(route.machine(), route));
        return new ArrayList<>(found.values());
    }
}
