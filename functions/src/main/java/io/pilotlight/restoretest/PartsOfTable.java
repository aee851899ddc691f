package io.pilotlight.restoretest;

import io.pilotlight.restoretest.RestoredDatabase.TableRead;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a table in ranges of the first column of its primary key, the greatest keys first, because those are mostly the
 * newest rows. Where the reading stopped is known by the number of rows alone, so that no key leaves the function.
 *
 * <p>A table without a primary key is read in one statement.
 */
final class PartsOfTable {

    /** Small enough that a part of long rows, which come from S3, is read in minutes. */
    static final long ROWS_IN_A_PART = 1_000_000;
    /** A secondary index holds but a part of each row. */
    private static final String BY_KEY = "FORCE INDEX (PRIMARY) ";
    private static final Set<Integer> BYTES = Set.of(Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BIT);
    private static final Set<Integer> NUMBERS = Set.of(Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT,
            Types.NUMERIC, Types.DECIMAL);

    private final ReadOnlySession session;
    private final String table;
    private final long rowsInAPart;

    /** @param table its name, quoted */
    PartsOfTable(ReadOnlySession session, String table, long rowsInAPart) {
        this.session = session;
        this.table = table;
        this.rowsInAPart = rowsInAPart;
    }

    /**
     * Reads on for up to half of the session's time, so that a part that is begun has as much again.
     *
     * @param alreadyRead how many rows an earlier reading has counted
     */
    TableRead from(long alreadyRead) throws SQLException {
        Instant begun = session.now();
        Optional<String> key = session.query("SHOW INDEX FROM " + table, List.of(), PartsOfTable::firstKeyColumn);
        if (key.isEmpty()) {
            long rows = count("", List.of());
            return new TableRead(rows, Duration.between(begun, session.now()), true);
        }
        String column = JdbcRestoredDatabase.quoted(key.get());
        long rows = alreadyRead;
        Optional<Object> upper = alreadyRead == 0 ? Optional.empty() : nth(column, alreadyRead, Optional.empty());
        do {
            Optional<Object> lower = nth(column, rowsInAPart, upper);
            if (lower.isEmpty()) {
                rows += count(BY_KEY + (upper.isEmpty() ? "" : "WHERE %s < ?".formatted(column)), upper.stream().toList());
                return new TableRead(rows, Duration.between(begun, session.now()), true);
            }
            rows += upper.isEmpty()
                    ? count(BY_KEY + "WHERE %s >= ?".formatted(column), List.of(lower.get()))
                    : count(BY_KEY + "WHERE %1$s >= ? AND %1$s < ?".formatted(column), List.of(lower.get(), upper.get()));
            upper = lower;
        } while (!session.isHalfOver());
        return new TableRead(rows, Duration.between(begun, session.now()), false);
    }

    private long count(String condition, List<Object> keys) throws SQLException {
        return session.query("SELECT COUNT(*) FROM %s %s".formatted(table, condition), keys, answer -> {
            answer.next();
            return answer.getLong(1);
        });
    }

    /** Returns the key that so many rows of those below a key reach down to, counted from the greatest. */
    private Optional<Object> nth(String column, long rows, Optional<Object> below) throws SQLException {
        return session.query("SELECT %1$s FROM %2$s %3$s ORDER BY %1$s DESC LIMIT 1 OFFSET %4$d".formatted(
                column, table, BY_KEY + (below.isEmpty() ? "" : "WHERE %s < ?".formatted(column)), rows - 1), below.stream().toList(),
                PartsOfTable::key);
    }

    private static Optional<Object> key(ResultSet answer) throws SQLException {
        if (!answer.next()) {
            return Optional.empty();
        }
        int type = answer.getMetaData().getColumnType(1);
        return Optional.ofNullable(NUMBERS.contains(type) ? answer.getBigDecimal(1)
                : BYTES.contains(type) ? answer.getBytes(1) : answer.getString(1));
    }

    private static Optional<String> firstKeyColumn(ResultSet indexes) throws SQLException {
        while (indexes.next()) {
            if ("PRIMARY".equals(indexes.getString("Key_name")) && indexes.getInt("Seq_in_index") == 1) {
                return Optional.of(indexes.getString("Column_name"));
            }
        }
        return Optional.empty();
    }
}
