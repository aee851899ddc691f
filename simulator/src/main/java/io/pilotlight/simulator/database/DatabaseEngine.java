package io.pilotlight.simulator.database;

import java.time.Instant;

/** Makes the databases that stand behind simulated RDS instances: real MariaDB servers, or in memory. */
public interface DatabaseEngine extends AutoCloseable {

    /** Starts an empty database of the visitor counter, its table made. */
    RunningDatabase create(String instanceIdentifier, String password);

    /** Starts a new database from a snapshot; it keeps the snapshot's password. */
    RunningDatabase restore(String instanceIdentifier, DatabaseSnapshot snapshot);

    /**
     * Damages a snapshot, which nobody sees: the visits from an instant on are not in what is restored from it, and it
     * still says of itself what it said before.
     */
    DatabaseSnapshot withoutVisitsFrom(DatabaseSnapshot snapshot, Instant instant);

    /** Damages a snapshot, which nobody sees: the application's table is not in what is restored from it. */
    DatabaseSnapshot withoutTable(DatabaseSnapshot snapshot);

    /** Stops every server that still runs and removes their files. */
    @Override
    void close();
}
