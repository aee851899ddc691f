package io.pilotlight.simulator.time;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Something that happens once in virtual time, and that processes can wait for. */
public final class Signal {

    private final Timeline timeline;
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean given;

    public Signal(Timeline timeline) {
        this.timeline = timeline;
    }

    /** Gives the signal; who waits goes on at the present instant, after the caller has yielded. Idempotent. */
    public void give() {
        if (!given) {
            given = true;
            waiting.forEach(wake -> timeline.after(Duration.ZERO, wake));
        }
    }

    /** Tells whether it was given. */
    public boolean given() {
        return given;
    }

    /** Runs an action, which must not wait, once it is given: then, after the caller has yielded, or now. */
    public void then(Runnable action) {
        if (given) {
            action.run();
        } else {
            waiting.add(action);
        }
    }

    /**
     * Waits until it is given; only a process may.
     *
     * @throws ProcessStopped where the process was stopped meanwhile
     */
    public void await() {
        if (!given) {
            waitFor(new Wake(SimulatedProcess.current()));
        }
    }

    /**
     * Waits until it is given, or so long; only a process may.
     *
     * @return whether it was given
     * @throws ProcessStopped where the process was stopped meanwhile
     */
    public boolean await(Duration atMost) {
        if (!given) {
            Wake wake = new Wake(SimulatedProcess.current());
            timeline.after(atMost, wake);
            waitFor(wake);
        }
        return given;
    }

    private void waitFor(Wake wake) {
        waiting.add(wake);
        try {
            wake.process.yield();
        } finally {
            wake.spent = true;
            waiting.remove(wake);
        }
    }

    /** Wakes a process from one wait, and never from a later one. */
    private static final class Wake implements Runnable {

        private final SimulatedProcess process;
        private boolean spent;

        Wake(SimulatedProcess process) {
            this.process = process;
        }

        @Override
        public void run() {
            if (!spent) {
                spent = true;
                process.resume();
            }
        }
    }
}
