package io.pilotlight.simulator.drill;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.simulator.scenario.RunResult;
import io.pilotlight.step.DurationInWords;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;

/** Counts the runs of a sweep, and says now and then how far it is; safe to use from any thread. */
final class SweepTally {

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
    /** More than anybody reads; the rest is only counted, so that memory is bounded. */
    private static final int KEPT = 1000;

    private final long planned;
    private final PrintStream out;
    private final Clock clock;
    private final int width;
    private final boolean isOne;
    private final Stopwatch stopwatch;
    private final Map<String, Effort> efforts = new LinkedHashMap<>();
    private final Map<String, LongSummaryStatistics> rtoMillis = new LinkedHashMap<>();
    private final Map<String, PathMean> paths = new LinkedHashMap<>();
    private final List<SweepFailure> failures = new ArrayList<>();
    private Instant saidAt;
    private long runs;
    private long wrong;
    private long unexpected;
    private long violations;

    SweepTally(List<String> scenarios, long seeds, PrintStream out, Clock clock) {
        this.planned = scenarios.size() * seeds;
        this.isOne = scenarios.size() == 1;
        this.width = scenarios.stream().mapToInt(String::length).max().orElse(0);
        this.out = out;
        this.clock = clock;
        this.stopwatch = new Stopwatch(clock);
        this.saidAt = clock.instant();
    }

    /** Takes what all runs of a scenario took, and says so. */
    synchronized void ended(String scenario, Effort effort) {
        efforts.put(scenario, effort);
        saidAt = clock.instant();
        out.println(effort.line(scenario, width) + meanRto(scenario).map(mean -> "  RTO " + DurationInWords.of(mean)).orElse(""));
        if (isOne) {
            PathChart.lines(meanPath(scenario)).forEach(out::println);
        }
    }

    synchronized void wentWell(String scenario, RunResult result) {
        result.rto().ifPresent(rto ->
                rtoMillis.computeIfAbsent(scenario, _ -> new LongSummaryStatistics()).accept(rto.toMillis()));
        paths.computeIfAbsent(scenario, _ -> new PathMean()).add(result.path());
        counted();
    }

    private List<RunResult.Share> meanPath(String scenario) {
        return paths.getOrDefault(scenario, new PathMean()).shares();
    }

    /** Of the runs that went well; empty where none recovered. */
    private Optional<Duration> meanRto(String scenario) {
        return Optional.ofNullable(rtoMillis.get(scenario)).map(all -> Duration.ofMillis(Math.round(all.getAverage())));
    }

    synchronized void wentWrong(SweepFailure failure) {
        wrong++;
        unexpected += failure.unexpected() ? 1 : 0;
        violations += failure.violations();
        if (failures.size() < KEPT) {
            failures.add(failure);
        }
        out.println(failure.line());
        counted();
    }

    synchronized long wentWrong() {
        return wrong;
    }

    synchronized ObjectNode toJson() {
        ObjectNode document = ResultFile.object()
                .put("runs", runs)
                .put("wrong", wrong)
                .put("violations", violations)
                .put("unexpected", unexpected);
        stopwatch.of(runs).writeTo(document);
        ObjectNode scenarios = document.putObject("scenarios");
        efforts.forEach((scenario, effort) -> {
            ObjectNode written = scenarios.putObject(scenario);
            effort.writeTo(written);
            meanRto(scenario).ifPresent(mean -> written.put("meanRtoSeconds", Times.seconds(mean)));
            PathFields.write(meanPath(scenario), written);
        });
        ArrayNode list = document.putArray("failures");
        failures.sort(Comparator.comparing(SweepFailure::scenario).thenComparing(SweepFailure::seed));
        failures.forEach(failure -> failure.writeTo(list.addObject()));
        document.put("failuresLeftOut", wrong - failures.size());
        return document;
    }

    synchronized void printTotals(Path file) {
        out.println(stopwatch.of(runs).line("all", width));
        out.println(progress());
        out.println(wrong == 0
                ? "Every run ended as it should, with every promise held."
                : "%,d runs went wrong: %,d ended otherwise than they should, %,d promises were broken.".formatted(
                        wrong, unexpected, violations));
        out.println("Result     " + file);
    }

    private void counted() {
        runs++;
        Instant now = clock.instant();
        if (Duration.between(saidAt, now).compareTo(BETWEEN_LINES) >= 0) {
            saidAt = now;
            out.println(progress());
        }
    }

    private String progress() {
        return "%,d of %,d runs, %.1f a second, %,d went wrong".formatted(
                runs, planned, stopwatch.of(runs).runsPerSecond(), wrong);
    }
}
