package io.pilotlight.command;

import io.pilotlight.command.Situation.Active;
import io.pilotlight.command.Situation.Alarm;
import io.pilotlight.command.Situation.Exposure;
import io.pilotlight.command.Situation.Finding;
import io.pilotlight.command.Situation.RecoveryPoint;
import io.pilotlight.command.Situation.Run;
import io.pilotlight.step.DurationInWords;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/** Says on one screen how an application stands: the verdict first, and what makes it. */
final class StatusScreen {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Map<Situation.Verdict, String> COLOURS = Map.of(
            Situation.Verdict.WELL, "green", Situation.Verdict.FINDINGS, "red",
            Situation.Verdict.UNKNOWN, "yellow", Situation.Verdict.RECOVERING, "yellow");

    private final PrintStream out;
    private final Ansi ansi;

    StatusScreen(PrintStream out, Ansi ansi) {
        this.out = out;
        this.ansi = ansi;
    }

    void print(Situation situation) {
        out.println("%s, stack %s in %s, %s".formatted(situation.application().isEmpty() ? "?" : situation.application(),
                situation.stack(), situation.region(), TIME.format(situation.at())));
        out.println(painted(COLOURS.get(situation.verdict()), verdict(situation)));
        situation.because().forEach(reason -> line("", reason));
        situation.unknown().forEach(missing -> line("Not known", missing));
        out.println();
        situation.active().ifPresent(this::active);
        situation.running().forEach(run -> line("Under way", "%s, for %s\n%s".formatted(
                run.machine().inWords(), words(run.seconds()), run.page())));
        situation.databases().forEach(database -> exposure(database, situation.at()));
        situation.last().forEach(run -> line("Last", last(run)));
        situation.alarms().forEach(this::alarm);
        situation.findings().forEach(this::finding);
    }

    private static String verdict(Situation situation) {
        return switch (situation.verdict()) {
            case WELL -> "WELL: nothing is wrong";
            case FINDINGS -> "FINDINGS: somebody has to look";
            case UNKNOWN -> "UNKNOWN: not all that would tell could be read";
            case RECOVERING -> "RECOVERING: a failover or a move is under way";
        };
    }

    private void active(Active active) {
        line("Active", "the %s site, %s%s; the other site is %s".formatted(
                active.site().name().toLowerCase(Locale.ROOT), active.region(),
                active.switchingTo().map(to -> ", and traffic is being led to the %s site".formatted(to.name().toLowerCase(Locale.ROOT)))
                        .orElse(""),
                active.otherSiteFenced() ? "fenced" : "not fenced"));
    }

    private void exposure(Exposure database, Instant now) {
        line("Exposure", "%s: %s of %s%s%s".formatted(database.database(),
                database.exposureSeconds().map(StatusScreen::words).orElse("no usable recovery point"), words(database.rpoSeconds()),
                database.newest().map(point -> "; newest " + point.snapshot()).orElse(""),
                database.verified().map(point -> "; verified " + ago(point, now)).orElse("; none verified")));
    }

    private static String ago(RecoveryPoint point, Instant now) {
        return "%s, of %s ago".formatted(point.snapshot(), words(Math.max(0, Duration.between(point.dataUntil(), now).toSeconds())));
    }

    private static String last(Run run) {
        return "%s of %s: %s%s, after %s".formatted(run.machine().inWords(), TIME.format(run.startedAt()),
                run.status().equals("SUCCEEDED") ? "" : run.status() + " ", run.outcome(), words(run.seconds()));
    }

    private void alarm(Alarm alarm) {
        line("Alarm", "%s %s since %s%s".formatted(
                alarm.alarm(), alarm.state(), TIME.format(alarm.since()), alarm.expected() ? ", as expected as things stand" : ": " + alarm.meaning()));
    }

    private void finding(Finding finding) {
        line("Finding", "%s %s, %s: %s\n%s".formatted(
                finding.severity(), finding.check(), finding.subject(), finding.problem(), finding.remedy()));
    }

    private void line(String heading, String text) {
        String label = heading;
        for (String part : text.split("\n")) {
            out.println("%-11s%s".formatted(label, part));
            label = "";
        }
    }

    private String painted(String colour, String text) {
        return ansi.new Text("@|bold,%s %s|@".formatted(colour, text)).toString();
    }

    private static String words(long seconds) {
        return DurationInWords.of(Duration.ofSeconds(seconds));
    }
}
