package io.pilotlight.restoretest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A restored database that is open for its data to be looked at; nothing can be changed through it.
 *
 * <p>Every question throws {@link UnreadableTableException} where the table or column is not there, is damaged or may not
 * be read, {@link TimeUpException} where the time of the connection is up, and {@link RestoredDatabaseUnavailableException}
 * where the database breaks off: to be asked again.
 */
public interface RestoredDatabase extends AutoCloseable {

    /**
     * What a read of a table found.
     *
     * @param rows how many rows were counted, by this read and those before it
     * @param duration how long it took: blocks that were not read before come from S3
     * @param whole whether every row of the table is counted; otherwise the next read goes on
     */
    record TableRead(long rows, Duration duration, boolean whole) {}

    /**
     * Reads the rows of a table once and counts them, for as long as the time lasts.
     *
     * @param alreadyRead how many rows earlier reads have counted
     */
    TableRead read(String schema, String table, long alreadyRead);

    /** Lets the database check a table ({@code CHECK TABLE}); returns what it says against it, empty for a sound one. */
    List<String> check(String schema, String table);

    /**
     * Returns the newest time in a column of any type that keeps times, taken for UTC; empty where no row has one.
     *
     * @param before rows of that time and after it are left out: the restored server may have written them itself
     */
    Optional<Newest> newest(String schema, String table, String column, Instant before);

    /** Returns what {@code CHECKSUM TABLE} gives. */
    String checksum(String schema, String table);

    /** Returns the names of the schema's tables, views not among them, in an order that stays. */
    List<String> tables(String schema);

    /** Returns the columns of a table. */
    TableShape shape(String schema, String table);

    /**
     * A row as it is compared.
     *
     * @param fingerprint a digest of all of its values: rows that differ in one have another
     */
    record KeyedRow(RowKey key, String fingerprint) {}

    /**
     * Returns the first rows of a range of keys, in the server's own order of the primary key.
     *
     * @param shape of a table whose rows have an order
     * @param after the key before the first, or {@link RowKey#BEGIN}
     * @param last the last key, or {@link RowKey#BEGIN} for the end of the table
     * @param most how many at most
     */
    List<KeyedRow> keys(String schema, String table, TableShape shape, RowKey after, RowKey last, int most);

    /** Returns the rows of these keys, a value for each column; of long ones that do not fit the length alone. */
    Map<RowKey, ObjectNode> rows(String schema, String table, TableShape shape, List<RowKey> keys);

    @Override
    void close();
}
