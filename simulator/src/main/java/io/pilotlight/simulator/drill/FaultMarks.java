package io.pilotlight.simulator.drill;

import io.pilotlight.simulator.scenario.RunResult.Fault;
import io.pilotlight.step.DurationInWords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Marks below a chart when something was wrong: a letter for each fault, and what it stands for. */
record FaultMarks(List<Fault> faults, TimeAxis axis, int margin) {

    private static final int LETTERS = 26;

    List<String> lines() {
        if (faults.isEmpty()) {
            return List.of();
        }
        StringBuilder marks = new StringBuilder(" ".repeat(axis.columns()));
        List<String> legend = new ArrayList<>();
        for (int number = 0; number < Math.min(faults.size(), LETTERS); number++) {
            Fault fault = faults.get(number);
            String letter = Character.toString('a' + number);
            for (int column = axis.column(fault.from()); column <= axis.column(fault.until()); column++) {
                marks.replace(column, column + 1, letter);
            }
            legend.addAll(Columns.hanging(" ".repeat(margin) + letter + "  ", "%s%s: %s".formatted(
                    Times.dayAndClock(fault.from()), length(fault), fault.what())));
        }
        List<String> lines = new ArrayList<>();
        lines.add(" ".repeat(margin) + marks);
        lines.addAll(legend);
        return lines;
    }

    private static String length(Fault fault) {
        Duration length = Duration.between(fault.from(), fault.until());
        return length.isZero() ? "" : " for " + DurationInWords.of(length);
    }
}
