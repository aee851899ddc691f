package io.pilotlight.simulator.cloud;

import io.pilotlight.simulator.cloud.api.Callers;
import io.pilotlight.simulator.cloud.api.CloudContext;
import io.pilotlight.simulator.cloud.api.Faults;
import io.pilotlight.simulator.cloud.api.Latencies;
import io.pilotlight.simulator.journal.Journal;
import io.pilotlight.simulator.time.Timeline;
import java.time.Duration;
import java.time.Instant;

/** What a simulated service needs around it. */
public record CloudFixture(CloudContext context) {

    public static final Instant START = Instant.parse("2026-11-22T00:00:00Z");

    public static CloudFixture withSeed(long seed) {
        return startingAt(START, seed);
    }

    public static CloudFixture startingAt(Instant start, long seed) {
        Timeline timeline = new Timeline(start, seed);
        return new CloudFixture(new CloudContext(
                timeline, new Journal(), new Faults(), new Latencies(timeline), new Callers()));
    }

    public void pass(Duration time) {
        context.timeline().runUntil(context.timeline().now().plus(time));
    }

    public Instant now() {
        return context.timeline().now();
    }

    public Faults faults() {
        return context.faults();
    }

    public Journal journal() {
        return context.journal();
    }
}
