package io.pilotlight.simulator.drill;

import io.pilotlight.simulator.scenario.RunResult.Exposure;
import io.pilotlight.simulator.scenario.RunResult.Fault;
import io.pilotlight.simulator.scenario.RunResult.Sample;
import io.pilotlight.step.DurationInWords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The exposure over a run as a chart of 80 columns in plain ASCII: in each column the greatest of its time, which fills
 * the rows whose value it reached; the objective as a line; and below what was wrong when. What is far beyond the
 * objective is cut off and marked.
 */
final class ExposureChart {

    private static final Duration LEAST_SPAN = Duration.ofHours(6);
    private static final int MARGIN = 6;
    private static final int WIDTH = Columns.WIDTH - MARGIN;
    private static final int ROWS_TO_OBJECTIVE = 8;
    private static final int ROWS = 12;

    private final Duration objective;
    private final List<Fault> faults;
    private final TimeAxis axis;
    private final Duration[] greatest = new Duration[WIDTH];

    private ExposureChart(Exposure exposure, Duration objective) {
        this.objective = objective;
        this.faults = exposure.faults();
        this.axis = new TimeAxis(exposure.samples().getFirst().at(), exposure.samples().getLast().at(), WIDTH);
        exposure.samples().forEach(this::add);
    }

    /** Returns the chart of a run that lasted some hours at least. */
    static Optional<ExposureChart> of(Exposure exposure, Duration objective) {
        List<Sample> samples = exposure.samples();
        return samples.isEmpty()
                        || Duration.between(samples.getFirst().at(), samples.getLast().at()).compareTo(LEAST_SPAN) < 0
                ? Optional.empty()
                : Optional.of(new ExposureChart(exposure, objective));
    }

    private void add(Sample sample) {
        int column = axis.column(sample.at());
        if (greatest[column] == null || greatest[column].compareTo(sample.age()) < 0) {
            greatest[column] = sample.age();
        }
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("Exposure in minutes, the greatest of each %s; the line is the objective".formatted(
                DurationInWords.of(axis.perColumn())));
        for (int row = ROWS; row > 0; row--) {
            lines.add(row(row));
        }
        lines.add("   0 +" + "-".repeat(WIDTH));
        lines.add(" ".repeat(MARGIN) + axis.labels());
        lines.addAll(new FaultMarks(faults, axis, MARGIN).lines());
        return lines.stream().map(String::stripTrailing).toList();
    }

    private String row(int row) {
        boolean isObjective = row == ROWS_TO_OBJECTIVE;
        StringBuilder line = new StringBuilder(row % 4 == 0 ? "%4d |".formatted(value(row).toMinutes()) : "     |");
        for (Duration age : greatest) {
            line.append(cell(row, age, isObjective));
        }
        return line.toString();
    }

    private char cell(int row, Duration age, boolean isObjective) {
        if (age != null && row == ROWS && age.compareTo(value(ROWS)) > 0) {
            return '^';
        }
        if (age != null && age.compareTo(value(row)) >= 0) {
            return '#';
        }
        return isObjective ? '-' : ' ';
    }

    private Duration value(int row) {
        return objective.multipliedBy(row).dividedBy(ROWS_TO_OBJECTIVE);
    }
}
