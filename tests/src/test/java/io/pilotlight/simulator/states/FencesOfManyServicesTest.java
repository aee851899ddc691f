package io.pilotlight.simulator.states;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The fence of a failover of ten services: what it may cost of a history, and what is given back of it. */
class FencesOfManyServicesTest {

    private static final ProductionMachines PRODUCTION = new ProductionMachines();
    private static final int SERVICES = 10;
    private static final Route RECOVERED = new Routes(1, SERVICES).all().getFirst();
    private static final String DARK = fence("DONE", false);

    private final Map<String, Function<JsonNode, JsonNode>> otherwise = new HashMap<>();
    private final List<JsonNode> notices = new ArrayList<>();
    private boolean moved;

    @Test
    void staysInsideAHistoryWhereTheOldSiteIsDarkForTheWholeDay() {
        fenceAnswers(() -> DARK);

        assertNotFencedAfterADay();
    }

    @Test
    void staysInsideAHistoryWhereTheOldSiteComesBackAndItsTasksNeverStop() {
        fenceAnswers(() -> fence("IN_PROGRESS", true));

        assertNotFencedAfterADay();
    }

    @Test
    void staysInsideAHistoryWhereEveryLateLookFails() {
        fenceAnswers(() -> {
            throw new TaskFailed("Lambda.TooManyRequestsException", "{\"errorMessage\": \"Rate exceeded\"}");
        });

        assertNotFencedAfterADay();
    }

    @Test
    void givesBackWhatAnEarlierRunFencedWhereTheOneThatResumesItFailsBeforeItsOwnFence() {
        Function<JsonNode, JsonNode> acquire = RECOVERED.answers().get().get("AcquireLeaseFunction");
        otherwise.put("AcquireLeaseFunction", payload -> ((ObjectNode) acquire.apply(payload)).put("resumed", true));
        otherwise.put("RestoreDatabaseFunction", _ -> {
            throw new TaskFailed("io.pilotlight.restore.StuckInstanceException", "{\"errorMessage\": \"it stands still\"}");
        });

        RouteRun.Ending ending = run();

        assertThat(ending.status()).as("%s", ending).isEqualTo(ExecutionStatus.FAILED);
        assertThat(ending.states()).contains("FailoverStateMachine/LiftFences").doesNotContain("FailoverStateMachine/Activate");
        assertThat(told("FAILOVER_FAILED").path("givenBack")).hasSize(SERVICES);
    }

    private void assertNotFencedAfterADay() {
        RouteRun.Ending ending = run();

        assertThat(ending.status()).as("%s", ending).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(told("OLD_SITE_NOT_FENCED").path("fences")).hasSize(SERVICES);
    }

    /** The old site is dark while traffic moves, and answers this from then on. */
    private void fenceAnswers(Supplier<String> late) {
        Function<JsonNode, JsonNode> ofStandby = RECOVERED.answers().get().get("FenceSiteFunction");
        otherwise.put("FenceSiteFunction", payload -> payload.path("region").asText().equals("eu-central-1")
                ? ofStandby.apply(payload)
                : Bench.json(moved ? late.get() : DARK));
        Function<JsonNode, JsonNode> switchTraffic = RECOVERED.answers().get().get("SwitchTrafficFunction");
        otherwise.put("SwitchTrafficFunction", payload -> {
            moved = true;
            return switchTraffic.apply(payload);
        });
    }

    private RouteRun.Ending run() {
        return new RouteRun(PRODUCTION, new Route(RECOVERED.name(), RECOVERED.machine(), RECOVERED.input(), () -> {
            Map<String, Function<JsonNode, JsonNode>> answers = new HashMap<>(RECOVERED.answers().get());
            answers.putAll(otherwise);
            Function<JsonNode, JsonNode> word = answers.get("WordNoticeFunction");
            answers.put("WordNoticeFunction", payload -> {
                notices.add(payload.path("notice"));
                return word.apply(payload);
            });
            return answers;
        })).run();
    }

    private JsonNode told(String type) {
        return notices.stream().filter(notice -> notice.path("type").asText().equals(type)).findFirst().orElseThrow();
    }

    private static String fence(String status, boolean answered) {
        return """
            {"status": "%s", "reason": "it was looked at", "fenced": false, "answered": %s, "tasks": 0}\
            """.formatted(status, answered);
    }
}
