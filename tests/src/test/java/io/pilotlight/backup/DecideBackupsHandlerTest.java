package io.pilotlight.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.backup.DecideBackupsHandler.Result.DueBackup;
import io.pilotlight.backup.DecideBackupsHandler.Result.LeftAlone;
import io.pilotlight.json.StrictJson;
import io.pilotlight.plan.InvalidInputException;
import io.pilotlight.plan.Plans;
import io.pilotlight.plan.SiteName;
import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.simulator.scenario.StepExecutions;
import io.pilotlight.step.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

class DecideBackupsHandlerTest {

    private static final Instant TICK = Instant.parse("2026-11-22T16:45:00Z");
    private static final String KEY = "arn:aws:kms:eu-central-1:111122223333:key/1";
    private static final String SCHEDULED = "{\"scheduledAt\": \"2026-11-22T16:45:00Z\"}";

    private static final String PLAN = "/pilot-light/plan";
    private static final String CLAIM = "dynamodb:UpdateItem";

    private final StepCloud cloud = new StepCloud(TICK.plusSeconds(7));
    private final StepExecutions executions = new StepExecutions(cloud);
    private final RegionOfBackups primary = new RegionOfBackups(cloud, StepCloud.PRIMARY);
    private final RegionOfBackups standby = new RegionOfBackups(cloud, StepCloud.STANDBY);
    private final DecideBackupsHandler handler = cloud.handler(DecideBackupsHandler.class);

    @BeforeEach
    void twoDatabasesAtThePrimary() {
        writePlan(Plans.json().toString());
        for (String name : new String[] {"visitors", "audit"}) {
            addDatabase(name);
        }
        cloud.recorded("visitor-counter").ended(1, SiteName.PRIMARY);
    }

    @Test
    void makesEveryDatabaseDueAtFirst() {
        DecideBackupsHandler.Result result = decide("one", SCHEDULED);

        assertThat(result.status()).isEqualTo(Status.DONE);
        assertThat(result.due()).containsExactly(
                new DueBackup("visitors", "visitors-db", "visitors-db-20261122t164500", TICK, KEY, "visitors-options",
                        "there is no usable recovery point yet"),
                new DueBackup("audit", "audit-db", "audit-db-20261122t164500", TICK, KEY, "audit-options",
                        "there is no usable recovery point yet"));
        assertThat(result.sourceRegion()).isEqualTo("eu-west-1");
        assertThat(result.targetRegion()).isEqualTo("eu-central-1");
    }

    @Test
    void claimsNothingWhereNothingIsDue() {
        landed("visitors", TICK.minus(Duration.ofMinutes(15)));
        landed("audit", TICK.minus(Duration.ofMinutes(15)));

        DecideBackupsHandler.Result result = decide("one", SCHEDULED);

        assertThat(result.due()).isEmpty();
        assertThat(result.notDue()).extracting(LeftAlone::name).containsExactly("visitors", "audit");
        assertThat(cloud.count(CLAIM)).isZero();
    }

    @Test
    void makesEveryDatabaseDueThatIsAskedForNowAndOvertakesNoRunThatStillGoes() {
        landed("visitors", TICK.minus(Duration.ofMinutes(15)));
        landed("audit", TICK.minus(Duration.ofMinutes(15)));

        assertThat(decide("one", "{\"now\": true}").due())
                .extracting(DueBackup::name, DueBackup::snapshotId, DueBackup::scheduledAt)
                .containsExactly(
                        tuple("visitors", "visitors-db-20261122t164505", TICK.plusSeconds(5)),
                        tuple("audit", "audit-db-20261122t164505", TICK.plusSeconds(5)));
        assertThat(decide("two", "{\"now\": true}").due()).isEmpty();
    }

    @Test
    void doesNotOvertakeARunThatStillGoes() {
        decide("one", SCHEDULED);

        assertThat(decide("two", SCHEDULED).notDue()).extracting(LeftAlone::reason)
                .containsOnly("an earlier run still works on it, and is not overtaken");
        assertThat(decide("one", SCHEDULED).due()).hasSize(2);
    }

