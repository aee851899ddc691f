package io.pilotlight.simulator.drill;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pilotlight.json.StrictJson;
import io.pilotlight.simulator.drill.Palette.Tone;
import io.pilotlight.simulator.promise.Violation;
import io.pilotlight.simulator.scenario.ApplicationShape;
import io.pilotlight.simulator.scenario.RunResult;
import io.pilotlight.step.DurationInWords;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Prints how a run ended, for people. */
final class Report {

    private static final int BAR = 24;

    private final PrintStream out;
    private final Palette palette;

    Report(PrintStream out, Palette palette) {
        this.out = out;
        this.palette = palette;
    }

    void print(RunResult result, Path file) {
        notifications(result);
        outcome(result);
        objectives(result);
        new BackupReport(out, palette).print(result);
        steps(result.steps());
        path(result.path());
        violations(result.violations());
        out.println();
        // Not wrapped: they are there to be copied.
        out.println("Result     " + file);
        out.println("Again      ./drill --scenario %s --seed %d%s".formatted(result.scenario(), result.seed(),
                result.application().equals(ApplicationShape.AS_IT_IS.typedName()) ? "" : " --application " + result.application()));
    }

    private void outcome(RunResult result) {
        out.println();
        boolean expected = result.outcome().equals(result.expectedOutcome());
        paragraph("Outcome", result.outcome() + (expected ? ", as this scenario should end" : ", but this scenario should end "
                + result.expectedOutcome()), expected ? Tone.GOOD : Tone.BAD);
        paragraph("Active", result.activeSite(), Tone.NEUTRAL);
    }

    private void objectives(RunResult result) {
        objective("RTO", result.rto(), result.rtoObjective(), "no recovery was made");
        objective("RPO", result.rpo(), result.rpoObjective(), "nothing was restored");
        result.rows().forEach(rows -> paragraph("Rows", "%s%s before, %s in the recovery point, %s restored, %s lost%s".formatted(
                result.rows().size() == 1 ? "" : rows.database() + ": ", count(rows.before()), count(rows.atRecoveryPoint()),
                count(rows.restored()), count(rows.lost()), lostSince(rows.lostSince())), Tone.NEUTRAL));
        result.withoutWrites().ifPresent(time ->
                paragraph("Move", "no visit was counted for %s".formatted(DurationInWords.of(time)), Tone.NEUTRAL));
        result.rows().forEach(rows -> account(result.rows().size() == 1 ? "" : rows.database() + ": ", rows.account()));
    }

    private void account(String database, RunResult.Account account) {
        paragraph("All rows", "%svisitors wrote %,d: %,d are in the database that serves, %,d in the list of what only the old primary has, %,d nowhere"
                .formatted(database, account.written(), account.serving(), account.listed(), account.nowhere()),
                account.nowhere() == 0 ? Tone.GOOD : Tone.NEUTRAL);
    }

    private static String lostSince(OptionalLong rows) {
        return rows.orElse(0) == 0 ? "" : ", and %s written since".formatted(count(rows));
    }

    private void objective(String name, Optional<Duration> measured, Duration objective, String otherwise) {
        if (measured.isEmpty()) {
            paragraph(name, "none: %s".formatted(otherwise), Tone.NEUTRAL);
            return;
        }
        boolean kept = measured.get().compareTo(objective) <= 0;
        paragraph(name, "%s of at most %s: %s".formatted(
                DurationInWords.of(measured.get()), DurationInWords.of(objective), kept ? "kept" : "MISSED"), kept ? Tone.GOOD : Tone.BAD);
    }

    private void steps(List<RunResult.Step> steps) {
        if (steps.isEmpty()) {
            return;
        }
        Duration begin = steps.stream().map(RunResult.Step::start).min(Duration::compareTo).orElseThrow();
        Duration end = steps.stream().map(RunResult.Step::end).max(Duration::compareTo).orElseThrow();
        long whole = Math.max(1, end.minus(begin).toMillis());
        out.println();
        out.println("Step                         from     took tries");
        for (RunResult.Step step : steps) {
            int from = (int) (BAR * step.start().minus(begin).toMillis() / whole);
            int to = (int) Math.ceilDiv(BAR * step.end().minus(begin).toMillis(), whole);
            out.println("%-22.22s %10s %8s %5d  %s".formatted(step.name(), Times.offset(step.start()),
                    Times.offset(step.end().minus(step.start())).substring(1), step.attempts(), bar(from, to)));
        }
    }

    private void path(List<RunResult.Share> path) {
        List<String> lines = PathChart.lines(path);
        if (!lines.isEmpty()) {
            out.println();
        }
        lines.forEach(out::println);
    }

    private static String bar(int from, int to) {
        int begin = Math.min(from, BAR - 1);
        return " ".repeat(begin) + "#".repeat(Math.max(1, to - begin));
    }

    /** CloudWatch mails an alarm as JSON; its description is what a person would look for in it. */
    private static String readable(String message) {
        if (!message.startsWith("{")) {
            return message;
        }
        try {
            return StrictJson.mapper().readTree(message).path("AlarmDescription").asText(message);
        } catch (JsonProcessingException _) {
            return message;
        }
    }

    private void notifications(RunResult result) {
        for (RunResult.Notification notification : result.notifications()) {
            out.println();
            String when = Math.abs(notification.at().toDays()) > 0
                    ? Times.dayAndClock(result.struckAt().plus(notification.at()))
                    : Times.offset(notification.at());
            paragraph("Told " + when, notification.subject(), Tone.NOTABLE);
            Columns.hanging("    ", readable(notification.message())).forEach(out::println);
        }
    }

    private void violations(List<Violation> violations) {
        if (!violations.isEmpty()) {
            out.println();
        }
        violations.forEach(violation ->
                paragraph("BROKEN", "%s: %s".formatted(violation.promise(), violation.detail()), Tone.BAD));
    }

    private void paragraph(String heading, String text, Tone tone) {
        Columns.paragraph(heading, text).forEach(line -> out.println(palette.paint(tone, line)));
    }

    private static String count(OptionalLong rows) {
        return rows.isPresent() ? "%,d".formatted(rows.getAsLong()) : "-";
    }
}
