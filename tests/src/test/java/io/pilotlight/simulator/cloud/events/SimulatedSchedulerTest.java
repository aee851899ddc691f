package io.pilotlight.simulator.cloud.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pilotlight.simulator.cloud.CloudFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SimulatedSchedulerTest {

    private static final String REGION = "eu-central-1";
    private static final JsonNode INPUT = JsonNodeFactory.instance.objectNode().put("site", "PRIMARY");

    private final CloudFixture cloud = CloudFixture.withSeed(3);
    private final SimulatedScheduler scheduler = new SimulatedScheduler(cloud.context(), REGION);
    private final List<Instant> runs = new ArrayList<>();

    @Test
    void runsARateAtOnceAndThenEachInterval() {
        scheduler.add("probe", "rate(1 minute)", INPUT, input -> {
            assertThat(input).isEqualTo(INPUT);
            runs.add(cloud.now());
        });
        cloud.pass(Duration.ofMinutes(10));

        assertThat(runs).hasSize(10);
        assertThat(Duration.between(runs.get(3), runs.get(4))).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void losesWhatIsDueWhileItsRegionIsDark() {
        scheduler.add("probe", "rate(1 minute)", INPUT, _ -> runs.add(cloud.now()));
        cloud.faults().darken(REGION);
        cloud.pass(Duration.ofMinutes(5));
        assertThat(runs).isEmpty();

        cloud.faults().relight(REGION);
        cloud.pass(Duration.ofMinutes(5));

        assertThat(runs).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({
        "cron(0 3 * * ? *), 2026-11-22T12:00:00Z, 2026-11-23T03:00:00Z",
        "cron(0/15 * * * ? *), 2026-11-22T12:00:00Z, 2026-11-22T12:15:00Z",
        "cron(30 4 ? * SUN *), 2026-11-22T12:00:00Z, 2026-11-29T04:30:00Z",
        "cron(0 9 1 1/3 ? *), 2026-11-22T12:00:00Z, 2027-01-01T09:00:00Z",
        "cron(5 10-12 * * ? *), 2026-11-22T12:05:00Z, 2026-11-23T10:05:00Z",
        "rate(30 minutes), 2026-11-22T00:20:00Z, 2026-11-22T00:30:00Z",
        "rate(7 days), 2026-11-22T00:00:00Z, 2026-11-29T00:00:00Z"
    })
    void knowsWhenAScheduleIsDueNext(String expression, Instant after, Instant due) {
        assertThat(Schedule.parse(expression, CloudFixture.START).after(after)).isEqualTo(due);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rate(0 minutes)", "rate(5)", "cron(0 3 * * ?)", "cron(61 3 * * ? *)", "at(2026-11-22T00:00:00)"})
    void refusesWhatIsNoSchedule(String expression) {
        assertThatThrownBy(() -> Schedule.parse(expression, CloudFixture.START))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
