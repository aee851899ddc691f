package io.pilotlight.restoretest;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A session on a restored database that cannot change anything, in UTC, and within a limit: what is left of it is the
 * longest that the next statement is waited for.
 */
final class ReadOnlySession {

    /**
     * Nobody else uses the instance: a lock that is not had at once belongs to somebody who should not be there. What a
     * parameter group allows a statement is for the application's; the last is read by MySQL alone, the one before by MariaDB.
     *
     * @see <a href="https://mariadb.com/kb/en/comment-syntax/">Comments that one of both carries out</a>
     */
    private static final List<String> SETTINGS = List.of("SET SESSION TRANSACTION READ ONLY",
            "SET SESSION time_zone = '+00:00'",
            "SET SESSION lock_wait_timeout = 30, SESSION sql_big_selects = 1"
                    + " /*M!100101 , SESSION max_statement_time = 0 */ /*!50708 , SESSION max_execution_time = 0 */");

    private final Connection connection;
    private final Clock clock;
    private final Instant deadline;

    private ReadOnlySession(Connection connection, Clock clock, Duration limit) {
        this.connection = connection;
        this.clock = clock;
        this.deadline = clock.instant().plus(limit);
    }

    /** Makes a connection's session one; where it cannot be made one, the connection is closed. */
    static ReadOnlySession over(Connection connection, Clock clock, Duration limit) throws SQLException {
        ReadOnlySession session = new ReadOnlySession(connection, clock, limit);
        try (Statement statement = session.statement()) {
            for (String setting : SETTINGS) {
                statement.execute(setting);
            }
            return session;
        } catch (SQLException failure) {
            session.close();
            throw failure;
        }
    }

    /** Sends a query as text, and lets all of its answer be read. */
    <T> T query(String query, Reading<T> reading) throws SQLException {
        try (Statement statement = statement(); ResultSet rows = statement.executeQuery(query)) {
            return reading.of(rows);
        }
    }

    void close() throws SQLException {
        connection.close();
    }

    private Statement statement() throws SQLException {
        Duration left = Duration.between(clock.instant(), deadline);
        // Zero would mean without end.
        connection.setNetworkTimeout(Runnable::run, (int) Math.clamp(left.toMillis(), 1, Integer.MAX_VALUE));
        return connection.createStatement();
    }

    /** Reads an answer. */
    @FunctionalInterface
    interface Reading<T> {
        T of(ResultSet rows) throws SQLException;
    }
}
