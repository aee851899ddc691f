package io.pilotlight.restoretest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A restored MySQL database over JDBC. Its session is read-only and its time zone is UTC: a {@code TIMESTAMP} is read as
 * the instant it is, and a {@code DATETIME}, which has no time zone, is taken for UTC.
 *
 * <p>The account needs {@code SELECT} on the tables and nothing else: {@code CHECKSUM TABLE} asks for it, and {@code CHECK
 * TABLE} for any privilege on the table. Every statement is sent as text, because {@code CHECK TABLE} is not one that every
 * server prepares; names are quoted here and nothing else comes from outside.
 *
 * <p>All statements together are given a limit, because a function has one. The server does not notice that nobody waits
 * any more: the next session of the same account ends what was given up.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/8.4/en/check-table.html">CHECK TABLE</a>
 * @see <a href="https://dev.mysql.com/doc/refman/8.4/en/checksum-table.html">CHECKSUM TABLE</a>
 */
public final class JdbcRestoredDatabase implements RestoredDatabase {

    private static final String WHOLE = " AND MONTH(%1$s) > 0 AND DAYOFMONTH(%1$s) > 0";

    private final ReadOnlySession session;

    /**
     * Takes over a connection, which {@link #close} closes.
     *
     * @param limit how long all statements together may take
     * @throws RestoredDatabaseUnavailableException where the session cannot be made read-only; the connection is closed
     */
    public JdbcRestoredDatabase(Connection connection, Clock clock, Duration limit) {
        try {
            this.session = ReadOnlySession.over(connection, clock, limit);
        } catch (SQLException failure) {
            throw unavailable("its session could not be made read-only", failure);
        }
    }

    /** {@inheritDoc} Large values that InnoDB keeps outside of the row are not read. */
    @Override
    public TableRead read(String schema, String table, long alreadyRead) {
        return look(schema, table, () -> new PartsOfTable(session, quoted(schema, table), PartsOfTable.ROWS_IN_A_PART).from(alreadyRead));
    }

    @Override
    public List<String> check(String schema, String table) {
        return look(schema, table,
                () -> session.query("CHECK TABLE " + quoted(schema, table), List.of(), CheckTableAnswer::against));
    }

    /** {@inheritDoc} Asks once more where the greatest value is no whole date, or is of {@code before} or after it. */
    @Override
    public Optional<Newest> newest(String schema, String table, String column, Instant before) {
        return look(schema, table, () -> {
            String name = quoted(column);
            Optional<Value> greatest = greatest(name, quoted(schema, table), "");
            Optional<Newest> newest = greatest.isPresent() ? greatest.get().read() : Optional.empty();
            if (greatest.isEmpty() || newest.filter(time -> time.earliest().isBefore(before)).isPresent()) {
                return newest;
            }
            String earlier = greatest.get().how().before(name, before) + (greatest.get().mayBeZero() ? WHOLE.formatted(name) : "");
            Optional<Value> other = greatest(name, quoted(schema, table), " WHERE " + earlier);
            return other.isPresent() ? other.get().read() : Optional.empty();
        });
    }

    /** The value itself tells the column's type, and its text is told also of a date that has no month or day. */
    private Optional<Value> greatest(String column, String table, String condition) throws SQLException {
        return session.query("SELECT MAX(%1$s), CAST(MAX(%1$s) AS CHAR) FROM %2$s%3$s".formatted(column, table, condition), List.of(), answer -> {
            answer.next();
            String text = answer.getString(2);
            return text == null ? Optional.empty()
                    : Optional.of(new Value(TimeColumn.of(answer.getMetaData().getColumnType(1), text), text));
        });
    }

    @Override
    public String checksum(String schema, String table) {
        return look(schema, table, () -> session.query("CHECKSUM TABLE " + quoted(schema, table), List.of(), answer ->
                answer.next() ? Optional.ofNullable(answer.getString("Checksum")) : Optional.<String>empty()))
                .orElseThrow(() -> new UnreadableTableException(
                        schema, table, "there is no such table to take a checksum of"));
    }

    @Override
    public List<String> tables(String schema) {
        return look(schema, "its tables", () -> new RowsByKey(session).tables(schema));
    }

    @Override
    public TableShape shape(String schema, String table) {
        return look(schema, table, () -> new RowsByKey(session).shape(schema, table));
    }

    @Override
    public List<KeyedRow> keys(String schema, String table, TableShape shape, RowKey after, RowKey last, int most) {
        return look(schema, table, () -> new RowsByKey(session).keys(quoted(schema, table), shape, after, last, most));
    }

    @Override
    public Map<RowKey, ObjectNode> rows(String schema, String table, TableShape shape, List<RowKey> keys) {
        return look(schema, table, () -> new RowsByKey(session).rows(quoted(schema, table), shape, keys));
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (SQLException failure) {
            throw unavailable("its connection could not be closed", failure);
        }
    }

    private <T> T look(String schema, String table, Question<T> question) {
        try {
            return question.ask();
        } catch (SQLException failure) {
            if (SqlFailure.passes(failure) && session.isOver()) {
                throw new TimeUpException("%s.%s could not be read to the end in time".formatted(schema, table));
            }
            if (SqlFailure.passes(failure)) {
                throw unavailable("%s.%s could not be read to the end".formatted(schema, table), failure);
            }
            throw new UnreadableTableException(schema, table, SqlFailure.reason(failure));
        }
    }

    private static RestoredDatabaseUnavailableException unavailable(String what, SQLException failure) {
        return new RestoredDatabaseUnavailableException(
                "The restored database broke off: %s (%s). Nothing was changed.".formatted(what, SqlFailure.facts(failure)));
    }

    private static String quoted(String schema, String table) {
        return quoted(schema) + "." + quoted(table);
    }

    /** @see <a href="https://dev.mysql.com/doc/refman/8.4/en/identifiers.html">A backtick in a name is written twice</a> */
    static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    private record Value(TimeColumn how, String text) {

        Optional<Newest> read() {
            return how.read(text);
        }

        boolean mayBeZero() {
            return how == TimeColumn.MOMENT || how == TimeColumn.DAY;
        }
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask() throws SQLException;
    }
}
