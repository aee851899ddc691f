package io.pilotlight.simulator.cloud.rds;

import static io.pilotlight.simulator.cloud.rds.RdsFixture.INSTANCE;
import static io.pilotlight.simulator.cloud.rds.RdsFixture.PASSWORD;
import static io.pilotlight.simulator.cloud.rds.RdsFixture.PRIMARY;
import static io.pilotlight.simulator.cloud.rds.RdsFixture.STANDBY;
import static io.pilotlight.simulator.cloud.rds.RdsFixture.describe;
import static io.pilotlight.simulator.cloud.rds.RdsFixture.describeSnapshot;
import static io.pilotlight.simulator.cloud.rds.RdsFixture.explicit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.simulator.cloud.api.Permissions;
import io.pilotlight.simulator.cloud.api.SimulatedApi;
import io.pilotlight.simulator.database.DatabaseUnavailable;
import io.pilotlight.simulator.database.RunningDatabase;
import io.pilotlight.simulator.journal.JournalEvent.ResourceCreated;
import io.pilotlight.simulator.journal.JournalEvent.ResourceDeleted;
import java.util.List;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.DbInstanceAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.DbParameterGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSubnetGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.InstanceQuotaExceededException;
import software.amazon.awssdk.services.rds.model.InsufficientDbInstanceCapacityException;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.InvalidDbSnapshotStateException;
import software.amazon.awssdk.services.rds.model.KmsKeyNotAccessibleException;
import software.amazon.awssdk.services.rds.model.OptionGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.Tag;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

class InstancesTest {

    private static final Duration HALF_HOUR = Duration.ofMinutes(30);

    private final RdsFixture fixture = new RdsFixture();
    private final SimulatedRds primary = fixture.primary;
    private final SimulatedRds standby = fixture.standby;

    @Test
    void restoresThroughEveryStatusWithTheEndpointKnownBeforeAnythingAnswers() {
        fixture.visit(1);
        fixture.snapshot("first");
        fixture.copy("first");
        fixture.restore("first", "restored");
        Instant begun = fixture.cloud.now();
        assertThat(describe(standby, "restored").endpoint()).isNull();

        while (describe(standby, "restored").endpoint() == null) {
            fixture.cloud.pass(Duration.ofSeconds(10));
        }
        assertThat(describe(standby, "restored").dbInstanceStatus()).isEqualTo("creating");
        String host = describe(standby, "restored").endpoint().address();
        assertThat(describe(standby, "restored").endpoint().port()).isEqualTo(3307);
        assertThatThrownBy(() -> fixture.regions.at(host)).isInstanceOf(DatabaseUnavailable.class);

        assertThat(fixture.statuses(standby, "restored", HALF_HOUR))
                .containsExactly("creating", "backing-up", "modifying", "available");
        assertThat(Duration.between(begun, fixture.cloud.now())).isGreaterThan(Duration.ofMinutes(6));
        assertThat(fixture.regions.at(host).connect(PASSWORD).count()).isEqualTo(1);
    }

    @Test
    void becomesAvailableLongBeforeTheRecoveryTimeIsUp() {
        fixture.snapshot("first");
        fixture.copy("first");
        for (int number = 0; number < 30; number++) {
            fixture.restore("first", "restored-" + number);
        }
        fixture.cloud.pass(Duration.ofMinutes(16));

        assertThat(standby.describeDBInstances().dbInstances())
                .hasSize(30).allMatch(instance -> instance.dbInstanceStatus().equals("available"));
    }

    @Test
    void setsWhatTheRestoreAsksFor() {
        fixture.snapshot("first");
        fixture.copy("first");
        standby.restoreDBInstanceFromDBSnapshot(explicit("first", "restored")
                .tags(Tag.builder().key("pilot-light:incident").value("i-1").build()).build());

        assertThat(describe(standby, "restored")).satisfies(instance -> {
            assertThat(instance.dbInstanceClass()).isEqualTo("db.t3.small");
            assertThat(instance.dbSubnetGroup().vpcId()).isEqualTo("vpc-visits");
            assertThat(instance.vpcSecurityGroups()).extracting(VpcSecurityGroupMembership::vpcSecurityGroupId)
                    .containsExactly("sg-visits");
            assertThat(instance.dbParameterGroups()).extracting(DBParameterGroupStatus::dbParameterGroupName)
                    .containsExactly("visits-parameters");
            assertThat(instance.optionGroupMemberships().getFirst().optionGroupName()).isEqualTo("visits-options");
            assertThat(instance.multiAZ()).isTrue();
            assertThat(instance.deletionProtection()).isTrue();
            assertThat(instance.publiclyAccessible()).isFalse();
            assertThat(instance.storageEncrypted()).isTrue();
            assertThat(instance.kmsKeyId()).isEqualTo(RdsFixture.STANDBY_KEY);
            assertThat(instance.tagList()).hasSize(1);
        });
    }

