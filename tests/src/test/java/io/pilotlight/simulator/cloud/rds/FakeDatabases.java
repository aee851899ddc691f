package io.pilotlight.simulator.cloud.rds;

import io.pilotlight.restoretest.RestoredDatabase;
import io.pilotlight.simulator.database.DatabaseEngine;
import io.pilotlight.simulator.database.DatabaseSnapshot;
import io.pilotlight.simulator.database.DatabaseUnavailable;
import io.pilotlight.simulator.database.RunningDatabase;
import io.pilotlight.simulator.database.VisitStore;
import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeSet;

/** Databases that hold visit numbers in a set. */
public final class FakeDatabases implements DatabaseEngine {

    @Override
    public RunningDatabase create(String instanceIdentifier, String password) {
        return new FakeDatabase(password, new TreeSet<>());
    }

    @Override
    public RunningDatabase restore(String instanceIdentifier, DatabaseSnapshot snapshot) {
        TreeSet<Long> visits = new TreeSet<>();
        ((SortedSet<?>) snapshot.data()).forEach(visit -> visits.add((Long) visit));
        return new FakeDatabase(snapshot.password(), visits);
    }

    @Override
    public DatabaseSnapshot withoutVisitsFrom(DatabaseSnapshot snapshot, Instant instant) {
        return new DatabaseSnapshot(snapshot.password(), new TreeSet<Long>(), snapshot.lastVisit(), snapshot.visits());
    }

    @Override
    public void close() {}

    private static final class FakeDatabase implements RunningDatabase {

        private final TreeSet<Long> visits;
        private String password;
        private boolean reachable = true;

        FakeDatabase(String password, TreeSet<Long> visits) {
            this.password = password;
            this.visits = visits;
        }

        @Override
        public VisitStore connect(String given) {
            requireReachable();
            if (!given.equals(password)) {
                throw new DatabaseUnavailable("access denied");
            }
            return new VisitStore() {
                @Override
                public void add(long visit, Instant at) {
                    requireReachable();
                    visits.add(visit);
                }

                @Override
                public long count() {
                    requireReachable();
                    return visits.size();
                }

                @Override
                public void close() {}
            };
        }

        private void requireReachable() {
            if (!reachable) {
                throw new DatabaseUnavailable("cut off");
            }
        }

        @Override
        public RestoredDatabase openReadOnly(String username) {
            throw new UnsupportedOperationException("these databases hold no table");
        }

        @Override
        public DatabaseSnapshot snapshot() {
            requireReachable();
            return new DatabaseSnapshot(
                    password, new TreeSet<>(visits), visits.isEmpty() ? 0 : visits.last(), visits.size());
        }

        @Override
        public void setPassword(String next) {
            password = next;
        }

        @Override
        public void cutOff() {
            reachable = false;
        }

        @Override
        public void reconnect() {
            reachable = true;
        }

        @Override
        public void destroy() {
            reachable = false;
        }

        @Override
        public SortedSet<Long> committedVisits() {
            return visits;
        }
    }
}
