package io.pilotlight.simulator.drill;

import io.pilotlight.simulator.database.DatabaseEngine;
import io.pilotlight.simulator.database.InMemoryDatabaseEngine;
import io.pilotlight.simulator.scenario.RunRequest;
import io.pilotlight.simulator.scenario.RunResult;
import io.pilotlight.simulator.scenario.ScenarioRunner;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Runs scenarios with many seeds on all cores, one scenario after the other, each run with databases in memory, and keeps
 * of each no more than whether it went wrong, and of each scenario what its runs took and the mean of their RTO.
 *
 * <p>A run is driven on a virtual thread because its processes are such: handing over from one to the other then asks
 * nothing of the operating system.
 */
final class Sweep {

    private final ScenarioRunner runner;
    private final int workers;
    private final Surface surface;
    private final Clock clock;

    Sweep(ScenarioRunner runner, int workers, Surface surface, Clock clock) {
        this.runner = runner;
        this.workers = workers;
        this.surface = surface;
        this.clock = clock;
    }

    /** Returns the exit status: 0 where no run went wrong, otherwise 1. */
    int run(List<String> scenarios, SeedRange seeds) {
        ResultFile.remove(surface.sweepFile());
        SweepTally tally = new SweepTally(scenarios, seeds.count(), surface.out(), clock);
        Semaphore waiting = new Semaphore(4 * workers);
        try (ExecutorService pool = Executors.newFixedThreadPool(workers, Thread.ofVirtual().factory())) {
            for (String scenario : scenarios) {
                Stopwatch stopwatch = new Stopwatch(clock);
                for (long seed = seeds.first(); seed <= seeds.last(); seed++) {
                    long own = seed;
                    waiting.acquireUninterruptibly();
                    pool.execute(() -> {
                        runOne(scenario, own, tally);
                        waiting.release();
                    });
                }
                // None of the next one begins before all of this one have ended: then its CPU time is known.
                waiting.acquireUninterruptibly(4 * workers);
                waiting.release(4 * workers);
                tally.ended(scenario, stopwatch.of(seeds.count()));
            }
            pool.shutdown();
            pool.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the sweep was interrupted; it has no result", interrupted);
        }
        ResultFile.write(surface.sweepFile(), tally.toJson());
        tally.printTotals(surface.sweepFile());
        return tally.wentWrong() == 0 ? 0 : 1;
    }

    private void runOne(String scenario, long seed, SweepTally tally) {
        try (DatabaseEngine engine = new InMemoryDatabaseEngine()) {
            RunResult result =
                    runner.run(new RunRequest(scenario, seed, Optional.empty(), engine), _ -> { });
            if (result.good()) {
                tally.wentWell(scenario, result);
            } else {
                tally.wentWrong(new SweepFailure(scenario, seed, Optional.of(result), Optional.empty()));
            }
        } catch (Throwable thrown) {
            // A run that breaks the simulator itself is a finding like any other, and the sweep goes on.
            tally.wentWrong(new SweepFailure(scenario, seed, Optional.empty(), Optional.of(thrown)));
        }
    }
}
