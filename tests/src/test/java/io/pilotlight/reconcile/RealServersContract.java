package io.pilotlight.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.json.StrictJson;
import io.pilotlight.plan.DatabaseAuthentication;
import io.pilotlight.reconcile.TableCompared.Verdict;
import io.pilotlight.restoretest.JdbcRestoredDatabase;
import io.pilotlight.restoretest.RestoredDatabase;
import io.pilotlight.simulator.database.RealServer;
import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.step.Status;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two servers that differ, and the list of what differs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RealServersContract {

    private static final String READER = "pl_reader";
    private static final String PASSWORD = "only for this test";
    private static final String BUCKET = "bucket";

    private final StepCloud cloud = new StepCloud();
    private RealServer old;
    private RealServer used;

    /** Starts a server, its files in a folder of its own. */
    abstract RealServer start(Path work);

    @BeforeAll
    void begin(@TempDir Path oldWork, @TempDir Path usedWork) throws SQLException {
        old = start(oldWork);
        used = start(usedWork);
        cloud.objects().addBucket(BUCKET);
        both("CREATE USER %s@'%%' IDENTIFIED BY '%s'".formatted(READER, PASSWORD));
    }

    @BeforeEach
    void emptySchema() throws SQLException {
        cloud.objects().addBucket(BUCKET);
        both("DROP DATABASE IF EXISTS app", "CREATE DATABASE app CHARACTER SET utf8mb4", "GRANT SELECT ON app.* TO " + READER);
    }

    @AfterAll
    void end() {
        for (RealServer server : Arrays.asList(old, used)) {
            if (server != null) {
                server.close();
            }
        }
    }

    @Test
    void listsWhatOnlyTheOldPrimaryHasWhatDiffersAndWhatWasDeletedThere() throws SQLException {
        both("CREATE TABLE app.visitors (id INT AUTO_INCREMENT PRIMARY KEY, ip_address VARCHAR(45), user_agent TEXT, "
                        + "visit_time TIMESTAMP DEFAULT '2026-01-11 04:10:00', page_url VARCHAR(255))",
                "INSERT INTO app.visitors (id, ip_address, user_agent, page_url) VALUES (1, '203.0.113.9', 'Mozilla', '/'), (2, NULL, '', '/'), (4, '', NULL, '/')");
        old.execute("INSERT INTO app.visitors (id, ip_address) VALUES (5, '198.51.100.7')", "UPDATE app.visitors SET ip_address = '' WHERE id = 2",
                "DELETE FROM app.visitors WHERE id = 1");

        CompareRowsHandler.Result result = compare();

        assertThat(result.remarkable()).containsExactly(new TableCompared("visitors", Verdict.COMPARED, 1, 1, 1, "", "", "", "", ""));
        assertThat(lines("visitors")).extracting(JsonNode::toString).containsExactly(
                "{\"kind\":\"ONLY_OLD_PRIMARY\",\"oldPrimary\":{\"id\":5,\"ip_address\":\"198.51.100.7\",\"user_agent\":null,"
                        + "\"visit_time\":\"2026-01-11 04:10:00\",\"page_url\":null}}",
                "{\"kind\":\"DIFFERENT\",\"oldPrimary\":{\"id\":2,\"ip_address\":\"\",\"user_agent\":\"\",\"visit_time\":\"2026-01-11 04:10:00\","
                        + "\"page_url\":\"/\"},\"recoveryPoint\":{\"id\":2,\"ip_address\":null,\"user_agent\":\"\","
                        + "\"visit_time\":\"2026-01-11 04:10:00\",\"page_url\":\"/\"}}",
                "{\"kind\":\"DELETED_AT_OLD_PRIMARY\",\"recoveryPoint\":{\"id\":1,\"ip_address\":\"203.0.113.9\",\"user_agent\":\"Mozilla\","
                        + "\"visit_time\":\"2026-01-11 04:10:00\",\"page_url\":\"/\"}}");
    }

    /** The servers' order of such keys is not Java's, nor that of their bytes. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void findsEachRowOfATextualKeyOfSeveralColumnsWhereverItSorts(long seed) throws SQLException {
        both("CREATE TABLE app.t (a VARCHAR(20) COLLATE utf8mb4_unicode_ci, n BIGINT UNSIGNED, b VARBINARY(9), v INT, PRIMARY KEY (a, n, b))");
        SplittableRandom random = new SplittableRandom(seed);
        TreeSet<String> onlyOld = new TreeSet<>();
        TreeSet<String> deleted = new TreeSet<>();
        List<Object[]> inOld = new ArrayList<>();
        List<Object[]> inUsed = new ArrayList<>();
        for (int row = 0; row < 9_000; row++) {
            // The running number keeps the keys apart where a collation takes two texts for one.
            Object[] values = {word(random), "1844674407370%07d".formatted(random.nextInt(40) * 10_000 + row), new byte[] {(byte) random.nextInt(256), 0, '\''}};
            int where = random.nextInt(12);
            if (where != 0) {
                inOld.add(values);
            }
            if (where != 1) {
                inUsed.add(values);
            }
            (where == 0 ? deleted : where == 1 ? onlyOld : new TreeSet<String>()).add((String) values[1]);
        }
        insert(old, inOld);
        insert(used, inUsed);

        CompareRowsHandler.Result result = compare();

        assertThat(result.remarkable()).containsExactly(
                new TableCompared("t", Verdict.COMPARED, onlyOld.size(), 0, deleted.size(), "", "", "", "", ""));
        assertThat(numbers("ONLY_OLD_PRIMARY", "oldPrimary")).isEqualTo(onlyOld);
        assertThat(numbers("DELETED_AT_OLD_PRIMARY", "recoveryPoint")).isEqualTo(deleted);
    }

    private TreeSet<String> numbers(String kind, String side) {
        TreeSet<String> numbers = new TreeSet<>();
        lines("t").stream().filter(line -> line.path("kind").asText().equals(kind)).forEach(line -> numbers.add(line.path(side).path("n").asText()));
        return numbers;
    }

    private static String word(SplittableRandom random) {
        String letters = "aAbB zZäÄßéE'\\\"_%0\uD83D\uDE00";
        StringBuilder word = new StringBuilder();
        for (int length = random.nextInt(4); length > 0; length--) {
            int at = random.nextInt(letters.length() - 1);
            word.append(Character.isSurrogate(letters.charAt(at)) ? "\uD83D\uDE00" : letters.substring(at, at + 1));
        }
        return word.toString();
    }

    private static void insert(RealServer server, List<Object[]> rows) throws SQLException {
        try (Connection connection = server.connectAsAdministrator();
                PreparedStatement statement = connection.prepareStatement("INSERT INTO app.t VALUES (?, ?, ?, 1)")) {
            connection.setAutoCommit(false);
            for (Object[] row : rows) {
                for (int value = 0; value < row.length; value++) {
                    statement.setObject(value + 1, row[value]);
                }
                statement.addBatch();
            }
            statement.executeBatch();
            connection.commit();
        }
    }

    /** The first value is at both, the second at the old primary alone. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {
        "DATETIME(6) | '2026-01-11 04:10:00.000001' | '2026-01-11 04:10:00.000002'", "DECIMAL(30,4) | 12345678901234567890.0001 | 12345678901234567890.0002",
        "DATE | '2026-01-11' | '2026-01-12'", "YEAR | 2025 | 2026", "TIME | '838:59:58' | '838:59:59'", "TIMESTAMP | '2026-01-11 04:10:00' | '2026-01-11 04:10:01'",
        "CHAR(5) CHARACTER SET latin1 | 'ä' | 'ö'", "BINARY(2) | x'0001' | x'00FF'", "INT(5) ZEROFILL | 7 | 8"}, delimiter = '|')
    void followsAKeyOfEachType(String type, String both, String onlyOld) throws SQLException {
        both("CREATE TABLE app.t (k %s PRIMARY KEY)".formatted(type), "INSERT INTO app.t VALUES (%s)".formatted(both));
        old.execute("INSERT INTO app.t VALUES (%s)".formatted(onlyOld));

        assertThat(compare().remarkable()).containsExactly(new TableCompared("t", Verdict.COMPARED, 1, 0, 0, "", "", "", "", ""));
        assertThat(lines("t")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {"FLOAT | 1.0000001 | 1.0000002", "DOUBLE | 0.1 | 0.10000000000000002", "TEXT | NULL | ''", "VARCHAR(9) | 'a' | 'A'",
        "LONGBLOB | REPEAT('x', 300000) | CONCAT(REPEAT('x', 299999), 'y')", "BIT(9) | b'000000001' | b'100000001'", "ENUM('a','b') | 'a' | 'b'",
        "JSON | '{\"a\": 1}' | '{\"a\": 2}'", "POINT | ST_GeomFromText('POINT(1 2)') | ST_GeomFromText('POINT(1 3)')", "SET('a','b') | 'a' | 'a,b'"}, delimiter = '|')
    void seesEachDifferenceOfAValue(String type, String inUsed, String inOld) throws SQLException {
        both("CREATE TABLE app.t (id INT PRIMARY KEY, v %s)".formatted(type));
        old.execute("INSERT INTO app.t VALUES (1, %s)".formatted(inOld));
        used.execute("INSERT INTO app.t VALUES (1, %s)".formatted(inUsed));

        assertThat(compare().remarkable()).containsExactly(new TableCompared("t", Verdict.COMPARED, 0, 1, 0, "", "", "", "", ""));
        if (type.equals("LONGBLOB")) {
            assertThat(lines("t").getFirst().at("/oldPrimary/v")).hasToString("{\"bytes\":300000}");
        }
    }

    @Test
    void tellsOfWhatHasNoKeyThatItCanFollowTheCountAndTheChecksumAlone() throws SQLException {
        both("CREATE TABLE app.log (v INT)", "INSERT INTO app.log VALUES (1), (1)", "CREATE TABLE app.kinds (k ENUM('b','a') PRIMARY KEY)",
                "CREATE TABLE app.prefix (k VARCHAR(200), PRIMARY KEY (k(3)))");
        old.execute("INSERT INTO app.log VALUES (3)");

        CompareRowsHandler.Result result = compare();

        assertThat(result.notCompared()).isEqualTo(3);
        assertThat(result.remarkable()).allMatch(table -> table.verdict() == Verdict.NO_KEY).extracting(TableCompared::table)
                .containsExactly("kinds", "log", "prefix");
        assertThat(result.remarkable().get(1)).satisfies(log -> {
            assertThat(log.detail()).isEqualTo("it has no primary key");
            assertThat(log.oldRows()).isEqualTo("3");
            assertThat(log.usedRows()).isEqualTo("2");
            assertThat(log.oldChecksum()).matches("\\d+").isNotEqualTo(log.usedChecksum());
            assertThat(log.usedChecksum()).matches("\\d+");
        });
    }

    @Test
    void takesATableThatCameLaterWholeAndSaysWhichIsGoneOrAltered() throws SQLException {
        both("CREATE TABLE app.altered (id INT PRIMARY KEY)", "CREATE TABLE app.same (id INT PRIMARY KEY)", "INSERT INTO app.same VALUES (1)",
                "CREATE VIEW app.seen AS SELECT * FROM app.same");
        old.execute("ALTER TABLE app.altered ADD COLUMN v INT", "CREATE TABLE app.later (id INT PRIMARY KEY)", "INSERT INTO app.later VALUES (7), (8)");
        used.execute("CREATE TABLE app.gone (id INT PRIMARY KEY)", "INSERT INTO app.gone VALUES (1)");

        CompareRowsHandler.Result result = compare();

        assertThat(result.tables()).isEqualTo(4);
        assertThat(result.remarkable()).extracting(TableCompared::table, TableCompared::verdict, TableCompared::onlyOld).containsExactly(
                tuple("altered", Verdict.ALTERED, 0L),
                tuple("gone", Verdict.UNREADABLE, 0L),
                tuple("later", Verdict.COMPARED, 2L));
        assertThat(lines("later")).hasSize(2);
    }

    private void both(String... statements) throws SQLException {
        old.execute(statements);
        used.execute(statements);
    }

    private CompareRowsHandler.Result compare() {
        CompareRowsHandler handler = new CompareRowsHandler((login, limit) -> open(login.endpoint().equals("old") ? old : used, limit),
                cloud.objects(), Clock.systemUTC());
        CompareRowsHandler.Input input = new CompareRowsHandler.Input("eu-central-1", "old", "used", 3306, "app", READER,
                DatabaseAuthentication.SECRET, "s", "password", BUCKET, "p", Instant.now().plusSeconds(3600));
        CompareRowsHandler.Result result = handler.take(input);
        assertThat(result.status()).isEqualTo(Status.DONE);
        return result;
    }

    private static RestoredDatabase open(RealServer server, Duration limit) {
        try {
            return new JdbcRestoredDatabase(server.connect(READER, PASSWORD), Clock.systemUTC(), limit);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private List<JsonNode> lines(String table) {
        return cloud.objects().keys(BUCKET).stream()
                .filter(key -> key.startsWith("p/%s/".formatted(table)))
                .flatMap(key -> new String(cloud.objects().versions(BUCKET, key).getLast().content(), StandardCharsets.UTF_8).lines())
                .map(RealServersContract::json)
                .toList();
    }

    private static JsonNode json(String line) {
        try {
            return StrictJson.mapper().readTree(line);
        } catch (JsonProcessingException malformed) {
            throw new AssertionError(malformed);
        }
    }
}