    @Test
    void fallsBackToTheDefaultsThatNobodyWantsWhereNothingIsSet() {
        fixture.snapshot("first");
        fixture.copy("first");
        standby.restoreDBInstanceFromDBSnapshot(
                request -> request.dbInstanceIdentifier("restored").dbSnapshotIdentifier("first"));

        assertThat(describe(standby, "restored")).satisfies(instance -> {
            assertThat(instance.dbSubnetGroup().dbSubnetGroupName()).isEqualTo("default");
            assertThat(instance.dbSubnetGroup().vpcId()).isEqualTo("vpc-default");
            assertThat(instance.vpcSecurityGroups().getFirst().vpcSecurityGroupId()).isEqualTo("sg-default");
            assertThat(instance.dbParameterGroups().getFirst().dbParameterGroupName()).isEqualTo("default.mysql8.0");
            assertThat(instance.multiAZ()).isFalse();
            assertThat(instance.deletionProtection()).isFalse();
            assertThat(instance.publiclyAccessible()).isTrue();
            assertThat(instance.copyTagsToSnapshot()).isFalse();
            assertThat(instance.tagList()).isEmpty();
        });
    }

    @Test
    void refusesToRestoreIntoANameInUse() {
        fixture.snapshot("first");
        assertThatThrownBy(() -> primary.restoreDBInstanceFromDBSnapshot(explicit("first", "VISITS-DB").build()))
                .isInstanceOfSatisfying(DbInstanceAlreadyExistsException.class, refused ->
                        assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("DBInstanceAlreadyExists"));
    }

    @Test
    void refusesGroupsThatTheRegionDoesNotHave() {
        fixture.snapshot("first");
        fixture.copy("first");

        assertThatThrownBy(() -> standby.restoreDBInstanceFromDBSnapshot(
                explicit("first", "restored").dbSubnetGroupName("other").build()))
                .isInstanceOf(DbSubnetGroupNotFoundException.class)
                .satisfies(thrown -> RdsFixture.assertCode(thrown, "DBSubnetGroupNotFoundFault"));
        assertThatThrownBy(() -> standby.restoreDBInstanceFromDBSnapshot(
                explicit("first", "restored").dbParameterGroupName("other").build()))
                .isInstanceOf(DbParameterGroupNotFoundException.class);
        assertThatThrownBy(() -> standby.restoreDBInstanceFromDBSnapshot(
                explicit("first", "restored").optionGroupName("other").build()))
                .isInstanceOf(OptionGroupNotFoundException.class);
        assertThatThrownBy(() -> standby.restoreDBInstanceFromDBSnapshot(
                explicit("first", "restored").vpcSecurityGroupIds("sg-other").build()))
                .isInstanceOf(RdsException.class).hasMessageContaining("sg-other");
        assertThatThrownBy(() -> standby.restoreDBInstanceFromDBSnapshot(
                explicit("first", "restored").vpcSecurityGroupIds("sg-default").build()))
                .isInstanceOf(RdsException.class).hasMessageContaining("different VPCs")
                .satisfies(thrown -> RdsFixture.assertCode(thrown, "InvalidParameterCombination"));
        assertThat(standby.describeDBInstances().dbInstances()).isEmpty();
    }

    @Test
    void refusesASnapshotThatIsNotThereOrNotAvailable() {
        assertThatThrownBy(() -> fixture.restore("nothing", "restored"))
                .isInstanceOf(DbSnapshotNotFoundException.class);
        fixture.snapshot("first");
        fixture.beginCopy("first", "first");
        assertThatThrownBy(() -> fixture.restore("first", "restored"))
                .isInstanceOf(InvalidDbSnapshotStateException.class);
    }

