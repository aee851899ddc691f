package io.pilotlight.simulator.application;

import io.pilotlight.simulator.database.DatabaseUnavailable;
import io.pilotlight.simulator.journal.Journal;
import io.pilotlight.simulator.time.Timeline;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Starts workers.
 *
 * @param numbers gives every job its number, each higher than the one before, from where visits have theirs
 * @param pause how long a worker does nothing between two jobs
 */
public record WorkerImage(
        Surroundings surroundings, LongSupplier numbers, Duration pause, Timeline timeline, Journal journal)
        implements Application.Image {

    /**
     * Starts a worker, lets it connect, and lets it work from then on.
     *
     * @throws DatabaseUnavailable where the parameter or the secret cannot be read, or the database takes no connection
     */
    @Override
    public Application start(String region, String service) {
        Worker worker;
        try {
            worker = new Worker(this, region, surroundings.databaseHost(region), surroundings.databasePassword(region));
        } catch (DatabaseUnavailable unavailable) {
            throw unavailable;
        } catch (RuntimeException unreadable) {
            throw new DatabaseUnavailable("the task could not read how to reach its database", unreadable);
        }
        worker.connect();
        worker.work();
        return worker;
    }
}
