package io.pilotlight.simulator.drill;

import io.pilotlight.simulator.drill.Palette.Tone;
import io.pilotlight.simulator.scenario.RunResult.Exposure;
import io.pilotlight.simulator.scenario.RunResult;
import io.pilotlight.step.DurationInWords;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** Prints what became of the backups of a run, for people. */
final class BackupReport {

    private final PrintStream out;
    private final Palette palette;

    BackupReport(PrintStream out, Palette palette) {
        this.out = out;
        this.palette = palette;
    }

    void print(RunResult result) {
        exposure(result.exposure(), result.rpoObjective());
        recoveryPoints(result.recoveryPoints());
        result.findings().forEach(this::finding);
        ExposureChart.of(result.exposure(), result.rpoObjective()).ifPresent(chart -> {
            out.println();
            chart.lines().forEach(out::println);
        });
    }

    private void exposure(Exposure exposure, Duration objective) {
        if (exposure.greatest().isEmpty()) {
            paragraph("Exposure", "not measured", Tone.NEUTRAL);
            return;
        }
        Duration greatest = exposure.greatest().get();
        boolean kept = greatest.compareTo(objective) <= 0;
        String withFaults = exposure.greatestWithFaults()
                .filter(age -> age.compareTo(greatest) > 0)
                .map(age -> "; %s with the faults, which are excused".formatted(DurationInWords.of(age)))
                .orElse("");
        paragraph("Exposure", "at most %s of %s: %s%s".formatted(DurationInWords.of(greatest), DurationInWords.of(objective),
                kept ? "kept" : "MISSED", withFaults), kept ? Tone.GOOD : Tone.BAD);
    }

    private void recoveryPoints(List<RunResult.RecoveryPoint> points) {
        long verified = points.stream().filter(RunResult.RecoveryPoint::verified).count();
        paragraph("Backups", "%,d recovery point%s at the end, %s of them restored and checked".formatted(
                points.size(), points.size() == 1 ? "" : "s", verified == 0 ? "none" : "%,d".formatted(verified)), Tone.NEUTRAL);
    }

    private void finding(RunResult.Finding finding) {
        paragraph("Finding", "%s %s %s, %s: %s. %s".formatted(Times.dayAndClock(finding.at()), finding.severity(),
                finding.check(), finding.subject(), finding.problem(), finding.remedy()),
                finding.severity().equals("CRITICAL") ? Tone.BAD : Tone.NOTABLE);
    }

    private void paragraph(String heading, String text, Tone tone) {
        Columns.paragraph(heading, text).forEach(line -> out.println(palette.paint(tone, line)));
    }
}