    @Test
    void takesOverFromARunThatHasEndedOrThatStepFunctionsNoLongerBounds() {
        decide("one", SCHEDULED);
        executions.stop("one");
        assertThat(decide("two", SCHEDULED).due()).hasSize(2);

        cloud.pass(BackupClaims.LONGEST_RUN);
        assertThat(decide("three", SCHEDULED).due()).hasSize(2);
    }

    /** Whose execution Step Functions does not know, or says of it that it runs, holds nothing longer than it may run. */
    @Test
    void noClaimHoldsForEver() {
        decide("one", SCHEDULED);
        cloud.pass(BackupClaims.LONGEST_RUN.minusSeconds(1));
        assertThat(decide("two", SCHEDULED).due()).isEmpty();

        cloud.pass(Duration.ofSeconds(1));
        assertThat(decide("two", SCHEDULED).due()).hasSize(2);
    }

    @Test
    void isFreeAgainOnceItWasGivenBackByItsHolderAlone() {
        decide("one", SCHEDULED);

        BackupClaims.release(
                cloud.dynamo(), StepCloud.STATE_TABLE, "visitor-counter", "visitors", StepExecutions.arn("another"));
        assertThat(decide("two", SCHEDULED).due()).isEmpty();

        release("visitors", "one");
        assertThat(decide("two", SCHEDULED).due()).extracting(DueBackup::name).containsExactly("visitors");
    }

    /** It asked Step Functions of an execution without a name. */
    @Test
    void takesWhatItsHolderGivesBackJustThen() {
        decide("one", SCHEDULED);
        cloud.beforeNext("dynamodb:UpdateItem", () -> cloud.beforeNext("dynamodb:GetItem", () -> release("visitors", "one")));

        assertThat(decide("two", SCHEDULED).due()).extracting(DueBackup::name).containsExactly("visitors");
    }

    @Test
    void turnsTheDirectionAfterAFailoverAndFindsTheRestoredInstance() {
        cloud.recorded("visitor-counter").ended(1, SiteName.STANDBY);
        standby.instance("visitors-db-20261122t120000-221140", "visitors-db-2.xyz.eu-central-1.rds.amazonaws.com");
        standby.instance("visitors-db-20261122t120000-221110", "left-over.xyz.eu-central-1.rds.amazonaws.com");
        standby.instance("audit-db-20261122t120000-221140", "audit-db-2.xyz.eu-central-1.rds.amazonaws.com");
        cloud.writeParameter(
                StepCloud.STANDBY, "/visitors/endpoint", "visitors-db-2.xyz.eu-central-1.rds.amazonaws.com");
        Instant beforeTheFailover = TICK.minusSeconds(600);
        primary.put(primary.own("visitors", "visitors-db", beforeTheFailover, beforeTheFailover).toBuilder()
                .kmsKeyId(KEY)
                .build());

        DecideBackupsHandler.Result result = decide("one", SCHEDULED);

        assertThat(result.sourceRegion()).isEqualTo("eu-central-1");
        assertThat(result.targetRegion()).isEqualTo("eu-west-1");
        assertThat(result.due()).extracting(DueBackup::instanceIdentifier)
                .containsExactly("visitors-db-20261122t120000-221140", "audit-db-20261122t120000-221140");
        assertThat(result.due()).extracting(DueBackup::reason).containsOnly("there is no usable recovery point yet");
    }

    @Test
    void takesTheLeftRegionForDarkOnlyWhenItHasBeenAskedThreeTimes() {
        cloud.recorded("visitor-counter").ended(1, SiteName.STANDBY);
        standby.instance("visitors-db-20261122t120000-221140", "visitors-db-2.xyz.eu-central-1.rds.amazonaws.com");
        standby.instance("audit-db-20261122t120000-221140", "audit-db-2.xyz.eu-central-1.rds.amazonaws.com");
        cloud.faults().darken(StepCloud.PRIMARY);

        for (int retries = 0; retries < 2; retries++) {
            int before = retries;
            assertThatThrownBy(() -> decide("one", SCHEDULED, before)).isInstanceOf(RegionUnavailableException.class);
        }
        assertThat(decide("one", SCHEDULED, 2).due()).extracting(DueBackup::reason)
                .containsOnly("eu-west-1 does not answer: a snapshot is taken here, and copied when it does");
    }

