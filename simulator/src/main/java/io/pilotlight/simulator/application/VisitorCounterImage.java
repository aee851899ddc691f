package io.pilotlight.simulator.application;

import io.pilotlight.simulator.database.DatabaseUnavailable;
import io.pilotlight.simulator.journal.Journal;
import java.time.Clock;
import java.util.function.LongSupplier;

/**
 * Starts visitor counters.
 *
 * @param visitNumbers gives every visit of the whole run its number, each higher than the one before; a number that was
 *     handed out is never used again, also where its commit failed
 */
public record VisitorCounterImage(Surroundings surroundings, LongSupplier visitNumbers, Clock clock, Journal journal)
        implements Application.Image {

    /**
     * Starts a visitor counter and lets it connect, unless it connects on each request.
     *
     * @throws DatabaseUnavailable where the parameter or the secret cannot be read, or the database takes no connection
     */
    @Override
    public Application start(String region, String service) {
        VisitorCounter counter;
        try {
            counter = new VisitorCounter(
                    this, region, surroundings.databaseHost(region), surroundings.databasePassword(region));
        } catch (DatabaseUnavailable unavailable) {
            throw unavailable;
        } catch (RuntimeException unreadable) {
            throw new DatabaseUnavailable("the task could not read how to reach its database", unreadable);
        }
        if (!surroundings.startsWithoutDatabase()) {
            counter.connect();
        }
        return counter;
    }
}
