package io.pilotlight.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pilotlight.json.StrictJson;
import io.pilotlight.simulator.database.InMemoryDatabaseEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every end of an execution is put on the event bus, in the form of Step Functions. */
class ExecutionEventsTest {

    private static final Path ROOT = Path.of(System.getProperty("pilotlight.root"));
    private static final Stack STACK = Stack.read(ROOT, Deployment::physicalId);
    private static final String ENDED = "{\"source\": [\"aws.states\"], \"detail\": {\"stateMachineArn\": [{\"prefix\": \"%s\"}]}}";

    @Test
    void carryWhatIsKnownOfTheExecution() throws IOException {
        JsonNode documented = StrictJson.mapper().readTree(ROOT.resolve("events/execution-aborted.json").toFile());

        assertThat(ends("{\"Type\": \"Fail\", \"Error\": \"Broken\", \"Cause\": \"why\"}")).singleElement().satisfies(event -> {
            assertThat(event.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(names(documented));
            assertThat(event.path("detail").fieldNames()).toIterable()
                    .containsExactlyInAnyOrderElementsOf(names(documented.path("detail")));
            assertThat(event.path("detail-type")).isEqualTo(documented.path("detail-type"));
            assertThat(event.at("/detail/status").asText()).isEqualTo("FAILED");
            assertThat(event.at("/detail/error").asText()).isEqualTo("Broken");
            assertThat(event.at("/detail/cause").asText()).isEqualTo("why");
            assertThat(event.at("/detail/input").asText()).isEqualTo("{\"given\":1}");
            assertThat(event.at("/detail/output").isNull()).isTrue();
            assertThat(event.at("/detail/startDate").asLong()).isPositive()
                    .isLessThanOrEqualTo(event.at("/detail/stopDate").asLong());
        });
    }

    @Test
    void tellATimeOutAndASuccess() throws IOException {
        assertThat(ends("{\"Type\": \"Wait\", \"Seconds\": 60, \"End\": true}")).singleElement()
                .satisfies(event -> assertThat(event.at("/detail/status").asText()).isEqualTo("TIMED_OUT"));
        assertThat(ends("{\"Type\": \"Succeed\", \"Output\": {\"done\": true}}")).singleElement().satisfies(event -> {
            assertThat(event.at("/detail/status").asText()).isEqualTo("SUCCEEDED");
            assertThat(event.at("/detail/output").asText()).isEqualTo("{\"done\":true}");
        });
    }

    private static List<String> names(JsonNode object) {
        return object.propertyStream().map(field -> field.getKey()).toList();
    }

    /** Returns the events of one execution of a machine of one state, which may run for 30 seconds. */
    private static List<JsonNode> ends(String state) throws JsonProcessingException {
        try (InMemoryDatabaseEngine engine = new InMemoryDatabaseEngine();
                World world = new World(new RunRequest("region-outage", 1, Optional.empty(), engine), STACK, true)) {
            List<JsonNode> events = new ArrayList<>();
            world.cloud().stateMachines().register("Only", StrictJson.mapper().readTree(
                    "{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"It\", \"TimeoutSeconds\": 30, \"States\": {\"It\": %s}}"
                            .formatted(state)));
            world.cloud().events().addRule("Ended",
                    StrictJson.mapper().readTree(ENDED.formatted(world.cloud().stateMachines().arn("Only"))), events::add);
            world.cloud().stateMachines().start("Only", JsonNodeFactory.instance.objectNode().put("given", 1));
            world.live(Life.SHORT.before(), Life.SHORT.visits());
            world.rehearse();
            return events;
        }
    }
}
