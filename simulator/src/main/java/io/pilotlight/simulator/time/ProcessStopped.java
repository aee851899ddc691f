package io.pilotlight.simulator.time;

/** Unwinds a stopped process; an Error, so that no handler of failures takes it for one. */
public final class ProcessStopped extends Error {

    ProcessStopped(String process) {
        super(process + " was stopped", null, false, false);
    }
}
