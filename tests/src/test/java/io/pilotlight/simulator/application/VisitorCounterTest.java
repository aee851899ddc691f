package io.pilotlight.simulator.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.health.HttpProbe;
import io.pilotlight.simulator.database.DatabaseUnavailable;
import io.pilotlight.simulator.database.InMemoryDatabaseEngine;
import io.pilotlight.simulator.database.RunningDatabase;
import io.pilotlight.simulator.journal.Journal;
import io.pilotlight.simulator.journal.JournalEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class VisitorCounterTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final String REGION = "eu-west-1";

    private final RunningDatabase database = new InMemoryDatabaseEngine().create("visitors-1", "secret");
    private final Journal journal = new Journal();
    private final AtomicLong visits = new AtomicLong();

    @Test
    void commitsARowForEachVisitAndSaysItsNumberAndRegion() {
        Application counter = image("secret").start(REGION, "web");

        assertThat(counter.get("/visit")).isEqualTo(new HttpProbe.Answer(200, "{\"visits\":1,\"region\":\"eu-west-1\"}"));
        assertThat(counter.get("/visit").body()).contains("\"visits\":2");
        assertThat(database.committedVisits()).containsExactly(1L, 2L);
        assertThat(journal.events()).containsExactly(
                new JournalEvent.VisitCommitted(NOW, 1, REGION, "visitors-1"),
                new JournalEvent.VisitCommitted(NOW, 2, REGION, "visitors-1"));
    }

    @Test
    void answersWithAnErrorBoxAndStatus200WhereItsDatabaseDoesNotAnswer() {
        Application counter = image("secret").start(REGION, "web");
        assertThat(counter.get("/")).isEqualTo(new HttpProbe.Answer(
                200, "<html><body><h1>Visitor counter</h1><p>Total Visits: 1</p>"
                        + "<p>Unique Visitors: 1</p><p>Today's Visits: 1</p></body></html>"));

        database.cutOff();

        assertThat(counter.get("/").status()).isEqualTo(200);
        assertThat(counter.get("/").body()).contains("Connection failed").doesNotContain("Total Visits", "Unique Visitors", "Today's Visits");
    }

    @Test
    void commitsARowAtEachViewOfThePageAndCountsAVisitorsAlone() {
        Application counter = image("secret").start(REGION, "web");

        counter.get("/");
        counter.get(VisitorCounter.VISIT);

        assertThat(database.committedVisits()).containsExactly(1L, 2L);
        assertThat(journal.events()).containsExactly(new JournalEvent.VisitCommitted(NOW, 2, REGION, "visitors-1"));
    }

    @Test
    void makesItsTableAnewWhereADatabaseHasLostIt() {
        RunningDatabase emptied = new InMemoryDatabaseEngine().restore(
                "visitors-1", new InMemoryDatabaseEngine().withoutTable(database.snapshot()));

        assertThat(image("secret", emptied).start(REGION, "web").get("/").body()).contains("Total Visits: 1<");
        assertThat(emptied.committedVisits()).hasSize(1);
    }

    @Test
    void goesOnCountingAcrossCopies() {
        image("secret").start(REGION, "web").get("/visit");

        assertThat(image("secret").start(REGION, "web").get("/visit").body()).contains("\"visits\":2");
    }

    @Test
    void answersThatTheDatabaseIsDownInAGrayFailure() {
        Application counter = image("secret").start(REGION, "web");
        assertThat(counter.get("/health")).isEqualTo(new HttpProbe.Answer(200, "{\"database\":\"ok\"}"));

        database.cutOff();

        assertThat(counter.get("/health")).isEqualTo(new HttpProbe.Answer(200, "{\"database\":\"down\"}"));
        assertThat(counter.get("/visit").status()).isEqualTo(503);
        assertThat(journal.events()).isEmpty();
    }

    @Test
    void connectsAgainOnALaterRequestAndNeverUsesANumberTwice() {
        Application counter = image("secret").start(REGION, "web");
        database.cutOff();
        assertThat(counter.get("/visit").body()).contains("\"visit\":1");
        database.reconnect();

        assertThat(counter.get("/visit").body()).contains("\"visits\":2");
        assertThat(counter.get("/health").body()).contains("ok");
        assertThat(database.committedVisits()).containsExactly(2L);
    }

    @Test
    void refusesToStartWithoutItsDatabase() {
        assertThatThrownBy(() -> image("another").start(REGION, "web")).isInstanceOf(DatabaseUnavailable.class);
        assertThatThrownBy(() -> image(null).start(REGION, "web"))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessage("the task could not read how to reach its database");
        database.cutOff();
        assertThatThrownBy(() -> image("secret").start(REGION, "web")).isInstanceOf(DatabaseUnavailable.class);
    }

    @Test
    void knowsNoOtherPage() {
        assertThat(image("secret").start(REGION, "web").get("/admin").status()).isEqualTo(404);
    }

    private VisitorCounterImage image(String password) {
        return image(password, database);
    }

    private VisitorCounterImage image(String password, RunningDatabase behind) {
        Surroundings surroundings = new Surroundings() {
            @Override
            public String databaseHost(String region) {
                return "visitors-1." + region;
            }

            @Override
            public String databasePassword(String region) {
                if (password == null) {
                    throw new IllegalStateException("ResourceNotFoundException");
                }
                return password;
            }

            @Override
            public Instance database(String region, String host) {
                assertThat(host).isEqualTo("visitors-1." + region);
                return new Instance("visitors-1", behind);
            }
        };
        return new VisitorCounterImage(surroundings, visits::incrementAndGet, Clock.fixed(NOW, ZoneOffset.UTC), journal);
    }
}
