package io.pilotlight.restoretest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.plan.DatabaseAuthentication;
import io.pilotlight.plan.TableCheck;
import io.pilotlight.step.Status;
import io.pilotlight.verification.Finding;
import io.pilotlight.verification.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckRestoredDataHandlerTest {

    private static final Instant TAKEN_AT = Instant.parse("2026-01-11T04:15:00Z");
    private static final Instant RESTORED_AT = Instant.parse("2026-01-11T04:30:00Z");
    private static final Instant UNTIL = RESTORED_AT.plus(Duration.ofHours(1));
    private static final TableCheck ALL = new TableCheck("visits", 10, 100, "visited_at", Duration.ofHours(1), "4711");

    private final Restored database = new Restored();
    private final ToldClock clock = new ToldClock(RESTORED_AT);
    private final CheckRestoredDataHandler handler = new CheckRestoredDataHandler((_, _) -> database, clock);
    private boolean checkTable = true;
    private long quietSeconds;

    @Test
    void saysThatATableIsAsThePlanHasIt() {
        CheckRestoredDataHandler.Result result = check(ALL);

        assertThat(result).isEqualTo(new CheckRestoredDataHandler.Result(
                Status.DONE, Question.NONE, 0, true, 50, "2026-01-11T04:10:00Z", "4711", 12.5, List.of()));
    }

    @Test
    void asksOneQuestionACallTheWholeTableFirstAndClosesItsConnection() {
        check(ALL);

        assertThat(database.asked).containsExactly("read visitors.visits from 0", "close",
                "newest visitors.visits.visited_at before 2026-01-11T04:30:00Z", "close", "checksum visitors.visits", "close",
                "check visitors.visits", "close");
    }

    @Test
    void asksOnlyForWhatThePlanAsks() {
        CheckRestoredDataHandler.Result result = check(new TableCheck("visits", 10, 100, "", Duration.ZERO, ""));

        assertThat(result).isEqualTo(new CheckRestoredDataHandler.Result(
                Status.DONE, Question.NONE, 0, true, 50, "", "", 12.5, List.of()));
        assertThat(database.asked).containsExactly("read visitors.visits from 0", "close", "check visitors.visits", "close");
    }

    @Test
    void runsNoCheckTableWhereThePlanDoesWithoutIt() {
        checkTable = false;

        CheckRestoredDataHandler.Result result = check(ALL);

        assertThat(result.status()).isEqualTo(Status.DONE);
        assertThat(database.asked).noneMatch(question -> question.startsWith("check ")).anyMatch(question -> question.startsWith("checksum"));
        database.endless = List.of("read");
        assertThat(check(ALL).findings()).extracting(Finding::problem).noneMatch(problem -> problem.contains("CHECK TABLE"));
    }

    @Test
    void tellsAChecksumWithoutComparingIt() {
        database.checksum = "815";

        CheckRestoredDataHandler.Result result = check(new TableCheck("visits", 10, 100, "", Duration.ZERO, "REPORT"));

        assertThat(result.status()).isEqualTo(Status.DONE);
        assertThat(result.checksum()).isEqualTo("815");
    }

    @Test
    void findsTooFewAndTooManyRows() {
        database.rows = 9;
        assertThat(finding(check(ALL)).problem()).isEqualTo("the restored table has 9 rows; the plan says 10 to 100");

        database.rows = 101;
        assertThat(finding(check(ALL)).problem()).isEqualTo("the restored table has 101 rows; the plan says 10 to 100");

        database.rows = 10;
        assertThat(check(ALL).findings()).isEmpty();
        database.rows = 100;
        assertThat(check(ALL).findings()).isEmpty();
    }

    /** As in a planned move, whose fence keeps everybody from writing. */
    @Test
    void allowsForTheTimeInWhichNobodyCouldWrite() {
        quietSeconds = 600;
        database.newest = Optional.of(TAKEN_AT.minus(Duration.ofHours(1)).minusSeconds(600));
        assertThat(check(ALL).status()).isEqualTo(Status.DONE);
        database.newest = Optional.of(TAKEN_AT.minus(Duration.ofHours(1)).minusSeconds(600).minusMillis(1));
        assertThat(check(ALL).status()).isEqualTo(Status.REFUSED);
    }

    @Test
    void findsANewestRowThatIsTooOld() {
        database.newest = Optional.of(TAKEN_AT.minus(Duration.ofHours(1)));
        assertThat(check(ALL).findings()).isEmpty();

        database.newest = Optional.of(TAKEN_AT.minus(Duration.ofHours(1)).minusMillis(1));
        assertThat(finding(check(ALL)).problem()).isEqualTo("the newest restored row is of 2026-01-11T03:14:59.999Z; "
                + "the recovery point was taken at 2026-01-11T04:15:00Z, and the plan says PT1H before it at most");
    }

    @Test
    void findsARowThatIsNewerThanTheRecoveryPoint() {
        database.newest = Optional.of(TAKEN_AT.plusSeconds(60));
        assertThat(check(ALL).findings()).isEmpty();

        database.newest = Optional.of(TAKEN_AT.plusSeconds(61));
        Finding finding = finding(check(ALL));
        assertThat(finding.problem()).isEqualTo("the newest restored row is of 2026-01-11T04:16:01Z, "
                + "and the recovery point was taken at 2026-01-11T04:15:00Z, before it");
        assertThat(finding.remedy()).contains("UTC");
    }

    @Test
    void leavesItToTheBoundsWhetherATableMayBeEmpty() {
        database.rows = 0;
        database.newest = Optional.empty();
        TableCheck mayBeEmpty = new TableCheck("visits", 0, 100, "visited_at", Duration.ofHours(1), "");

        assertThat(check(mayBeEmpty).findings()).isEmpty();
        assertThat(check(ALL).findings()).extracting(Finding::problem)
                .containsExactly("the restored table has 0 rows; the plan says 10 to 100");
    }

    @Test
    void findsRowsOfWhichNoneHasATime() {
        database.newest = Optional.empty();

        assertThat(finding(check(ALL)).problem()).isEqualTo("none of the 50 restored rows has a time in visited_at from before the restore");
    }

    @Test
    void findsAnotherChecksum() {
        database.checksum = "815";

        assertThat(finding(check(ALL)).problem())
                .isEqualTo("CHECKSUM TABLE gives 815 for the restored table; the plan says 4711");
    }

    @Test
    void findsWhatCheckTableSays() {
        database.against = List.of("error: Corrupt");

        assertThat(finding(check(ALL)).problem()).isEqualTo("CHECK TABLE says of the restored table: error: Corrupt");
    }

    @Test
    void findsATableThatIsNotThereInsteadOfFailing() {
        database.unreadable = "there is no such table (MySQL error 1146)";

        CheckRestoredDataHandler.Result result = check(ALL);

        assertThat(finding(result).problem())
                .isEqualTo("the restored table cannot be looked at: there is no such table (MySQL error 1146)");
        assertThat(result.rows()).isZero();
        assertThat(database.asked).containsExactly("read visitors.visits from 0", "close");
    }

    @Test
    void findsEverythingThatIsWrongAtOnce() {
        database.rows = 1;
        database.against = List.of("error: Corrupt");
        database.checksum = "815";
        database.newest = Optional.of(Instant.EPOCH);

        CheckRestoredDataHandler.Result result = check(ALL);

        assertThat(result.status()).isEqualTo(Status.REFUSED);
        assertThat(result.findings()).hasSize(4).allSatisfy(finding -> {
            assertThat(finding.check()).isEqualTo(Finding.Check.DATA);
            assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(finding.subject()).isEqualTo("visits-database/visits");
        });
    }

    @Test
    void isToBeCalledAgainWhereTheDatabaseLetsNobodyIn() {
        CheckRestoredDataHandler locked = new CheckRestoredDataHandler((_, _) -> {
            throw new RestoredDatabaseUnavailableException("not yet");
        }, clock);

        assertThatThrownBy(() -> locked.take(input(ALL, CheckRestoredDataHandler.Result.NOTHING_YET)))
                .isInstanceOf(RestoredDatabaseUnavailableException.class);
    }

    @Test
    void isToBeCalledAgainWhereTheDatabaseBreaksOffAndClosesItsConnection() {
        database.breaksOff = true;

        assertThatThrownBy(() -> check(ALL)).isInstanceOf(RestoredDatabaseUnavailableException.class);
        assertThat(database.asked).containsExactly("read visitors.visits from 0", "close");
    }

    @Test
    void goesOnReadingWhereTheLastCallStopped() {
        database.rowsInAPart = 20;

        CheckRestoredDataHandler.Result result = check(new TableCheck("visits", 10, 100, "", Duration.ZERO, ""));

        assertThat(database.asked).containsExactly("read visitors.visits from 0", "close", "read visitors.visits from 20", "close",
                "read visitors.visits from 40", "close", "check visitors.visits", "close");
        assertThat(result.status()).isEqualTo(Status.DONE);
        assertThat(result.rows()).isEqualTo(50);
        assertThat(result.warmUpSeconds()).isEqualTo(2 * 13 * 60 + 12.5);
    }

    /** 13 minutes a part: three of them fit into an hour before the other questions need the rest. */
    @Test
    void leavesTimeForTheOtherQuestionsAndSaysWhatWasNotRead() {
        database.rows = 1000;
        database.rowsInAPart = 20;
        database.part = Duration.ofMinutes(13);

        CheckRestoredDataHandler.Result result = check(new TableCheck("visits", 10, 2000, "visited_at", Duration.ofHours(1), "REPORT"));

        assertThat(result.findings()).extracting(Finding::problem).containsExactly(
                "60 rows, those of the greatest keys, were read in the time that there was, and the others were not looked at; "
                        + "the plan says 10 to 2000",
                "CHECKSUM TABLE was not looked at: the time that there was did not suffice",
                "CHECK TABLE was not looked at: the time that there was did not suffice");
        assertThat(result.findings()).extracting(Finding::severity).containsOnly(Severity.WARNING);
        assertThat(result.status()).as("what the plan asks is known").isEqualTo(Status.DONE);
        assertThat(result.newest()).isNotEmpty();
        assertThat(clock.instant()).isBefore(UNTIL);
    }

    @Test
    void doesNotPassATableOfWhichTooLittleWasReadToKnow() {
        database.rows = 1000;
        database.rowsInAPart = 20;
        database.part = Duration.ofMinutes(13);

        CheckRestoredDataHandler.Result result = check(new TableCheck("visits", 61, 2000, "", Duration.ZERO, ""));

        assertThat(result.status()).isEqualTo(Status.REFUSED);
        assertThat(result.findings()).filteredOn(Finding::isCritical).singleElement().satisfies(finding ->
                assertThat(finding.problem()).contains("60 rows", "the plan says 61 to 2000"));
    }

    @Test
    void triesAQuestionWhoseTimeWasUpOnceMoreAndGoesOn() {
        database.endless = List.of("newest", "check");

        CheckRestoredDataHandler.Result result = check(ALL);

        assertThat(database.asked.stream().filter(question -> question.startsWith("newest"))).hasSize(2);
        assertThat(database.asked.stream().filter(question -> question.startsWith("check "))).hasSize(2);
        assertThat(result.status()).as("the plan compares its newest time").isEqualTo(Status.REFUSED);
        assertThat(result.findings()).satisfiesExactly(
                newest -> assertThat(newest).returns(Severity.CRITICAL, Finding::severity)
                        .returns(Finding.Check.NOT_CHECKED, Finding::check).extracting(Finding::problem)
                        .isEqualTo("its newest time was not looked at: the time that there was did not suffice"),
                checked -> assertThat(checked).returns(Severity.WARNING, Finding::severity).extracting(Finding::problem)
                        .isEqualTo("CHECK TABLE was not looked at: the time that there was did not suffice"));
    }

    @Test
    void asksNothingOnceItsTimeIsUpAndSaysSoOfEachQuestion() {
        clock.tell(UNTIL);

        CheckRestoredDataHandler.Result result = check(ALL);

        assertThat(database.asked).isEmpty();
        assertThat(result.status()).isEqualTo(Status.REFUSED);
        assertThat(result.findings()).hasSize(4);
    }

    @Test
    void givesTheReadingHalfOfWhatIsLeftAndNoQuestionMoreThanAFunctionHas() {
        CheckRestoredDataHandler.Result read = CheckRestoredDataHandler.Result.NOTHING_YET;
        CheckRestoredDataHandler.Result checked = new CheckRestoredDataHandler.Result(
                Status.IN_PROGRESS, Question.CHECK, 0, true, 1, "", "", 0, List.of());

        assertThat(input(ALL, read).limit(UNTIL.minusSeconds(3600))).isEqualTo(Duration.ofMinutes(13));
        assertThat(input(ALL, read).limit(UNTIL.minusSeconds(600))).isEqualTo(Duration.ofMinutes(5));
        assertThat(input(ALL, checked).limit(UNTIL.minusSeconds(600))).isEqualTo(Duration.ofMinutes(10));
        assertThat(input(ALL, checked).limit(UNTIL)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void refusesAnEndpointThatIsMoreThanAHostName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CheckRestoredDataHandler.Input(
                        "visits",
                        "eu-central-1",
                        "db.example.com/visitors?sslMode=disable",
                        3306,
                        "visitors",
                        "reader",
                        DatabaseAuthentication.IAM,
                        "",
                        "password",
                        TAKEN_AT,
                        RESTORED_AT,
                        UNTIL,
                        0,
                        ALL,
                        true,
                        CheckRestoredDataHandler.Result.NOTHING_YET))
                .withMessageContaining("endpoint is");
    }

    private CheckRestoredDataHandler.Result check(TableCheck table) {
        CheckRestoredDataHandler.Result result = CheckRestoredDataHandler.Result.NOTHING_YET;
        for (int calls = 0; calls < 50 && result.status() == Status.IN_PROGRESS; calls++) {
            result = handler.take(input(table, result));
        }
        return result;
    }

    private CheckRestoredDataHandler.Input input(TableCheck table, CheckRestoredDataHandler.Result soFar) {
        return new CheckRestoredDataHandler.Input(
                "visits-database",
                "eu-central-1",
                "db.example.com",
                3306,
                "visitors",
                "reader",
                DatabaseAuthentication.IAM,
                "",
                "password",
                TAKEN_AT,
                RESTORED_AT,
                UNTIL,
                quietSeconds,
                table,
                checkTable,
                soFar);
    }

    private static Finding finding(CheckRestoredDataHandler.Result result) {
        assertThat(result.status()).isEqualTo(Status.REFUSED);
        assertThat(result.findings()).hasSize(1);
        return result.findings().getFirst();
    }

    /** A restored table as the plan has it, but for what a test changes. */
    private final class Restored implements RestoredDatabase {

        private final List<String> asked = new ArrayList<>();
        private long rows = 50;
        private List<String> against = List.of();
        private Optional<Instant> newest = Optional.of(TAKEN_AT.minusSeconds(300));
        private String checksum = "4711";
        private String unreadable = "";
        private boolean breaksOff;
        private long rowsInAPart = 1000;
        private Duration part = Duration.ZERO;
        private List<String> endless = List.of();

        @Override
        public TableRead read(String schema, String table, long alreadyRead) {
            asked.add("read %s.%s from %d".formatted(schema, table, alreadyRead));
            takeTime("read");
            if (breaksOff) {
                throw new RestoredDatabaseUnavailableException("broke off");
            }
            if (!unreadable.isEmpty()) {
                throw new UnreadableTableException(schema, table, unreadable);
            }
            return alreadyRead + rowsInAPart < rows
                    ? new TableRead(alreadyRead + rowsInAPart, Duration.ofMinutes(13), false)
                    : new TableRead(rows, Duration.ofMillis(12_500), true);
        }

        @Override
        public List<String> check(String schema, String table) {
            asked.add("check %s.%s".formatted(schema, table));
            takeTime("check");
            return against;
        }

        @Override
        public Optional<Newest> newest(String schema, String table, String column, Instant before) {
            asked.add("newest %s.%s.%s before %s".formatted(schema, table, column, before));
            takeTime("newest");
            return newest.map(Newest::at);
        }

        @Override
        public String checksum(String schema, String table) {
            asked.add("checksum %s.%s".formatted(schema, table));
            takeTime("checksum");
            return checksum;
        }

        /** A check does not compare rows. */
        @Override
        public List<String> tables(String schema) {
            throw new UnsupportedOperationException();
        }

        @Override
        public TableShape shape(String schema, String table) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<KeyedRow> keys(String schema, String table, TableShape shape, RowKey after, RowKey last, int most) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<RowKey, ObjectNode> rows(String schema, String table, TableShape shape, List<RowKey> keys) {
            throw new UnsupportedOperationException();
        }

        private void takeTime(String question) {
            if (endless.contains(question)) {
                clock.pass(Duration.ofMinutes(13));
                throw new TimeUpException("not in time");
            }
            if (question.equals("read")) {
                clock.pass(part);
            }
        }

        @Override
        public void close() {
            asked.add("close");
        }
    }
}
