package io.pilotlight.restoretest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    private static final int NO_SUCH_THREAD = 1094;
    /** The driver's clock may be ahead of ours by a moment. */
    private static final Duration A_MOMENT = Duration.ofMillis(100);

    private final Connection connection;
    private final Clock clock;
    private final Instant halfTime;
    private final Instant deadline;

    private ReadOnlySession(Connection connection, Clock clock, Duration limit) {
        this.connection = connection;
        this.clock = clock;
        this.halfTime = clock.instant().plus(limit.dividedBy(2));
        this.deadline = clock.instant().plus(limit);
    }

    /**
     * Makes a connection's session one, and ends whatever else the same account has running there: statements that an
     * earlier look gave up, which a server goes on with until it would answer; where it cannot be made one, the connection is closed. */
    static ReadOnlySession over(Connection connection, Clock clock, Duration limit) throws SQLException {
        ReadOnlySession session = new ReadOnlySession(connection, clock, limit);
        try (Statement statement = session.statement()) {
            for (String setting : SETTINGS) {
                statement.execute(setting);
            }
            session.endOthers();
            return session;
        } catch (SQLException failure) {
            session.close();
            throw failure;
        }
    }

    /** Sends a query as text, its values filled in, and lets all of its answer be read. */
    <T> T query(String query, List<Object> values, Reading<T> reading) throws SQLException {
        limit();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int value = 0; value < values.size(); value++) {
                statement.setObject(value + 1, values.get(value));
            }
            try (ResultSet rows = statement.executeQuery()) {
                return reading.of(rows);
            }
        }
    }

    Instant now() {
        return clock.instant();
    }

    boolean isHalfOver() {
        return !now().isBefore(halfTime);
    }

    boolean isOver() {
        return !now().plus(A_MOMENT).isBefore(deadline);
    }

    /** An account may end its own threads, and sees no others without a right to. */
    private void endOthers() throws SQLException {
        record Thread(long id, String user) {}
        Optional<Thread> own = query("SELECT CONNECTION_ID(), SUBSTRING_INDEX(USER(), '@', 1)", List.of(), answer ->
                answer.next() ? Optional.of(new Thread(answer.getLong(1), answer.getString(2))) : Optional.empty());
        if (own.isEmpty()) {
            return;
        }
        List<Thread> all = query("SHOW PROCESSLIST", List.of(), answer -> {
            List<Thread> threads = new ArrayList<>();
            while (answer.next()) {
                threads.add(new Thread(answer.getLong("Id"), answer.getString("User")));
            }
            return threads;
        });
        for (Thread other : all) {
            if (other.user().equals(own.get().user()) && other.id() != own.get().id()) {
                end(other.id());
            }
        }
    }

    private void end(long thread) throws SQLException {
        try (Statement statement = statement()) {
            statement.execute("KILL " + thread);
        } catch (SQLException failure) {
            if (failure.getErrorCode() != NO_SUCH_THREAD) {
                throw failure;
            }
        }
    }

    void close() throws SQLException {
        connection.close();
    }

    private Statement statement() throws SQLException {
        limit();
        return connection.createStatement();
    }

    private void limit() throws SQLException {
        Duration left = Duration.between(clock.instant(), deadline);
        // Zero would mean without end.
        connection.setNetworkTimeout(Runnable::run, (int) Math.clamp(left.toMillis(), 1, Integer.MAX_VALUE));
    }

    /** Reads an answer. */
    @FunctionalInterface
    interface Reading<T> {
        T of(ResultSet rows) throws SQLException;
    }
}
