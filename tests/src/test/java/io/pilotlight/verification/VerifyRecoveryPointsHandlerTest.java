package io.pilotlight.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.backup.RegionOfBackups;
import io.pilotlight.instance.InstanceTags;
import io.pilotlight.json.StrictJson;
import io.pilotlight.lease.RecordedState;
import io.pilotlight.plan.Plans;
import io.pilotlight.plan.SiteName;
import io.pilotlight.reconcile.RecordReconciliationHandler;
import io.pilotlight.recoverypoint.SnapshotName;
import io.pilotlight.recoverypoint.SnapshotTags;
import io.pilotlight.simulator.cloud.api.CallFault;
import io.pilotlight.simulator.cloud.api.CallFault.Kind;
import io.pilotlight.simulator.cloud.rds.DatabaseGroups;
import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.step.AwsRefusedException;
import io.pilotlight.step.AwsUnavailableException;
import io.pilotlight.step.Status;
import io.pilotlight.verification.Finding.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Tag;

/** Two databases with a full day of sound backups, a backup every quarter of an hour; each test spoils one thing. */
class VerifyRecoveryPointsHandlerTest {

    private static final Instant NOW = Instant.parse("2026-11-22T16:50:00Z");
    private static final Instant NEWEST = Instant.parse("2026-11-22T16:30:00Z");
    private static final Duration INTERVAL = Duration.ofMinutes(15);
    private static final String KEY = "arn:aws:kms:eu-central-1:111122223333:key/1";
    private static final String PLAN = "/pilot-light/plan";
    private static final int KEPT = 24;

    private StepCloud cloud;
    private RegionOfBackups primary;
    private RegionOfBackups standby;
    private RegionOfBackups source;
    private RegionOfBackups target;
    private ObjectNode plan = Plans.json();

    @BeforeEach
    void soundBackups() {
        beginAt(NOW.minus(Duration.ofHours(1)));
        writePlan();
    }

    private void beginAt(Instant start) {
        cloud = new StepCloud(start);
        primary = new RegionOfBackups(cloud, StepCloud.PRIMARY);
        standby = new RegionOfBackups(cloud, StepCloud.STANDBY);
        source = primary;
        target = standby;
        cloud.recorded("visitor-counter").ended(1, SiteName.PRIMARY);
        for (String database : List.of("visitors", "audit")) {
            instance(database, "8.0.42", 20, "db-A");
            site(database);
            for (int number = 0; number < KEPT; number++) {
                backup(database, scheduled(number));
            }
            verified(database, 10);
            copyInFlight(database, Instant.parse("2026-11-22T16:45:00Z"));
        }
    }

