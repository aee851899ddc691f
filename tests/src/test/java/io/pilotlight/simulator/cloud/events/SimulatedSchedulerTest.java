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

    /** https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html */
    @Test
    void tellsTheTargetTheTimeForWhichItWasScheduledAndWhichDeliveryItIs() {
        List<JsonNode> inputs = new ArrayList<>();
        scheduler.add("backup", "cron(0/15 * * * ? *)", JsonNodeFactory.instance.objectNode()
                .put("scheduledAt", "<aws.scheduler.scheduled-time>")
                .put("arn", "<aws.scheduler.schedule-arn>")
                .put("execution", "<aws.scheduler.execution-id>")
                .put("attempt", "<aws.scheduler.attempt-number>"), inputs::add);
        cloud.pass(Duration.ofMinutes(31));

        assertThat(inputs).extracting(input -> input.path("scheduledAt").asText())
                .containsExactly("2026-11-22T00:15:00Z", "2026-11-22T00:30:00Z");
        assertThat(inputs).allSatisfy(input -> {
            assertThat(input.path("arn").asText())
                    .isEqualTo("arn:aws:scheduler:eu-central-1:123456789012:schedule/default/backup");
            assertThat(input.path("attempt").asText()).isEqualTo("1");
        });
        assertThat(inputs).extracting(input -> input.path("execution").asText())
                .doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9a-f]{16}"));
    }

    @Test
    void losesTheDeliveriesThatAScenarioLoses() {
        List<String> scheduled = new ArrayList<>();
        addBackup(scheduled);
        scheduler.loseDeliveries("backup", at("00:30"), at("01:00"));
        cloud.pass(Duration.ofMinutes(76));

        assertThat(scheduled).containsExactly(
                "2026-11-22T00:15:00Z", "2026-11-22T01:00:00Z", "2026-11-22T01:15:00Z");
    }

    @Test
    void deliversTwiceWithTheSameScheduledTime() {
        List<String> scheduled = new ArrayList<>();
        addBackup(scheduled);
        scheduler.deliverTwice("backup", at("00:30"), at("00:45"));
        cloud.pass(Duration.ofMinutes(46));

        assertThat(scheduled).containsExactly(
                "2026-11-22T00:15:00Z", "2026-11-22T00:30:00Z", "2026-11-22T00:30:00Z", "2026-11-22T00:45:00Z");
    }

    @Test
    void refusesToLoseTheDeliveriesOfAScheduleThatIsNotThere() {
        assertThatThrownBy(() -> scheduler.loseDeliveries("backup", at("00:30"), at("01:00")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no schedule of the name backup");
    }

    private void addBackup(List<String> scheduled) {
        scheduler.add("backup", "cron(0/15 * * * ? *)",
                JsonNodeFactory.instance.objectNode().put("scheduledAt", "<aws.scheduler.scheduled-time>"),
                input -> scheduled.add(input.path("scheduledAt").asText()));
    }

    private static Instant at(String time) {
        return Instant.parse("2026-11-22T%s:00Z".formatted(time));
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
