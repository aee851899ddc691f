package io.pilotlight.simulator.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A real database server of a test. */
public interface RealServer extends AutoCloseable {

    /** Connects as an account, without TLS; the caller closes the connection. */
    Connection connect(String user, String password) throws SQLException;

    /** Connects as an account that may do everything; the caller closes the connection. */
    Connection connectAsAdministrator() throws SQLException;

    /** Carries out statements in one session, as an account that may do everything. */
    default void execute(String... statements) throws SQLException {
        try (Connection connection = connectAsAdministrator(); Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Asks for one number, as an account that may do everything. */
    default long number(String query) throws SQLException {
        try (Connection connection = connectAsAdministrator(); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    void close();
}