    /** A copy out of a Region that is down may hang for hours. */
    @Test
    void backsUpTheNewActiveSiteWhileARunOfTheOldDirectionStillWaitsForItsCopy() {
        decide("one", SCHEDULED);
        cloud.recorded("visitor-counter").ended(1, SiteName.STANDBY);
        standby.instance("visitors-db-20261122t120000-221140", "visitors-db-2.xyz.eu-central-1.rds.amazonaws.com");
        standby.instance("audit-db-20261122t120000-221140", "audit-db-2.xyz.eu-central-1.rds.amazonaws.com");

        assertThat(decide("two", SCHEDULED).due()).hasSize(2);

        release("visitors", "one");
        assertThat(decide("three", SCHEDULED).due()).isEmpty();
    }

    @Test
    void refusesADatabaseWhoseInstanceIsNotCertainAndGoesOnWithTheOthers() {
        cloud.writeParameter(StepCloud.PRIMARY, "/audit/endpoint", "gone.abc.eu-west-1.rds.amazonaws.com");
        DecideBackupsHandler.Result result = decide("one", SCHEDULED);

        assertThat(result.status()).isEqualTo(Status.REFUSED);
        assertThat(result.due()).extracting(DueBackup::name).containsExactly("visitors");
        assertThat(result.refused()).containsExactly(new LeftAlone("audit",
                "no DB instance has the endpoint gone.abc.eu-west-1.rds.amazonaws.com, which the application reads"));

        writePlan(Plans.json().toString().replace("/audit/endpoint", "/audit/unwritten"));
        primary.instance("audit-db-20261122t120000-221140", "other");
        assertThat(decide("one", SCHEDULED).refused()).extracting(LeftAlone::reason).containsExactly(
                "the DB instances audit-db, audit-db-20261122t120000-221140 may all be it, "
                        + "and the endpoint that the application reads is none of theirs");
    }

    /** Two databases of 24, 3 verified ones and 2 under way are 58, and 22 with what never gives way. */
    @Test
    void tellsWithTheFiguresThatWhatThePlanKeepsWillNotFitTheQuotaOfARegion() {
        cloud.rds(StepCloud.STANDBY).addForeignSnapshots(42);
        assertThat(decide("one", SCHEDULED).tight()).isEmpty();

        cloud.rds(StepCloud.STANDBY).addForeignSnapshots(1);
        assertThat(decide("two", SCHEDULED).tight()).singleElement().satisfies(tight -> {
            assertThat(tight.name()).isEqualTo("eu-central-1");
            assertThat(tight.reason()).isEqualTo("it grants 100 manual snapshots; others hold 43, and the plan keeps up to 58 of its 2 "
                    + "databases: the oldest that are not verified give way. Have the RDS quota of manual DB instance snapshots of "
                    + "eu-central-1 raised to 101 at least, let the plan keep fewer recovery points, or delete snapshots of others");
        });

        cloud.rds(StepCloud.PRIMARY).addForeignSnapshots(79);
        assertThat(decide("three", SCHEDULED).tight()).extracting(LeftAlone::name).containsExactly("eu-central-1", "eu-west-1");
        assertThat(decide("three", SCHEDULED).tight().getLast().reason())
                .contains("others hold 79", "backups will be refused, because no fewer than 22 are kept");
    }

