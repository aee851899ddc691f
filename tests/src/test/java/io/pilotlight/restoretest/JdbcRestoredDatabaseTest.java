package io.pilotlight.restoretest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.restoretest.RestoredDatabase.TableRead;
import io.pilotlight.simulator.database.RealMariaDb;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The statements, on a real server: MariaDB, a relative of the MySQL in RDS and not MySQL itself. Rights, read-only
 * sessions, {@code CHECK TABLE} and {@code CHECKSUM TABLE} are documented alike for both; a checksum's value is not.
 */
@ResourceLock(RealMariaDb.PROGRAMS_IN_USE)
class JdbcRestoredDatabaseTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Instant LATER = Instant.parse("2026-01-12T00:00:00Z");
    private static final String READER = "pilot_light_reader";
    private static final String ADMINISTRATOR = "administrator";
    private static final String PASSWORD = "only for this test";

    private static RealMariaDb server;
    private RestoredDatabase database;

    @BeforeAll
    static void fill(@TempDir Path work) throws SQLException {
        server = new RealMariaDb(work);
        server.execute(
                "CREATE DATABASE visitors",
                "CREATE TABLE visitors.visits (visit BIGINT PRIMARY KEY, visited_at DATETIME(3) NOT NULL)",
                "INSERT INTO visitors.visits VALUES (1, '2026-01-11 04:00:00.250'), (2, '2026-01-11 04:10:00.500')",
                "CREATE TABLE visitors.without_rows (id INT PRIMARY KEY, at TIMESTAMP NULL)",
                "CREATE TABLE visitors.without_key (id INT, at TIMESTAMP NULL)",
                "SET time_zone = '+05:00'",
                "INSERT INTO visitors.without_key VALUES (1, '2026-01-11 09:00:00')",
                "CREATE TABLE visitors.secret (id INT PRIMARY KEY)",
                "CREATE DATABASE `odd``na me`",
                "CREATE TABLE `odd``na me`.`sel``ect; --` (`gro``up` DATETIME, id INT PRIMARY KEY)",
                "INSERT INTO `odd``na me`.`sel``ect; --` VALUES ('2026-01-01', 7)",
                "CREATE USER %s@'%%' IDENTIFIED BY '%s'".formatted(READER, PASSWORD),
                "GRANT SELECT ON visitors.visits TO " + READER,
                "GRANT SELECT ON visitors.without_rows TO " + READER,
                "GRANT SELECT ON visitors.without_key TO " + READER,
                "GRANT SELECT, CREATE ON visitors.absent TO " + READER,
                "CREATE USER %s@'%%' IDENTIFIED BY '%s'".formatted(ADMINISTRATOR, PASSWORD),
                "GRANT ALL PRIVILEGES ON *.* TO " + ADMINISTRATOR);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void logOn() throws SQLException {
        database = new JdbcRestoredDatabase(server.connect(READER, PASSWORD), Clock.systemUTC(), LIMIT);
    }

    @AfterEach
    void logOff() {
        database.close();
    }

    @Test
    void readsEveryRowOnceAndCountsThem() {
        TableRead read = database.read("visitors", "visits", 0);

        assertThat(read.rows()).isEqualTo(2);
        assertThat(read.duration()).isBetween(Duration.ZERO, LIMIT);
        assertThat(database.read("visitors", "without_rows", 0).rows()).isZero();
    }

    @Test
    void readsATableWithoutAPrimaryKey() {
        assertThat(database.read("visitors", "without_key", 0).rows()).isEqualTo(1);
    }

    @Test
    void hasNothingAgainstASoundTable() {
        assertThat(database.check("visitors", "visits")).isEmpty();
    }

    @Test
    void tellsWhatSpeaksAgainstATable() {
        assertThat(database.check("visitors", "absent")).isNotEmpty()
                .anySatisfy(line -> assertThat(line).contains("doesn't exist"));
    }

    @Test
    void readsADatetimeAsUtcAndATimestampAsTheInstantThatItIs() {
        assertThat(database.newest("visitors", "visits", "visited_at", LATER)).contains(Newest.at(Instant.parse("2026-01-11T04:10:00.500Z")));
        assertThat(database.newest("visitors", "without_key", "at", LATER)).contains(Newest.at(Instant.parse("2026-01-11T04:00:00Z")));
    }

    @Test
    void hasNoNewestWithoutRows() {
        assertThat(database.newest("visitors", "without_rows", "at", LATER)).isEmpty();
    }

    @Test
    void givesTheSameChecksumForTheSameRowsOnly() throws SQLException {
        String before = database.checksum("visitors", "without_rows");
        server.execute("INSERT INTO visitors.without_rows VALUES (1, NULL)");
        String after = database.checksum("visitors", "without_rows");
        server.execute("DELETE FROM visitors.without_rows");

        assertThat(before).matches("\\d+").isNotEqualTo(after).isEqualTo(database.checksum("visitors", "without_rows"));
    }

    @Test
    void saysThatATableIsNotThere() {
        assertThatThrownBy(() -> database.read("visitors", "absent", 0))
                .isInstanceOf(UnreadableTableException.class)
                .hasMessage("visitors.absent cannot be looked at: there is no such table (MySQL error 1146). "
                        + "Nothing was changed.");
        assertThatThrownBy(() -> database.checksum("visitors", "absent"))
                .isInstanceOf(UnreadableTableException.class).hasMessageContaining("there is no such table");
        assertThatThrownBy(() -> database.newest("visitors", "visits", "absent", LATER))
                .isInstanceOf(UnreadableTableException.class).hasMessageContaining("there is no such column");
    }

    @Test
    void saysThatTheAccountHasNoRightToATable() {
        assertThatThrownBy(() -> database.read("visitors", "secret", 0))
                .isInstanceOf(UnreadableTableException.class)
                .hasMessageContaining("the account has no right to read it (MySQL error 1142)");
    }

    @Test
    void saysThatAColumnHoldsNoTime() {
        assertThatThrownBy(() -> database.newest("visitors", "visits", "visit", LATER))
                .isInstanceOf(UnreadableTableException.class)
                .hasMessageContaining("the column holds no date and time");
    }

    @Test
    void quotesNamesSoThatTheyAreNamesAndNothingElse() throws SQLException {
        try (RestoredDatabase asAdministrator = administrator(LIMIT)) {
            assertThat(asAdministrator.read("odd`na me", "sel`ect; --", 0).rows()).isEqualTo(1);
            assertThat(asAdministrator.check("odd`na me", "sel`ect; --")).isEmpty();
            assertThat(asAdministrator.newest("odd`na me", "sel`ect; --", "gro`up", LATER))
                    .contains(Newest.at(Instant.parse("2026-01-01T00:00:00Z")));
            assertThat(asAdministrator.checksum("odd`na me", "sel`ect; --")).matches("\\d+");
            assertThatThrownBy(() -> asAdministrator.read("visitors", "visits`; DROP TABLE visitors.visits; -- ", 0))
                    .isInstanceOf(UnreadableTableException.class);
        }
        assertThat(database.read("visitors", "visits", 0).rows()).isEqualTo(2);
    }

    @Test
    void makesTheSessionReadOnlyEvenForAnAccountThatMayWrite() throws SQLException {
        try (Connection connection = server.connect(ADMINISTRATOR, PASSWORD);
                RestoredDatabase _ = new JdbcRestoredDatabase(connection, Clock.systemUTC(), LIMIT);
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM visitors.visits"))
                    .isInstanceOf(SQLException.class).hasMessageContaining("READ ONLY");
        }
    }

    @Test
    void breaksOffWhereItsTimeIsUp() throws SQLException {
        server.execute("CREATE OR REPLACE VIEW visitors.slow AS SELECT SLEEP(20) AS slept");
        Instant begun = Instant.now();
        try (RestoredDatabase hurried = administrator(Duration.ofMillis(300))) {
            assertThatThrownBy(() -> hurried.read("visitors", "slow", 0))
                    .isInstanceOf(TimeUpException.class)
                    .hasMessage("visitors.slow could not be read to the end in time")
                    .hasNoCause();
        }
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void breaksOffWhereItsConnectionIsGone() throws SQLException {
        Connection connection = server.connect(READER, PASSWORD);
        RestoredDatabase cut = new JdbcRestoredDatabase(connection, Clock.systemUTC(), LIMIT);
        connection.abort(Runnable::run);

        assertThatThrownBy(() -> cut.read("visitors", "visits", 0)).isInstanceOf(RestoredDatabaseUnavailableException.class);
    }

    private static RestoredDatabase administrator(Duration limit) throws SQLException {
        return new JdbcRestoredDatabase(
                server.connect(ADMINISTRATOR, PASSWORD), Clock.systemUTC(), limit);
    }
}
