package io.pilotlight.simulator.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.simulator.scenario.RunResult.Exposure;
import io.pilotlight.simulator.scenario.RunResult.Fault;
import io.pilotlight.simulator.scenario.RunResult.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ExposureChartTest {

    private static final Instant START = Instant.parse("2026-01-05T11:00:00Z");
    private static final Duration OBJECTIVE = Duration.ofHours(1);
    private static final int MINUTES_OF_A_DAY = 24 * 60;

    @Test
    void showsNothingForARunOfLessThanSomeHours() {
        assertThat(ExposureChart.of(exposure(300, _ -> 10, List.of()), OBJECTIVE)).isEmpty();
        assertThat(ExposureChart.of(exposure(0, _ -> 10, List.of()), OBJECTIVE)).isEmpty();
    }

    @Test
    void fillsTheRowsThatTheGreatestOfAColumnHasReached() {
        List<String> lines = lines(exposure(MINUTES_OF_A_DAY, minute -> minute == 700 ? 45 : 30, List.of()));

        assertThat(row(lines, "  60 |")).doesNotContain("#").contains("-".repeat(74));
        assertThat(lines.stream().filter(line -> line.chars().filter(cell -> cell == '#').count() == 1)).hasSize(2);
        assertThat(row(lines, "  30 |")).isEqualTo("  30 |" + "#".repeat(74));
    }

    @Test
    void reachesTheObjectivesRowOnlyWhereTheObjectiveWasReached() {
        assertThat(row(lines(exposure(MINUTES_OF_A_DAY, _ -> 59, List.of())), "  60 |")).doesNotContain("#");
        assertThat(row(lines(exposure(MINUTES_OF_A_DAY, _ -> 60, List.of())), "  60 |")).doesNotContain("-");
    }

    @Test
    void marksWhatIsCutOff() {
        List<String> lines = lines(exposure(MINUTES_OF_A_DAY, minute -> minute > 1300 ? 500 : 20, List.of()));

        assertThat(row(lines, "  90 |")).endsWith("^^^").doesNotContain("#");
    }

    @Test
    void namesTheDaysOfAWeekAndTheHoursOfADay() {
        assertThat(lines(exposure(7 * MINUTES_OF_A_DAY, _ -> 1, List.of())))
                .anySatisfy(line -> assertThat(line).contains("|Tue", "|Wed", "|Thu", "|Fri", "|Sat", "|Sun", "|Mon"));
        assertThat(lines(exposure(600, _ -> 1, List.of())))
                .anySatisfy(line -> assertThat(line).startsWith("      |11:00").contains("|13:00", "|19:00"));
    }

    @Test
    void marksEachFaultBelowAndSaysWhatItIs() {
        List<String> lines = lines(exposure(MINUTES_OF_A_DAY, _ -> 1, List.of(
                new Fault("RDS is throttled", START.plus(Duration.ofHours(6)), START.plus(Duration.ofHours(8))),
                new Fault("a copy fails", START.plus(Duration.ofHours(20)), START.plus(Duration.ofHours(20))))));

        assertThat(lines).contains(
                "      a  Mon 17:00 for 2 h: RDS is throttled",
                "      b  Tue 07:00: a copy fails");
        assertThat(lines.get(lines.size() - 3).strip()).matches("a{6,8} +b");
    }

    @Test
    void keepsTo80Columns() {
        List<Fault> faults = IntStream.range(0, 30)
                .mapToObj(number -> new Fault("x".repeat(100), START.plus(Duration.ofHours(number)), START.plus(Duration.ofDays(9))))
                .toList();

        assertThat(lines(exposure(7 * MINUTES_OF_A_DAY, minute -> minute, faults)))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    private static String row(List<String> lines, String beginning) {
        return lines.stream().filter(line -> line.startsWith(beginning)).findFirst().orElseThrow();
    }

    private static List<String> lines(Exposure exposure) {
        return ExposureChart.of(exposure, OBJECTIVE).orElseThrow().lines();
    }

    private static Exposure exposure(int minutes, IntUnaryOperator ageInMinutes, List<Fault> faults) {
        return new Exposure(Optional.empty(), Optional.empty(), IntStream.range(0, minutes)
                .mapToObj(minute -> new Sample(START.plus(Duration.ofMinutes(minute)),
                        Duration.ofMinutes(ageInMinutes.applyAsInt(minute))))
                .toList(), faults);
    }
}