    @Test
    void findsNothingInSoundBackupsAndCountsThem() {
        VerifyRecoveryPointsHandler.Result result = verify();

        assertThat(result).isEqualTo(new VerifyRecoveryPointsHandler.Result(Status.DONE, 2 * KEPT, List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DB subnet group 'audit-subnets'", "DB parameter group 'audit-parameters'", "option group 'audit-options'"})
    void findsAGroupThatARestoreAtTheIdleSiteNamesAndThatIsNotThere(String group) {
        cloud.rds(StepCloud.STANDBY).groups().remove(group.substring(group.indexOf('\'') + 1, group.length() - 1));

        assertFinding(Check.SITE, Severity.CRITICAL, "audit/eu-central-1").isEqualTo(group + " of the plan is not there, and no database could be restored");
    }

    @Test
    void looksOnceAtAGroupThatDatabasesShare() {
        ((ObjectNode) plan.at("/databases/1/standby")).put("parameterGroup", "visitors-parameters");
        verify();

        assertThat(cloud.calls(StepCloud.STANDBY, "rds")).containsEntry("rds:DescribeDBParameterGroups", 1L);
    }

    @Test
    void takesADefaultGroupThatRdsWillMake() {
        ((ObjectNode) plan.at("/databases/1/standby")).put("parameterGroup", "default.mysql8.0").put("optionGroup", "default:mysql-8-0");
        assertThat(verify().findings()).isEmpty();
    }

    @Test
    void findsThatTheIdleSitesRegionGrantsTooFewInstancesForARecovery() {
        cloud.rds(StepCloud.STANDBY).quotas().instances(1);

        assertFinding(Check.SITE, Severity.CRITICAL, "eu-central-1")
                .isEqualTo("it grants 1 DB instances and holds 0, and a recovery makes 2 more");
    }

    /** The move home needs them. */
    @Test
    void looksAtThePrimarySiteWhileTheStandbyIsActive() {
        cloud.recorded("visitor-counter").ended(2, SiteName.STANDBY);
        cloud.rds(StepCloud.PRIMARY).groups().remove("audit-subnets");
        cloud.secrets(StepCloud.PRIMARY).rotate("visitors-password", "{}");

        assertThat(verify().findings()).extracting(Finding::check, Finding::subject)
                .contains(tuple(Check.SITE, "audit/eu-west-1"), tuple(Check.ACCESS, "visitors"))
                .doesNotContain(tuple(Check.ACCESS, "audit"));
    }

    @Test
    void findsThatTheStandbysSecretHasNoPasswordThatRdsTakesAndQuotesNone() {
        cloud.secrets(StepCloud.STANDBY).rotate("visitors-password", "{\"DB_PASS\": \"hunter22\"}");
        assertFinding(Check.ACCESS, Severity.CRITICAL, "visitors")
                .startsWith("Secret visitors-password has no text in a field 'password'; accepted is a JSON object");

        cloud.secrets(StepCloud.STANDBY).rotate("visitors-password", "{\"password\": \"hunter@22\"}");
        assertFinding(Check.ACCESS, Severity.CRITICAL, "visitors").contains("a password that RDS for MySQL does not accept")
                .doesNotContain("hunter");

        cloud.secrets(StepCloud.STANDBY).markForDeletion("visitors-password");
        assertFinding(Check.ACCESS, Severity.CRITICAL, "visitors")
                .contains("Secret visitors-password cannot be read", "marked for deletion");
    }

    @Test
    void findsThatTheStandbysSecretHasNoFieldForTheHostAndTakesAnEmptyOne() {
        ((ObjectNode) plan.at("/databases/1/standby")).put("hostField", "DB_HOST").put("endpointParameter", "");
        assertFinding(Check.ACCESS, Severity.CRITICAL, "audit").isEqualTo("Secret audit-password has no field 'DB_HOST', "
                + "in which the plan says that the application finds its host");

        cloud.secrets(StepCloud.STANDBY).rotate("audit-password", "{\"password\": \"hunter22\", \"DB_HOST\": \"\"}");
        assertThat(verify().findings()).isEmpty();
    }

    @Test
    void findsThatTheStandbysSecretIsAReplicaIntoWhichNoHostCanBeWritten() {
        cloud.secrets(StepCloud.PRIMARY).rotate("audit-password", "{\"password\": \"hunter22\", \"DB_HOST\": \"\"}");
        cloud.secrets(StepCloud.PRIMARY).replicateTo(cloud.secrets(StepCloud.STANDBY), "audit-password");
        assertThat(verify().findings()).as("its password can be read").isEmpty();

        ((ObjectNode) plan.at("/databases/1/standby")).put("hostField", "DB_HOST").put("endpointParameter", "");
        assertFinding(Check.ACCESS, Severity.CRITICAL, "audit").isEqualTo("Secret audit-password is a replica of another Region's, which"
                + " cannot be written where it is, and a recovery writes the host into its field 'DB_HOST'; accepted is a secret of the site's own");

        cloud.recorded("visitor-counter").ended(2, SiteName.STANDBY);
        assertThat(verify().findings()).as("the primary's can be written").extracting(Finding::check).doesNotContain(Check.ACCESS);
    }

    @Test
    void findsThatAFailoverCouldNotWriteTheHostIntoWhatStandsThere() {
        cloud.writeParameter(StepCloud.STANDBY, "/audit/endpoint", "jdbc:mysql://a.example.com:3306/v?password=hunter22");
        assertThat(verify().findings()).isEmpty();

        cloud.writeParameter(StepCloud.STANDBY, "/audit/endpoint", "jdbc:mysql://a.example.com,b.example.com/v?password=hunter22");
        assertFinding(Check.ACCESS, Severity.CRITICAL, "audit").isEqualTo("Parameter /audit/endpoint is not known to name one host; "
                + "accepted is nothing, a host name, host:port, or a connection URL with one host");
    }

    @Test
    void checksTheRecoveryPointsAllTheSameWhereSecretsManagerDoesNotAnswer() {
        remove(0, 1, 2);
        cloud.faults().fail(CallFault.before("secretsmanager:GetSecretValue", Kind.THROTTLED));

        assertThat(verify().findings()).extracting(Finding::check)
                .contains(Check.RECOVERY_POINT_TOO_OLD, Check.NOT_CHECKED);
    }

    @Test
    void findsThatThereIsNoRecoveryPointAtAll() {
        for (int number = -1; number < KEPT; number++) {
            target.remove(id(number));
        }

        assertFinding(Check.RECOVERY_POINT_MISSING, Severity.CRITICAL, "visitors")
                .isEqualTo("there is no usable recovery point in eu-central-1: all would be lost");
    }

    @Test
    void findsThatTheNewestRecoveryPointIsOlderThanTheObjective() {
        remove(0, 1, 2);

        assertFinding(Check.RECOVERY_POINT_TOO_OLD, Severity.CRITICAL, "visitors/" + id(3))
                .isEqualTo("the newest usable recovery point is 1 h 4 min old; the objective is 1 h");
    }

    @Test
    void takesARecoveryPointThatIsExactlyAsOldAsTheObjective() {
        remove(0, 1, 2);
        change(3, snapshot -> snapshot.originalSnapshotCreateTime(NOW.minus(Duration.ofHours(1))));

        assertThat(verify().findings()).isEmpty();
    }

    @Test
    void findsTheLongestOfTheGapsBetweenTwoRecoveryPoints() {
        remove(5, 6, 7, 8);
        assertFinding(Check.RECOVERY_POINT_MISSING, Severity.WARNING, "visitors/" + id(4))
                .isEqualTo("it was taken 1 h 15 min after the recovery point before it, %s; the objective is 1 h"
                        .formatted(id(9)));

        remove(12, 13, 14, 15, 16);
        assertFinding(Check.RECOVERY_POINT_MISSING, Severity.WARNING, "visitors/" + id(11))
                .contains("1 h 30 min", id(17), "there are 2 such gaps");
    }

    @Test
    void seesNoGapBeforeAnOldVerifiedRecoveryPointThatPruningHasLeft() {
        oldVerified();
        assertThat(verify().findings()).isEmpty();

        remove(7);
        assertThat(verify().findings()).as("it is among the newest 24 now").isEmpty();
    }

    @Test
    void findsASnapshotWithoutItsCopyOnceThatHadTheObjectiveAndOneRunForIt() {
        target.remove(id(4));
        assertThat(verify().findings()).as("80 minutes old, and a run is taken to last 20").isEmpty();

        target.remove(id(7));
        target.remove(id(5));
        assertFinding(Check.RECOVERY_POINT_MISSING, Severity.WARNING, "visitors/" + id(5))
                .isEqualTo("this snapshot in eu-west-1 was taken 1 h 34 min ago and has no copy in eu-central-1; 1 more"
                        + " are affected: "
                        + id(7));
    }

    /** AWS Backup and people copy snapshots too, under names of their own, and remove them by rules of their own. */
    @Test
    void doesNotTakeAnotherToolsCopyForOurs() {
        DBSnapshot ours = target.get(id(8));
        target.remove(id(8));
        target.put(ours.toBuilder().dbSnapshotIdentifier("awsbackup-copyjob-1").build());

        assertThat(verify().findings()).singleElement().satisfies(finding ->
                assertThat(finding.subject()).isEqualTo("visitors/" + id(8)));
    }

    @Test
    void doesNotTakeAnotherSnapshotOfTheSameNameForTheCopy() {
        changeCopy(8, copy -> copy.sourceDBSnapshotIdentifier(null).dbInstanceIdentifier("other"));

        assertThat(verify().findings()).singleElement().satisfies(finding ->
                assertThat(finding.subject()).isEqualTo("visitors/" + id(8)));
    }

    @Test
    void doesNotAskForCopiesThatWerePrunedNorForThoseOfAnInstanceThatWasReplaced() {
        backup("visitors", scheduled(KEPT));
        target.remove(id(KEPT));
        oldVerified();
        target.remove(id(9));
        source.change(id(9), snapshot -> snapshot.dbInstanceIdentifier("visitors-db-20261101t000000-010203"));

        assertThat(verify().findings()).isEmpty();
    }

    @Test
    void findsThatFewerRecoveryPointsAreThereThanThePlanKeepsOnceThereWasTimeForThem() {
        ((ObjectNode) plan.get("objectives")).put("rpo", "PT3H");
        clear();
        for (int number = 0; number < 12; number++) {
            backup("visitors", NEWEST.minus(Duration.ofMinutes(150L * number)));
            backup("audit", scheduled(number));
        }
        assertThat(verify().findings()).as("27 hours are not time for 24 with an RPO of 3").isEmpty();

        for (int number = 12; number < 14; number++) {
            backup("visitors", NEWEST.minus(Duration.ofMinutes(150L * number)));
        }
        assertFinding(Check.RECOVERY_POINT_MISSING, Severity.WARNING, "visitors")
                .isEqualTo("there are 14 recovery points in "
                        + "eu-central-1, although the plan keeps 24 and the oldest is 1 d 8 h old");
    }

    @Test
    void makesNoAlarmOnAYoungInstallation() {
        clear();
        for (String database : List.of("visitors", "audit")) {
            backup(database, scheduled(0));
            backup(database, scheduled(1));
        }

        assertThat(verify().findings()).isEmpty();
    }

    @Test
    void findsACopyThatHasFailed() {
        target.change(id(-1), copy -> copy.status("failed"));

        assertFinding(Check.COPY_INCOMPLETE, Severity.WARNING, "visitors/" + id(-1))
                .isEqualTo("the copy to eu-central-1 has failed");
    }

    @Test
    void findsAFailedCopyThatBearsNoTagsYet() {
        changeCopy(-1, copy -> copy.status("failed").tagList(List.of()));

        assertFinding(Check.COPY_INCOMPLETE, Severity.WARNING, "visitors/" + id(-1)).contains("has failed");
    }

    @Test
    void findsACopyThatHasBeenInFlightForADay() {
        Instant dayAgo = NOW.minus(Duration.ofHours(24));
        copyInFlight("visitors", dayAgo);
        assertThat(verify().findings()).isEmpty();

        copyInFlight("visitors", dayAgo.minusSeconds(60));
        assertFinding(Check.COPY_INCOMPLETE, Severity.WARNING, "visitors/visitors-db-20261121t164900")
                .isEqualTo("the copy of a backup of 1 d ago is still 'creating'");
    }

    @ParameterizedTest
    @CsvSource({"0, CRITICAL", "5, WARNING"})
    void findsACopyUnderAnotherKey(int number, Severity severity) {
        changeCopy(number, copy -> copy.kmsKeyId("arn:aws:kms:eu-central-1:111122223333:key/2"));

        assertFinding(Check.ENCRYPTION, severity, "visitors/" + id(number)).isEqualTo("it is encrypted under KMS key "
                + "arn:aws:kms:eu-central-1:111122223333:key/2; the plan wants " + KEY);
    }

    @Test
    void findsCopiesThatAreNotEncryptedAndTellsThemInOneLine() {
        for (int number : new int[] {3, 5, 7, 9, 11}) {
            changeCopy(number, copy -> copy.encrypted(false).kmsKeyId(null));
        }

        assertFinding(Check.ENCRYPTION, Severity.WARNING, "visitors/" + id(3)).isEqualTo(
                "it is not encrypted; the plan wants KMS key %s; 4 more are affected: %s, %s, %s and others".formatted(
                        KEY, id(5), id(7), id(9)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5})
    void findsACopyOfAnotherEngineThanItsInstance(int number) {
        change(number, snapshot -> snapshot.engine("postgres"));

        assertFinding(Check.ENGINE, Severity.CRITICAL, "visitors/" + id(number)).isEqualTo(
                "it is of engine postgres; DB instance visitors-db, of which it was taken, is of mysql");
    }

    /** Two databases of 24, 3 verified ones and 2 under way are 58. */
    @Test
    void saysWithTheFiguresThatWhatThePlanKeepsDoesNotFitTheQuotaBesideWhatOthersHold() {
        cloud.rds(StepCloud.STANDBY).addForeignSnapshots(42);
        assertThat(verify().findings()).isEmpty();

        cloud.rds(StepCloud.STANDBY).addForeignSnapshots(1);
        assertFinding(Check.QUOTA, Severity.WARNING, "eu-central-1").isEqualTo(
                "it grants 100 manual snapshots; others hold 43, and the plan keeps up to 58 of its 2 databases: "
                        + "the oldest that are not verified give way");
        assertThat(verify().findings().getFirst().remedy()).contains("raised to 101 at least");

        cloud.rds(StepCloud.STANDBY).addForeignSnapshots(36);
        assertFinding(Check.QUOTA, Severity.CRITICAL, "eu-central-1").contains("backups will be refused, because no fewer than 22 are kept");
    }

    @Test
    void saysThatTheAccountOfTheRestoreTestCannotBeMadeAtAPrimaryWithoutIamAuthentication() {
        source.describeInstance("visitors-db", instance -> instance.iamDatabaseAuthenticationEnabled(false));
        assertThat(verify().findings()).as("a restore test has passed").isEmpty();

        unverify();
        assertThat(verify().findings()).filteredOn(finding -> finding.check() == Check.ACCESS).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.problem()).isEqualTo("the restore test logs on as 'pilot_light' by IAM, and DB instance visitors-db has no "
                    + "IAM authentication, without which MySQL refuses to make that account (error 1524)");
            assertThat(finding.remedy()).contains("--region eu-west-1 --db-instance-identifier visitors-db --enable-iam");
        });

        ((ObjectNode) plan.at("/databases/0/restoreTest")).put("authentication", "SECRET").put("secretId", "visitors-reader");
        assertThat(verify().findings()).as("it has a password").noneMatch(finding -> finding.check() == Check.ACCESS);
    }

    @Test
    void saysThatTheApplicationUsesAnotherInstanceThanThePlanNamesAndCountsItsCopies() {
        for (int number = -1; number < 3; number++) {
            change(number, snapshot -> snapshot.dbInstanceIdentifier("visitors-db-restored"));
        }

        assertFinding(Check.DRIFT, Severity.WARNING, "visitors").isEqualTo(
                "the application uses DB instance visitors-db-restored, which is backed up; the plan names visitors-db");
        assertThat(verify().recoveryPoints()).isEqualTo(2 * KEPT);
    }

    @Test
    void takesAnInstanceThatARecoveryRestoredForTheOneThatThePlanNames() {
        change(-1, snapshot -> snapshot.dbInstanceIdentifier("visitors-db-20261122t120000-221140"));

        assertThat(verify().findings()).extracting(Finding::check, Finding::subject).containsExactly(tuple(Check.LEFT, "visitors/visitors-db"));
    }

    @Test
    void findsThatTheNewestCopyIsOfAnotherEngineVersionThanItsSource() {
        changeCopy(0, copy -> copy.engineVersion("8.0.40"));

        assertFinding(Check.ENGINE, Severity.CRITICAL, "visitors/" + id(0)).isEqualTo(
                "it is of engine version 8.0.40, and the snapshot of which it is a copy is of 8.0.42");
    }

    @Test
    void findsThatTheNewestIsOfAnotherEngineVersionThanTheInstanceHadBefore() {
        change(0, snapshot -> snapshot.engineVersion("8.0.40"));

        assertFinding(Check.ENGINE, Severity.CRITICAL, "visitors/" + id(0))
                .isEqualTo("it is of engine version 8.0.40, although "
                        + "DB instance visitors-db was of 8.0.42 before, when %s was taken".formatted(id(1)));
    }

    @Test
    void makesNoAlarmRightAfterAnUpgradeOrWhenTheInstanceIsGone() {
        source.removeInstances();
        instance("visitors", "8.4.7", 20, "db-A");

        assertThat(verify().findings()).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(ints = {0, -1})
    void findsACopyWithoutAStorageSize(Integer size) {
        change(0, snapshot -> snapshot.allocatedStorage(size));

        assertFinding(Check.STORAGE, Severity.CRITICAL, "visitors/" + id(0))
                .isEqualTo("RDS names no storage size of it");
    }

    @Test
    void findsACopyThatIsSmallerThanAnEarlierOne() {
        change(5, snapshot -> snapshot.allocatedStorage(15));

        assertFinding(Check.STORAGE, Severity.WARNING, "visitors/" + id(5)).isEqualTo(
                "it is of 15 GiB, less than the 20 GiB of an earlier one; storage never shrinks");
    }

    @Test
    void findsACopyThatIsLargerThanItsInstance() {
        change(0, snapshot -> snapshot.allocatedStorage(30));

        assertFinding(Check.STORAGE, Severity.CRITICAL, "visitors/" + id(0)).isEqualTo(
                "it is of 30 GiB, more than the 20 GiB of DB instance visitors-db, of which it was taken");
    }

    @Test
    void findsEachCopyOfAnImplausibleSizeAndNoSoundOneBesideIt() {
        change(9, snapshot -> snapshot.allocatedStorage(99));
        change(2, snapshot -> snapshot.allocatedStorage(null));

        assertFinding(Check.STORAGE, Severity.WARNING, "visitors/" + id(2)).endsWith("1 more are affected: " + id(9));
    }

    @Test
    void letsStorageGrowAndAnInstanceThatTookOverTheNameBeSmaller() {
        for (int number = 0; number < 4; number++) {
            change(number, snapshot -> snapshot.allocatedStorage(10).dbiResourceId("db-GREEN"));
        }
        change(20, snapshot -> snapshot.allocatedStorage(15));
        for (int number = 21; number < KEPT; number++) {
            change(number, snapshot -> snapshot.allocatedStorage(12));
        }
        source.removeInstances();
        instance("visitors", "8.0.42", 10, "db-GREEN");
        instance("audit", "8.0.42", 20, "db-A");

        assertThat(verify().findings()).isEmpty();
    }

    @Test
    void findsACopyThatHasLostItsTagsAndNamesThem() {
        changeCopy(5, copy -> copy.tagList(List.of()));

        assertFinding(Check.TAGS, Severity.WARNING, "visitors/" + id(5))
                .isEqualTo("the copy in eu-central-1 does not bear the tags of its source");
        assertThat(verify().findings().getFirst().remedy()).endsWith("pilot-light:application = visitor-counter, "
                + "pilot-light:database = visitors, pilot-light:scheduled-at = 2026-11-22T15:15:00Z");
    }

    @Test
    void findsACopyWithOtherTagsThanItsSources() {
        changeCopy(5, copy -> copy.tagList(new SnapshotTags("visitor-counter", "audit", scheduled(5)).asList()));

        assertFinding(Check.TAGS, Severity.WARNING, "visitors/" + id(5));
    }

    @Test
    void leavesAPersonsCopyAlone() {
        DBSnapshot copy = target.get(id(5));
        target.put(copy.toBuilder().dbSnapshotIdentifier("before-the-migration").tagList(List.of()).build());

        assertThat(verify().findings()).isEmpty();
    }

    @Test
    void findsThatNoRecoveryPointWasEverVerified() {
        unverify();

        assertFinding(Check.NOT_VERIFIED, Severity.WARNING, "visitors")
                .isEqualTo("no recovery point in eu-central-1 was ever restored and checked");
    }

    @Test
    void doesNotAskForAVerifiedRecoveryPointInTheFirstWeekOfAPlan() {
        beginAt(NOW.minus(Duration.ofDays(8)));
        unverify();
        writePlan();
        assertThat(verifyPlanAsWritten().findings()).isEmpty();

        cloud.pass(Duration.ofSeconds(1));
        assertThat(verifyPlanAsWritten().findings()).hasSize(1);
    }

    @Test
    void findsThatTheNewestVerifiedRecoveryPointIsOlderThanAWeekAndADay() {
        assertFinding(
                        Check.NOT_VERIFIED,
                        Severity.WARNING,
                        "visitors/" + verifiedBefore(Duration.ofDays(8).plusHours(2)))
                .isEqualTo("the newest recovery point that was restored and checked is 8 d 1 h old");
    }

    /** Where the schedule of the restore tests was switched off nothing fails, and no alarm tells. */
    @Test
    void tellsPeopleAtOnceWhereTwoRestoreTestsHaveNotCome() {
        assertFinding(
                        Check.NOT_VERIFIED,
                        Severity.CRITICAL,
                        "visitors/" + verifiedBefore(Duration.ofDays(15).plusHours(2)))
                .isEqualTo("the newest recovery point that was restored and checked is 15 d 1 h old");
    }

    /** Lets one recovery point alone be verified, which was taken so long ago. */
    private String verifiedBefore(Duration age) {
        unverify();
        Instant verified = NOW.minus(age);
        backup("visitors", verified);
        String id = SnapshotName.of("visitors-db", verified).value();
        source.remove(id);
        target.put(verified(target.get(id)));
        return id;
    }

    @Test
    void checksWithoutTheActiveSiteWhatCanBeCheckedWhereItsRegionDoesNotAnswer() {
        cloud.faults().fail(CallFault.before("rds:DescribeDBSnapshots", Kind.SERVER_ERROR)
                .in(StepCloud.PRIMARY).repeated(2));
        changeCopy(5, copy -> copy.kmsKeyId("another"));

        assertThat(verify().findings()).extracting(Finding::check).containsExactly(Check.NOT_CHECKED, Check.ENCRYPTION);
        assertThat(verify().findings().getFirst()).satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.subject()).isEqualTo("eu-west-1");
        });
        assertThat(cloud.calls(StepCloud.PRIMARY, "rds")).doesNotContainKey("rds:DescribeDBInstances");
    }

    @Test
    void failsWhereTheRightIsMissingOrTheRegionOfTheRecoveryPointsDoesNotAnswer() {
        cloud.faults().fail(CallFault.before("rds:DescribeDBSnapshots", Kind.SERVER_ERROR).in(StepCloud.STANDBY));
        assertThatExceptionOfType(AwsUnavailableException.class).isThrownBy(this::verify);

        cloud.deny("rds:DescribeDBInstances");
        assertThatExceptionOfType(AwsRefusedException.class).isThrownBy(this::verify);
    }

    @Test
    void asksForCopiesOfTheStandbyInThePrimaryRegionAfterAFailover() {
        cloud.recorded("visitor-counter").ended(1, SiteName.STANDBY);
        reconciled();

        assertThat(verify().findings()).extracting(Finding::check, Finding::subject).containsExactly(
                tuple(Check.RECOVERY_POINT_MISSING, "visitors"), tuple(Check.RECOVERY_POINT_MISSING, "audit"),
                tuple(Check.LEFT, "visitors/visitors-db"), tuple(Check.LEFT, "audit/audit-db"));

        source = standby;
        target = primary;
        for (String database : List.of("visitors", "audit")) {
            instance(database, "8.0.42", 20, "db-A");
            backup(database, NOW.minus(Duration.ofMinutes(12)));
        }
        assertThat(verify().recoveryPoints()).isEqualTo(2);
        assertThat(verify().findings()).extracting(Finding::check).containsExactly(Check.LEFT, Check.LEFT);
    }

    /** One was restored in a failover and left by the move home; the other is the primary of before the failover. */
    @Test
    void tellsOfEachInstanceThatTheApplicationHasLeftAndNotOfTheOneThatItUsesNorWhileARecoveryIsOpen() {
        standby.instance("visitors-db-20261122t120000-221140", "left.xyz.eu-central-1.rds.amazonaws.com");
        primary.instance("visitors-db-20261121t120000-211140", "older.xyz.eu-west-1.rds.amazonaws.com");
        primary.instance("visitors-db-of-others", "other.xyz.eu-west-1.rds.amazonaws.com");

        assertThat(verify().findings()).extracting(Finding::check, Finding::severity, Finding::subject).containsExactly(
                tuple(Check.LEFT, Severity.WARNING, "visitors/visitors-db-20261121t120000-211140"),
                tuple(Check.LEFT, Severity.WARNING, "visitors/visitors-db-20261122t120000-221140"));
        assertThat(verify().findings().getLast().remedy()).contains(
                "aws rds delete-db-instance --region eu-central-1 --db-instance-identifier visitors-db-20261122t120000-221140 --final-db-snapshot-identifier");

        cloud.recorded("visitor-counter").setIncidentOpen(true);
        assertThat(verify().findings()).isEmpty();
    }

    @Test
    void saysOfEachWhatBecomesOfIt() {
        String left = "visitors-db-20261122t120000-221140";
        List<Tag> ours = new InstanceTags("visitor-counter", "20261122t120000", "visitors-db-20261122t114000", "").asList();
        standby.instance(left, "left.xyz.eu-central-1.rds.amazonaws.com");
        assertFinding(Check.LEFT, Severity.WARNING, "visitors/" + left).endsWith("costs money; it was not restored by this software, which never deletes it");

        standby.describeInstance(left, instance -> instance.tagList(ours).deletionProtection(true));
        assertFinding(Check.LEFT, Severity.WARNING, "visitors/" + left).contains("7 days after a backup has found it left, of which people are told");

        List<Tag> announced = Stream.concat(ours.stream(), Stream.of(InstanceTags.left(NOW.minus(Duration.ofDays(2))))).toList();
        standby.describeInstance(left, instance -> instance.tagList(announced).deletionProtection(false));
        assertFinding(Check.LEFT, Severity.WARNING, "visitors/" + left).contains("is removed by itself, with a final snapshot, on %s or later"
                .formatted(NOW.plus(Duration.ofDays(5)).toString().substring(0, 10)));
        standby.describeInstance(left, instance -> instance.deletionProtection(true));
        assertFinding(Check.LEFT, Severity.WARNING, "visitors/" + left).endsWith("somebody protects it from deletion, so that it is kept");

        ((ObjectNode) plan.path("retention")).put("leftInstanceDays", 0);
        assertFinding(Check.LEFT, Severity.WARNING, "visitors/" + left).endsWith("the plan has it kept until a person deletes it");
    }

    @Test
    void tellsOfTheFinalSnapshotOfWhatWasRemovedAndTakesItForNoRecoveryPoint() {
        String last = "visitors-db-20261122t120000-221140-final";
        standby.put(standby.get(id(0)).toBuilder().dbSnapshotIdentifier(last).dbInstanceIdentifier("visitors-db-20261122t120000-221140").build());

        assertFinding(Check.LEFT, Severity.WARNING, "visitors/" + last)
                .isEqualTo("it is the final snapshot in eu-central-1 of a DB instance that was removed, and costs money");
        assertThat(verify().recoveryPoints()).isEqualTo(2 * KEPT);
        assertThat(verify().findings().getFirst().remedy()).endsWith("aws rds delete-db-snapshot --region eu-central-1 --db-snapshot-identifier " + last);
    }

    @Test
    void remindsOfAnOldPrimaryUntilItIsComparedAndOfItsSnapshotsUntilSomebodyAcknowledgesThem() {
        cloud.recorded("visitor-counter").ended(1, SiteName.STANDBY);
        assertThat(verify().findings()).filteredOn(finding -> finding.check() == Check.OLD_PRIMARY).singleElement()
                .satisfies(finding -> assertThat(finding.problem()).contains("is fenced, and was not compared"));

        reconciled();
        assertThat(verify().findings()).extracting(Finding::check).doesNotContain(Check.OLD_PRIMARY);

        String kept = SnapshotName.ofOldPrimary("visitors-db", RecordedState.INCIDENT).value();
        primary.put(primary.get(id(3)).toBuilder().dbSnapshotIdentifier(kept).build());
        assertThat(verify().findings()).filteredOn(finding -> finding.check() == Check.ROWS_TO_DECIDE).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(finding.remedy()).contains("{\"acknowledge\": \"%s\"}".formatted(RecordedState.INCIDENT));
        });
    }

    private void reconciled() {
        cloud.handler(RecordReconciliationHandler.class).take(new RecordReconciliationHandler.Input(
                StepCloud.STATE_TABLE, "visitor-counter", RecordedState.INCIDENT, List.of(), List.of()));
    }

    @Test
    void tellsTheMostPressingFirst() {
        changeCopy(5, copy -> copy.kmsKeyId("another"));
        for (int number = -1; number < KEPT; number++) {
            target.remove(SnapshotName.of("audit-db", scheduled(number)).value());
        }

        assertThat(verify().findings())
                .extracting(Finding::severity)
                .containsExactly(Severity.CRITICAL, Severity.WARNING);
    }

    @Test
    void callsOnceAPageHoweverManyDatabasesAndSnapshotsThereAre() {
        clear();
        ArrayNode databases = (ArrayNode) plan.get("databases");
        ObjectNode first = (ObjectNode) databases.get(0);
        databases.removeAll();
        for (int number = 0; number < 30; number++) {
            databases.add(named(first, "d" + number));
            instance("d" + number, "8.0.42", 20, "db-A");
            site("d" + number);
            for (int i = 0; i < 30; i++) {
                backup("d" + number, scheduled(i));
            }
        }
        List.of(StepCloud.PRIMARY, StepCloud.STANDBY).forEach(region -> cloud.rds(region).quotas().manualSnapshots(2000));
        for (int number = 0; number < 100; number++) {
            source.put(DBSnapshot.builder().dbSnapshotIdentifier("s" + number).dbInstanceIdentifier("other").build());
            target.put(DBSnapshot.builder().dbSnapshotIdentifier("s" + number).dbInstanceIdentifier("other").build());
            instance("other" + number, "8.0.42", 20, "db-A");
        }

        VerifyRecoveryPointsHandler.Result result = verify();

        assertThat(result.recoveryPoints()).isEqualTo(900);
        assertThat(result.findings()).hasSize(30).extracting(Finding::check).containsOnly(Check.NOT_VERIFIED);
        assertThat(cloud.calls(StepCloud.PRIMARY, "rds"))
                .containsOnly(Map.entry("rds:DescribeDBInstances", 2L), Map.entry("rds:DescribeDBSnapshots", 10L),
                        Map.entry("rds:DescribeAccountAttributes", 1L));
        assertThat(cloud.calls(StepCloud.STANDBY, "rds"))
                .containsOnly(Map.entry("rds:DescribeDBSnapshots", 10L), Map.entry("rds:DescribeDBInstances", 1L), Map.entry("rds:DescribeAccountAttributes", 1L),
                        Map.entry("rds:DescribeDBSubnetGroups", 30L), Map.entry("rds:DescribeDBParameterGroups", 30L),
                        Map.entry("rds:DescribeOptionGroups", 30L));
    }

    /** Lets both sites have what a restore of that database names. */
    private void site(String database) {
        for (String region : List.of(StepCloud.PRIMARY, StepCloud.STANDBY)) {
            cloud.secrets(region).addSecret(database + "-password", "{\"password\": \"hunter22\"}");
            DatabaseGroups groups = cloud.rds(region).groups();
            groups.addSubnetGroup(database + "-subnets", "vpc");
            groups.addParameterGroup(database + "-parameters");
            groups.addOptionGroup(database + "-options");
        }
    }

    private VerifyRecoveryPointsHandler.Result verify() {
        writePlan();
        return verifyPlanAsWritten();
    }

    private VerifyRecoveryPointsHandler.Result verifyPlanAsWritten() {
        if (cloud.now().isBefore(NOW)) {
            cloud.pass(Duration.between(cloud.now(), NOW));
        }
        return cloud.take(() -> cloud.handler(VerifyRecoveryPointsHandler.class).take(
                new VerifyRecoveryPointsHandler.Input(PLAN, StepCloud.STATE_TABLE)));
    }

    /** More than a parameter has room for, where the databases are many. */
    private void writePlan() {
        cloud.ssm(StepCloud.STANDBY).addParameter(PLAN, plan.toString());
    }

    /** Holds that there is this finding alone; returns its problem. */
    private AbstractStringAssert<?> assertFinding(Check check, Severity severity, String subject) {
        List<Finding> findings = verify().findings();
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.check()).isEqualTo(check);
            assertThat(finding.severity()).isEqualTo(severity);
            assertThat(finding.subject()).isEqualTo(subject);
        });
        return assertThat(findings.getFirst().problem());
    }

    private static Instant scheduled(int number) {
        return NEWEST.minus(INTERVAL.multipliedBy(number));
    }

    private static String id(int number) {
        return SnapshotName.of("visitors-db", scheduled(number)).value();
    }

    private void instance(String database, String version, int storage, String resourceId) {
        source.instance(database + "-db", database + "-db.abc.rds.amazonaws.com");
        source.describeInstance(database + "-db", instance -> instance
                .engineVersion(version).allocatedStorage(storage).dbiResourceId(resourceId));
    }

    private void backup(String database, Instant scheduledAt) {
        Instant taken = scheduledAt.plusSeconds(10);
        target.copyOf(taken(database, scheduledAt, taken), key(), taken.plus(Duration.ofMinutes(8)));
    }

    private String key() {
        return target == standby ? KEY : KEY.replace("eu-central-1", "eu-west-1");
    }

    private void copyInFlight(String database, Instant scheduledAt) {
        target.copyOf(taken(database, scheduledAt, scheduledAt.plusSeconds(10)), key(), null);
    }

    private DBSnapshot taken(String database, Instant scheduledAt, Instant taken) {
        return source.put(source.own(database, database + "-db", scheduledAt, taken).toBuilder()
                .engine("mysql").engineVersion("8.0.42").allocatedStorage(20).dbiResourceId("db-A").build());
    }

    private void remove(int... numbers) {
        for (int number : numbers) {
            source.remove(id(number));
            target.remove(id(number));
        }
    }

    private void clear() {
        source.removeAll();
        target.removeAll();
    }

    private void change(int number, UnaryOperator<DBSnapshot.Builder> change) {
        source.change(id(number), change);
        changeCopy(number, change);
    }

    private void changeCopy(int number, UnaryOperator<DBSnapshot.Builder> change) {
        target.change(id(number), change);
    }

    private void verified(String database, int number) {
        target.put(verified(target.get(SnapshotName.of(database + "-db", scheduled(number)).value())));
    }

    private static DBSnapshot verified(DBSnapshot copy) {
        List<Tag> tags = new ArrayList<>(copy.tagList());
        tags.addAll(SnapshotTags.verified(NOW.minus(Duration.ofHours(1))));
        return copy.toBuilder().tagList(tags).build();
    }

    private void oldVerified() {
        Instant then = NOW.minus(Duration.ofDays(6));
        backup("visitors", then);
        String id = SnapshotName.of("visitors-db", then).value();
        source.remove(id);
        target.put(verified(target.get(id)));
    }

    private void unverify() {
        changeCopy(10, copy -> copy.tagList(new SnapshotTags("visitor-counter", "visitors", scheduled(10)).asList()));
    }

    private static ObjectNode named(ObjectNode template, String name) {
        try {
            return (ObjectNode) StrictJson.mapper().readTree(template.toString().replace("visitors", name));
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
