package io.pilotlight.simulator.database;

/** Databases in memory, for runs by the thousand; not for use by more than one thread at a time. */
public final class InMemoryDatabaseEngine implements DatabaseEngine {

    @Override
    public RunningDatabase create(String instanceIdentifier, String password) {
        return new InMemoryDatabase(instanceIdentifier, password, new VisitLog());
    }

    @Override
    public RunningDatabase restore(String instanceIdentifier, DatabaseSnapshot snapshot) {
        VisitLog backup = (VisitLog) snapshot.data();
        return new InMemoryDatabase(instanceIdentifier, snapshot.password(), backup.copy());
    }

    /** Does nothing: what nobody refers to is gone by itself. */
    @Override
    public void close() {}
}
