package io.pilotlight.simulator.database;

import java.time.Instant;

/** Databases in memory, for runs by the thousand; not for use by more than one thread at a time. */
public final class InMemoryDatabaseEngine implements DatabaseEngine {

    /** The data of a backup in which the table is not. */
    static final Object NO_TABLE = "no table";

    @Override
    public RunningDatabase create(String instanceIdentifier, String password) {
        return new InMemoryDatabase(instanceIdentifier, password, new VisitLog(), true);
    }

    @Override
    public RunningDatabase restore(String instanceIdentifier, DatabaseSnapshot snapshot) {
        return snapshot.data() instanceof VisitLog backup
                ? new InMemoryDatabase(instanceIdentifier, snapshot.password(), backup.copy(), true)
                : new InMemoryDatabase(instanceIdentifier, snapshot.password(), new VisitLog(), false);
    }

    @Override
    public DatabaseSnapshot withoutVisitsFrom(DatabaseSnapshot snapshot, Instant instant) {
        VisitLog backup = (VisitLog) snapshot.data();
        return new DatabaseSnapshot(snapshot.password(), backup.before(instant), snapshot.lastVisit(), snapshot.visits());
    }

    @Override
    public DatabaseSnapshot withoutTable(DatabaseSnapshot snapshot) {
        return new DatabaseSnapshot(snapshot.password(), NO_TABLE, snapshot.lastVisit(), snapshot.visits());
    }

    /** Does nothing: what nobody refers to is gone by itself. */
    @Override
    public void close() {}
}
