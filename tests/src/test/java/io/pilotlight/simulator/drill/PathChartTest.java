package io.pilotlight.simulator.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.simulator.scenario.RunResult.Share;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PathChartTest {

    @Test
    void showsOnOneLineOfTimeWhatIsDecidedWhatIsOursAndWhatAwsTakes() {
        assertThat(PathChart.lines(List.of(share("Alarm", 60, 0, 60), share("Restore", 0, 0, 600), share("Tasks", 0, 0, 0),
                share("Traffic", 40, 80, 120)))).containsExactly(
                "Of the RTO  deciding     ours      AWS  ? deciding, . ours, # AWS",
                "Alarm          01:00    00:00    01:00  ??###",
                "Restore        00:00    00:00    10:00       ########################",
                "Tasks          00:00    00:00    00:00  done beside the others",
                "Traffic        00:40    01:20    02:00                               ??...#####",
                "All            01:40    01:20    13:00  10.3 % above AWS, 23.1 % with deciding");
    }

    @Test
    void saysNothingWhereNothingWasRecovered() {
        assertThat(PathChart.lines(List.of())).isEmpty();
    }

    @Test
    void staysWithinATerminalsWidth() {
        assertThat(PathChart.lines(List.of(share("A name of more than eleven letters", 43_000, 43_399, 0), share("TTL", 0, 0, 86_399))))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(Columns.WIDTH));
    }

    @Test
    void takesTheMeanOfManyByName() {
        PathMean mean = new PathMean();
        mean.add(List.of(share("Alarm", 5, 10, 20), share("TTL", 0, 0, 30)));
        mean.add(List.of());
        mean.add(List.of(share("Alarm", 15, 30, 40)));

        assertThat(mean.shares()).containsExactly(share("Alarm", 10, 20, 30), share("TTL", 0, 0, 15));
    }

    private static Share share(String name, int deciding, int ours, int aws) {
        return new Share(name, Duration.ofSeconds(deciding), Duration.ofSeconds(ours), Duration.ofSeconds(aws));
    }
}
