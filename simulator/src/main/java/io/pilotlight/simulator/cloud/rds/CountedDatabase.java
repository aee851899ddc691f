package io.pilotlight.simulator.cloud.rds;

import io.pilotlight.restoretest.RestoredDatabase;
import io.pilotlight.simulator.database.DatabaseSnapshot;
import io.pilotlight.simulator.database.RunningDatabase;
import io.pilotlight.simulator.database.VisitStore;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;

/** A database that knows how many clients were connected to it, and when. A look of the read-only account is over at once and is not counted. */
final class CountedDatabase implements RunningDatabase {

    private final RunningDatabase database;
    private final Clock clock;
    private final NavigableMap<Instant, Integer> open = new TreeMap<>();

    CountedDatabase(RunningDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
        open.put(clock.instant(), 0);
    }

    /** Tells how many were connected at an instant; empty where it did not run yet. */
    Optional<Integer> connectionsAt(Instant instant) {
        return Optional.ofNullable(open.floorEntry(instant)).map(Map.Entry::getValue);
    }

    private void count(int more) {
        open.put(clock.instant(), open.lastEntry().getValue() + more);
    }

    @Override
    public VisitStore connect(String password) {
        VisitStore store = database.connect(password);
        count(1);
        return new Counted(store);
    }

    @Override
    public RestoredDatabase openReadOnly(String username) {
        return database.openReadOnly(username);
    }

    @Override
    public DatabaseSnapshot snapshot() {
        return database.snapshot();
    }

    @Override
    public void setPassword(String password) {
        database.setPassword(password);
    }

    @Override
    public void cutOff() {
        database.cutOff();
    }

    @Override
    public void reconnect() {
        database.reconnect();
    }

    @Override
    public void destroy() {
        database.destroy();
    }

    @Override
    public SortedSet<Long> committedVisits() {
        return database.committedVisits();
    }

    /** A connection that is counted until it is closed. */
    private final class Counted implements VisitStore {

        private final VisitStore store;
        private boolean closed;

        Counted(VisitStore store) {
            this.store = store;
        }

        @Override
        public void createTable() {
            store.createTable();
        }

        @Override
        public void add(long visit, Instant at) {
            store.add(visit, at);
        }

        @Override
        public long count() {
            return store.count();
        }

        @Override
        public Figures figures(LocalDate today) {
            return store.figures(today);
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                CountedDatabase.this.count(-1);
            }
            store.close();
        }
    }
}
