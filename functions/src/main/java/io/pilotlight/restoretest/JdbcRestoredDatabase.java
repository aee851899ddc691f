package io.pilotlight.restoretest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A restored MySQL database over JDBC. Its session is read-only and its time zone is UTC: a {@code TIMESTAMP} is read as
 * the instant it is, and a {@code DATETIME}, which has no time zone, is taken for UTC.
 *
 * <p>The account needs {@code SELECT} on the tables and nothing else: {@code CHECKSUM TABLE} asks for it, and {@code CHECK
 * TABLE} for any privilege on the table. Every statement is sent as text, because {@code CHECK TABLE} is not one that every
 * server prepares; names are quoted here and nothing else comes from outside.
 *
 * <p>All statements together are given a limit, because a function has one: what is left of it is the longest that the next
 * one is waited for. Calling again after it has passed goes further, because what was read stays on the instance's volume.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/8.4/en/check-table.html">CHECK TABLE</a>
 * @see <a href="https://dev.mysql.com/doc/refman/8.4/en/checksum-table.html">CHECKSUM TABLE</a>
 */
public final class JdbcRestoredDatabase implements RestoredDatabase {

    /** Nobody else uses the instance: a lock that is not had at once belongs to somebody who should not be there. */
    private static final List<String> SESSION = List.of("SET SESSION TRANSACTION READ ONLY",
            "SET SESSION time_zone = '+00:00'", "SET SESSION lock_wait_timeout = 30");

    private static final Set<Integer> TIMES = Set.of(Types.TIMESTAMP, Types.DATE);

    private final Connection connection;
    private final Clock clock;
    private final Instant deadline;

    /**
     * Takes over a connection, which {@link #close} closes.
     *
     * @param limit how long all statements together may take
     * @throws RestoredDatabaseUnavailableException where the session cannot be made read-only; the connection is closed
     */
    public JdbcRestoredDatabase(Connection connection, Clock clock, Duration limit) {
        this.connection = connection;
        this.clock = clock;
        this.deadline = clock.instant().plus(limit);
        try (Statement statement = statement()) {
            for (String setting : SESSION) {
                statement.execute(setting);
            }
        } catch (SQLException failure) {
            close();
            throw unavailable("its session could not be made read-only", failure);
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>Goes by the primary key where there is one, because a secondary index holds but a part of each row. Large values
     * that InnoDB keeps outside of the row are not read.
     */
    @Override
    public TableRead read(String schema, String table) {
        return look(schema, table, () -> {
            String rows = "SELECT COUNT(*) FROM %s%s".formatted(
                    quoted(schema, table), hasPrimaryKey(schema, table) ? " FORCE INDEX (PRIMARY)" : "");
            Instant begun = clock.instant();
            long count = Long.parseLong(one(rows).orElse("0"));
            return new TableRead(count, Duration.between(begun, clock.instant()));
        });
    }

    @Override
    public List<String> check(String schema, String table) {
        return look(schema, table, () -> {
            List<String> against = new ArrayList<>();
            boolean sound = false;
            try (Statement statement = statement();
                    ResultSet rows = statement.executeQuery("CHECK TABLE " + quoted(schema, table))) {
                while (rows.next()) {
                    CheckLine line = new CheckLine(rows.getString("Msg_type"), rows.getString("Msg_text"));
                    sound = line.saysSound();
                    if (line.speaksAgainst()) {
                        against.add(line.toString());
                    }
                }
            }
            if (!sound && against.isEmpty()) {
                against.add("CHECK TABLE did not end with 'OK'");
            }
            return List.copyOf(against);
        });
    }

    @Override
    public Optional<Instant> newest(String schema, String table, String column) {
        return look(schema, table, () -> {
            try (Statement statement = statement();
                    ResultSet rows = statement.executeQuery(
                            "SELECT MAX(%s) FROM %s".formatted(quoted(column), quoted(schema, table)))) {
                if (!TIMES.contains(rows.getMetaData().getColumnType(1))) {
                    throw new SQLDataException();
                }
                rows.next();
                return Optional.ofNullable(rows.getObject(1, LocalDateTime.class))
                        .map(newest -> newest.toInstant(ZoneOffset.UTC));
            }
        });
    }

    @Override
    public String checksum(String schema, String table) {
        return look(schema, table, () -> {
            try (Statement statement = statement();
                    ResultSet rows = statement.executeQuery("CHECKSUM TABLE " + quoted(schema, table))) {
                return rows.next() ? Optional.ofNullable(rows.getString("Checksum")) : Optional.<String>empty();
            }
        }).orElseThrow(() -> new UnreadableTableException(schema, table, "it has no checksum: there is no such table"));
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw unavailable("its connection could not be closed", failure);
        }
    }

    private boolean hasPrimaryKey(String schema, String table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT 1 FROM information_schema.STATISTICS "
                + "WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND INDEX_NAME = 'PRIMARY' LIMIT 1")) {
            query.setString(1, schema);
            query.setString(2, table);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    private Optional<String> one(String query) throws SQLException {
        try (Statement statement = statement(); ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
        }
    }

    private Statement statement() throws SQLException {
        Duration left = Duration.between(clock.instant(), deadline);
        // Zero would mean without end.
        connection.setNetworkTimeout(Runnable::run, (int) Math.max(1, Math.min(Integer.MAX_VALUE, left.toMillis())));
        return connection.createStatement();
    }

    private static <T> T look(String schema, String table, Question<T> question) {
        try {
            return question.ask();
        } catch (SQLException failure) {
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
    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    /** A line of what {@code CHECK TABLE} answers; the last is of the type {@code status}. */
    private record CheckLine(String type, String text) {

        boolean saysSound() {
            return "status".equalsIgnoreCase(type)
                    && ("OK".equalsIgnoreCase(text) || "Table is already up to date".equalsIgnoreCase(text));
        }

        boolean speaksAgainst() {
            return !saysSound() && !"note".equalsIgnoreCase(type) && !"info".equalsIgnoreCase(type);
        }

        @Override
        public String toString() {
            return type + ": " + text;
        }
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask() throws SQLException;
    }
}