    @Test
    void asksForRoomWhereARegionHasNoneForWhatIsDue() {
        cloud.rds(StepCloud.PRIMARY).addForeignSnapshots(98);
        assertThat(decide("one", SCHEDULED).roomNeeded()).as("two are due").isFalse();

        cloud.rds(StepCloud.PRIMARY).addForeignSnapshots(1);
        assertThat(decide("one", SCHEDULED).roomNeeded()).isTrue();

        landed("visitors", TICK.minus(Duration.ofMinutes(15)));
        landed("audit", TICK.minus(Duration.ofMinutes(15)));
        assertThat(decide("one", SCHEDULED).roomNeeded()).as("nothing is due").isFalse();
    }

    @Test
    void claimsNothingInADryRun() {
        DecideBackupsHandler.Result result = decide("one", "{\"dryRun\": true}");

        assertThat(result.dryRun()).isTrue();
        assertThat(result.due()).hasSize(2);
        assertThat(cloud.count(CLAIM)).isZero();
    }

    @Test
    void takesTheExecutionsOwnStartForTheScheduledTimeWhereAPersonStartedIt() {
        assertThat(decide("one", "{}").due()).extracting(DueBackup::scheduledAt).containsOnly(TICK.plusSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"dryrun\": true}",
                "{\"dryRun\": \"yes\"}",
                "{\"now\": \"2026-11-22T16:45:00Z\"}",
                "{\"scheduledAt\": \"16:45\"}",
                "{\"force\": true}"
            })
    void refusesAnyOtherInputBeforeAnythingIsTouched(String input) {
        assertThatThrownBy(() -> decide("one", input)).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("accepted is {}").hasMessageContaining("Nothing was touched");
        assertThat(cloud.calls(StepCloud.PRIMARY, "rds")).isEmpty();
    }

    /** It would be the newest by its schedule for good, and no later run would go on with what another has begun. */
    @Test
    void refusesAScheduledTimeThatIsYetToCome() {
        assertThatThrownBy(() -> decide("one", "{\"scheduledAt\": \"2062-11-22T16:45:00Z\"}"))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("scheduledAt is yet to come");
        assertThat(decide("one", "{\"scheduledAt\": \"%s\"}".formatted(TICK.plusSeconds(6))).due()).hasSize(2);
    }

    /**
     * 1,000 snapshots in a Region and 30 databases: 10 pages a Region, 1 of instances, 3 of parameters, a claim each.
     */
    @Test
    void makesNoCallForASingleSnapshotOrDatabaseButItsClaim() {
        ObjectNode plan = Plans.json();
        ArrayNode databases = (ArrayNode) plan.get("databases");
        ObjectNode template = (ObjectNode) databases.get(0);
        databases.removeAll();
        for (int i = 0; i < 30; i++) {
            databases.add(named(template, "db" + i));
            addDatabase("db" + i);
        }
        writePlan(plan.toString());
        for (int i = 0; i < 1000; i++) {
            primary.put(DBSnapshot.builder()
                    .dbSnapshotIdentifier("s" + i)
                    .dbInstanceIdentifier("other")
                    .status("available")
                    .build());
            standby.put(DBSnapshot.builder()
                    .dbSnapshotIdentifier("s" + i)
                    .dbInstanceIdentifier("other")
                    .status("available")
                    .build());
        }

        assertThat(decide("one", SCHEDULED).due()).hasSize(30);

        assertThat(cloud.calls(StepCloud.PRIMARY, "rds"))
                .containsOnly(Map.entry("rds:DescribeDBInstances", 1L), Map.entry("rds:DescribeDBSnapshots", 10L),
                        Map.entry("rds:DescribeAccountAttributes", 1L));
        assertThat(cloud.calls(StepCloud.STANDBY, "rds"))
                .containsOnly(Map.entry("rds:DescribeDBSnapshots", 10L), Map.entry("rds:DescribeAccountAttributes", 1L));
        assertThat(cloud.count("ssm:GetParameters")).isEqualTo(3);
        assertThat(cloud.count(CLAIM)).isEqualTo(30);
    }

