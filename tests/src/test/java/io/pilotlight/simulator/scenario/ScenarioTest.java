package io.pilotlight.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.json.StrictJson;
import io.pilotlight.simulator.database.InMemoryDatabaseEngine;
import io.pilotlight.simulator.journal.JournalEvent;
import io.pilotlight.simulator.journal.JournalEvent.AlarmChanged;
import io.pilotlight.simulator.journal.JournalEvent.ApiCalled;
import io.pilotlight.simulator.journal.JournalEvent.ExecutionEnded;
import io.pilotlight.simulator.journal.JournalEvent.ResourceCreated;
import io.pilotlight.simulator.journal.JournalEvent.ResourceDeleted;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;

/**
 * Runs every scenario for two seeds, one of each traffic mode, with every promise checked, and one of them again, which has to
 * be the same to the letter; the drill sweeps more of them.
 */
class ScenarioTest {

    private static SimulatedRuns runs;
    private static final String VERIFICATION = "VerifyBackupsStateMachine";
    /** Calls that go wrong by chance, events that come twice, and the traffic mode with the more calls. */
    private static final long ROUGH_SEED = 12;
    private static final long[] SEEDS_OF_EACH = {1, ROUGH_SEED};
    private static final int SEEDS = 6;

    /** What a seed gives is looked at by several tests, and played once. */
    private static final Map<Seeded, Played> PLAYED = new HashMap<>();

    private record Seeded(Scenario scenario, long seed) {}

    /**
     * @param told what the tests ask of its events
     * @param hashes of each event of a rough seed, from the beginning
     */
    private record Played(RunResult result, List<JournalEvent> told, List<Integer> hashes) {}

    /** A static initializer that fails hides its message from every test but the first. */
    @BeforeAll
    static void readTheStack() {
        runs = new SimulatedRuns(Path.of(System.getProperty("pilotlight.root")));
    }

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void endsAsItShouldAndKeepsEveryPromise(Scenario scenario) {
        for (long seed : SEEDS_OF_EACH) {
            RunResult result = run(scenario, seed).result();

            assertThat(result.violations()).as("seed %d", seed).isEmpty();
            assertThat(result.outcome()).as("seed %d", seed).isEqualTo(scenario.expected().name());
        }
    }

    /** A week does again and again what a day of the others does. */
    @ParameterizedTest
    @EnumSource(value = Scenario.class, mode = EnumSource.Mode.EXCLUDE, names = "BACKUP_WEEK")
    void isTheSameAgain(Scenario scenario) {
        Played first = run(scenario, ROUGH_SEED);
        Played again = play(scenario, ROUGH_SEED, Optional.empty());

        assertThat(again.result()).isEqualTo(first.result());
        assertThat(again.hashes()).isEqualTo(first.hashes());
    }

    @Test
    void recoversWithinItsObjectivesAndLosesNothingBeforeTheRecoveryPoint() {
        RunResult result = run(Scenario.REGION_OUTAGE, 1).result();

        assertThat(result.activeSite()).isEqualTo("STANDBY");
        assertThat(result.rto()).hasValueSatisfying(rto -> assertThat(rto).isLessThan(result.rtoObjective()));
        assertThat(result.rpo()).hasValueSatisfying(rpo -> assertThat(rpo).isLessThan(result.rpoObjective()));
        assertThat(result.rows(RunResult.Rows::atRecoveryPoint).orElseThrow()).isPositive();
        assertThat(result.rows(RunResult.Rows::restored)).isEqualTo(result.rows(RunResult.Rows::atRecoveryPoint));
        assertThat(result.rows(RunResult.Rows::lost).orElseThrow())
                .isEqualTo(result.rows(RunResult.Rows::before).orElseThrow() - result.rows(RunResult.Rows::restored).orElseThrow());
    }

    @Test
    void recoversFromAnOutageOfTheRegionWithinFifteenAndAHalfMinutesInTheMean() {
        List<RunResult> results = LongStream.rangeClosed(1, SEEDS)
                .mapToObj(seed -> run(Scenario.REGION_OUTAGE, seed).result()).toList();

        assertThat(results.stream().mapToLong(result -> result.rto().orElseThrow().toMillis()).average().orElseThrow())
                .isLessThan(Duration.ofSeconds(930).toMillis());
        results.forEach(result -> assertThat(result.path().stream()
                .map(share -> share.deciding().plus(share.ours()).plus(share.aws())).reduce(Duration.ZERO, Duration::plus))
                .as("seed %d: %s", result.seed(), result.path()).isEqualTo(result.rto().orElseThrow()));
    }

