package io.pilotlight.serviceconfiguration;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How many tasks of a service ran, one sample a backup, over the last day; kept in the saved file itself. */
record RunningCounts(List<Sample> samples) {

    private static final Duration DAY = Duration.ofDays(1);
    private static final int MOST_SAMPLES = 200;

    /** How many tasks ran at one moment. */
    record Sample(Instant at, int runningCount) {}

    static final RunningCounts NONE = new RunningCounts(List.of());

    RunningCounts {
        samples = List.copyOf(samples);
    }

    /** Returns them with one sample more and without those that are older than a day. */
    RunningCounts with(Instant now, int runningCount) {
        List<Sample> kept = new ArrayList<>(samples.stream()
                .filter(sample -> sample.at().isAfter(now.minus(DAY)) && sample.at().isBefore(now))
                .sorted(Comparator.comparing(Sample::at))
                .toList());
        kept.add(new Sample(now, runningCount));
        return new RunningCounts(kept.subList(Math.max(0, kept.size() - MOST_SAMPLES), kept.size()));
    }

    int most() {
        return samples.stream().mapToInt(Sample::runningCount).max().orElse(0);
    }

    int least() {
        return samples.stream().mapToInt(Sample::runningCount).min().orElse(0);
    }
}
