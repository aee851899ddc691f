package io.pilotlight.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How often a database has to be backed up so that the exposure stays within its RPO, by how long the last runs took.
 *
 * @param rpo recovery point objective
 * @param lastRuns how long each of the last runs took, from the snapshot's moment until its copy was seen complete
 */
public record Cadence(Duration rpo, List<Duration> lastRuns) {

    /** How often the schedule asks whether a backup is due. */
    public static final Duration TICK = Duration.ofMinutes(15);

    /** The longest time between two backups whatever the RPO. */
    public static final Duration LONGEST = Duration.ofHours(1);

    /** How many runs are looked back at. */
    public static final int RUNS = 24;

    /** Fewer runs than this say nothing of what can be held. */
    private static final int TELLING_RUNS = 3;

    /** How long a run goes on after its copy is complete: seen, marked, and given back. */
    private static final Duration AFTERWARDS = Duration.ofMinutes(2);

    public Cadence {
        lastRuns = List.copyOf(lastRuns);
    }

    /**
     * Returns how long the next run is taken to last: the slowest of the last ones and a quarter more, and never less
     * than a third of the RPO, because a copy that is not incremental takes several times as long without warning.
     */
    public Duration nextRun() {
        Duration slowest = lastRuns.stream().max(Duration::compareTo).orElse(Duration.ZERO);
        Duration withMargin = slowest.multipliedBy(5).dividedBy(4);
        Duration least = rpo.dividedBy(3);
        return withMargin.compareTo(least) > 0 ? withMargin : least;
    }

    /** Returns the longest time between two backups while the schedule runs: a run that takes longer delays the next one. */
    public Duration longestInterval() {
        Duration busy = nextRun().plus(TICK);
        return busy.compareTo(LONGEST) > 0 ? busy : LONGEST;
    }

    /**
     * Tells whether a backup that is begun only at the next tick would land too late.
     *
     * @param age the age of the newest usable recovery point
     */
    public boolean wouldPassObjective(Duration age) {
        return age.plus(TICK).plus(nextRun()).compareTo(rpo) > 0;
    }

    /**
     * Returns the exposure that backups can hold at best with runs that last as the usual one does: one starts at the
     * first tick after the other has ended. Empty while too few runs are known.
     */
    public Optional<Duration> attainableExposure() {
        if (lastRuns.size() < TELLING_RUNS) {
            return Optional.empty();
        }
        List<Duration> sorted = lastRuns.stream().sorted().toList();
        return Optional.of(exposureWith(sorted.get((sorted.size() - 1) / 2)));
    }

    /** Returns the RPO that would hold by the slowest of the last runs, in whole minutes. */
    public Duration objectiveThatWouldDo() {
        Duration exposure = exposureWith(nextRun());
        return Duration.ofMinutes(exposure.plusSeconds(59).toMinutes());
    }

    private static Duration exposureWith(Duration run) {
        long busy = run.plus(AFTERWARDS).toSeconds();
        long ticks = (busy + TICK.toSeconds() - 1) / TICK.toSeconds();
        return TICK.multipliedBy(ticks).plus(run);
    }
}
