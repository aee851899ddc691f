package io.pilotlight.simulator.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Virtual time: a queue of what happens when, and a clock that jumps from one entry to the next.
 *
 * <p>Exactly one thing runs at a time, a callback or a {@link SimulatedProcess}, and what falls on the same instant runs
 * in the order in which it was asked for; so a run depends on its seed alone. Not for use by more than one driver.
 */
public final class Timeline implements AutoCloseable {

    private record Entry(Instant at, long order, Runnable action) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int byInstant = at.compareTo(other.at);
            return byInstant == 0 ? Long.compare(order, other.order) : byInstant;
        }
    }

    private final PriorityQueue<Entry> queue = new PriorityQueue<>();
    private final Set<SimulatedProcess> begun = new LinkedHashSet<>();
    private final long seed;
    private Instant now;
    private Instant drivenUntil;
    private long order;

    public Timeline(Instant start, long seed) {
        this.now = start;
        this.drivenUntil = start;
        this.seed = seed;
    }

    /** Returns the virtual instant. */
    public Instant now() {
        return now;
    }

    /** Returns a clock that shows the virtual instant. */
    public Clock clock() {
        InstantSource source = this::now;
        return source.withZone(ZoneOffset.UTC);
    }

    /** Returns a source of random numbers of its own for each name, so that one more draw here moves nothing there. */
    public SplittableRandom random(String name) {
        return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + name.hashCode());
    }

    /** Runs an action after the given time; the action must not wait. */
    public void after(Duration delay, Runnable action) {
        queue.add(new Entry(now.plus(delay), order++, action));
    }

    /** Runs an action now and then again and again, until the timeline is no longer driven; it must not wait. */
    public void every(Duration interval, Runnable action) {
        after(Duration.ZERO, () -> {
            action.run();
            after(interval, () -> every(interval, action));
        });
    }

    /** Starts a process, which may wait; its first step is taken at the present instant, after the caller has yielded. */
    public SimulatedProcess spawn(String name, Runnable body) {
        SimulatedProcess process = new SimulatedProcess(name, body, begun);
        after(Duration.ZERO, process::resume);
        return process;
    }

    /**
     * Waits for virtual time to pass; only a process may.
     *
     * @throws ProcessStopped where the process was stopped meanwhile
     * @throws IllegalStateException where the caller is no process
     */
    public void sleep(Duration duration) {
        SimulatedProcess process = SimulatedProcess.current();
        Instant wake = now.plus(duration);
        if (isNext(wake) && !process.isStopped()) {
            now = wake;
        } else {
            after(duration, process::resume);
            process.yield();
        }
    }

    /**
     * Tells whether nothing would happen before whoever asks goes on at that instant; then there is no need to change
     * threads, which is most of what a wait costs. A stopped process may not: it unwinds in the middle of somebody else's
     * action.
     */
    private boolean isNext(Instant wake) {
        return wake.isBefore(drivenUntil) && (queue.isEmpty() || wake.isBefore(queue.peek().at()));
    }

    /** Tells whether the caller is a process, which may wait. */
    public boolean canSleep() {
        return SimulatedProcess.isCurrent();
    }

    /**
     * Lets everything happen that falls before the given instant, which it then is. A virtual thread drives, whatever the
     * caller's own is: where a process goes on is then no matter of the operating system, which took a third of all CPU time.
     */
    public void runUntil(Instant end) {
        if (Thread.currentThread().isVirtual()) {
            drive(end);
            return;
        }
        FutureTask<Void> driven = new FutureTask<>(() -> drive(end), null);
        Thread.startVirtualThread(driven);
        try {
            driven.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failed.getCause();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while virtual time went on", interrupted);
        }
    }

    private void drive(Instant end) {
        drivenUntil = end;
        while (!queue.isEmpty() && queue.peek().at().isBefore(end)) {
            Entry next = queue.poll();
            now = next.at();
            next.action().run();
        }
        now = end;
    }

    /**
     * Stops every process that still waits. To be called when it is driven no longer: the JVM knows each thread that has
     * not ended, and with it all that the process refers to.
     */
    @Override
    public void close() {
        List.copyOf(begun).forEach(SimulatedProcess::stop);
    }
}