    /** What deciding takes is a protection; what is ours in an outage of the Region is at most a fifteenth of what AWS takes. */
    @Test
    void addsLittleOfItsOwnToWhatAwsTakes() {
        List<RunResult.Share> shares = LongStream.rangeClosed(1, SEEDS)
                .mapToObj(seed -> run(Scenario.REGION_OUTAGE, seed).result()).flatMap(result -> result.path().stream()).toList();

        assertThat(shares).filteredOn(share -> share.name().equals("Alarm")).hasSize(SEEDS)
                .allSatisfy(share -> assertThat(share.deciding()).isPositive().isLessThan(Duration.ofSeconds(75)));
        assertThat(sum(shares, RunResult.Share::ours)).isPositive()
                .isLessThan(sum(shares, RunResult.Share::aws).dividedBy(15));
        assertThat(sum(shares, RunResult.Share::deciding)).isLessThan(Duration.ofSeconds(80L * SEEDS));
    }

    private static Duration sum(List<RunResult.Share> shares, Function<RunResult.Share, Duration> part) {
        return shares.stream().map(part).reduce(Duration.ZERO, Duration::plus);
    }

    @Test
    void setsNoPasswordWhereBothSitesShareOneAndSetsItWhereThatIsAMistake() {
        assertThat(run(Scenario.REGION_OUTAGE, 1).result().steps()).extracting(RunResult.Step::name)
                .contains("RestoreDatabase").doesNotContain("SetPassword");
        assertThat(run(Scenario.PASSWORD_MISTAKEN, 1).result()).satisfies(result -> {
            assertThat(result.steps()).extracting(RunResult.Step::name).contains("SetPassword");
            assertThat(result.rto().orElseThrow()).isLessThan(result.rtoObjective());
        });
    }

    @Test
    void fencesTheOldSiteWhereItsRegionAnswers() {
        assertThat(run(Scenario.SERVICE_CRASH, 1).result().notifications())
                .anyMatch(told -> told.message().contains("The old site eu-west-1 is fenced"));
    }

    @Test
    void saysThatTheOldSiteIsNotFencedWhereItsRegionIsDarkAndFencesItLater() {
        assertThat(run(Scenario.REGION_OUTAGE, 1).result().notifications())
                .anyMatch(told -> told.message().contains("NOT FENCED"))
                .anyMatch(told -> told.subject().contains("the old site is fenced now")
                        && told.at().compareTo(Duration.ofMinutes(90)) > 0);
    }

    /** After most of a day in the dark, in which many recovery points were pruned, too. */
    @ParameterizedTest
    @EnumSource(value = Scenario.class, names = {"SERVICE_CRASH", "SPLIT_BRAIN", "DARK_AFTER_FAILOVER", "TWO_OF_EACH"})
    void listsWhatOnlyTheOldPrimaryHas(Scenario scenario) {
        for (long seed : SEEDS_OF_EACH) {
            assertThat(run(scenario, seed).result().notifications()).as("seed %d", seed)
                    .anyMatch(told -> told.subject().endsWith("ROWS TO RECONCILE with the old primary") && !told.message().contains("was NOT COMPARED"));
        }
    }

    @Test
    void saysWhichRowsCouldNotBeComparedAndWhy() {
        List<String> told = LongStream.rangeClosed(1, SEEDS).boxed()
                .flatMap(seed -> run(Scenario.RECONCILE_LARGE, seed).result().notifications().stream())
                .filter(mail -> mail.subject().endsWith("with the old primary") || mail.subject().endsWith("the old primary was NOT COMPARED"))
                .map(RunResult.Notification::message).toList();

        assertThat(told).hasSize(SEEDS)
                .anyMatch(text -> text.contains("visitors: NOT COMPARED, because it has no primary key; rows "))
                .anyMatch(text -> text.contains("visitors: NOT COMPARED to its end"))
                .anyMatch(text -> text.contains("; 0 of 1 tables NOT COMPARED to their end"));
    }

