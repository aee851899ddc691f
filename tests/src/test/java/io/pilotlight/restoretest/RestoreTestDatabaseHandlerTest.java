package io.pilotlight.restoretest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.instance.InstanceTags;
import io.pilotlight.plan.DatabaseSite;
import io.pilotlight.plan.DatabaseStorage;
import io.pilotlight.recoverypoint.RecoveryPoint;
import io.pilotlight.restore.NameTakenException;
import io.pilotlight.restore.RestoreDatabaseHandler;
import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.simulator.scenario.StepDatabases;
import io.pilotlight.step.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.Tag;

class RestoreTestDatabaseHandlerTest {

    private static final String NAME = "visitor-db-test-20260111t043000-110415";
    private static final String EXECUTION = "arn:aws:states:eu-central-1:111122223333:execution:verify-backups:1";
    private static final RecoveryPoint POINT =
            new RecoveryPoint("visitor-db-20260111t041500",
                    Instant.parse("2026-01-11T04:15:00Z"), Instant.parse("2026-01-11T04:14:58Z"), false);
    private static final DatabaseSite ISOLATED = site("visitor-db-test", false, false);

    private static final String REGION = StepCloud.STANDBY;

    private final StepCloud cloud = new StepCloud();
    private final StepDatabases databases = new StepDatabases(cloud, REGION);
    private final RestoreTestDatabaseHandler handler = cloud.handler(RestoreTestDatabaseHandler.class);

    @BeforeEach
    void aRegionWithARecoveryPoint() {
        databases.prepare(ISOLATED);
        databases.addInstance(ISOLATED, "visitor-db", List.of());
        databases.snapshot("visitor-db", POINT.snapshotId(), List.of());
    }

    @Test
    void restoresIntoIsolationWithEverythingSetExplicitlyAndMarksTheInstanceAsATests() {
        RestoreDatabaseHandler.Result result = step(EXECUTION);

        assertThat(result).isEqualTo(new RestoreDatabaseHandler.Result(Status.IN_PROGRESS,
                "the restore from visitor-db-20260111t041500 has begun", NAME, "creating", "", false, true, ""));
        assertThat(cloud.changes()).containsExactly(RestoreDbInstanceFromDbSnapshotRequest.builder()
                .dbInstanceIdentifier(NAME)
                .dbSnapshotIdentifier("visitor-db-20260111t041500")
                .dbInstanceClass("db.t3.micro")
                .dbSubnetGroupName("isolated-subnets")
                .vpcSecurityGroupIds("sg-isolated")
                .dbParameterGroupName("standby-mysql8")
                .optionGroupName("standby-options")
                .port(3306)
                .multiAZ(false)
                .storageType("gp3")
                .dedicatedLogVolume(false)
                .networkType("IPV4")
                .enableCloudwatchLogsExports(List.of())
                .engineLifecycleSupport("open-source-rds-extended-support-disabled")
                .deletionProtection(false)
                .enableIAMDatabaseAuthentication(true)
                .publiclyAccessible(false)
                .copyTagsToSnapshot(false)
                .autoMinorVersionUpgrade(false)
                .tags(tag("pilot-light:application", "visitor"),
                        tag("pilot-light:incident", "20260111t043000"),
                        tag("pilot-light:recovery-point", "visitor-db-20260111t041500"),
                        tag("pilot-light:restore-test", EXECUTION))
                .build());
    }

    @Test
    void followsItsOwnInstanceAndRestoresOnlyOnce() {
        step(EXECUTION);
        cloud.pass(Duration.ofMinutes(30));

        RestoreDatabaseHandler.Result result = step(EXECUTION);

        assertThat(result.status()).isEqualTo(Status.DONE);
        assertThat(result.endpoint()).startsWith(NAME + ".");
        assertThat(cloud.changes()).hasSize(1);
    }

    @Test
    void leavesTheInstanceOfAnotherExecutionAlone() {
        step(EXECUTION);

        assertThatThrownBy(() -> step(EXECUTION + "0")).isInstanceOf(NameTakenException.class)
                .hasMessageContaining("restore test '%s'".formatted(EXECUTION));
        assertThat(cloud.changes()).hasSize(1);
    }

