package io.pilotlight.simulator.drill;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Measures what this process takes from now on; runs on virtual threads have no CPU time of their own. */
final class Stopwatch {

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Clock clock;
    private final Instant startedAt;
    private final long cpuNanosBefore;

    Stopwatch(Clock clock) {
        this.clock = clock;
        this.startedAt = clock.instant();
        this.cpuNanosBefore = PROCESS.getProcessCpuTime();
    }

    /** Returns what was taken so far, by so many runs. */
    Effort of(long runs) {
        return new Effort(runs, Duration.ofNanos(PROCESS.getProcessCpuTime() - cpuNanosBefore),
                Duration.between(startedAt, clock.instant()));
    }
}
