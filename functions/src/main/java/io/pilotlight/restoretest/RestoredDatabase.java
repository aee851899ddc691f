package io.pilotlight.restoretest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

    @Override
    void close();
}
