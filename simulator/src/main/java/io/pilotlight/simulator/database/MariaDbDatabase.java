package io.pilotlight.simulator.database;

import io.pilotlight.restoretest.JdbcRestoredDatabase;
import io.pilotlight.restoretest.RestoredDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A real MariaDB server behind a simulated RDS instance.
 *
 * <p>To be cut off is to be killed, as by a power failure: what is there after {@link #reconnect} is what InnoDB had made
 * durable. While it is cut off it is started for {@link #committedVisits} alone; the application stays cut off.
 */
final class MariaDbDatabase implements RunningDatabase {

    /** How long this machine, and not the simulated one, may take for all questions of one connection. */
    private static final Duration STATEMENTS_LIMIT = Duration.ofMinutes(1);

    private static final int NO_SUCH_TABLE = 1146;

    private final MariaDbEngine engine;
    private final String instanceIdentifier;
    private final Path folder;
    private MariaDbServer server;
    private String password;
    private boolean reachable = true;
    private boolean destroyed;

    MariaDbDatabase(MariaDbEngine engine, String instanceIdentifier, Path folder, MariaDbServer server, String password) {
        this.engine = engine;
        this.instanceIdentifier = instanceIdentifier;
        this.folder = folder;
        this.server = server;
        this.password = password;
    }

    @Override
    public synchronized VisitStore connect(String offered) {
        requireReachable();
        try {
            return new MariaDbVisitStore(inUtc(server.connect(new Account(Account.MASTER, offered), VisitTable.SCHEMA)));
        } catch (SQLException refused) {
            throw new DatabaseUnavailable(
                    "%s took no connection: %s".formatted(instanceIdentifier, refused.getMessage()), refused);
        }
    }

    @Override
    public synchronized RestoredDatabase openReadOnly(String username) {
        requireReachable();
        if (!username.equals(Account.READER)) {
            throw new DatabaseUnavailable("%s knows no account '%s'".formatted(instanceIdentifier, username));
        }
        try {
            return new JdbcRestoredDatabase(asReader(), Clock.systemUTC(), STATEMENTS_LIMIT);
        } catch (SQLException refused) {
            throw new DatabaseUnavailable(
                    "%s took no connection: %s".formatted(instanceIdentifier, refused.getMessage()), refused);
        }
    }

    @Override
    public synchronized DatabaseSnapshot snapshot() {
        requireReachable();
        return asService("no snapshot was taken", connection -> {
            requireAscii(connection);
            MariaDbBackup backup = engine.backUp(server, accounts(connection));
            return new DatabaseSnapshot(password, backup, backup.lastVisit(), backup.visits());
        });
    }

    @Override
    public synchronized void setPassword(String replacement) {
        requireReachable();
        asService("the password stays as it was", connection -> {
            try (PreparedStatement statement = connection.prepareStatement("ALTER USER ?@'%' IDENTIFIED BY ?")) {
                statement.setString(1, Account.MASTER);
                statement.setString(2, replacement);
                statement.executeUpdate();
            }
            password = replacement;
            return null;
        });
    }

    @Override
    public synchronized void cutOff() {
        reachable = false;
        if (server != null) {
            server.kill();
            server = null;
        }
    }

    @Override
    public synchronized void reconnect() {
        requireNotDestroyed();
        startAgain();
        reachable = true;
    }

    @Override
    public synchronized void destroy() {
        if (destroyed) {
            return;
        }
        cutOff();
        destroyed = true;
        try {
            Folders.remove(folder);
        } catch (IOException failure) {
            throw new DatabaseUnavailable("files of %s are left in %s".formatted(instanceIdentifier, folder), failure);
        }
    }

    @Override
    public synchronized SortedSet<Long> committedVisits() {
        requireNotDestroyed();
        startAgain();
        return asService("the visits were not read", connection -> {
            SortedSet<Long> visits = new TreeSet<>();
            try (PreparedStatement statement = connection.prepareStatement("SELECT id FROM `visitor-counter`.visitors");
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    visits.add(rows.getLong(1));
                }
            } catch (SQLException failure) {
                if (failure.getErrorCode() != NO_SUCH_TABLE) {
                    throw failure;
                }
            }
            return visits;
        });
    }

    private void startAgain() {
        if (server == null) {
            try {
                server = engine.startServer(folder, Optional.empty());
            } catch (IOException failure) {
                throw new DatabaseUnavailable(instanceIdentifier + " did not start again", failure);
            }
        }
    }

    private static Connection inUtc(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SET time_zone = '+00:00'")) {
            statement.executeUpdate();
        }
        return connection;
    }

    /** A backup is taken without a character set; see {@link MariaDbBackup#take}. */
    private void requireAscii(Connection connection) throws SQLException {
        try (PreparedStatement columns = connection.prepareStatement("SELECT table_name, column_name "
                + "FROM information_schema.columns WHERE table_schema = ? AND character_set_name IS NOT NULL")) {
            columns.setString(1, VisitTable.SCHEMA);
            try (ResultSet rows = columns.executeQuery()) {
                while (rows.next()) {
                    requireAscii(connection, rows.getString(1), rows.getString(2));
                }
            }
        }
    }

    private void requireAscii(Connection connection, String table, String column) throws SQLException {
        try (PreparedStatement text = connection.prepareStatement(
                        "SELECT 1 FROM `visitor-counter`.`%s` WHERE HEX(`%s`) REGEXP '^(..)*[89A-F]' LIMIT 1".formatted(table, column));
                ResultSet found = text.executeQuery()) {
            if (found.next()) {
                throw new DatabaseUnavailable("%s: no snapshot was taken: %s.%s holds text that is not ASCII, which it might lose".formatted(
                        instanceIdentifier, table, column));
            }
        }
    }

    private static List<String> accounts(Connection connection) throws SQLException {
        List<String> statements = new ArrayList<>();
        for (String account : List.of(Account.MASTER, Account.READER)) {
            for (String query : List.of("SHOW CREATE USER ?@'%'", "SHOW GRANTS FOR ?@'%'")) {
                try (PreparedStatement statement = connection.prepareStatement(query)) {
                    statement.setString(1, account);
                    try (ResultSet rows = statement.executeQuery()) {
                        while (rows.next()) {
                            statements.add(rows.getString(1));
                        }
                    }
                }
            }
        }
        return statements;
    }

    private <T> T asService(String otherwise, Administration<T> work) {
        try (Connection connection = asService()) {
            return work.with(connection);
        } catch (SQLException | IOException failure) {
            throw new DatabaseUnavailable(
                    "%s: %s: %s".formatted(instanceIdentifier, otherwise, failure.getMessage()), failure);
        }
    }

    Connection asReader() throws SQLException {
        return server.connect(engine.reader(), "");
    }

    Connection asService() throws SQLException {
        return server.connect(engine.service(), "");
    }

    private void requireReachable() {
        requireNotDestroyed();
        if (!reachable) {
            throw new DatabaseUnavailable(instanceIdentifier + " cannot be reached");
        }
    }

    private void requireNotDestroyed() {
        if (destroyed) {
            throw new DatabaseUnavailable(instanceIdentifier + " was destroyed");
        }
    }

    @FunctionalInterface
    private interface Administration<T> {
        T with(Connection connection) throws SQLException, IOException;
    }
}
