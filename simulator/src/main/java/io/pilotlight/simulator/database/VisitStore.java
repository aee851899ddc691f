package io.pilotlight.simulator.database;

import java.time.Instant;

/** The visitor counter's view of its database. */
public interface VisitStore extends AutoCloseable {

    /** Commits one visit; returns once it is durable. */
    void add(long visit, Instant at);

    /** Counts the visits. */
    long count();

    @Override
    void close();
}
