package io.pilotlight.simulator.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.restoretest.Newest;
import io.pilotlight.restoretest.RestoredDatabase;
import io.pilotlight.restoretest.RestoredDatabaseUnavailableException;
import io.pilotlight.restoretest.UnreadableTableException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every engine must do alike, so that what a sweep finds is true of the drill too. */
abstract class DatabaseEngineContract {

    private static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");
    private static final String PASSWORD = "first 'quoted' \\ password";

    abstract DatabaseEngine engine();

    @Test
    void startsEmptyAndKeepsWhatIsCommitted() {
        RunningDatabase database = engine().create("visitors", PASSWORD);
        try (VisitStore store = database.connect(PASSWORD)) {
            assertThat(store.count()).isZero();
            store.add(1, AT);
            store.add(2, AT.plusSeconds(1));
            assertThat(store.count()).isEqualTo(2);
        }
        assertThat(database.committedVisits()).containsExactly(1L, 2L);
    }

    @Test
    void countsWhatThePageShows() {
        VisitStore store = engine().create("visitors", PASSWORD).connect(PASSWORD);
        assertThat(store.figures(LocalDate.of(2026, 11, 22))).isEqualTo(new VisitStore.Figures(0, 0, 0));
        store.add(1, Instant.parse("2026-11-21T23:59:59Z"));
        store.add(2, Instant.parse("2026-11-22T00:00:00Z"));
        store.add(3, Instant.parse("2026-11-22T23:59:59Z"));
        store.add(4, Instant.parse("2026-11-23T00:00:00Z"));

        assertThat(store.figures(LocalDate.of(2026, 11, 22))).isEqualTo(new VisitStore.Figures(4, 1, 2));
    }

    @Test
    void refusesAnotherPassword() {
        RunningDatabase database = engine().create("visitors", PASSWORD);

        assertThatThrownBy(() -> database.connect("another"))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessageNotContaining("another");
    }

    @Test
    void refusesTheSameVisitTwice() {
        RunningDatabase database = engine().create("visitors", PASSWORD);
        VisitStore store = database.connect(PASSWORD);
        store.add(7, AT);
        store.add(5, AT);

        assertThatThrownBy(() -> store.add(7, AT)).isInstanceOf(DatabaseUnavailable.class);
        assertThatThrownBy(() -> store.add(5, AT)).isInstanceOf(DatabaseUnavailable.class);
        assertThat(database.committedVisits()).containsExactly(5L, 7L);
    }

    @Test
    void restoresExactlyWhatTheSnapshotHeldWithItsPasswordThen() {
        RunningDatabase source = engine().create("visitors", PASSWORD);
        VisitStore store = source.connect(PASSWORD);
        store.add(1, AT);
        store.add(2, AT);
        DatabaseSnapshot snapshot = source.snapshot();
        store.add(3, AT);
        source.setPassword("second");
        source.destroy();

        RunningDatabase restored = engine().restore("visitors-restored", snapshot);

        assertThat(List.of(snapshot.visits(), snapshot.lastVisit())).containsExactly(2L, 2L);
        assertThat(restored.committedVisits()).containsExactly(1L, 2L);
        assertThatThrownBy(() -> restored.connect("second")).isInstanceOf(DatabaseUnavailable.class);
        try (VisitStore again = restored.connect(PASSWORD)) {
            again.add(4, AT);
            assertThat(again.count()).isEqualTo(3);
        }
    }

    @Test
    void restoresTheSameSnapshotTwiceIntoDatabasesThatShareNothing() {
        RunningDatabase source = engine().create("visitors", PASSWORD);
        source.connect(PASSWORD).add(1, AT);
        DatabaseSnapshot snapshot = source.snapshot();

        RunningDatabase one = engine().restore("visitors-one", snapshot);
        RunningDatabase two = engine().restore("visitors-two", snapshot);
        one.connect(PASSWORD).add(2, AT);
        two.connect(PASSWORD).add(3, AT);

        assertThat(one.committedVisits()).containsExactly(1L, 2L);
        assertThat(two.committedVisits()).containsExactly(1L, 3L);
        assertThat(source.committedVisits()).containsExactly(1L);
        assertThat(engine().restore("visitors-empty", engine().create("visitors-new", PASSWORD).snapshot())
                        .committedVisits())
                .isEmpty();
    }

    @Test
    void takesOnlyTheNewPasswordOnceItIsSetButKeepsOpenConnections() {
        RunningDatabase database = engine().create("visitors", PASSWORD);
        VisitStore open = database.connect(PASSWORD);

        database.setPassword("second");

        open.add(1, AT);
        assertThatThrownBy(() -> database.connect(PASSWORD)).isInstanceOf(DatabaseUnavailable.class);
        assertThat(database.connect("second").count()).isEqualTo(1);
        assertThat(database.snapshot().password()).isEqualTo("second");
    }

    @Test
    void losesNothingThatWasCommittedWhenItIsCutOff() {
        RunningDatabase database = engine().create("visitors", PASSWORD);
        VisitStore open = database.connect(PASSWORD);
        open.add(1, AT);

        database.cutOff();

        assertThatThrownBy(() -> open.add(2, AT)).isInstanceOf(DatabaseUnavailable.class);
        assertThatThrownBy(() -> database.connect(PASSWORD)).isInstanceOf(DatabaseUnavailable.class);
        assertThatThrownBy(database::snapshot).isInstanceOf(DatabaseUnavailable.class);
        assertThatThrownBy(() -> database.setPassword("second")).isInstanceOf(DatabaseUnavailable.class);
        assertThat(database.committedVisits()).containsExactly(1L);
        assertThatThrownBy(() -> database.connect(PASSWORD)).isInstanceOf(DatabaseUnavailable.class);

        database.reconnect();

        assertThatThrownBy(open::count).isInstanceOf(DatabaseUnavailable.class);
        try (VisitStore again = database.connect(PASSWORD)) {
            again.add(2, AT);
        }
        assertThat(database.committedVisits()).containsExactly(1L, 2L);
    }