    private static ObjectNode named(ObjectNode template, String name) {
        try {
            return (ObjectNode) StrictJson.mapper().readTree(template.toString().replace("visitors", name));
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private void landed(String database, Instant scheduledAt) {
        Instant taken = scheduledAt.plusSeconds(10);
        standby.copyOf(
                primary.own(database, database + "-db", scheduledAt, taken), KEY, taken.plus(Duration.ofMinutes(8)));
    }

    @Test
    void findsTheInstanceByTheHostThatStandsInTheSecretOfTheActiveSite() {
        writePlan(Plans.json().toString().replace("\"hostField\":\"\",\"endpointParameter\":\"/audit/endpoint\"",
                "\"hostField\":\"DB_HOST\",\"endpointParameter\":\"\""));
        primary.instance("audit-db-20261122t120000-221140", "restored.abc.eu-west-1.rds.amazonaws.com");
        cloud.secrets(StepCloud.PRIMARY).addSecret("audit-password", "{\"DB_PASS\": \"hunter22\", \"DB_HOST\": \"restored.abc.eu-west-1.rds.amazonaws.com\"}");

        DecideBackupsHandler.Result result = decide("one", SCHEDULED);

        assertThat(result.due()).extracting(DueBackup::instanceIdentifier)
                .containsExactlyInAnyOrder("visitors-db", "audit-db-20261122t120000-221140");
        assertThat(result.toString()).doesNotContain("hunter22");
        cloud.secrets(StepCloud.PRIMARY).rotate("audit-password", "hunter22");
        assertThat(decide("two", SCHEDULED).refused()).singleElement().satisfies(refused -> assertThat(refused.reason())
                .startsWith("Secret audit-password is not well-formed JSON").doesNotContain("hunter22"));
    }

    @Test
    void backsUpByItsNameAndTellsPeopleWhereTheSecretOfTheActiveSiteHasNoFieldForTheHost() {
        writePlan(Plans.json().toString().replace("\"hostField\":\"\",\"endpointParameter\":\"/audit/endpoint\"",
                "\"hostField\":\"DB_HOTS\",\"endpointParameter\":\"\""));
        cloud.secrets(StepCloud.PRIMARY).addSecret("audit-password", "{\"DB_PASS\": \"hunter22\", \"DB_HOST\": \"somewhere\"}");

        DecideBackupsHandler.Result result = decide("one", SCHEDULED);

        assertThat(result.status()).isEqualTo(Status.REFUSED);
        assertThat(result.due()).extracting(DueBackup::instanceIdentifier).containsExactly("visitors-db", "audit-db");
        assertThat(result.refused()).containsExactly(new LeftAlone("audit", "Secret audit-password has no field 'DB_HOTS', "
                + "in which the plan says that the application finds its host; the DB instance was found by its name. "
                + "Correct the secret, or the plan"));
    }

    /** More than a parameter has room for, where the databases are many. */
    private void writePlan(String plan) {
        cloud.ssm(StepCloud.STANDBY).addParameter(PLAN, plan);
    }

    private void addDatabase(String name) {
        String endpoint = name + "-db.abc.eu-west-1.rds.amazonaws.com";
        primary.instance(name + "-db", endpoint);
        cloud.writeParameter(StepCloud.PRIMARY, "/%s/endpoint".formatted(name), endpoint);
    }

    private void release(String database, String execution) {
        cloud.take(() -> cloud.handler(ReleaseBackupHandler.class).take(new ReleaseBackupHandler.Input(
                StepCloud.STATE_TABLE, "visitor-counter", database, StepExecutions.arn(execution))));
    }

    private DecideBackupsHandler.Result decide(String execution, String input) {
        return decide(execution, input, 0);
    }

    private DecideBackupsHandler.Result decide(String execution, String input, int retries) {
        try {
            JsonNode request = StrictJson.mapper().readTree(input);
            return cloud.take(() -> handler.take(new DecideBackupsHandler.Input(
                    PLAN, StepCloud.STATE_TABLE, executions.running(execution), TICK.plusSeconds(5), retries, request)));
        } catch (JsonProcessingException malformed) {
            throw new AssertionError(malformed);
        }
    }
}
