package io.pilotlight.simulator.database;

import java.time.Instant;

/** The visitor counter's view of its database. */
public interface VisitStore extends AutoCloseable {

    /** Makes the application's table where it is not there, as the page does by itself. */
    void createTable();

    /**
     * Commits one visit; returns once it is durable.
     *
     * @param at kept to the second, as the table's column does
     */
    void add(long visit, Instant at);

    /** Counts the visits. */
    long count();

    @Override
    void close();
}