    @Test
    void refusesWhereTheKeyOfTheSnapshotIsDisabled() {
        fixture.snapshot("first");
        fixture.copy("first");
        standby.groups().disableKey(RdsFixture.STANDBY_KEY);

        assertThatThrownBy(() -> fixture.restore("first", "restored")).isInstanceOf(KmsKeyNotAccessibleException.class);
    }

    @Test
    void refusesAManagedPasswordOnAMySqlRestore() {
        fixture.snapshot("first");
        fixture.copy("first");

        assertThatThrownBy(() -> standby.restoreDBInstanceFromDBSnapshot(
                explicit("first", "restored").manageMasterUserPassword(true).build()))
                .isInstanceOf(RdsException.class).hasMessageContaining("ManageMasterUserPassword");
    }

    @Test
    void takesGp3AndNoLogExportsAndExtendedSupportWhereARestoreDoesNotSayOtherwise() {
        fixture.snapshot("first");
        fixture.copy("first");
        standby.describeSnapshotAs("first", snapshot -> snapshot.storageType("gp2"));

        fixture.restore("first", "restored");

        assertThat(standby.describeDBInstances(request -> request.dbInstanceIdentifier("restored")).dbInstances().getFirst())
                .returns("gp3", DBInstance::storageType)
                .returns(List.of(), DBInstance::enabledCloudwatchLogsExports)
                .returns("open-source-rds-extended-support", DBInstance::engineLifecycleSupport);
    }

    @Test
    void refusesIopsOfSmallGp3AndAZoneOfAMultiAzInstance() {
        fixture.snapshot("first");
        fixture.copy("first");

        assertThatThrownBy(() -> standby.restoreDBInstanceFromDBSnapshot(
                explicit("first", "restored").storageType("gp3").iops(3000).build()))
                .hasMessageContaining("a storage size less than 400");
        assertThatThrownBy(() -> standby.restoreDBInstanceFromDBSnapshot(
                explicit("first", "restored").multiAZ(true).availabilityZone("eu-central-1a").build()))
                .hasMessageContaining("not valid for Multi-AZ");
    }

    @Test
    void refusesMoreInstancesThanTheQuotaAndMoreThanThereIsCapacityFor() {
        fixture.snapshot("first");
        fixture.copy("first");
        standby.exhaustCapacity("db.t3.small");
        assertThatThrownBy(() -> fixture.restore("first", "restored"))
                .isInstanceOf(InsufficientDbInstanceCapacityException.class)
                .satisfies(thrown -> RdsFixture.assertCode(thrown, "InsufficientDBInstanceCapacity"));
        standby.replenishCapacity("db.t3.small");
        standby.quotas().instances(1);
        fixture.restore("first", "restored");
        assertThatThrownBy(() -> fixture.restore("first", "restored-2"))
                .isInstanceOf(InstanceQuotaExceededException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "incompatible-restore"})
    void endsTheRestoreOfADamagedSnapshotInABrokenInstanceThatStillCosts(String status) {
        fixture.snapshot("first");
        fixture.copy("first");
        standby.corruptSnapshot("first", status);
        fixture.restore("first", "restored");

        assertThat(fixture.statuses(standby, "restored", HALF_HOUR)).containsExactly("creating", status);
        assertThat(standby.database("restored")).isEmpty();
        assertThat(fixture.cloud.journal().of(ResourceCreated.class)).anyMatch(created ->
                created.id().equals("restored") && created.type().equals("AWS::RDS::DBInstance"));
        standby.modifyDBInstance(request -> request.dbInstanceIdentifier("restored").deletionProtection(false));
        standby.deleteDBInstance(request -> request.dbInstanceIdentifier("restored").skipFinalSnapshot(true));
        fixture.cloud.pass(Duration.ofMinutes(6));
        assertThat(standby.describeDBInstances().dbInstances()).isEmpty();
        assertThat(fixture.cloud.journal().of(ResourceDeleted.class))
                .anyMatch(deleted -> deleted.id().equals("restored"));
    }