    @Test
    void touchesNothingForAFalseAlarm() {
        RunResult result = run(Scenario.FALSE_ALARM, 1).result();

        assertThat(result.activeSite()).isEqualTo("PRIMARY");
        assertThat(result.steps()).extracting(RunResult.Step::name)
                .containsExactlyInAnyOrder("ReadPlan", "AcquireLease", "CheckHealth", "LookWhereItLeads", "AskOthers", "JudgeOutage",
                        "ReleaseStoodDown", "WordNotice");
        assertThat(result.notifications()).filteredOn(told -> told.subject().startsWith("[Pilot Light]")).singleElement()
                .satisfies(told -> assertThat(told.message()).contains("The primary site (eu-west-1) is healthy"));
    }

    @Test
    void saysThatTheCheckMayBeWrongWhereItNeverPassed() {
        assertThat(run(Scenario.MISTYPED_EXPECTATION, 1).result().notifications())
                .anyMatch(told -> told.message().contains("what is unknown fails nothing over"));
    }

    @Test
    void asksPeopleBeforeItFencesWhereTheCheckOfThePlanHasNotPassedSinceItWasChanged() {
        for (long seed : SEEDS_OF_EACH) {
            assertThat(run(Scenario.PLAN_CHANGED, seed).result().notifications()).as("seed %d", seed)
                    .anyMatch(told -> told.subject().contains("failover waits for your approval")
                            && told.message().contains("Why you are asked: The failover is not armed"));
        }
    }

    @Test
    void asksPeopleBeforeItFencesWhereNoRestoreTestHasPassed() {
        assertThat(run(Scenario.NEVER_REHEARSED, 1).result().notifications())
                .anyMatch(told -> told.message().contains("Why you are asked: No restore test has passed"));
    }

    @Test
    void goesOnAlthoughThePrimaryIsHealthyWhereAPersonForcesIt() {
        RunResult result = play(Scenario.FALSE_ALARM, 1, Optional.of(json(
                "{\"force\": true, \"reason\": \"the Region is being evacuated\"}"))).result();

        assertThat(result.outcome()).isEqualTo("RECOVERED");
        assertThat(result.activeSite()).isEqualTo("STANDBY");
        assertThat(result.violations()).isEmpty();
    }

    @Test
    void restoresTheRecoveryPointThatAPersonNames() {
        RunResult newest = run(Scenario.REGION_OUTAGE, 1).result();
        RunResult.RecoveryPoint oldest = newest.recoveryPoints().getFirst();

        RunResult result = play(Scenario.REGION_OUTAGE, 1, Optional.of(json(
                "{\"recoveryPoint\": \"%s\"}".formatted(oldest.snapshotId())))).result();

        assertThat(result.outcome()).isEqualTo("RECOVERED");
        assertThat(result.rpo()).contains(Duration.between(oldest.takenAt(), result.struckAt()));
        assertThat(result.violations()).isEmpty();
    }

    @Test
    void touchesNothingWhereTheRecoveryPointThatAPersonNamesIsNotThere() {
        RunResult result = play(Scenario.FALSE_ALARM, 1, Optional.of(json(
                "{\"force\": true, \"reason\": \"bad data\", \"recoveryPoint\": \"mistyped\"}"))).result();

        assertThat(result.outcome()).isEqualTo("FAILED");
        assertThat(result.activeSite()).isEqualTo("PRIMARY");
        assertThat(result.notifications()).anyMatch(told -> told.subject().contains("FAILOVER FAILED")
                && told.message().contains("cannot be restored from mistyped"));
        assertThat(result.violations()).isEmpty();
    }

