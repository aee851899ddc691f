package io.pilotlight.simulator.scenario;

import io.pilotlight.restoretest.Newest;
import io.pilotlight.restoretest.RestoredDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A restored database whose answers take virtual time, the first read of a table longest: its blocks come from S3. */
final class PacedDatabase implements RestoredDatabase {

    private final RestoredDatabase database;
    private final VirtualPace pace;
    private final Set<String> loaded = new HashSet<>();

    PacedDatabase(RestoredDatabase database, VirtualPace pace) {
        this.database = database;
        this.pace = pace;
    }

    /** Tells the virtual time that it took; what this machine took for it would differ from run to run. */
    @Override
    public TableRead read(String schema, String table) {
        long rows = database.read(schema, table).rows();
        return new TableRead(rows, load(schema, table, rows));
    }

    @Override
    public List<String> check(String schema, String table) {
        pace.answer();
        return database.check(schema, table);
    }

    @Override
    public Optional<Newest> newest(String schema, String table, String column, Instant before) {
        pace.answer();
        return database.newest(schema, table, column, before);
    }

    @Override
    public String checksum(String schema, String table) {
        pace.answer();
        return database.checksum(schema, table);
    }

    @Override
    public void close() {
        database.close();
    }

    private Duration load(String schema, String table, long rows) {
        if (loaded.add(schema + "." + table)) {
            return pace.firstRead(rows);
        }
        pace.answer();
        return Duration.ZERO;
    }
}