    @Test
    void leavesAnInstanceOfThatNameWithoutTheMarkOfATestAlone() {
        databases.addInstance(ISOLATED, NAME,
                new InstanceTags("visitor", "20260111t043000", POINT.snapshotId(), "").asList());

        assertThatThrownBy(() -> step(EXECUTION)).isInstanceOf(NameTakenException.class);
        assertThat(cloud.changes()).isEmpty();
    }

    /** The application of that database would write into what is deleted after an hour. */
    @Test
    void aRecoveryDoesNotTakeATestsInstanceForItsOwn() {
        step(EXECUTION);
        RestoreDatabaseHandler.Input recovery =
                new RestoreDatabaseHandler.Input("visitor", "20260111t043000", "eu-central-1", POINT, ISOLATED,
                        cloud.recovery("visitor"));

        assertThatThrownBy(() -> cloud.take(() -> cloud.handler(RestoreDatabaseHandler.class).take(recovery)))
                .isInstanceOf(NameTakenException.class);
        assertThat(cloud.changes()).hasSize(1);
    }

    @Test
    void refusesASiteThatIsNotATestsOwnBeforeAnyCall() {
        for (DatabaseSite site : List.of(site("visitor-db", false, false), site("visitor-db-testing", false, false),
                site("visitor-db-test", true, false), site("visitor-db-test", false, true))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> cloud.take(() -> handler.take(input(EXECUTION, site))))
                    .withMessageContaining("site is " + site.instanceIdentifier())
                    .withMessageContaining("accepted is a restore test's own, whose instanceIdentifier ends in -test");
        }
        assertThat(cloud.changes()).isEmpty();
    }

    @Test
    void namesTheTestsClassAndTheSitesParameterGroupWhereTheyDoNotFit() {
        cloud.rds(REGION).corruptSnapshot(POINT.snapshotId(), "incompatible-parameters");

        assertThatThrownBy(this::untilItStandsStill).isInstanceOf(RestoreTestStuckException.class)
                .hasMessageStartingWith("db.t3.micro does not fit parameter group standby-mysql8.")
                .hasMessageContaining("DB instance %s stands still: its status is 'incompatible-parameters'".formatted(NAME));
    }

    @Test
    void saysOfAnyOtherInstanceThatStandsStillWhatToMend() {
        cloud.rds(REGION).corruptSnapshot(POINT.snapshotId(), "storage-full");

        assertThatThrownBy(this::untilItStandsStill).isInstanceOf(RestoreTestStuckException.class)
                .hasMessage(("DB instance %s stands still: its status is 'storage-full'. Give this instance more storage, and wait "
                        + "until it is available. The test's instance is removed.").formatted(NAME));
    }

    private void untilItStandsStill() {
        step(EXECUTION);
        cloud.pass(Duration.ofHours(1));
        step(EXECUTION);
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private RestoreDatabaseHandler.Result step(String execution) {
        return cloud.take(() -> handler.take(input(execution, ISOLATED)));
    }

    private static RestoreTestDatabaseHandler.Input input(String execution, DatabaseSite site) {
        return new RestoreTestDatabaseHandler.Input(
                "visitor", execution, "20260111t043000", "eu-central-1", POINT, site);
    }

    private static DatabaseSite site(String identifier, boolean multiAz, boolean deletionProtection) {
        return new DatabaseSite(
                identifier,
                "db.t3.micro",
                "isolated-subnets",
                List.of("sg-isolated"),
                "standby-mysql8",
                "standby-options",
                "arn:aws:kms:eu-central-1:111122223333:key/k",
                3306,
                multiAz,
                deletionProtection,
                true,
                DatabaseStorage.OF_SNAPSHOT,
                List.of(),
                false,
                "",
                List.of(),
                "standby/db",
                "password",
                false,
                "",
                "/visitor/db/endpoint");
    }
}
