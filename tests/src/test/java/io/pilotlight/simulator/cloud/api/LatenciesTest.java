package io.pilotlight.simulator.cloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.simulator.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    private final Latencies latencies = withSeed(7);

    @Test
    void drawsTheSameForASeedAndOtherwiseForAnother() {
        assertThat(withSeed(7).databaseRestoreCreating()).isEqualTo(latencies.databaseRestoreCreating());
        assertThat(withSeed(8).databaseRestoreCreating()).isNotEqualTo(withSeed(7).databaseRestoreCreating());
    }

    @Test
    void isNotMovedInOneKindByDrawsOfAnother() {
        Latencies busy = withSeed(7);
        IntStream.range(0, 100).forEach(_ -> busy.apiCall());

        assertThat(busy.taskStart()).isEqualTo(latencies.taskStart());
    }

    @Test
    void staysInsideItsBoundsWithItsPeakNearTheFastEnd() {
        long[] seconds = IntStream.range(0, 10_000)
                .mapToLong(_ -> latencies.databaseRestoreCreating().toSeconds())
                .sorted()
                .toArray();

        assertThat(seconds[0]).isGreaterThanOrEqualTo(360);
        assertThat(seconds[9_999]).isLessThanOrEqualTo(720);
        assertThat(seconds[5_000]).as("median").isBetween(450L, 540L);
    }

    @Test
    void leavesARecoveryWellBelowHalfAnHourEvenWhereEverythingIsSlow() {
        for (long seed = 0; seed < 1_000; seed++) {
            Latencies drawn = withSeed(seed);
            Duration recovery = drawn.databaseRestoreCreating()
                    .plus(drawn.databaseFirstBackup())
                    .plus(drawn.databaseModification())
                    .plus(drawn.databaseModificationStart())
                    .plus(drawn.databasePasswordReset())
                    .plus(drawn.serviceScheduler())
                    .plus(drawn.taskStart())
                    .plus(drawn.targetHealth(Duration.ofSeconds(10), 2))
                    .plus(drawn.healthCheckReaction())
                    .plus(drawn.dnsChange())
                    .plus(Duration.ofSeconds(60));
            assertThat(recovery).as("seed %d", seed).isBetween(Duration.ofMinutes(7), Duration.ofMinutes(24));
        }
    }

    private static Latencies withSeed(long seed) {
        return new Latencies(new Timeline(Instant.parse("2026-11-22T00:00:00Z"), seed));
    }
}