    @Test
    void appliesAPasswordSomeTimeAfterItSaidAvailable() {
        RunningDatabase database = primary.database(INSTANCE).orElseThrow();
        primary.modifyDBInstance(request -> request.dbInstanceIdentifier(INSTANCE).masterUserPassword("new-password"));

        assertThat(describe(primary, INSTANCE).dbInstanceStatus()).isEqualTo("available");
        assertThat(describe(primary, INSTANCE).pendingModifiedValues().masterUserPassword()).isEqualTo("****");
        database.connect(PASSWORD);
        assertThatThrownBy(() -> database.connect("new-password")).isInstanceOf(DatabaseUnavailable.class);

        assertThat(fixture.statuses(primary, INSTANCE, Duration.ofMinutes(5)))
                .containsExactly("available", "resetting-master-credentials", "available");
        assertThat(describe(primary, INSTANCE).pendingModifiedValues().masterUserPassword()).isNull();
        database.connect("new-password");
        assertThatThrownBy(() -> database.connect(PASSWORD)).isInstanceOf(DatabaseUnavailable.class);
    }

    @Test
    void keepsThePasswordPendingUntilTheLastOneAskedForIsApplied() {
        primary.modifyDBInstance(request -> request.dbInstanceIdentifier(INSTANCE).masterUserPassword("password-1"));
        primary.modifyDBInstance(request -> request.dbInstanceIdentifier(INSTANCE).masterUserPassword("password-2"));

        fixture.statuses(primary, INSTANCE, Duration.ofMinutes(10));

        assertThat(describe(primary, INSTANCE).pendingModifiedValues().masterUserPassword()).isNull();
        primary.database(INSTANCE).orElseThrow().connect("password-2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"brief", "has a space in it", "has/slash", "has@at", "has\"quote", "umlautsäöü",
        "this-password-has-more-than-41-characters-"})
    void refusesAPasswordThatIsAgainstTheRulesWithoutRepeatingIt(String password) {
        assertThatThrownBy(() -> primary.modifyDBInstance(request ->
                request.dbInstanceIdentifier(INSTANCE).masterUserPassword(password)))
                .isInstanceOf(RdsException.class)
                .hasMessageContaining("MasterUserPassword")
                .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain(password));
    }

    @Test
    void refusesAChangeWhileTheInstanceIsNotAvailable() {
        fixture.snapshot("first");
        fixture.copy("first");
        fixture.restore("first", "restored");

        assertThatThrownBy(() -> standby.modifyDBInstance(request ->
                request.dbInstanceIdentifier("restored").masterUserPassword("new-password")))
                .isInstanceOf(InvalidDbInstanceStateException.class);
        assertThatThrownBy(() -> standby.rebootDBInstance(request -> request.dbInstanceIdentifier("restored")))
                .isInstanceOf(InvalidDbInstanceStateException.class);
        assertThatThrownBy(() -> standby.modifyDBInstance(request -> request.dbInstanceIdentifier("nothing")))
                .isInstanceOf(DbInstanceNotFoundException.class);
    }

    @Test
    void changesGroupsAndAsksForARebootForParameters() {
        primary.modifyDBInstance(request -> request.dbInstanceIdentifier(INSTANCE)
                .dbParameterGroupName("visits-parameters").vpcSecurityGroupIds("sg-visits").applyImmediately(true));
        assertThat(describe(primary, INSTANCE).vpcSecurityGroups().getFirst().status()).isEqualTo("adding");
        fixture.cloud.pass(Duration.ofMinutes(1));
        assertThat(describe(primary, INSTANCE).vpcSecurityGroups().getFirst().status()).isEqualTo("active");
        assertThat(describe(primary, INSTANCE).dbParameterGroups().getFirst().parameterApplyStatus())
                .isEqualTo("pending-reboot");

        RunningDatabase database = primary.database(INSTANCE).orElseThrow();
        primary.rebootDBInstance(request -> request.dbInstanceIdentifier(INSTANCE));
        assertThatThrownBy(() -> database.connect(PASSWORD)).isInstanceOf(DatabaseUnavailable.class);
        fixture.cloud.pass(Duration.ofMinutes(3));
        assertThat(describe(primary, INSTANCE).dbParameterGroups().getFirst().parameterApplyStatus())
                .isEqualTo("in-sync");
        database.connect(PASSWORD);
    }

    @Test
    void changesTheInstanceClassAtOnceOnlyWhereAsked() {
        primary.modifyDBInstance(request -> request.dbInstanceIdentifier(INSTANCE).dbInstanceClass("db.t3.large"));
        fixture.cloud.pass(HALF_HOUR);
        assertThat(describe(primary, INSTANCE).dbInstanceClass()).isEqualTo("db.t3.micro");
        assertThat(describe(primary, INSTANCE).pendingModifiedValues().dbInstanceClass()).isEqualTo("db.t3.large");

        primary.modifyDBInstance(request -> request.dbInstanceIdentifier(INSTANCE).dbInstanceClass("db.t3.large")
                .applyImmediately(true));
        assertThat(fixture.statuses(primary, INSTANCE, HALF_HOUR))
                .containsExactly("available", "modifying", "available");
        assertThat(describe(primary, INSTANCE).dbInstanceClass()).isEqualTo("db.t3.large");
    }

    @Test
    void renamesAnInstanceWhoseDataAndSnapshotsStay() {
        fixture.visit(1);
        fixture.snapshot("first");
        String oldHost = describe(primary, INSTANCE).endpoint().address();
        primary.modifyDBInstance(request -> request.dbInstanceIdentifier(INSTANCE)
                .newDBInstanceIdentifier("visits-db-before-i-1").applyImmediately(true));
        fixture.cloud.pass(Duration.ofMinutes(5));

        assertThatThrownBy(() -> describe(primary, INSTANCE)).isInstanceOf(DbInstanceNotFoundException.class);
        DBInstance renamed = describe(primary, "visits-db-before-i-1");
        assertThat(renamed.dbInstanceStatus()).isEqualTo("available");
        assertThat(renamed.dbInstanceArn()).endsWith("visits-db-before-i-1");
        assertThat(fixture.regions.at(renamed.endpoint().address()).connect(PASSWORD).count()).isEqualTo(1);
        assertThatThrownBy(() -> fixture.regions.at(oldHost)).isInstanceOf(DatabaseUnavailable.class);
        assertThat(describeSnapshot(primary, "first").dbInstanceIdentifier()).isEqualTo(INSTANCE);
        primary.restoreDBInstanceFromDBSnapshot(explicit("first", INSTANCE).build());
    }

    @Test
    void refusesToRenameToANameInUse() {
        assertThatThrownBy(() -> primary.modifyDBInstance(request -> request.dbInstanceIdentifier(INSTANCE)
                .newDBInstanceIdentifier(INSTANCE))).isInstanceOf(DbInstanceAlreadyExistsException.class);
    }

    @Test
    void refusesToDeleteAProtectedInstance() {
        primary.modifyDBInstance(request -> request.dbInstanceIdentifier(INSTANCE).deletionProtection(true));

        assertThatThrownBy(() -> primary.deleteDBInstance(request ->
                request.dbInstanceIdentifier(INSTANCE).skipFinalSnapshot(true)))
                .isInstanceOf(RdsException.class).hasMessageContaining("protected")
                .satisfies(thrown -> RdsFixture.assertCode(thrown, "InvalidParameterCombination"));
        assertThat(describe(primary, INSTANCE).dbInstanceStatus()).isEqualTo("available");
    }

    @Test
    void asksForAFinalSnapshotUnlessItIsSkipped() {
        assertThatThrownBy(() -> primary.deleteDBInstance(request -> request.dbInstanceIdentifier(INSTANCE)))
                .isInstanceOf(RdsException.class).hasMessageContaining("FinalDBSnapshotIdentifier is required");

        fixture.visit(1);
        primary.deleteDBInstance(request -> request.dbInstanceIdentifier(INSTANCE).finalDBSnapshotIdentifier("last"));
        assertThatThrownBy(() -> primary.deleteDBInstance(request ->
                request.dbInstanceIdentifier(INSTANCE).skipFinalSnapshot(true)))
                .isInstanceOf(InvalidDbInstanceStateException.class).hasMessageContaining("already being deleted");
        fixture.cloud.pass(Duration.ofMinutes(6));
        assertThat(primary.describeDBInstances().dbInstances()).isEmpty();
        assertThat(describeSnapshot(primary, "last").status()).isEqualTo("available");
        assertThat(primary.snapshots().require("last").data().lastVisit()).isEqualTo(1);
    }

    @Test
    void keepsManualSnapshotsOfADeletedInstanceAndNoAutomatedOnes() {
        fixture.snapshot("first");
        primary.takeAutomatedSnapshot(INSTANCE);
        fixture.cloud.pass(Duration.ofMinutes(5));

        primary.deleteDBInstance(request -> request.dbInstanceIdentifier(INSTANCE).skipFinalSnapshot(true));
        fixture.cloud.pass(Duration.ofMinutes(6));

        assertThat(primary.describeDBSnapshots().dbSnapshots()).singleElement()
                .satisfies(kept -> assertThat(kept.dbSnapshotIdentifier()).isEqualTo("first"));
    }

    @Test
    void cutsDatabasesOffWhileTheirRegionIsDarkWithAllThatWasCommitted() {
        RunningDatabase database = primary.database(INSTANCE).orElseThrow();
        fixture.visit(1);
        fixture.cloud.faults().darken(STANDBY);
        database.connect(PASSWORD);
        fixture.cloud.faults().darken(PRIMARY);

        assertThatThrownBy(() -> database.connect(PASSWORD)).isInstanceOf(DatabaseUnavailable.class);
        assertThat(database.committedVisits()).containsExactly(1L);
        fixture.cloud.faults().relight(PRIMARY);
        assertThat(database.connect(PASSWORD).count()).isEqualTo(1);
    }

    @Test
    void leavesDatabasesReachableWhileOnlyTheApiIsDown() {
        fixture.cloud.faults().failService(PRIMARY, "rds");

        fixture.visit(1);
    }

    @Test
    void losesOneInstanceForGood() {
        RunningDatabase database = primary.database(INSTANCE).orElseThrow();
        primary.loseInstance(INSTANCE);
        fixture.cloud.faults().darken(PRIMARY);
        fixture.cloud.faults().relight(PRIMARY);

        assertThat(describe(primary, INSTANCE).dbInstanceStatus()).isEqualTo("failed");
        assertThatThrownBy(() -> database.connect(PASSWORD)).isInstanceOf(DatabaseUnavailable.class);
        assertThatThrownBy(() -> fixture.snapshot("first")).isInstanceOf(InvalidDbInstanceStateException.class);
    }

    @Test
    void remembersForTheCheckersWhatEachRestoreCouldHaveBegunFrom() {
        fixture.visit(1);
        fixture.snapshot("a");
        fixture.copy("a");
        fixture.visit(2);
        fixture.snapshot("b");
        fixture.copy("b");
        fixture.restore("a", "restored");
        fixture.cloud.pass(HALF_HOUR);

        assertThat(fixture.regions.restores()).singleElement().satisfies(restore -> {
            assertThat(restore.region()).isEqualTo(STANDBY);
            assertThat(restore.instanceIdentifier()).isEqualTo("restored");
            assertThat(restore.snapshotId()).isEqualTo("a");
            assertThat(restore.newerUsable()).containsOnlyKeys("b");
            assertThat(restore.lastVisit()).isEqualTo(1);
            assertThat(restore.rows().get()).containsExactly(1L);
        });
        standby.modifyDBInstance(request -> request.dbInstanceIdentifier("restored").deletionProtection(false));
        standby.deleteDBInstance(request -> request.dbInstanceIdentifier("restored").skipFinalSnapshot(true));
        fixture.cloud.pass(HALF_HOUR);
        assertThat(fixture.regions.restores().getFirst().rows().get()).containsExactly(1L);
    }

    @Test
    void needsThePermissionForTagsAndKeysBesides() {
        Permissions permissions =
                (_, access) -> !Set.of("rds:AddTagsToResource", "kms:CreateGrant").contains(access.action());
        RdsClient asFunction = SimulatedApi.wrap(
                RdsClient.class, primary, "rds", PRIMARY, fixture.cloud.context(), permissions, AwsClients.CALL_TIMEOUT);

        assertThatThrownBy(() -> fixture.cloud
                        .context()
                        .callers()
                        .as(
                                "CreateSnapshotFunction",
                                () -> asFunction.createDBSnapshot(request -> request.dbInstanceIdentifier(INSTANCE)
                                        .dbSnapshotIdentifier("first")
                                        .tags(Tag.builder().key("a").value("b").build()))))
                .isInstanceOf(RdsException.class)
                .hasMessageContaining("rds:AddTagsToResource");
        assertThatThrownBy(() -> fixture.cloud.context().callers().as("CopySnapshotFunction", () ->
                asFunction.copyDBSnapshot(request -> request.sourceDBSnapshotIdentifier("first")
                        .targetDBSnapshotIdentifier("second").kmsKeyId(RdsFixture.PRIMARY_KEY))))
                .isInstanceOf(RdsException.class).hasMessageContaining("kms:CreateGrant");
    }
}
