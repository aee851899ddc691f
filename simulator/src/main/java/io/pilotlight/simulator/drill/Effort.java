package io.pilotlight.simulator.drill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Locale;

/**
 * What runs took of this machine.
 *
 * @param cpu the CPU time of the whole process, with what it compiled and cleared away meanwhile
 * @param elapsed the time on the wall
 */
record Effort(long runs, Duration cpu, Duration elapsed) {

    double cpuSecondsPerRun() {
        return cpu.toNanos() / 1e9 / Math.max(1, runs);
    }

    double runsPerSecond() {
        return runs * 1e9 / Math.max(1_000_000, elapsed.toNanos());
    }

    /** Says on one line what each run took, behind the name of what ran. */
    String line(String name, int width) {
        return String.format(Locale.ROOT, "%s  %6.2f CPU s a run  %7.1f a second",
                name + " ".repeat(Math.max(0, width - name.length())), cpuSecondsPerRun(), runsPerSecond());
    }

    void writeTo(ObjectNode document) {
        document.put("cpuSecondsPerRun", Math.round(cpuSecondsPerRun() * 1000) / 1000.0)
                .put("runsPerSecond", Math.round(runsPerSecond() * 10) / 10.0);
    }
}
