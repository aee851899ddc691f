package io.pilotlight.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.plan.Plan;
import io.pilotlight.plan.Plans;
import io.pilotlight.recoverypoint.RegionInventory;
import io.pilotlight.recoverypoint.SnapshotRoom;
import io.pilotlight.simulator.scenario.StepCloud;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an account has unless it asks for more. */
class SnapshotQuotaTest {

    private static final SnapshotRoom USUAL = new SnapshotRoom(0, 100);

    private final StepCloud cloud = new StepCloud(Instant.parse("2026-11-22T16:45:00Z"));

    @ParameterizedTest
    @CsvSource({"1, true", "4, true", "5, false"})
    void holdsTheDefaultsOfFourDatabases(int databases, boolean fits) {
        assertThat(USUAL.shortage(withDefaults(databases), "eu-central-1", RegionInventory.list(cloud.rds(StepCloud.STANDBY))).isEmpty())
                .isEqualTo(fits);
    }

    private static Plan withDefaults(int databases) {
        ObjectNode plan = Plans.json();
        ArrayNode all = plan.withArray("databases");
        ObjectNode one = all.get(0).deepCopy();
        all.removeAll();
        for (int number = 0; number < databases; number++) {
            ObjectNode database = one.deepCopy().put("name", "database" + number);
            ((ObjectNode) database.path("primary")).put("instanceIdentifier", "database%d-db".formatted(number))
                    .put("endpointParameter", "/database%d/endpoint".formatted(number));
            ((ObjectNode) database.path("standby")).put("instanceIdentifier", "database%d-db".formatted(number))
                    .put("endpointParameter", "/database%d/endpoint".formatted(number));
            all.add(database);
        }
        StackTemplate template = new StackTemplate();
        ((ObjectNode) plan.path("retention"))
                .put("recoveryPoints", template.parameters().at("/RecoveryPoints/Default").asInt())
                .put("verifiedRecoveryPoints", template.parameters().at("/VerifiedRecoveryPoints/Default").asInt());
        return Plan.parse(plan.toString());
    }
}
