package io.pilotlight.simulator.database;

import io.pilotlight.restoretest.RestoredDatabase;
import java.time.Instant;
import java.time.LocalDate;
import java.util.SortedSet;

/** A database in memory; what was committed survives while it is cut off. */
final class InMemoryDatabase implements RunningDatabase {

    private final String instanceIdentifier;
    private final VisitLog visits;
    private String password;
    private boolean hasTable;
    private boolean reachable = true;
    private boolean destroyed;
    /** Rises whenever it is cut off, so that connections from before stay broken. */
    private int generation;

    InMemoryDatabase(String instanceIdentifier, String password, VisitLog visits, boolean hasTable) {
        this.instanceIdentifier = instanceIdentifier;
        this.password = password;
        this.visits = visits;
        this.hasTable = hasTable;
    }

    @Override
    public VisitStore connect(String offered) {
        requireReachable();
        if (!offered.equals(password)) {
            throw new DatabaseUnavailable(instanceIdentifier + " does not accept this password");
        }
        return new Connection(generation);
    }

    @Override
    public RestoredDatabase openReadOnly(String username) {
        requireReachable();
        if (!username.equals(Account.READER)) {
            throw new DatabaseUnavailable("%s knows no account '%s'".formatted(instanceIdentifier, username));
        }
        return new InMemoryReadOnly(visits, hasTable, new Connection(generation)::requireOpen);
    }

    @Override
    public DatabaseSnapshot snapshot() {
        requireReachable();
        return new DatabaseSnapshot(
                password, hasTable ? visits.frozen() : InMemoryDatabaseEngine.NO_TABLE, visits.last(), visits.size());
    }

    @Override
    public void setPassword(String replacement) {
        requireReachable();
        password = replacement;
    }

    @Override
    public void cutOff() {
        reachable = false;
        generation++;
    }

    @Override
    public void reconnect() {
        requireNotDestroyed();
        reachable = true;
    }

    @Override
    public void destroy() {
        cutOff();
        destroyed = true;
    }

    @Override
    public SortedSet<Long> committedVisits() {
        requireNotDestroyed();
        return visits.toSet();
    }

    private void requireReachable() {
        requireNotDestroyed();
        if (!reachable) {
            throw new DatabaseUnavailable(instanceIdentifier + " cannot be reached");
        }
    }

    private void requireNotDestroyed() {
        if (destroyed) {
            throw new DatabaseUnavailable(instanceIdentifier + " was destroyed");
        }
    }

    private final class Connection implements VisitStore {

        private final int opened;
        private boolean closed;

        Connection(int opened) {
            this.opened = opened;
        }

        @Override
        public void createTable() {
            requireOpen();
            hasTable = true;
        }

        @Override
        public void add(long visit, Instant at) {
            requireTable();
            visits.add(visit, at);
        }

        @Override
        public long count() {
            requireTable();
            return visits.size();
        }

        /** Every row has the same address, as those in MariaDB have. */
        @Override
        public Figures figures(LocalDate today) {
            requireTable();
            return new Figures(visits.size(), Math.min(visits.size(), 1), visits.countOn(today));
        }

        @Override
        public void close() {
            closed = true;
        }

        private void requireTable() {
            requireOpen();
            if (!hasTable) {
                throw new DatabaseUnavailable("%s: Table 'visitor-counter.visitors' doesn't exist".formatted(instanceIdentifier));
            }
        }

        private void requireOpen() {
            requireReachable();
            if (closed || opened != generation) {
                throw new DatabaseUnavailable("the connection to %s is closed".formatted(instanceIdentifier));
            }
        }
    }
}
