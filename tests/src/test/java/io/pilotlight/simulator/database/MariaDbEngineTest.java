package io.pilotlight.simulator.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The same contract, with real servers; and what is MariaDB's alone. */
@ResourceLock(RealMariaDb.PROGRAMS_IN_USE)
final class MariaDbEngineTest extends DatabaseEngineContract {

    private static final Path PROGRAMS = Path.of(System.getProperty("pilotlight.root", ".."), "target", "mariadb");
    private static final String PASSWORD = "kept out of every command line";

    private MariaDbEngine engine;

    @BeforeEach
    void unpack(@TempDir Path work) {
        engine = new MariaDbEngine(PROGRAMS, work);
    }

    @AfterEach
    void stopEveryServer() {
        engine.close();
    }

    @Override
    DatabaseEngine engine() {
        return engine;
    }

    @Test
    void leavesNoServerAndNoFileBehind(@TempDir Path other) throws IOException {
        MariaDbEngine brief = new MariaDbEngine(PROGRAMS, other);
        RunningDatabase database = brief.create("visitors", PASSWORD);
        database.snapshot();
        assertThat(serversIn(other)).hasSize(1);

        brief.close();

        assertThat(serversIn(other)).isEmpty();
        assertThat(other).isEmptyDirectory();
        assertThatThrownBy(() -> brief.create("visitors", PASSWORD)).isInstanceOf(DatabaseUnavailable.class);
        assertThatThrownBy(() -> database.connect(PASSWORD)).isInstanceOf(DatabaseUnavailable.class);
    }

    @Test
    void putsNoPasswordOnACommandLineOrIntoAFileThatOthersMayRead(@TempDir Path other) throws IOException {
        try (MariaDbEngine brief = new MariaDbEngine(PROGRAMS, other)) {
            RunningDatabase database = brief.create("visitors", PASSWORD);
            database.snapshot();
            assertThat(serversIn(other)).allSatisfy(process -> assertThat(process.info().arguments().orElseThrow())
                    .noneMatch(argument -> argument.contains(PASSWORD) || argument.contains(brief.service().password())));
            try (Stream<Path> files = Files.walk(other)) {
                assertThat(files.filter(Files::isRegularFile).filter(file -> !file.toString().contains("/data/")))
                        .allSatisfy(file -> assertThat(Files.readString(file))
                                .doesNotContain(PASSWORD, brief.service().password()));
            }
        }
    }

    @Test
    void letsNobodyInWithoutAPassword() throws Exception {
        MariaDbDatabase database = (MariaDbDatabase) engine.create("visitors", PASSWORD);

        assertThatThrownBy(() -> database.connect("")).isInstanceOf(DatabaseUnavailable.class);
        try (Connection connection = database.asService();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT CONCAT(User, '@', Host) FROM mysql.user ORDER BY User");
                ResultSet accounts = query.executeQuery()) {
            List<String> found = new ArrayList<>();
            while (accounts.next()) {
                found.add(accounts.getString(1));
            }
            assertThat(found).containsExactly(
                    "admin@%", "mariadb.sys@localhost", "pilot_light@%", "rdsadmin@127.0.0.1");
        }
    }

    @Test
    void refusesToBackUpTextThatItMightLose() throws Exception {
        MariaDbDatabase database = (MariaDbDatabase) engine.create("visitors", PASSWORD);
        try (Connection connection = database.asService(); Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO `visitor-counter`.visitors (user_agent) VALUES ('ascii')");
            database.snapshot();
            statement.executeUpdate("INSERT INTO `visitor-counter`.visitors (user_agent) VALUES ('na\u00efve')");
        }

        assertThatThrownBy(database::snapshot).isInstanceOf(DatabaseUnavailable.class)
                .hasMessageContaining("visitors.user_agent holds text that is not ASCII");
    }

    @Test
    void letsTheReadOnlyAccountChangeNothing() throws Exception {
        MariaDbDatabase database = (MariaDbDatabase) engine.restore(
                "visitors-restored", engine.create("visitors", PASSWORD).snapshot());

        try (Connection connection = database.asReader(); Statement statement = connection.createStatement()) {
            for (String change : List.of(
                    "INSERT INTO `visitor-counter`.visitors (id) VALUES (1)", "DELETE FROM `visitor-counter`.visitors",
                    "DROP TABLE `visitor-counter`.visitors", "CREATE TABLE `visitor-counter`.others (id INT)")) {
                assertThatThrownBy(() -> statement.executeUpdate(change)).hasMessageContaining("denied");
            }
            try (ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM `visitor-counter`.visitors")) {
                assertThat(row.next()).isTrue();
            }
        }
    }

    @Test
    void worksInAFolderWithSpacesInItsName(@TempDir Path other) {
        Path spaced = other.resolve("a folder of mine");
        try (MariaDbEngine brief = new MariaDbEngine(PROGRAMS, spaced)) {
            RunningDatabase source = brief.create("visitors", PASSWORD);
            source.connect(PASSWORD).add(1, Instant.parse("2026-11-22T12:00:00Z"));
            assertThat(brief.restore("visitors-restored", source.snapshot()).committedVisits()).containsExactly(1L);
        }
    }

    @Test
    void restoresThousandsOfRows() {
        RunningDatabase source = engine.create("visitors", PASSWORD);
        try (VisitStore store = source.connect(PASSWORD)) {
            LongStream.rangeClosed(1, 2000).forEach(visit -> store.add(visit, Instant.ofEpochSecond(visit)));
        }
        DatabaseSnapshot snapshot = source.snapshot();

        RunningDatabase restored = engine.restore("visitors-restored", snapshot);

        assertThat(snapshot.visits()).isEqualTo(2000);
        assertThat(snapshot.lastVisit()).isEqualTo(2000);
        assertThat(restored.committedVisits()).hasSize(2000).isEqualTo(source.committedVisits());
    }

    @Test
    void refusesToRestoreADamagedBackup() throws IOException {
        DatabaseSnapshot snapshot = engine.create("visitors", PASSWORD).snapshot();
        Path file = ((MariaDbBackup) snapshot.data()).file();
        Files.writeString(file, "INSERT INTO nowhere VALUES (1);\n");

        assertThatThrownBy(() -> engine.restore("visitors-restored", snapshot))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessageContaining("No database selected");
    }

    @Test
    void saysWhereItDoesNotRun() {
        assertThatThrownBy(() -> MariaDbDistribution.requirePlatform("Mac OS X", "aarch64"))
                .isInstanceOf(UnsupportedPlatform.class)
                .hasMessageContaining("Linux on x86-64")
                .hasMessageContaining("Mac OS X on aarch64");
        MariaDbDistribution.requirePlatform("Linux", "amd64");
    }

    private static List<ProcessHandle> serversIn(Path folder) {
        return ProcessHandle.current().descendants().filter(process -> process.info().command()
                        .filter(command -> command.endsWith("/mariadbd")).isPresent())
                .filter(process -> Stream.of(process.info().arguments().orElse(new String[0]))
                        .anyMatch(argument -> argument.startsWith("--datadir=" + folder)))
                .toList();
    }
}
