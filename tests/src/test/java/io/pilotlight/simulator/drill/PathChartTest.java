package io.pilotlight.simulator.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.simulator.scenario.RunResult.Share;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PathChartTest {

    @Test
    void showsOnOneLineOfTimeWhatIsOursAndWhatAwsTakes() {
        assertThat(PathChart.lines(List.of(share("Alarm", 60, 60), share("Restore", 0, 600), share("Tasks", 0, 0),
                share("Traffic", 120, 120)))).containsExactly(
                "Of the RTO      ours      AWS  . ours, # AWS",
                "Alarm          01:00    01:00  ...###",
                "Restore        00:00    10:00        ##############################",
                "Tasks          00:00    00:00  done beside the others",
                "Traffic        02:00    02:00                                      ......######",
                "All            03:00    13:00  23.1 % above what AWS takes");
    }

    @Test
    void saysNothingWhereNothingWasRecovered() {
        assertThat(PathChart.lines(List.of())).isEmpty();
    }

    @Test
    void staysWithinATerminalsWidth() {
        assertThat(PathChart.lines(List.of(share("A name of more than eleven letters", 86_399, 0), share("TTL", 0, 86_399))))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(Columns.WIDTH));
    }

    @Test
    void takesTheMeanOfManyByName() {
        PathMean mean = new PathMean();
        mean.add(List.of(share("Alarm", 10, 20), share("TTL", 0, 30)));
        mean.add(List.of());
        mean.add(List.of(share("Alarm", 30, 40)));

        assertThat(mean.shares()).containsExactly(share("Alarm", 20, 30), share("TTL", 0, 15));
    }

    private static Share share(String name, int ours, int aws) {
        return new Share(name, Duration.ofSeconds(ours), Duration.ofSeconds(aws));
    }
}
