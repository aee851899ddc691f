package io.pilotlight.simulator.states;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Step Functions ends an execution whose history holds 25,000 events, and nothing catches that. A retry costs three of
 * them, and a day on which AWS throttles is a day of retries, in every loop that looks at something again.
 */
class ThrottledDayTest {

    private static final ProductionMachines PRODUCTION = new ProductionMachines();
    /** Databases, and services: the most that are looked at side by side. */
    private static final int SIZE = 10;
    /** One service is looked at most often. */
    private static final int LEAST = 1;

    private static final List<String> WAITED_FOR = List.of("RestoreDatabaseFunction", "SetPasswordFunction",
            "ScaleServiceFunction", "FenceSiteFunction", "SwitchTrafficFunction", "CheckAnswerFunction",
            "RemovePreparedFunction", "TakeSnapshotFunction", "CopySnapshotFunction", "MirrorServiceFunction",
            "RestoreTestDatabaseFunction", "CheckRestoredDataFunction", "RemoveRestoreTestsFunction");
    private static final Set<String> ROUTES = Set.of(
            "a failover whose old site answers later", "a failover whose old site never answers",
            "a failover that is resumed after its switch", "a failover that stands down after it has prepared the standby",
            "a failover whose switch takes long to be proven", "a backup", "a verification", "a move",
            "a move whose switch takes long to be proven");

    static Stream<Arguments> days() {
        return Stream.of(LEAST, SIZE).flatMap(size -> new Routes(size, size).all().stream()).filter(route -> ROUTES.contains(route.name()))
                .flatMap(route -> Stream.of(4, 15).flatMap(refusals ->
                        Stream.of(60, 1_000).map(looks -> Arguments.of(route, refusals, looks))));
    }

    @ParameterizedTest(name = "{0}, {1} refusals before each answer, {2} looks until it is done")
    @MethodSource("days")
    void fillsNoHistory(Route route, int refusals, int looks) {
        RouteRun run = new RouteRun(PRODUCTION, new Route(route.name(), route.machine(), route.input(), () -> {
            Map<String, Function<JsonNode, JsonNode>> answers = new HashMap<>(route.answers().get());
            WAITED_FOR.forEach(function -> answers.computeIfPresent(function, (_, answer) -> slow(answer, looks)));
            answers.replaceAll((_, answer) -> throttled(answer, refusals));
            return answers;
        }));

        RouteRun.Ending ending = run.run();

        assertThat(run.histories()).as("%s", ending).isNotEmpty().allSatisfy((machine, events) ->
                assertThat(events).as(machine).isLessThan(History.MOST_EVENTS));
    }

    /** Each item of a Map is looked at so often before it is done. */
    private static Function<JsonNode, JsonNode> slow(Function<JsonNode, JsonNode> answer, int looks) {
        Map<String, Integer> seen = new HashMap<>();
        return payload -> {
            JsonNode done = answer.apply(payload);
            boolean waits = seen.merge(item(payload), 1, Integer::sum) % looks != 0
                    && done.path("status").asText().equals("DONE") && !done.path("answered").asText().equals("false");
            return waits ? ((ObjectNode) done.deepCopy()).put("status", "IN_PROGRESS") : done;
        };
    }

    /** Each call is refused so often before it is answered. */
    private static Function<JsonNode, JsonNode> throttled(Function<JsonNode, JsonNode> answer, int refusals) {
        Map<JsonNode, Integer> tries = new HashMap<>();
        return payload -> {
            if (tries.merge(payload, 1, Integer::sum) % (refusals + 1) != 0) {
                throw new TaskFailed("Lambda.TooManyRequestsException", "{\"errorMessage\": \"Rate exceeded\"}");
            }
            return answer.apply(payload);
        };
    }

    private static String item(JsonNode payload) {
        return String.join(" ", payload.findValuesAsText("instanceIdentifier")) + payload.findValuesAsText("service");
    }
}
