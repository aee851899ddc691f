package io.pilotlight.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pilotlight.health.CheckHealthHandler.Input.ProbedSite;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import software.amazon.cloudwatchlogs.emf.config.EnvironmentConfigurationProvider;
import software.amazon.cloudwatchlogs.emf.environment.Environments;
import software.amazon.lambda.powertools.metrics.MetricsFactory;

/** The metric as Powertools really writes it on Lambda: the alarm finds it by exactly these names and dimensions. */
@Isolated("it reads the standard output of the whole JVM")
class HealthMetricTest {

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final PrintStream standardOutput = System.out;
    private Environments environment;

    @BeforeEach
    void actAsOnLambda() {
        environment = EnvironmentConfigurationProvider.getConfig().getEnvironmentOverride();
        EnvironmentConfigurationProvider.getConfig().setEnvironmentOverride(Environments.Lambda);
        System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setOut(standardOutput);
        EnvironmentConfigurationProvider.getConfig().setEnvironmentOverride(environment);
    }

    @Test
    void writesOneLineWithTheNamespaceAndTheTwoDimensionsOfTheAlarm() throws IOException {
        HttpProbe answering = (_, _, _) -> new HttpProbe.Answer(200, "");
        new CheckHealthHandler(answering, MetricsFactory.getMetricsInstance(), Clock.systemUTC())
                .take(
                        new CheckHealthHandler.Input(
                                "shop",
                                ProbedSite.PRIMARY,
                                "http://www.example.com/",
                                "lb-1",
                                List.of(new Expectation.HttpStatus(200)),
                                Duration.ofSeconds(1),
                                1,
                                true));

        JsonNode line = new JsonMapper().readTree(log.toString(StandardCharsets.UTF_8));
        JsonNode directive = line.at("/_aws/CloudWatchMetrics/0");
        assertThat(directive.at("/Namespace").asText()).isEqualTo("PilotLight");
        assertThat(directive.at("/Metrics/0/Name").asText()).isEqualTo("Healthy");
        assertThat(directive.at("/Dimensions")).hasSize(1);
        assertThat(directive.at("/Dimensions/0")).extracting(JsonNode::asText)
                .containsExactlyInAnyOrder("Application", "Site");
        assertThat(line.at("/Application").asText()).isEqualTo("shop");
        assertThat(line.at("/Site").asText()).isEqualTo("PRIMARY");
        assertThat(line.at("/Healthy").asDouble()).isEqualTo(1.0);
    }
}
