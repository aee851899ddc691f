package io.pilotlight.simulator.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the worst moment for an outage: the last second before a copy lands, where the exposure then is as great as it
 * was at nine of ten such moments before.
 */
final class WorstMoment {

    private static final Duration LOOK = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofHours(12);
    private static final Duration JUST_BEFORE = Duration.ofSeconds(1);

    private final World world;
    private final Runnable strike;
    private final Instant giveUpAt;
    private final Duration greatEnough;
    private boolean found;

    /** @param strike what happens at that moment */
    WorstMoment(World world, Runnable strike) {
        this.world = world;
        this.strike = strike;
        this.giveUpAt = world.now().plus(PATIENCE);
        this.greatEnough = ninthTenthOfPeaks();
    }

    /** Looks from now on; after twelve hours the next landing will do. */
    void await() {
        world.after(LOOK, () -> {
            world.cloud().standby().rds().nextCopyLandsAt().ifPresent(this::consider);
            if (!found) {
                await();
            }
        });
    }

    private void consider(Instant landsAt) {
        Instant moment = landsAt.minus(JUST_BEFORE);
        Duration exposure = world.exposure().now().plus(Duration.between(world.now(), moment));
        if (moment.isAfter(world.now()) && (exposure.compareTo(greatEnough) >= 0 || world.now().isAfter(giveUpAt))) {
            found = true;
            world.after(Duration.between(world.now(), moment), strike);
        }
    }

    /** A peak is a sample that is followed by a smaller one: a copy has landed. */
    private Duration ninthTenthOfPeaks() {
        List<ExcusedTimes.Excuse> excused = ExcusedTimes.of(world, world.now());
        List<RunResult.Sample> samples = world.exposure().samples();
        List<Duration> peaks = new ArrayList<>();
        for (int next = 1; next < samples.size(); next++) {
            RunResult.Sample peak = samples.get(next - 1);
            if (samples.get(next).age().compareTo(peak.age()) < 0
                    && excused.stream().noneMatch(excuse -> excuse.covers(peak.at()))) {
                peaks.add(peak.age());
            }
        }
        peaks.sort(Comparator.naturalOrder());
        return peaks.isEmpty() ? Duration.ZERO : peaks.get(peaks.size() * 9 / 10);
    }
}
