package io.pilotlight.restoretest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.plan.DatabaseAuthentication;
import io.pilotlight.plan.TableCheck;
import io.pilotlight.simulator.database.RealServer;
import io.pilotlight.step.Status;
import io.pilotlight.verification.Finding;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sound data on a server as people have them, which a check must not take for something else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RealServerContract {

    private static final Instant TAKEN_AT = Instant.parse("2026-01-11T04:15:00Z");
    private static final String READER = "pl_reader";
    private static final String PASSWORD = "only for this test";

    private RealServer server;

    /** Starts the server, its files in a folder of its own. */
    abstract RealServer start(Path work);

    /** Returns what sets the longest that a server lets a statement run, in milliseconds, for every new session. */
    abstract String statementLimit(int milliseconds);

    @BeforeAll
    void begin(@TempDir Path work) throws SQLException {
        server = start(work);
        server.execute("CREATE USER %s@'%%' IDENTIFIED BY '%s'".formatted(READER, PASSWORD), "CREATE DATABASE app",
                "GRANT SELECT ON app.* TO " + READER);
    }

    @AfterAll
    void end() {
        if (server != null) {
            server.close();
        }
    }

    /** A parameter group's limits are for the application's statements: the check has limits of its own. */
    @Test
    void isNotEndedByTheServersLimitsOnStatements() throws SQLException {
        server.execute("CREATE TABLE app.big (id INT PRIMARY KEY AUTO_INCREMENT, at DATETIME, pad CHAR(100))",
                "INSERT INTO app.big(at, pad) VALUES ('2026-01-11 04:10:00', REPEAT('x', 100))");
        server.execute(Collections.nCopies(17, "INSERT INTO app.big(at, pad) SELECT at, pad FROM app.big").toArray(String[]::new));
        server.execute(statementLimit(1), "SET GLOBAL max_join_size = 1000");
        try {
            CheckRestoredDataHandler.Result result = check("app", "big", "at", "PT1H", TAKEN_AT);

            assertThat(result.findings()).isEmpty();
            assertThat(result.rows()).isEqualTo(1 << 17);
        } finally {
            server.execute(statementLimit(0), "SET GLOBAL max_join_size = DEFAULT");
        }
    }

    /** MySQL 8 has its event scheduler on: an event of the restored server writes from its first minute. */
    @Test
    void takesNoRowForEvidenceThatTheRestoredServersOwnEventWrote() throws Exception {
        Instant takenAt = Instant.now().minus(Duration.ofMinutes(12));
        server.execute("CREATE TABLE app.beats (id INT PRIMARY KEY AUTO_INCREMENT, at DATETIME NOT NULL)",
                "INSERT INTO app.beats(at) VALUES (UTC_TIMESTAMP() - INTERVAL 14 MINUTE)",
                "CREATE TABLE app.old_beats LIKE app.beats",
                "INSERT INTO app.old_beats(at) VALUES (UTC_TIMESTAMP() - INTERVAL 3 HOUR)",
                "SET GLOBAL event_scheduler = ON",
                "CREATE EVENT app.beat ON SCHEDULE EVERY 1 SECOND DO INSERT INTO app.beats(at) VALUES (UTC_TIMESTAMP())",
                "CREATE EVENT app.old_beat ON SCHEDULE EVERY 1 SECOND DO INSERT INTO app.old_beats(at) VALUES (UTC_TIMESTAMP())");
        try {
            server.number("SELECT SLEEP(3)");
            assertThat(check("app", "beats", "at", "PT1H", takenAt).findings()).isEmpty();
            assertThat(check("app", "old_beats", "at", "PT1H", takenAt).findings()).singleElement()
                    .extracting(Finding::problem).asString().contains("the plan says PT1H before it at most");
        } finally {
            server.execute("SET GLOBAL event_scheduler = OFF", "DROP EVENT app.beat", "DROP EVENT app.old_beat");
        }
    }

    /** Such values are legal without NO_ZERO_DATE and NO_ZERO_IN_DATE: the other questions are asked all the same. */
    @ParameterizedTest
    @CsvSource({"DATE, 2026-01-00", "DATE, 0000-00-00", "DATETIME, 2026-00-11 04:10:00", "DATETIME, 0000-00-00 00:00:00",
        "TIMESTAMP, 0000-00-00 00:00:00"})
    void saysOfAZeroDateWhatItSaysOfAnyColumnWithoutATime(String type, String value) throws SQLException {
        server.execute("SET sql_mode = ''", "DROP TABLE IF EXISTS app.zeros",
                "CREATE TABLE app.zeros (id INT PRIMARY KEY, d %s)".formatted(type),
                "INSERT INTO app.zeros VALUES (1, '%s')".formatted(value));

        CheckRestoredDataHandler.Result result = check("app", "zeros", "d", "P365D", TAKEN_AT);

        assertThat(result.rows()).isEqualTo(1);
        assertThat(result.checksum()).isNotEmpty();
        assertThat(result.findings()).extracting(Finding::problem)
                .containsExactly("none of the 1 restored rows has a time in d from before the restore");
    }

    @Test
    void looksPastAZeroDateAtTheRowsThatHaveATime() throws SQLException {
        server.execute("SET sql_mode = ''", "CREATE TABLE app.some_zeros (id INT PRIMARY KEY, d DATE)",
                "INSERT INTO app.some_zeros VALUES (1, '2026-01-10'), (2, '2026-02-00'), (3, '0000-00-00')");

        CheckRestoredDataHandler.Result result = check("app", "some_zeros", "d", "P2D", TAKEN_AT);

        assertThat(result.findings()).isEmpty();
        assertThat(result.newest()).isEqualTo("2026-01-10");
    }

    /** The engine does not check: the server says so in a note, which is nothing against the table. */
    @Test
    void holdsNothingAgainstATableWhoseEngineDoesNotCheck() throws SQLException {
        server.execute("CREATE TABLE app.m_memory (id INT PRIMARY KEY, at DATETIME) ENGINE = MEMORY",
                "INSERT INTO app.m_memory VALUES (1, '2026-01-11 04:10:00')");

        assertThat(check("app", "m_memory", "at", "PT1H", TAKEN_AT).findings()).isEmpty();
    }

    /** 1768104600 is 2026-01-11 04:10:00 in UTC. */
    @ParameterizedTest
    @CsvSource({
        "DATETIME, 2026-01-11 04:10:00, 2026-01-11T04:10:00Z", "TIMESTAMP, 2026-01-11 04:10:00, 2026-01-11T04:10:00Z",
        "DATETIME(6), 2026-01-11 04:10:00.25, 2026-01-11T04:10:00.250Z", "DATE, 2026-01-11, 2026-01-11",
        "INT UNSIGNED, 1768104600, 2026-01-11T04:10:00Z", "BIGINT, 1768104600123, 2026-01-11T04:10:00.123Z",
        "BIGINT UNSIGNED, 1768104600123456, 2026-01-11T04:10:00.123456Z", "BIGINT, 1768104600123456789, 2026-01-11T04:10:00.123456789Z",
        "'DECIMAL(14,4)', 1768104600.5, 2026-01-11T04:10:00.500Z", "DOUBLE, 1768104600.5, 2026-01-11T04:10:00.500Z",
        "BINARY(14), 20260111041000, 2026-01-11T04:10:00Z", "BIGINT, 20260111041000, 2026-01-11T04:10:00Z",
        "VARCHAR(40), 2026-01-11T04:10:00Z, 2026-01-11T04:10:00Z", "CHAR(19), 2026-01-11 04:10:00, 2026-01-11T04:10:00Z",
        "VARCHAR(10), 2026-01-11, 2026-01-11"})
    void readsTheTimeOfAColumnOfAnyType(String type, String value, String newest) throws SQLException {
        server.execute("SET time_zone = '+00:00'", "CREATE TABLE app.times (id INT PRIMARY KEY, at %s)".formatted(type),
                "INSERT INTO app.times VALUES (1, '%s')".formatted(value));
        try {
            CheckRestoredDataHandler.Result sound = check("app", "times", "at", "PT1H", TAKEN_AT);
            assertThat(sound.findings()).isEmpty();
            assertThat(sound.newest()).isEqualTo(newest);
            assertThat(check("app", "times", "at", "PT1H", TAKEN_AT.plus(Duration.ofDays(2))).findings())
                    .as("too old two days later").hasSize(1);
            assertThat(check("app", "times", "at", "PT1H", TAKEN_AT.minus(Duration.ofDays(2)), TAKEN_AT.plusSeconds(3600)).findings())
                    .as("too new two days before").hasSize(1);
        } finally {
            server.execute("DROP TABLE app.times");
        }
    }

    /** What an event wrote after the restore says nothing, in a column of whatever type. */
    @ParameterizedTest
    @CsvSource({"DATE, yyyy-MM-dd", "INT, epoch", "BINARY(14), yyyyMMddHHmmss", "VARCHAR(40), yyyy-MM-dd'T'HH:mm:ss'Z'",
        "DATETIME, yyyy-MM-dd HH:mm:ss"})
    void looksPastWhatCameAfterTheRestoreInAColumnOfAnyType(String type, String form) throws SQLException {
        server.execute("CREATE TABLE app.later (id INT PRIMARY KEY, at %s)".formatted(type), "INSERT INTO app.later VALUES (1, '%s'), (2, '%s')"
                .formatted(written(TAKEN_AT.minusSeconds(600), form), written(TAKEN_AT.plus(Duration.ofDays(2)), form)));
        try {
            assertThat(check("app", "later", "at", "PT1H", TAKEN_AT, TAKEN_AT.plusSeconds(1200)).findings()).isEmpty();
        } finally {
            server.execute("DROP TABLE app.later");
        }
    }

    @ParameterizedTest
    @CsvSource({"INT, 4711", "YEAR, 2026", "VARCHAR(20), yesterday", "'DECIMAL(10,2)', 12.5", "TIME, 04:10:00", "BIT(8), 7"})
    void saysThatAColumnHoldsNoTime(String type, String value) throws SQLException {
        server.execute("CREATE TABLE app.no_times (id INT PRIMARY KEY, at %s)".formatted(type),
                "INSERT INTO app.no_times VALUES (1, '%s')".formatted(value));
        try {
            CheckRestoredDataHandler.Result result = check("app", "no_times", "at", "PT1H", TAKEN_AT);
            assertThat(result.findings()).extracting(Finding::problem).containsExactly(
                    "the restored table cannot be looked at: the column holds no date and time");
            assertThat(result.checksum()).isNotEmpty();
        } finally {
            server.execute("DROP TABLE app.no_times");
        }
    }

    /** Whatever may be quoted: hyphens, spaces, backticks, quotes, JDBC's braces, keywords, letters of all countries. */
    @ParameterizedTest
    @ValueSource(strings = {"shop-prod", "back`tick", "a b", "semi;colon --", "it's \"quoted\"", "{fn now()}", "{d}", "select",
        "per%cent %s", "what?", "Größe", "注文", "back\\slash", "1", "a.b", "#hash", "/*c*/", ":name"})
    void looksAtATableWhateverItsNameIs(String name) throws SQLException {
        String quoted = "`" + name.replace("`", "``") + "`";
        server.execute("CREATE DATABASE IF NOT EXISTS %s".formatted(quoted), "GRANT SELECT ON %s.* TO %s".formatted(quoted.replace("\\", "\\\\").replace("%", "\\%"), READER),
                "CREATE TABLE %1$s.%1$s (%1$s DATETIME, `id of it` INT PRIMARY KEY)".formatted(quoted),
                "INSERT INTO %1$s.%1$s VALUES ('2026-01-11 04:10:00', 1)".formatted(quoted));
        try {
            try (RestoredDatabase database = open()) {
                assertThat(database.read(name, name, 0).rows()).isEqualTo(1);
                assertThat(database.check(name, name)).isEmpty();
                assertThat(database.newest(name, name, name, TAKEN_AT)).hasToString("Optional[2026-01-11T04:10:00Z]");
                assertThat(database.checksum(name, name)).isNotEmpty();
            }
        } finally {
            server.execute("DROP DATABASE " + quoted);
        }
    }

    /** Whatever the key is, each row is counted once: in parts of seven, and by readings that stop after each part. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            id INT AUTO_INCREMENT | id
            id BIGINT UNSIGNED AUTO_INCREMENT | id
            n VARCHAR(40) DEFAULT (UUID()), id INT | n
            id INT, u BINARY(16) DEFAULT (UNHEX(REPLACE(UUID(), '-', ''))) | u
            tenant INT DEFAULT 7, id INT | tenant, id
            id INT, d DATETIME(6) DEFAULT ('2026-01-01' + INTERVAL id SECOND) | d
            id INT, p DECIMAL(20,4) DEFAULT (id / 3) | p
            id INT, c VARCHAR(30) COLLATE utf8mb4_bin DEFAULT (CONCAT('ü', id)) | c
            """)
    void countsEachRowOnceInParts(String columns, String key) throws SQLException {
        server.execute("CREATE TABLE app.parted (%s, PRIMARY KEY (%s))".formatted(columns, key));
        try {
            for (int id = 1; id <= 100; id++) {
                server.execute("INSERT INTO app.parted (id) VALUES (%d)".formatted(id));
            }
            ToldClock clock = new ToldClock(TAKEN_AT);
            RestoredDatabase.TableRead read = new RestoredDatabase.TableRead(0, Duration.ZERO, false);
            for (int readings = 0; readings < 30 && !read.whole(); readings++) {
                try (Connection connection = server.connect(READER, PASSWORD)) {
                    ReadOnlySession session = ReadOnlySession.over(connection, clock, Duration.ofDays(10));
                    clock.pass(Duration.ofDays(6));
                    read = new PartsOfTable(session, "app.parted", 7).from(read.rows());
                }
            }
            assertThat(read.whole()).isTrue();
            assertThat(read.rows()).isEqualTo(100);
        } finally {
            server.execute("DROP TABLE app.parted");
        }
    }

    /** A server goes on with a statement whose client is gone; the next look ends it. */
    @Test
    void endsOnTheServerWhatAnEarlierLookGaveUp() throws SQLException {
        server.execute("CREATE TABLE app.many (id INT PRIMARY KEY AUTO_INCREMENT, n INT)", "INSERT INTO app.many VALUES (1, 1)");
        server.execute(Collections.nCopies(12, "INSERT INTO app.many (n) SELECT n FROM app.many").toArray(String[]::new));
        server.execute("CREATE VIEW app.endless AS SELECT a.id FROM app.many a, app.many b, app.many c WHERE a.id + b.id > c.id");
        String running = "SELECT COUNT(*) FROM information_schema.processlist WHERE user = '%s' AND info LIKE '%%endless%%'".formatted(READER);
        try (RestoredDatabase hurried = new JdbcRestoredDatabase(
                server.connect(READER, PASSWORD), Clock.systemUTC(), Duration.ofSeconds(1))) {
            assertThatThrownBy(() -> hurried.read("app", "endless", 0)).isInstanceOf(TimeUpException.class);
        }
        assertThat(server.number(running)).isEqualTo(1);

        open().close();

        for (int looks = 0; looks < 100 && server.number(running) > 0; looks++) {
            server.number("SELECT SLEEP(0.1)");
        }
        assertThat(server.number(running)).isZero();
    }

    /** Tables as public applications make them: of Sakila, of the employees sample, of WordPress and of MediaWiki. */
    @Test
    void findsNothingInTablesOfPublicApplications() throws SQLException {
        server.execute("SET sql_mode = ''", "SET time_zone = '+00:00'",
                """
                CREATE TABLE app.payment (payment_id SMALLINT UNSIGNED NOT NULL AUTO_INCREMENT, customer_id SMALLINT UNSIGNED NOT NULL,
                  amount DECIMAL(5,2) NOT NULL, payment_date DATETIME NOT NULL,
                  last_update TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
                  PRIMARY KEY (payment_id), KEY idx_fk_customer_id (customer_id)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4""",
                "INSERT INTO app.payment VALUES (1, 1, 2.99, '2026-01-11 04:10:00', '2026-01-11 04:10:00')",
                """
                CREATE TABLE app.dept_emp (emp_no INT NOT NULL, dept_no CHAR(4) NOT NULL, from_date DATE NOT NULL, to_date DATE NOT NULL,
                  PRIMARY KEY (emp_no, dept_no))""",
                "INSERT INTO app.dept_emp VALUES (10001, 'd005', '2026-01-11', '9999-01-01'), (10002, 'd007', '2026-01-10', '9999-01-01')",
                """
                CREATE TABLE app.wp_posts (ID bigint(20) unsigned NOT NULL AUTO_INCREMENT, post_author bigint(20) unsigned NOT NULL DEFAULT '0',
                  post_date datetime NOT NULL DEFAULT '0000-00-00 00:00:00', post_date_gmt datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
                  post_content longtext NOT NULL, post_status varchar(20) NOT NULL DEFAULT 'publish', PRIMARY KEY (ID),
                  KEY type_status_date (post_status, post_date, ID)) DEFAULT CHARSET=utf8mb4""",
                "INSERT INTO app.wp_posts (post_date_gmt, post_content) VALUES ('2026-01-11 04:10:00', 'a'), ('0000-00-00 00:00:00', 'draft')",
                "INSERT INTO app.wp_posts (post_date_gmt, post_content) VALUES ('2031-05-01 00:00:00', 'scheduled')",
                """
                CREATE TABLE app.mw_revision (rev_id BIGINT UNSIGNED AUTO_INCREMENT NOT NULL, rev_page INT UNSIGNED NOT NULL,
                  rev_timestamp BINARY(14) NOT NULL, rev_sha1 VARBINARY(32) DEFAULT '' NOT NULL, PRIMARY KEY(rev_id),
                  INDEX rev_timestamp (rev_timestamp)) DEFAULT CHARSET=binary""",
                "INSERT INTO app.mw_revision (rev_page, rev_timestamp) VALUES (1, '20260111041000'), (1, '20260111035959')");

        assertThat(check("app", "payment", "payment_date", "PT1H", TAKEN_AT).findings()).isEmpty();
        assertThat(check("app", "payment", "last_update", "PT1H", TAKEN_AT).findings()).isEmpty();
        assertThat(check("app", "dept_emp", "from_date", "P1D", TAKEN_AT).findings()).isEmpty();
        assertThat(check("app", "dept_emp", "to_date", "P1D", TAKEN_AT).findings()).as("no end has come yet").hasSize(1);
        assertThat(check("app", "wp_posts", "post_date_gmt", "PT1H", TAKEN_AT).findings()).isEmpty();
        assertThat(check("app", "mw_revision", "rev_timestamp", "PT1H", TAKEN_AT).findings()).isEmpty();
    }

    private static String written(Instant instant, String form) {
        return form.equals("epoch") ? Long.toString(instant.getEpochSecond())
                : DateTimeFormatter.ofPattern(form).format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
    }

    private CheckRestoredDataHandler.Result check(String schema, String table, String column, String within, Instant takenAt) {
        return check(schema, table, column, within, takenAt, takenAt.plusSeconds(600));
    }

    private CheckRestoredDataHandler.Result check(
            String schema, String table, String column, String within, Instant takenAt, Instant restoredAt) {
        CheckRestoredDataHandler handler = new CheckRestoredDataHandler((_, _) -> open(), Clock.systemUTC());
        CheckRestoredDataHandler.Result result = CheckRestoredDataHandler.Result.NOTHING_YET;
        for (int calls = 0; calls < 9 && result.status() == Status.IN_PROGRESS; calls++) {
            result = handler.take(new CheckRestoredDataHandler.Input("db", "eu-central-1", "127.0.0.1", 3306,
                    schema, READER, DatabaseAuthentication.SECRET, "s", "password", takenAt, restoredAt,
                    Instant.now().plusSeconds(3600), 0, new TableCheck(table, 1, 1_000_000, column, Duration.parse(within), "REPORT"), true, result));
        }
        return result;
    }

    private RestoredDatabase open() {
        try {
            return new JdbcRestoredDatabase(server.connect(READER, PASSWORD), Clock.systemUTC(), Duration.ofSeconds(60));
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