    @Test
    void showsTheReadOnlyAccountOfARestoredDatabaseWhatTheSnapshotHeld() {
        RunningDatabase source = engine().create("visitors", PASSWORD);
        VisitStore store = source.connect(PASSWORD);
        store.add(1, AT);
        store.add(2, AT.plusSeconds(60));
        DatabaseSnapshot snapshot = source.snapshot();
        store.add(3, AT.plusSeconds(120));

        try (RestoredDatabase restored = engine().restore("visitors-test", snapshot).openReadOnly("pilot_light")) {
            assertThat(restored.read("visitor-counter", "visitors", 0).rows()).isEqualTo(2);
            assertThat(restored.check("visitor-counter", "visitors")).isEmpty();
            assertThat(restored.newest("visitor-counter", "visitors", "visit_time", AT.plusSeconds(61))).contains(Newest.at(AT.plusSeconds(60)));
            assertThat(restored.checksum("visitor-counter", "visitors")).matches("\\d{1,20}")
                    .isNotEqualTo(source.openReadOnly("pilot_light").checksum("visitor-counter", "visitors"));
        }
    }

    @Test
    void saysWhatIsMissingToTheReadOnlyAccount() {
        RunningDatabase database = engine().create("visitors", PASSWORD);

        try (RestoredDatabase open = database.openReadOnly("pilot_light")) {
            assertThat(open.newest("visitor-counter", "visitors", "visit_time", AT)).isEmpty();
            assertThat(open.check("visitor-counter", "nowhere")).first().asString().contains("visitor-counter.nowhere' doesn't exist");
            assertThatThrownBy(() -> open.read("visitor-counter", "nowhere", 0))
                    .isInstanceOf(UnreadableTableException.class).hasMessageContaining("no such table");
            assertThatThrownBy(() -> open.newest("visitor-counter", "visitors", "nowhere", AT))
                    .isInstanceOf(UnreadableTableException.class).hasMessageContaining("no such column");
        }
    }

    @Test
    void knowsNoOtherReadOnlyAccountAndBreaksItsConnectionWhereItIsCutOff() {
        RunningDatabase database = engine().create("visitors", PASSWORD);
        RestoredDatabase open = database.openReadOnly("pilot_light");

        assertThatThrownBy(() -> database.openReadOnly("admin")).isInstanceOf(DatabaseUnavailable.class);
        database.cutOff();

        assertThatThrownBy(() -> open.read("visitor-counter", "visitors", 0)).isInstanceOf(RestoredDatabaseUnavailableException.class);
        assertThatThrownBy(() -> database.openReadOnly("pilot_light")).isInstanceOf(DatabaseUnavailable.class);
    }

    @Test
    void restoresADamagedSnapshotToFewerVisitsThanItClaims() {
        RunningDatabase source = engine().create("visitors", PASSWORD);
        VisitStore store = source.connect(PASSWORD);
        store.add(1, AT);
        store.add(2, AT.plusSeconds(60));
        DatabaseSnapshot damaged = engine().withoutVisitsFrom(source.snapshot(), AT.plusSeconds(30));

        assertThat(List.of(damaged.visits(), damaged.lastVisit())).containsExactly(2L, 2L);
        assertThat(engine().restore("visitors-restored", damaged).committedVisits()).containsExactly(1L);
        assertThat(engine().restore("visitors-again", source.snapshot()).committedVisits()).containsExactly(1L, 2L);
    }

    @Test
    void restoresASnapshotThatHasLostItsTableToADatabaseInWhichThePageMakesAnEmptyOne() {
        RunningDatabase source = engine().create("visitors", PASSWORD);
        source.connect(PASSWORD).add(1, AT);
        RunningDatabase restored = engine().restore("visitors-restored", engine().withoutTable(source.snapshot()));

        assertThat(restored.committedVisits()).isEmpty();
        try (RestoredDatabase open = restored.openReadOnly("pilot_light")) {
            assertThatThrownBy(() -> open.read("visitor-counter", "visitors", 0))
                    .isInstanceOf(UnreadableTableException.class).hasMessageContaining("no such table");
        }
        VisitStore store = restored.connect(PASSWORD);
        assertThatThrownBy(() -> store.add(2, AT)).isInstanceOf(DatabaseUnavailable.class);
        store.createTable();
        store.createTable();
        store.add(2, AT);
        assertThat(restored.committedVisits()).containsExactly(2L);
    }

    @Test
    void isGoneOnceDestroyed() {
        RunningDatabase database = engine().create("visitors", PASSWORD);
        VisitStore open = database.connect(PASSWORD);

        database.destroy();
        database.destroy();

        assertThatThrownBy(() -> open.add(1, AT)).isInstanceOf(DatabaseUnavailable.class);
        assertThatThrownBy(() -> database.connect(PASSWORD)).isInstanceOf(DatabaseUnavailable.class);
        assertThatThrownBy(database::reconnect).isInstanceOf(DatabaseUnavailable.class);
        assertThatThrownBy(database::committedVisits).isInstanceOf(DatabaseUnavailable.class);
    }
}
