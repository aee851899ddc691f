package io.pilotlight.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.json.StrictJson;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Probing: the packaged function against a web server of this machine, and the metric in its log. */
@WireTest
class HealthWireTest {

    private static final String FUNCTION = "CheckHealthFunction";

    private final Wire wire;
    private final WebServer web = new WebServer();
    /** Of its own for each test, because a function's log is one. */
    private final String application = "counter-" + UUID.randomUUID();

    HealthWireTest(Wire wire) {
        this.wire = wire;
    }

    @AfterEach
    void stopWebServer() {
        web.close();
    }

    @Test
    void findsAPageThatAnswersHealthyAndPublishesOne() {
        JsonNode result = check("127.0.0.1");

        assertThat(result.path("health").asText()).as(result.toString()).isEqualTo("HEALTHY");
        assertThat(result.path("evidence")).hasSize(2);
        assertThat(web.requests()).isEqualTo(2);
        assertThat(metrics()).singleElement().satisfies(metric -> {
            assertThat(metric.path("Healthy").asDouble()).isEqualTo(1);
            assertThat(metric.path("Application").asText()).isEqualTo(application);
            assertThat(metric.path("Site").asText()).isEqualTo("PRIMARY");
            JsonNode directive = metric.at("/_aws/CloudWatchMetrics/0");
            assertThat(directive.path("Namespace").asText()).isEqualTo("PilotLight");
            assertThat(directive.at("/Dimensions/0").valueStream().map(JsonNode::textValue))
                    .containsExactlyInAnyOrder("Application", "Site");
            assertThat(directive.path("Dimensions")).hasSize(1);
            assertThat(directive.at("/Metrics/0/Name").asText()).isEqualTo("Healthy");
            assertThat(metric.at("/_aws/Timestamp").isIntegralNumber()).isTrue();
        });
    }

    @Test
    void findsAPageThatAnswersWronglyUnhealthyAndPublishesZero() {
        web.answerWith(503);

        JsonNode result = check("127.0.0.1");

        assertThat(result.path("health").asText()).isEqualTo("UNHEALTHY");
        assertThat(metrics()).singleElement().extracting(metric -> metric.path("Healthy").asDouble()).isEqualTo(0.0);
    }

    @Test
    void findsAnAddressAtWhichNobodyListensUnhealthy() {
        JsonNode result = check("127.0.0.2");

        assertThat(result.path("health").asText()).as(result.toString()).isEqualTo("UNHEALTHY");
        assertThat(result.path("summary").asText()).contains("connection refused");
        assertThat(web.requests()).isZero();
    }

    @Test
    void publishesNothingWhereItCannotTell() {
        JsonNode result = check("nobody.invalid");

        assertThat(result.path("health").asText()).isEqualTo("UNKNOWN");
        assertThat(metrics()).isEmpty();
    }

    private JsonNode check(String address) {
        ObjectNode input = Project.json("events/check-health-input.json")
                .put("application", application)
                .put("url", web.url("localhost"))
                .put("address", address)
                .put("probes", 2)
                .put("publish", true);
        return wire.call(FUNCTION, input);
    }

    /** The lines of the log that CloudWatch would take for this application's metrics. */
    private List<JsonNode> metrics() {
        return wire.function(FUNCTION).log().lines()
                .filter(line -> line.contains("\"_aws\"") && line.contains(application))
                .map(HealthWireTest::parse)
                .toList();
    }

    private static JsonNode parse(String line) {
        try {
            return StrictJson.mapper().readTree(line);
        } catch (JsonProcessingException malformed) {
            throw new AssertionError(line, malformed);
        }
    }
}
