package io.pilotlight.simulator.database;

import java.time.Instant;

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

    @Override
    public DatabaseSnapshot withoutVisitsFrom(DatabaseSnapshot snapshot, Instant instant) {
        VisitLog backup = (VisitLog) snapshot.data();
        return new DatabaseSnapshot(snapshot.password(), backup.before(instant), snapshot.lastVisit(), snapshot.visits());
    }

    /** Does nothing: what nobody refers to is gone by itself. */
    @Override
    public void close() {}
}
