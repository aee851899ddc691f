package io.pilotlight.simulator.time;

import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * Code that waits in virtual time, on a thread that runs only while the {@link Timeline} waits for it.
 *
 * <p>What it throws, other than {@link ProcessStopped}, is thrown again where the timeline is driven.
 */
public final class SimulatedProcess {

    private static final ThreadLocal<SimulatedProcess> CURRENT = new ThreadLocal<>();

    private final Semaphore mayRun = new Semaphore(0);
    private final Semaphore hasYielded = new Semaphore(0);
    private final String name;
    private final Runnable body;
    private final Set<SimulatedProcess> begun;
    private Thread thread;
    private boolean stopped;
    private boolean ended;
    private Throwable failure;

    /** @param begun holds it from its first step to its end */
    SimulatedProcess(String name, Runnable body, Set<SimulatedProcess> begun) {
        this.name = name;
        this.body = body;
        this.begun = begun;
    }

    static SimulatedProcess current() {
        if (CURRENT.get() == null) {
            throw new IllegalStateException("only a simulated process can wait in virtual time");
        }
        return CURRENT.get();
    }

    static boolean isCurrent() {
        return CURRENT.get() != null;
    }

    /** Tells whether it has come to its end. */
    public boolean ended() {
        return ended;
    }

    boolean isStopped() {
        return stopped;
    }

    /** Stops it where it waits: its wait throws {@link ProcessStopped}. Does nothing to a process that has ended. */
    public void stop() {
        if (thread == null) {
            ended = true;
        }
        stopped = true;
        if (!ended && CURRENT.get() != this) {
            resume();
        }
    }

    /** Runs it until it waits again or ends; called where the timeline is driven. */
    void resume() {
        if (ended) {
            return;
        }
        if (thread == null) {
            begun.add(this);
            thread = Thread.ofVirtual().name(name).start(this::run);
        }
        mayRun.release();
        hasYielded.acquireUninterruptibly();
        if (failure != null) {
            Throwable thrown = failure;
            failure = null;
            throw new IllegalStateException("simulated process %s failed: %s".formatted(name, thrown), thrown);
        }
    }

    void yield() {
        hasYielded.release();
        mayRun.acquireUninterruptibly();
        if (stopped) {
            throw new ProcessStopped(name);
        }
    }

    private void run() {
        mayRun.acquireUninterruptibly();
        CURRENT.set(this);
        try {
            if (!stopped) {
                body.run();
            }
        } catch (ProcessStopped _) {
            // Asked for.
        } catch (Throwable thrown) {
            failure = thrown;
        } finally {
            ended = true;
            begun.remove(this);
            hasYielded.release();
        }
    }
}
