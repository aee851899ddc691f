package io.pilotlight.simulator.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * The visitor counter's JDBC connection, whose time zone is UTC; every statement is its own transaction. A row's number and time are the
 * run's: the application leaves both to the database.
 */
final class MariaDbVisitStore implements VisitStore {

    private final Connection connection;

    MariaDbVisitStore(Connection connection) {
        this.connection = connection;
    }

    @Override
    public void createTable() {
        try (PreparedStatement statement = connection.prepareStatement(VisitTable.CREATE)) {
            statement.executeUpdate();
        } catch (SQLException failure) {
            throw new DatabaseUnavailable("the table was not made: " + failure.getMessage(), failure);
        }
    }

    @Override
    public void add(long visit, Instant at) {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO visitors (id, ip_address, user_agent, visit_time, page_url) VALUES (?, '203.0.113.9', 'Mozilla/5.0', ?, '/')")) {
            statement.setLong(1, visit);
            statement.setObject(2, LocalDateTime.ofInstant(at, ZoneOffset.UTC));
            statement.executeUpdate();
        } catch (SQLException failure) {
            throw new DatabaseUnavailable("visit %d was not confirmed: %s".formatted(visit, failure.getMessage()), failure);
        }
    }

    @Override
    public long count() {
        try (PreparedStatement statement = connection.prepareStatement("SELECT COUNT(*) FROM visitors");
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getLong(1);
        } catch (SQLException failure) {
            throw new DatabaseUnavailable("the visits were not counted: " + failure.getMessage(), failure);
        }
    }

    @Override
    public Figures figures(LocalDate today) {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT COUNT(*), COUNT(DISTINCT ip_address), COUNT(IF(DATE(visit_time) = ?, 1, NULL)) FROM visitors")) {
            statement.setObject(1, today);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return new Figures(result.getLong(1), result.getLong(2), result.getLong(3));
            }
        } catch (SQLException failure) {
            throw new DatabaseUnavailable("the visits were not counted: " + failure.getMessage(), failure);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException _) {
            // It was broken before; then nothing is left to close.
        }
    }
}
