package io.pilotlight.simulator.database;

/** Makes the databases that stand behind simulated RDS instances: real MariaDB servers, or in memory. */
public interface DatabaseEngine extends AutoCloseable {

    /** Starts an empty database of the visitor counter, its table made. */
    RunningDatabase create(String instanceIdentifier, String password);

    /** Starts a new database from a snapshot; it keeps the snapshot's password. */
    RunningDatabase restore(String instanceIdentifier, DatabaseSnapshot snapshot);

    /** Stops every server that still runs and removes their files. */
    @Override
    void close();
}
