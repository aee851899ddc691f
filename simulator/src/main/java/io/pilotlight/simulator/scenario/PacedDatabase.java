package io.pilotlight.simulator.scenario;

import io.pilotlight.restoretest.Newest;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.restoretest.RestoredDatabase;
import io.pilotlight.restoretest.RowKey;
import io.pilotlight.restoretest.TableShape;
import io.pilotlight.restoretest.TimeUpException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A restored database whose answers take virtual time, the read of a table longest: its blocks come from S3. Where each
 * row stands for many, whatever goes over the whole table takes as much longer, and may not end in the caller's time.
 */
final class PacedDatabase implements RestoredDatabase {

    private final RestoredDatabase database;
    private final VirtualPace pace;
    private final long rowsInARow;
    private final boolean hasKeys;
    private final Instant deadline;
    private boolean loaded;

    /** @param limit how long the caller waits for all answers together */
    PacedDatabase(RestoredDatabase database, VirtualPace pace, long rowsInARow, boolean hasKeys, Duration limit) {
        this.database = database;
        this.pace = pace;
        this.rowsInARow = rowsInARow;
        this.hasKeys = hasKeys;
        this.deadline = pace.context().timeline().now().plus(limit);
    }

    /** Tells the virtual time that it took; what this machine took for it would differ from run to run. */
    @Override
    public TableRead read(String schema, String table, long alreadyRead) {
        long rows = database.read(schema, table, 0).rows();
        if (loaded) {
            pace.answer();
            return new TableRead(rows * rowsInARow, Duration.ZERO, true);
        }
        loaded = true;
        long left = rows * rowsInARow - alreadyRead;
        Duration needed = pace.readTime(left);
        Duration spent = needed.compareTo(left()) > 0 ? left() : needed;
        pace.spend(spent);
        return new TableRead(alreadyRead + left * spent.toMillis() / Math.max(1, needed.toMillis()), spent, spent.equals(needed));
    }

    @Override
    public List<String> check(String schema, String table) {
        return answer(schema, table, () -> database.check(schema, table));
    }

    @Override
    public Optional<Newest> newest(String schema, String table, String column, Instant before) {
        return answer(schema, table, () -> database.newest(schema, table, column, before));
    }

    @Override
    public String checksum(String schema, String table) {
        return answer(schema, table, () -> database.checksum(schema, table));
    }

    @Override
    public List<String> tables(String schema) {
        return database.tables(schema);
    }

    @Override
    public TableShape shape(String schema, String table) {
        TableShape shape = database.shape(schema, table);
        return hasKeys ? shape : new TableShape(shape.columns(), List.of(), true);
    }

    /** Blocks come from S3 here too. */
    @Override
    public List<KeyedRow> keys(String schema, String table, TableShape shape, RowKey after, RowKey last, int most) {
        List<KeyedRow> keys = database.keys(schema, table, shape, after, last, most);
        spend(schema, table, pace.readTime(keys.size() * rowsInARow));
        return keys;
    }

    @Override
    public Map<RowKey, ObjectNode> rows(String schema, String table, TableShape shape, List<RowKey> keys) {
        pace.answer();
        return database.rows(schema, table, shape, keys);
    }

    @Override
    public void close() {
        database.close();
    }

    private <T> T answer(String schema, String table, Supplier<T> question) {
        spend(schema, table, pace.answerTime(rowsInARow));
        return question.get();
    }

    private void spend(String schema, String table, Duration needed) {
        Duration left = left();
        if (needed.compareTo(left) > 0) {
            pace.spend(left);
            throw new TimeUpException("%s.%s was not read to its end in time".formatted(schema, table));
        }
        pace.spend(needed);
    }

    private Duration left() {
        Duration left = Duration.between(pace.context().timeline().now(), deadline);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
