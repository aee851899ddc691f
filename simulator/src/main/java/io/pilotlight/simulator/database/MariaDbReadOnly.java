package io.pilotlight.simulator.database;

import io.pilotlight.restoretest.RestoredDatabase;
import io.pilotlight.restoretest.RestoredDatabaseUnavailableException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the read-only account sees of a real MariaDB server; the time that a read takes is not the machine's to tell. */
final class MariaDbReadOnly implements RestoredDatabase {

    private final Connection connection;

    MariaDbReadOnly(Connection connection) {
        this.connection = connection;
    }

    @Override
    public TableRead read(String schema, String table) {
        long rows = ask("SELECT COUNT(*) FROM " + name(schema, table), answer -> {
            answer.next();
            return answer.getLong(1);
        });
        return new TableRead(rows, Duration.ZERO);
    }

    @Override
    public List<String> check(String schema, String table) {
        return ask("CHECK TABLE " + name(schema, table), answer -> {
            List<String> said = new ArrayList<>();
            while (answer.next()) {
                if (!answer.getString("Msg_text").equals("OK")) {
                    said.add(answer.getString("Msg_text"));
                }
            }
            return said;
        });
    }

    @Override
    public Optional<Instant> newest(String schema, String table, String column) {
        return ask("SELECT MAX(`%s`) FROM %s".formatted(column, name(schema, table)), answer -> {
            answer.next();
            return Optional.ofNullable(answer.getObject(1, LocalDateTime.class)).map(time -> time.toInstant(ZoneOffset.UTC));
        });
    }

    @Override
    public String checksum(String schema, String table) {
        return ask("CHECKSUM TABLE " + name(schema, table), answer -> {
            answer.next();
            return answer.getString("Checksum");
        });
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw new RestoredDatabaseUnavailableException("the connection was not closed: " + failure.getMessage(), failure);
        }
    }

    private <T> T ask(String query, Reading<T> reading) {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(query)) {
            return reading.of(answer);
        } catch (SQLException failure) {
            throw new RestoredDatabaseUnavailableException(
                    "the restored database broke off: " + failure.getMessage(), failure);
        }
    }

    private static String name(String schema, String table) {
        return "`%s`.`%s`".formatted(schema, table);
    }

    @FunctionalInterface
    private interface Reading<T> {
        T of(ResultSet answer) throws SQLException;
    }
}
