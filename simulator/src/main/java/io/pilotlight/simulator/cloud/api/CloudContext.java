package io.pilotlight.simulator.cloud.api;

import io.pilotlight.simulator.journal.Journal;
import io.pilotlight.simulator.time.Timeline;

/** What every simulated service of a run shares. */
public record CloudContext(Timeline timeline, Journal journal, Faults faults, Latencies latencies, Callers callers) {}
