package io.pilotlight.simulator.states;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A failover whose plan says that both sites share the password of the database. */
class SharedPasswordTest {

    private static final ProductionMachines PRODUCTION = new ProductionMachines();
    private static final Route RECOVERED = new Routes(1, 1).all().getFirst();

    /** What was done at the standby, in its order; what is repeated stands once. */
    private final List<String> done = new ArrayList<>();
    private final Map<String, Integer> looks = new HashMap<>();

    @Test
    void startsTasksBeforeRdsIsDoneAndChecksThemOnlyAfterwards() {
        run((function, answer) -> function.equals("RestoreDatabaseFunction") && looks(function) < 12
                ? answer.put("status", "IN_PROGRESS")
                : answer);

        assertThat(done).containsSubsequence("ScaleServiceFunction i", "RestoreDatabaseFunction i", "CheckHealthFunction")
                .doesNotContain("SetPasswordFunction");
        assertThat(done.indexOf("CheckHealthFunction")).isGreaterThan(done.lastIndexOf("RestoreDatabaseFunction i"));
        assertThat(looks("RestoreDatabaseFunction")).isEqualTo(12);
    }

    @Test
    void setsThePasswordOnceWhereTheTasksDoNotComeUpWithIt() {
        assertThat(run((function, answer) -> function.equals("ScaleServiceFunction") && looks("SetPasswordFunction") == 0
                ? answer.put("status", "IN_PROGRESS")
                : answer).status()).isEqualTo(ExecutionStatus.SUCCEEDED);

        assertThat(looks("SetPasswordFunction")).isEqualTo(1);
    }

    @Test
    void setsThePasswordOnceWhereThePageAnswersAndItsCheckFails() {
        assertThat(run((function, answer) -> function.equals("CheckHealthFunction") && looks("SetPasswordFunction") == 0
                ? answer.put("health", "UNHEALTHY")
                : answer).status()).isEqualTo(ExecutionStatus.SUCCEEDED);

        assertThat(looks("SetPasswordFunction")).isEqualTo(1);
    }

    @Test
    void failsAsAnyOtherWhereTheTasksDoNotComeUpWithAPasswordThatWasSet() {
        assertThat(run((function, answer) -> function.equals("ScaleServiceFunction")
                ? answer.put("status", "IN_PROGRESS")
                : answer).status()).isEqualTo(ExecutionStatus.FAILED);

        assertThat(looks("SetPasswordFunction")).isEqualTo(1);
    }

    @Test
    void startsTasksAnewWhereAnotherInstanceIsServedThanTheyWereStartedWith() {
        run((function, answer) -> function.equals("RestoreDatabaseFunction") && looks(function) == 1
                ? answer.put("status", "IN_PROGRESS")
                : function.equals("RestoreDatabaseFunction") ? answer.put("instanceIdentifier", "another") : answer);

        assertThat(done).containsSubsequence("ScaleServiceFunction i", "RestoreDatabaseFunction another", "FenceSiteFunction",
                "ScaleServiceFunction another", "CheckHealthFunction");
    }

    private int looks(String function) {
        return looks.getOrDefault(function, 0);
    }

    private RouteRun.Ending run(BiFunction<String, ObjectNode, ObjectNode> change) {
        return new RouteRun(PRODUCTION, new Route(RECOVERED.name(), RECOVERED.machine(), RECOVERED.input(), () -> {
            Map<String, Function<JsonNode, JsonNode>> answers = new HashMap<>();
            String[] instance = {""};
            RECOVERED.answers().get().forEach((function, answer) -> answers.put(function, payload -> {
                if (function.equals("ReadPlanFunction")) {
                    return sharing(answer.apply(payload));
                }
                if (function.equals("CheckHealthFunction") && !payload.path("site").asText().equals("STANDBY")) {
                    return answer.apply(payload);
                }
                looks.merge(function, 1, Integer::sum);
                ObjectNode changed = change.apply(function, answer.apply(payload).deepCopy());
                if (function.equals("RestoreDatabaseFunction")) {
                    instance[0] = " " + changed.path("instanceIdentifier").asText();
                }
                note(function + (function.equals("ScaleServiceFunction") || function.equals("RestoreDatabaseFunction")
                        ? instance[0] : ""));
                return changed;
            }));
            return answers;
        })).run();
    }

    private void note(String step) {
        if (done.isEmpty() || !done.getLast().equals(step)) {
            done.add(step);
        }
    }

    private static JsonNode sharing(JsonNode read) {
        JsonNode changed = read.deepCopy();
        changed.at("/plan/databases").forEach(
                database -> ((ObjectNode) database.path("standby")).put("sharesPassword", true));
        return changed;
    }
}
