package io.pilotlight.simulator.database;

import java.time.Instant;
import java.time.LocalDate;

/** The visitor counter's view of its database. */
public interface VisitStore extends AutoCloseable {

    /**
     * The three figures of the page.
     *
     * @param visits how many rows there are
     * @param visitors from how many addresses
     * @param today how many of the rows are of the day
     */
    record Figures(long visits, long visitors, long today) {}

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

    /**
     * Counts what the page shows.
     *
     * @param today the day, in UTC
     */
    Figures figures(LocalDate today);

    @Override
    void close();
}
