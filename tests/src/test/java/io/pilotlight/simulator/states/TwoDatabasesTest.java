package io.pilotlight.simulator.states;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A failover of two databases and two services, of which one meets what the other does not. */
class TwoDatabasesTest {

    private static final ProductionMachines PRODUCTION = new ProductionMachines();
    private static final Route RECOVERED = new Routes(2, 2).all().getFirst();

    private final List<JsonNode> restores = new ArrayList<>();
    private final List<JsonNode> notices = new ArrayList<>();

    @Test
    void stopsOneDatabaseAtOnceAtWhatEveryRecoveryPointSharesAndNamesTheInstanceOfTheOther() {
        RouteRun.Ending ending = run(payload -> {
            if (isOf("n1", payload)) {
                throw new TaskFailed("io.pilotlight.restore.StuckInstanceException", """
                        {"errorMessage": "DB instance n1-1 stands still: its status is 'incompatible-parameters'. Mend it"}""");
            }
            return restored(restoresOf("n2") < 4 ? "IN_PROGRESS" : "DONE", "n2-1", "");
        });

        assertThat(ending.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(restoresOf("n1")).isEqualTo(1);
        assertThat(restoresOf("n2")).isEqualTo(4);
        JsonNode notice = told("FAILOVER_FAILED");
        assertThat(notice.at("/failure/error").asText()).endsWith("StuckInstanceException");
        assertThat(notice.at("/failure/cause").asText()).contains("incompatible-parameters");
        assertThat(notice.path("instances").toString()).isEqualTo("[\"n2-1\"]");
    }

    @Test
    void waitsForADeletionAsLongAsForARestoreAndLeavesTheRecoveryPointAsItIs() {
        RouteRun.Ending ending = run(payload -> {
            boolean isDeleting = isOf("n1", payload) && restoresOf("n1") < 20;
            return restored(isDeleting ? "IN_PROGRESS" : "DONE", payload.at("/site/instanceIdentifier").asText() + "-1", "");
        });

        assertThat(ending.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(restores).extracting(restore -> restore.at("/recoveryPoint/snapshotId").asText()).containsOnly("s");
    }

    @Test
    void tellsOfEachDatabaseThatRunsOtherThanPlanned() {
        run(payload -> restored("DONE", payload.at("/site/instanceIdentifier").asText() + "-1",
                isOf("n2", payload) ? "n2-1 is db.t3.small instead of db.t3.micro" : ""));

        assertThat(told("RECOVERED").path("remarks").toString())
                .isEqualTo("[\"n2-1 is db.t3.small instead of db.t3.micro\"]");
        assertThat(told("RECOVERED").at("/databases/0/dataUntil").asText()).isEqualTo("2026-11-22T09:44:58Z");
    }

    private RouteRun.Ending run(Function<JsonNode, JsonNode> restore) {
        return new RouteRun(PRODUCTION, new Route(RECOVERED.name(), RECOVERED.machine(), RECOVERED.input(), () -> {
            Map<String, Function<JsonNode, JsonNode>> answers = new HashMap<>(RECOVERED.answers().get());
            Function<JsonNode, JsonNode> word = answers.get("WordNoticeFunction");
            answers.put("RestoreDatabaseFunction", payload -> {
                restores.add(payload);
                return restore.apply(payload);
            });
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

    private long restoresOf(String database) {
        return restores.stream().filter(payload -> isOf(database, payload)).count();
    }

    private static boolean isOf(String database, JsonNode payload) {
        return payload.at("/site/instanceIdentifier").asText().equals(database);
    }

    private static ObjectNode restored(String status, String instance, String remark) {
        return ((ObjectNode) Bench.json("""
            {"reason": "", "instanceStatus": "", "endpoint": "e", "reachable": false, "created": true}\
            """)).put("status", status).put("instanceIdentifier", instance).put("remark", remark);
    }
}