    @Test
    void refusesABadInputAndTellsPeopleAndTouchesNothing() {
        RunResult result = play(Scenario.FALSE_ALARM, 1, Optional.of(json("{\"dryRun\": true}"))).result();

        assertThat(result.outcome()).isEqualTo("FAILED");
        assertThat(result.activeSite()).isEqualTo("PRIMARY");
        assertThat(result.steps()).extracting(RunResult.Step::name).containsExactly("ReadPlan", "WordNotice");
        assertThat(result.notifications()).anyMatch(told ->
                told.subject().contains("FAILOVER FAILED at ReadPlan")
                        && told.message().contains("unknown field 'dryRun'")
                        && told.message().contains("accepted is {}"));
        assertThat(result.violations()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = Scenario.class, names = {"STANDBY_UNSOUND", "STANDBY_NEVER_HEALTHY"})
    void movesNoTrafficToAStandbyThatIsNotProven(Scenario scenario) {
        for (long seed : SEEDS_OF_EACH) {
            RunResult result = run(scenario, seed).result();

            assertThat(result.activeSite()).isEqualTo("PRIMARY");
            assertThat(result.steps()).extracting(RunResult.Step::name).doesNotContain("SwitchTraffic");
            assertThat(result.notifications()).anyMatch(told -> told.subject().contains("FAILOVER FAILED at "
                    + (scenario == Scenario.STANDBY_UNSOUND ? "CheckApplication" : "ScaleService")));
        }
    }

    @Test
    void takesNoWrongPublicAnswerForARecovery() {
        for (long seed : SEEDS_OF_EACH) {
            RunResult result = run(Scenario.WRONG_ANSWER, seed).result();

            assertThat(result.activeSite()).isEqualTo("STANDBY");
            assertThat(result.notifications()).anyMatch(told -> told.message().contains("answers with something else"));
            assertThat(result.notifications()).filteredOn(told -> told.subject().contains("recovered in")).singleElement()
                    .satisfies(told -> assertThat(told.at()).isGreaterThan(Duration.ofMinutes(50)));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Scenario.class, names = {"SIMPLE_RECORD", "UNATTACHED_HEALTH_CHECK", "RECORD_ALTERED"})
    void tellsInMinutesOfRecordsThatAFailoverWouldNotMove(Scenario scenario) {
        for (long seed : SEEDS_OF_EACH) {
            List<RunResult.Notification> told = run(scenario, seed).result().notifications().stream()
                    .filter(notification -> notification.subject().contains("WOULD NOT MOVE THE TRAFFIC")).toList();

            assertThat(told).as("seed %d: once, and half an hour before the outage at least", seed).singleElement()
                    .satisfies(one -> {
                        assertThat(one.at()).isLessThan(Duration.ofMinutes(-30));
                        assertThat(one.message()).contains("counter.example.com A");
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void leavesTrafficWhereItIsAndTellsPeopleWhereNothingThatThePlanListsHasCapacity(long seed) {
        RunResult result = run(Scenario.NO_CAPACITY_ANYWHERE, seed).result();

        assertThat(result.activeSite()).isEqualTo("PRIMARY");
        assertThat(result.violations()).isEmpty();
        assertThat(result.notifications()).anyMatch(told -> told.subject().contains("FAILOVER FAILED")
                && (told.message().contains("unable to place a task") || told.message().contains("AWS has no capacity for")));
    }

    @Test
    void saysWhatRunsOtherThanPlannedForWantOfCapacity() {
        assertThat(run(Scenario.NO_CAPACITY, 1).result().notifications()).anyMatch(told ->
                told.subject().contains("recovered in eu-central-1")
                        && told.message().contains("Other than planned: ") && told.message().contains("web runs "));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void stopsAtOnceAtWhatEveryRecoveryPointSharesAndSaysWhatToMend(long seed) {
        Played played = run(Scenario.STANDBY_SPOILT, seed);
        RunResult result = played.result();

        assertThat(result.outcome()).isEqualTo("FAILED");
        assertThat(played.told()).filteredOn(ResourceCreated.class::isInstance).map(ResourceCreated.class::cast)
                .filteredOn(made -> made.id().startsWith("visitor-db-20") && made.type().endsWith("DBInstance"))
                .as("one restore, not five").hasSize(1);
        assertThat(result.notifications()).anyMatch(told -> told.subject().contains("FAILOVER FAILED at RestoreDatabase")
                && told.message().contains("this instance")
                && told.at().compareTo(Duration.ofMinutes(20)) < 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void restoresTheSameRecoveryPointAgainWhereItsInstanceIsDeletedMeanwhile(long seed) {
        Played played = run(Scenario.RESTORE_DELETED, seed);
        RunResult result = played.result();

        assertThat(result.violations()).isEmpty();
        assertThat(result.outcome()).isEqualTo("RECOVERED");
        assertThat(played.told()).filteredOn(ResourceCreated.class::isInstance).map(ResourceCreated.class::cast)
                .filteredOn(made -> made.id().startsWith("visitor-db-20") && made.type().endsWith("DBInstance"))
                .extracting(ResourceCreated::id).hasSize(2).satisfies(made -> assertThat(Set.copyOf(made)).hasSize(1));
    }

    @Test
    void restoresTheOlderRecoveryPointAndNamesTheInstanceThatTheDamagedOneLeft() {
        RunResult result = run(Scenario.CORRUPT_RECOVERY_POINT, 1).result();

        assertThat(result.notifications()).anyMatch(told -> told.subject().contains("recovered in eu-central-1")
                && told.message().contains("Left in place and costing money"));
    }

    @Test
    void holdsTheExposureOverAWeekAndRecoversFromTheWorstMoment() {
        Played played = run(Scenario.BACKUP_WEEK, 1);
        RunResult result = played.result();

        assertThat(result.exposure().greatest()).hasValueSatisfying(greatest ->
                assertThat(greatest).isGreaterThan(Duration.ofMinutes(30)).isLessThanOrEqualTo(result.rpoObjective()));
        assertThat(result.rpo()).hasValueSatisfying(rpo ->
                assertThat(rpo).isGreaterThan(Duration.ofMinutes(30)).isLessThanOrEqualTo(result.rpoObjective()));
        assertThat(result.rto()).hasValueSatisfying(rto -> assertThat(rto).isLessThanOrEqualTo(result.rtoObjective()));
        assertThat(result.exposure().faults()).extracting(RunResult.Fault::what)
                .anyMatch(what -> what.contains("throttles")).anyMatch(what -> what.contains("will fail"))
                .anyMatch(what -> what.contains("is lost")).last().asString().contains("goes dark");
        assertThat(result.recoveryPoints()).filteredOn(RunResult.RecoveryPoint::verified).isNotEmpty();
        assertThat(result.findings()).as("what the throttled hour left").isNotEmpty()
                .noneMatch(finding -> finding.severity().equals("CRITICAL"));
        assertThat(played.told()).filteredOn(ExecutionEnded.class::isInstance).map(ExecutionEnded.class::cast)
                .filteredOn(end -> end.machine().equals(VERIFICATION)).hasSize(8);
        assertIsAlarmedAndOver(played, "ExposureAlarm");
        assertNoTestInstanceIsLeft(played);
    }

    @Test
    void copiesToThePrimaryOnceTheStandbyIsActive() {
        Played played = run(Scenario.BACKUP_AFTER_FAILOVER, 1);
        RunResult result = played.result();

        assertThat(result.activeSite()).isEqualTo("STANDBY");
        assertThat(result.recoveryPoints()).filteredOn(point -> point.region().equals(Deployment.PRIMARY_REGION))
                .hasSizeGreaterThan(5);
        assertThat(result.exposure().samples().getLast().age()).isLessThan(result.rpoObjective());
        assertIsAlarmedAndOver(played, "ExposureAlarm");
    }

    /** The primary's own of before the failover stays: people have made it. */
    @Test
    void removesExactlyWhatAMoveHomeHasLeftAndTellsOfItBeforeAndAfter() {
        Played played = run(Scenario.LEFT_REMOVED, 1);
        List<ApiCalled> deletions = played.told().stream().filter(ApiCalled.class::isInstance).map(ApiCalled.class::cast).toList();

        assertThat(deletions).filteredOn(call -> call.function().equals("RemoveLeftInstancesFunction")).singleElement().satisfies(call -> {
            DeleteDbInstanceRequest request = (DeleteDbInstanceRequest) call.request();
            assertThat(call.region()).isEqualTo(Deployment.STANDBY_REGION);
            assertThat(request.finalDBSnapshotIdentifier()).isEqualTo(request.dbInstanceIdentifier() + "-final");
            assertThat(played.result().notifications()).filteredOn(told -> told.message().contains(request.dbInstanceIdentifier()))
                    .extracting(RunResult.Notification::subject)
                    .anyMatch(subject -> subject.endsWith("database instances are left, and will be removed"))
                    .last().asString().endsWith("database instances that were left are being removed");
            assertThat(played.told()).filteredOn(event -> event instanceof ExecutionEnded ended && ended.machine().equals(VERIFICATION))
                    .anyMatch(event -> ((ExecutionEnded) event).output().path("findings").valueStream()
                            .anyMatch(finding -> finding.path("subject").asText().endsWith(request.dbInstanceIdentifier())
                                    && finding.path("problem").asText().contains("on %s or later".formatted(call.at().toString().substring(0, 10)))));
        });
    }

    /** Its state table is empty, so that nothing says that the standby serves but the public name. */
    @Test
    void refusesAMoveThatCouldNotBeMadeAndSaysWhatToDo() {
        assertThat(run(Scenario.FAILBACK_REFUSED, 1).result().notifications())
                .filteredOn(told -> told.subject().endsWith("no move was made"))
                .hasSize(3)
                .anySatisfy(told -> assertThat(told.message()).contains("holds the lease"))
                .anySatisfy(told -> assertThat(told.message()).contains("is not fenced", "Start the failover again"))
                .anySatisfy(told -> assertThat(told.message()).contains("DB subnet group 'visitor-counter-database' of the plan is not there"));
    }

    @Test
    void restoresNothingWhereANewStackFindsVisitorsAtTheStandby() {
        Played played = run(Scenario.NEW_STACK, 1);

        assertThat(played.result().activeSite()).isEqualTo("STANDBY");
        assertThat(played.told()).filteredOn(event -> event instanceof ExecutionEnded ended
                && ended.machine().equals("FailoverStateMachine") && ended.output().path("outcome").asText().equals("RECOVERED"))
                .hasSize(2);
    }

    @Test
    void recoversFromTheInstanceThatTheApplicationUsesWhateverItsNameIs() {
        RunResult result = run(Scenario.RESTORED_ELSEWHERE, 2).result();

        assertThat(result.rpo()).hasValueSatisfying(rpo -> assertThat(rpo).isLessThan(result.rpoObjective()));
    }

    @Test
    void goesOnBackingUpWhereOthersHoldMostOfTheQuota() {
        RunResult result = run(Scenario.SHARED_QUOTA, 1).result();

        assertThat(result.notifications()).filteredOn(told -> told.subject().contains("SNAPSHOTS WILL NOT FIT THE QUOTA"))
                .as("told before anything is refused").isNotEmpty().first().satisfies(told ->
                        assertThat(told.message()).containsPattern("it grants 100 manual snapshots; others hold \\d\\d, and the plan keeps up to 23"));
        assertThat(result.rpo()).hasValueSatisfying(rpo -> assertThat(rpo).isLessThan(result.rpoObjective()));
        assertThat(result.notifications()).filteredOn(told -> told.at().isNegative()).noneMatch(told -> told.subject().contains("BACKUP FAILED"));
    }

    @Test
    void copiesEachSnapshotThatTakesMoreThanAnHour() {
        RunResult result = run(Scenario.SLOW_SNAPSHOTS, 1).result();

        assertThat(result.recoveryPoints()).filteredOn(point -> point.region().equals(Deployment.STANDBY_REGION)
                && Duration.between(point.takenAt(), point.landedAt()).compareTo(Duration.ofHours(1)) > 0).hasSizeGreaterThan(8);
        assertThat(result.rpo()).hasValueSatisfying(rpo -> assertThat(rpo).isLessThan(Duration.ofHours(4)));
        assertThat(result.notifications()).filteredOn(told -> told.at().isNegative()).noneMatch(told -> told.subject().contains("BACKUP FAILED"));
    }

    @Test
    void takesSnapshotsOfWhatServesWhileTheLostRegionIsDarkAndCopiesTheNewestOnceItAnswers() {
        Played played = run(Scenario.DARK_AFTER_FAILOVER, 1);
        RunResult result = played.result();

        assertThat(played.told()).filteredOn(ResourceCreated.class::isInstance).map(ResourceCreated.class::cast)
                .filteredOn(made -> made.type().equals("AWS::RDS::DBSnapshot") && made.region().equals(Deployment.STANDBY_REGION))
                .hasSizeGreaterThan(12);
        assertThat(result.exposure().samples().getLast().age()).isLessThan(result.rpoObjective());
    }

    @Test
    void goesOnPruningWhereAFailoverHasFailedAndNobodyEndsIt() {
        RunResult result = run(Scenario.OPEN_INCIDENT, 1).result();

        assertThat(result.recoveryPoints()).hasSizeBetween(18, 22);
    }

    @ParameterizedTest
    @CsvSource({
        "QUOTA_FULL,     manual snapshots",
        "KEY_DISABLED,   cannot be used",
    })
    void tellsPeopleWhatKeepsBackupsFromBeingMadeAndGoesOnByItself(Scenario scenario, String said) {
        Played played = run(scenario, 1);
        RunResult result = played.result();

        assertThat(result.notifications()).filteredOn(notice -> notice.subject().contains("BACKUP FAILED")
                && notice.message().contains(said)).as("told once").hasSize(1);
        assertIsAlarmedAndOver(played, "ExposureAlarm");
        assertIsProtectedAgain(result);
    }

    @Test
    void alarmsWhereNothingAsksForBackups() {
        Played played = run(Scenario.STALE_SCHEDULE, 1);
        RunResult result = played.result();

        assertThat(result.notifications()).anyMatch(notice -> notice.subject().contains("ALARM: \"ExposureAlarm\""));
        assertIsAlarmedAndOver(played, "ExposureAlarm");
        assertIsProtectedAgain(result);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void removesWhatARestoreTestThatWasStoppedHasLeft(long seed) {
        Played played = run(Scenario.RESTORE_TEST_CRASH, seed);
        RunResult result = played.result();

        assertThat(played.told()).filteredOn(ExecutionEnded.class::isInstance).map(ExecutionEnded.class::cast)
                .filteredOn(end -> end.machine().equals(VERIFICATION)).extracting(ExecutionEnded::status)
                .containsExactly("ABORTED");
        assertNoTestInstanceIsLeft(played);
        assertThat(result.exposure().greatestWithFaults()).hasValueSatisfying(greatest ->
                assertThat(greatest).isLessThanOrEqualTo(result.rpoObjective()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void findsByItsDataARecoveryPointWhoseTableThePageWouldMakeAnew(long seed) {
        Played played = run(Scenario.LOST_TABLES, seed);

        assertThat(played.result().notifications()).filteredOn(told -> told.message().contains("no such table"))
                .isNotEmpty();
        assertNoTestInstanceIsLeft(played);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void endsWithFindingsWhereATableIsTooLargeToBeReadInTime(long seed) {
        Played played = run(Scenario.LARGE_TABLES, seed);

        assertThat(played.result().notifications()).filteredOn(told -> told.message().contains("was not looked at"))
                .isNotEmpty();
        assertNoTestInstanceIsLeft(played);
    }

    private static void assertIsProtectedAgain(RunResult result) {
        assertThat(result.outcome()).isEqualTo("PROTECTED");
        assertThat(result.exposure().greatestWithFaults()).hasValueSatisfying(greatest ->
                assertThat(greatest).isGreaterThan(result.rpoObjective()));
        assertThat(result.exposure().greatest()).hasValueSatisfying(greatest ->
                assertThat(greatest).isLessThanOrEqualTo(result.rpoObjective()));
    }

    /** It said so, and that it was over: the last thing that it said. */
    private static void assertIsAlarmedAndOver(Played played, String alarm) {
        assertThat(played.told()).filteredOn(AlarmChanged.class::isInstance).map(AlarmChanged.class::cast)
                .filteredOn(change -> change.alarm().equals(alarm)).extracting(AlarmChanged::to)
                .contains("ALARM").last().isEqualTo("OK");
    }

    private static void assertNoTestInstanceIsLeft(Played played) {
        List<String> made = played.told().stream()
                .filter(ResourceCreated.class::isInstance).map(ResourceCreated.class::cast)
                .map(ResourceCreated::id).filter(id -> id.contains("-test-")).toList();
        List<String> gone = played.told().stream()
                .filter(ResourceDeleted.class::isInstance).map(ResourceDeleted.class::cast)
                .map(ResourceDeleted::id).toList();

        assertThat(made).isNotEmpty();
        assertThat(gone).containsAll(made);
    }

    private static Played run(Scenario scenario, long seed) {
        return PLAYED.computeIfAbsent(new Seeded(scenario, seed), _ -> play(scenario, seed, Optional.empty()));
    }

    private static Played play(Scenario scenario, long seed, Optional<JsonNode> input) {
        List<JournalEvent> told = new ArrayList<>();
        List<Integer> hashes = new ArrayList<>();
        RunResult result = runs.run(
                new RunRequest(scenario.typedName(), seed, input, new InMemoryDatabaseEngine()),
                event -> {
                    if (seed == ROUGH_SEED) {
                        hashes.add(event.toString().hashCode());
                    }
                },
                event -> {
                    if (isAskedFor(event)) {
                        told.add(event);
                    }
                });
        return new Played(result, told, hashes);
    }

    private static boolean isAskedFor(JournalEvent event) {
        return event instanceof AlarmChanged || event instanceof ExecutionEnded
                || event instanceof ApiCalled call && call.action().equals("rds:DeleteDBInstance")
                || event instanceof ResourceCreated || event instanceof ResourceDeleted;
    }

    private static JsonNode json(String text) {
        try {
            return StrictJson.mapper().readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }
}
