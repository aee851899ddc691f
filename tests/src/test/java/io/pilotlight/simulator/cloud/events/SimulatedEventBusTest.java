package io.pilotlight.simulator.cloud.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pilotlight.simulator.cloud.CloudFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SimulatedEventBusTest {

    private static final String REGION = "eu-central-1";
    private static final JsonNode EVENT = JsonNodeFactory.instance.objectNode().put("source", "aws.cloudwatch");

    private final CloudFixture cloud = CloudFixture.withSeed(1);
    private final SimulatedEventBus bus = new SimulatedEventBus(cloud.context(), REGION);
    private final List<JsonNode> delivered = new ArrayList<>();

    @BeforeEach
    void addRule() {
        JsonNode pattern = JsonNodeFactory.instance.objectNode().set("source", JsonNodeFactory.instance.arrayNode().add("aws.cloudwatch"));
        bus.addRule("alarm", pattern, Duration.ofMinutes(15), delivered::add);
    }

    @Test
    void deliversAnEventSoonAfterItWasPut() {
        bus.put(EVENT);
        assertThat(delivered).isEmpty();

        cloud.pass(Duration.ofSeconds(5));

        assertThat(delivered).containsExactly(EVENT);
    }

    @Test
    void deliversTwiceWhereItIsMadeTo() {
        bus.deliverCopies(2);
        bus.put(EVENT);
        cloud.pass(Duration.ofSeconds(5));

        assertThat(delivered).containsExactly(EVENT, EVENT);
    }

    @Test
    void deliversLateWhereItIsMadeTo() {
        bus.deliverLate(Duration.ofMinutes(5));
        bus.put(EVENT);
        cloud.pass(Duration.ofMinutes(5));
        assertThat(delivered).isEmpty();

        cloud.pass(Duration.ofSeconds(5));

        assertThat(delivered).hasSize(1);
    }

    @Test
    void triesAgainOnceItsRegionIsNoLongerDark() {
        cloud.faults().darken(REGION);
        bus.put(EVENT);
        cloud.pass(Duration.ofMinutes(5));
        assertThat(delivered).isEmpty();

        cloud.faults().relight(REGION);
        cloud.pass(Duration.ofMinutes(2));

        assertThat(delivered).hasSize(1);
    }

    @Test
    void givesAnEventUpThatIsOlderThanTheRuleAllows() {
        cloud.faults().darken(REGION);
        bus.put(EVENT);
        cloud.pass(Duration.ofMinutes(20));
        cloud.faults().relight(REGION);
        cloud.pass(Duration.ofMinutes(20));

        assertThat(delivered).isEmpty();
    }
}
