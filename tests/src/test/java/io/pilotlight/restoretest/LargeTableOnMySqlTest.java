package io.pilotlight.restoretest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pilotlight.plan.DatabaseAuthentication;
import io.pilotlight.plan.TableCheck;
import io.pilotlight.simulator.database.RealMySql;
import io.pilotlight.step.Status;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Measures a look at a table of as many rows as {@code pilotlight.rows} says, on a MySQL server whose memory is a small part of it. */
@EnabledIfSystemProperty(named = "pilotlight.rows", matches = "\\d+")
class LargeTableOnMySqlTest {

    private static final String READER = "pl_reader";
    private static final String PASSWORD = "only for this test";

    @Test
    void isLookedAtInsideTheLimitsOfAFunction(@TempDir Path work) throws SQLException {
        assumeTrue(RealMySql.missing().isEmpty(), RealMySql::missing);
        long rows = Long.getLong("pilotlight.rows");
        try (RealMySql server = new RealMySql(work)) {
            fill(server, rows);
            Instant begun = Instant.now();
            CheckRestoredDataHandler handler = new CheckRestoredDataHandler((_, limit) -> open(server, limit), Clock.systemUTC());
            CheckRestoredDataHandler.Result result = CheckRestoredDataHandler.Result.NOTHING_YET;
            while (result.status() == Status.IN_PROGRESS) {
                Question question = result.question();
                Instant asked = Instant.now();
                result = handler.take(input(rows, begun.plusSeconds(3600), result));
                Duration took = Duration.between(asked, Instant.now());
                System.out.printf("%s: %d.%03d s, %,d rows counted%n", question, took.toSeconds(), took.toMillisPart(), result.rows());
                assertThat(took).isLessThan(Duration.ofMinutes(14));
            }
            assertThat(result.findings()).isEmpty();
            assertThat(result.rows()).isEqualTo(rows);
        }
    }

    /** The application's own table; each statement adds half a million rows at most, so that no transaction is huge. */
    private static void fill(RealMySql server, long rows) throws SQLException {
        server.execute("CREATE USER %s@'%%' IDENTIFIED BY '%s'".formatted(READER, PASSWORD), "CREATE DATABASE visitors",
                "GRANT SELECT ON visitors.* TO " + READER,
                "CREATE TABLE visitors.visitors (id INT AUTO_INCREMENT PRIMARY KEY, ip_address VARCHAR(45), user_agent TEXT, "
                        + "visit_time TIMESTAMP DEFAULT CURRENT_TIMESTAMP, page_url VARCHAR(255))",
                "INSERT INTO visitors.visitors (ip_address, user_agent, page_url) VALUES ('203.0.113.9', REPEAT('Mozilla ', 12), '/')");
        for (long there = 1; there < rows;) {
            long more = Math.min(Math.min(there, 500_000), rows - there);
            server.execute("INSERT INTO visitors.visitors (ip_address, user_agent, page_url) "
                    + "SELECT ip_address, user_agent, page_url FROM visitors.visitors LIMIT " + more);
            there += more;
        }
    }

    private static RestoredDatabase open(RealMySql server, Duration limit) {
        try {
            return new JdbcRestoredDatabase(server.connect(READER, PASSWORD), Clock.systemUTC(), limit);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static CheckRestoredDataHandler.Input input(long rows, Instant until, CheckRestoredDataHandler.Result soFar) {
        return new CheckRestoredDataHandler.Input("db", "eu-central-1", "127.0.0.1", 3306, "visitors", READER,
                DatabaseAuthentication.SECRET, "s", "password", Instant.now(), until,
                until, 0, new TableCheck("visitors", rows, rows, "visit_time", Duration.ofDays(1), "REPORT"), true, soFar);
    }
}
