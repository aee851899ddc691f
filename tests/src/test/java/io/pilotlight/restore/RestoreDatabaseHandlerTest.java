package io.pilotlight.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.instance.InstanceTags;
import io.pilotlight.plan.DatabaseSite;
import io.pilotlight.recoverypoint.RecoveryPoint;
import io.pilotlight.simulator.cloud.api.CallFault;
import io.pilotlight.simulator.cloud.api.CallFault.Kind;
import io.pilotlight.simulator.cloud.rds.SimulatedRds;
import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.simulator.scenario.StepDatabases;
import io.pilotlight.step.AwsRefusedException;
import io.pilotlight.step.AwsUnavailableException;
import io.pilotlight.step.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.Endpoint;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.InvalidRestoreException;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.RebootDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.Tag;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

class RestoreDatabaseHandlerTest {

    private static final String NAME = "visitor-db-20261122t165017-221625";
    private static final String REGION = StepCloud.STANDBY;
    private static final String RESTORE = "rds:RestoreDBInstanceFromDBSnapshot";
    private static final DatabaseSite SITE = new DatabaseSite("visitor-db", "db.t3.micro", "standby-subnets",
            List.of("sg-1", "sg-2"), "standby-mysql8", "standby-options", "arn:aws:kms:eu-central-1:111122223333:key/k",
            3307, true, true, false, "standby/db", "/visitor/db/endpoint");
    private static final RestoreDatabaseHandler.Input INPUT = new RestoreDatabaseHandler.Input(
            "visitor",
            "20261122t165017",
            "eu-central-1",
            new RecoveryPoint("visits-202611221625", Instant.parse("2026-11-22T16:25:00Z"), true),
            SITE);

    private static final RestoreDatabaseHandler.Input INPUT_WITH_DEFAULT_OPTIONS = new RestoreDatabaseHandler.Input(
            INPUT.application(),
            INPUT.incident(),
            INPUT.region(),
            INPUT.recoveryPoint(),
            new DatabaseSite(
                    SITE.instanceIdentifier(),
                    SITE.instanceClass(),
                    SITE.subnetGroup(),
                    SITE.securityGroupIds(),
                    SITE.parameterGroup(),
                    "default:mysql-8-4",
                    SITE.kmsKeyId(),
                    SITE.port(),
                    SITE.multiAz(),
                    SITE.deletionProtection(),
                    SITE.iamAuthentication(),
                    SITE.passwordSecretId(),
                    SITE.endpointParameter()));

    private final StepCloud cloud = new StepCloud();
    private final StepDatabases databases = new StepDatabases(cloud, REGION);
    private final SimulatedRds rds = cloud.rds(REGION);
    private final RestoreDatabaseHandler handler = cloud.handler(RestoreDatabaseHandler.class);

    @BeforeEach
    void aRegionWithARecoveryPoint() {
        databases.prepare(SITE);
        databases.addInstance(SITE, "visitor-db", List.of());
        snapshot("visits-202611221625");
    }

    @Test
    void restoresWithEverythingSetExplicitly() {
        RestoreDatabaseHandler.Result result = step();

        assertThat(result).isEqualTo(new RestoreDatabaseHandler.Result(Status.IN_PROGRESS,
                "the restore from visits-202611221625 has begun", NAME, "creating", "", true));
        assertThat(cloud.changes()).containsExactly(RestoreDbInstanceFromDbSnapshotRequest.builder()
                .dbInstanceIdentifier(NAME)
                .dbSnapshotIdentifier("visits-202611221625")
                .dbInstanceClass("db.t3.micro")
                .dbSubnetGroupName("standby-subnets")
                .vpcSecurityGroupIds("sg-1", "sg-2")
                .dbParameterGroupName("standby-mysql8")
                .optionGroupName("standby-options")
                .port(3307)
                .multiAZ(true)
                .deletionProtection(true)
                .enableIAMDatabaseAuthentication(false)
                .publiclyAccessible(false)
                .copyTagsToSnapshot(true)
                .autoMinorVersionUpgrade(true)
                .tags(tag("pilot-light:application", "visitor"), tag("pilot-light:incident", "20261122t165017"),
                        tag("pilot-light:recovery-point", "visits-202611221625"))
                .build());
    }

    @Test
    void takesTheDefaultOptionGroupOfARegionThatHasNoneYet() {
        RestoreDatabaseHandler.Result result = step(INPUT_WITH_DEFAULT_OPTIONS);

        assertThat(result.status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(cloud.asked(RestoreDbInstanceFromDbSnapshotRequest.class))
                .extracting(RestoreDbInstanceFromDbSnapshotRequest::optionGroupName)
                .containsExactly("default:mysql-8-4", null);
    }

    @Test
    void doesNotRestoreWithoutAnOptionGroupThatThePlanNamesAndNobodyMade() {
        rds.groups().remove(SITE.optionGroup());

        assertThatThrownBy(this::step).isInstanceOf(AwsRefusedException.class);
        assertThat(cloud.changes()).hasSize(1);
    }

    @Test
    void followsItsOwnInstanceAndRestoresOnlyOnce() {
        step();
        RestoreDatabaseHandler.Result second = step();
        cloud.pass(Duration.ofMinutes(30));
        RestoreDatabaseHandler.Result third = step();

        assertThat(second.status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(third).isEqualTo(new RestoreDatabaseHandler.Result(
                Status.DONE, "it is available and as the plan says", NAME, "available", host(), true));
        assertThat(step()).isEqualTo(third);
        assertThat(cloud.changes()).hasSize(1);
    }

    @Test
    void findsTheInstanceOfACallThatTimedOutAfterItsEffect() {
        cloud.faults().fail(CallFault.after(RESTORE, Kind.TIMEOUT));

        assertThatThrownBy(this::step).isInstanceOf(AwsUnavailableException.class);
        assertThat(step()).returns(Status.IN_PROGRESS, RestoreDatabaseHandler.Result::status)
                .returns(true, RestoreDatabaseHandler.Result::created);
        assertThat(cloud.changes()).hasSize(1);
    }

    @Test
    void asksAgainAfterACallThatTimedOutBeforeItsEffect() {
        cloud.faults().fail(CallFault.before(RESTORE, Kind.TIMEOUT));

        assertThatThrownBy(this::step).isInstanceOf(AwsUnavailableException.class);
        assertThat(step()).returns("creating", RestoreDatabaseHandler.Result::instanceStatus);
    }

    @Test
    void takesANameThatIsInUseByNowForAnEarlierCallsWorkAndLooksAgain() {
        step();
        cloud.refuseNext("rds:DescribeDBInstances", DbInstanceNotFoundException.builder().statusCode(404).build());
        RestoreDatabaseHandler.Result blind = step();

        assertThat(blind).isEqualTo(new RestoreDatabaseHandler.Result(
                Status.IN_PROGRESS, "an instance of that name has just been made", NAME, "", "", true));
        assertThat(step().instanceStatus()).isEqualTo("creating");
    }

    @ParameterizedTest
    @MethodSource
    void refusesToTouchAnInstanceThatItDidNotMake(Map<String, String> tags) {
        databases.addInstance(SITE, NAME, tags.entrySet().stream().map(e -> tag(e.getKey(), e.getValue())).toList());

        assertThatThrownBy(this::step).isInstanceOf(NameTakenException.class)
                .hasMessageContaining(NAME).hasMessageContaining("left untouched")
                .hasMessageContaining("incident '%s'", tags.getOrDefault("pilot-light:incident", ""));
        assertThat(cloud.changes()).isEmpty();
    }

    static Stream<Map<String, String>> refusesToTouchAnInstanceThatItDidNotMake() {
        String application = "pilot-light:application";
        String incident = "pilot-light:incident";
        String recoveryPoint = "pilot-light:recovery-point";
        return Stream.of(
                Map.of(),
                Map.of(application, "visitor", incident, "20260101t000000", recoveryPoint, "visits-202611221625"),
                Map.of(application, "visitor", incident, "20261122t165017", recoveryPoint, "another"),
                Map.of(application, "orders", incident, "20261122t165017", recoveryPoint, "visits-202611221625"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"creating", "backing-up", "modifying", "rebooting", "configuring-enhanced-monitoring",
        "configuring-log-exports", "configuring-iam-database-auth", "maintenance", "renaming", "starting", "upgrading",
        "resetting-master-credentials", "storage-config-upgrade", "moving-to-vpc", "a-status-of-next-year"})
    void waitsWhileRdsWorksOnTheInstance(String status) {
        available(instance -> instance.dbInstanceStatus(status));

        assertThat(step()).isEqualTo(new RestoreDatabaseHandler.Result(
                Status.IN_PROGRESS, "its status is '%s'".formatted(status), NAME, status, "", true));
        assertThat(cloud.changes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"available", "storage-optimization", "storage-initialization"})
    void isDoneOnceTheInstanceIsFullyOperational(String status) {
        available(instance -> instance.dbInstanceStatus(status));

        assertThat(step()).returns(Status.DONE, RestoreDatabaseHandler.Result::status)
                .returns(host(), RestoreDatabaseHandler.Result::endpoint);
    }

    @Test
    void waitsForTheEndpointOfAnAvailableInstance() {
        available(instance -> instance);
        for (Endpoint none : Arrays.asList(null, endpoint(null), endpoint(""))) {
            rds.describeAs(NAME, instance -> instance.endpoint(none));

            assertThat(step()).isEqualTo(new RestoreDatabaseHandler.Result(Status.IN_PROGRESS,
                    "its status is 'available', but it has no endpoint yet", NAME, "available", "", true));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "restore-error", "incompatible-restore", "incompatible-network",
        "incompatible-parameters", "incompatible-option-group", "incompatible-create", "storage-full", "deleting",
        "inaccessible-encryption-credentials", "inaccessible-encryption-credentials-recoverable"})
    void refusesARecoveryPointWhoseInstanceWillNotBecomeAvailableAndSaysThatTheInstanceStands(String status) {
        available(instance -> instance.dbInstanceStatus(status));

        RestoreDatabaseHandler.Result result = step();

        assertThat(result)
                .returns(Status.REFUSED, RestoreDatabaseHandler.Result::status)
                .returns(true, RestoreDatabaseHandler.Result::created)
                .returns(status, RestoreDatabaseHandler.Result::instanceStatus);
        assertThat(result.reason()).contains("'%s'".formatted(status));
        assertThat(cloud.changes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"insufficient-capacity", "stopped", "stopping"})
    void callsAPersonWhereAnOlderRecoveryPointWouldNotHelpEither(String status) {
        available(instance -> instance.dbInstanceStatus(status));

        assertThatThrownBy(this::step).isInstanceOf(StuckInstanceException.class)
                .hasMessageContaining(NAME).hasMessageContaining(status).hasMessageContaining("it costs money");
    }

    @Test
    void refusesARecoveryPointThatRdsWillNotRestore() {
        cloud.refuseNext(RESTORE, InvalidRestoreException.builder().statusCode(400).message("why").build());
        assertWillNotRestore("why");

        rds.groups().disableKey(SITE.kmsKeyId());
        assertWillNotRestore("The target KMS key [%s] does not exist".formatted(SITE.kmsKeyId()));

        rds.deleteDBSnapshot(request -> request.dbSnapshotIdentifier("visits-202611221625"));
        assertWillNotRestore("DBSnapshot visits-202611221625 not found.");

        rds.createDBSnapshot(request -> request
                .dbInstanceIdentifier("visitor-db").dbSnapshotIdentifier("visits-202611221625"));
        assertWillNotRestore("not currently in the available state");
    }

    private void assertWillNotRestore(String why) {
        RestoreDatabaseHandler.Result result = step();

        assertThat(result.status()).as(why).isEqualTo(Status.REFUSED);
        assertThat(result.reason()).startsWith("visits-202611221625 will not restore: ").contains(why);
        assertThat(result).returns(false, RestoreDatabaseHandler.Result::created).returns(NAME,
                RestoreDatabaseHandler.Result::instanceIdentifier);
    }

    @Test
    void asksAgainForCapacity() {
        rds.exhaustCapacity("db.t3.micro");

        RestoreDatabaseHandler.Result result = step();
        assertThat(result).isEqualTo(
                new RestoreDatabaseHandler.Result(Status.IN_PROGRESS, result.reason(), NAME, "", "", false));
        assertThat(result.reason()).startsWith("AWS has no capacity for db.t3.micro now and is asked again: "
                + "No capacity is available in the specified Availability Zones for db.t3.micro");
        rds.replenishCapacity("db.t3.micro");
        assertThat(step().created()).isTrue();
    }

    @Test
    void leavesOtherRefusalsToAPersonAndOtherFaultsToARetry() {
        rds.groups().remove(SITE.subnetGroup());
        assertThatThrownBy(this::step).isInstanceOf(AwsRefusedException.class)
                .hasMessageContaining("DB subnet group 'standby-subnets' does not exist");

        cloud.faults().fail(CallFault.before(RESTORE, Kind.THROTTLED));
        assertThatThrownBy(this::step).isInstanceOf(AwsUnavailableException.class);
    }

    @Test
    void bringsSecurityGroupsToThePlanWithOneChangeAndWaitsUntilTheyAreActive() {
        available(instance -> instance.vpcSecurityGroups(group("sg-other", "active")));
        RestoreDatabaseHandler.Result changed = step();
        RestoreDatabaseHandler.Result settling = step();
        cloud.pass(Duration.ofMinutes(5));

        assertThat(changed.status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(settling).returns(Status.IN_PROGRESS, RestoreDatabaseHandler.Result::status)
                .returns("its security groups are being changed", RestoreDatabaseHandler.Result::reason);
        assertThat(step().status()).isEqualTo(Status.DONE);
        assertThat(cloud.changes()).containsExactly(ModifyDbInstanceRequest.builder()
                .dbInstanceIdentifier(NAME).applyImmediately(true).vpcSecurityGroupIds("sg-1", "sg-2").build());
    }

    @Test
    void bringsTheParameterGroupToThePlanAndRebootsOnceForIt() {
        available(instance -> instance.dbParameterGroups(parameters("default.mysql8.0", "in-sync")));
        step();
        assertThat(step().reason()).isEqualTo("parameter group standby-mysql8 is being applied");
        cloud.pass(Duration.ofMinutes(1));
        assertThat(step().status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(step()).returns("rebooting", RestoreDatabaseHandler.Result::instanceStatus)
                .returns(Status.IN_PROGRESS, RestoreDatabaseHandler.Result::status);
        cloud.pass(Duration.ofMinutes(5));

        assertThat(step().status()).isEqualTo(Status.DONE);
        assertThat(cloud.changes())
                .containsExactly(
                        ModifyDbInstanceRequest.builder()
                                .dbInstanceIdentifier(NAME)
                                .applyImmediately(true)
                                .dbParameterGroupName("standby-mysql8")
                                .build(),
                        RebootDbInstanceRequest.builder()
                                .dbInstanceIdentifier(NAME)
                                .build());
    }

    @Test
    void changesBothGroupsWithOneCall() {
        available(instance -> instance.vpcSecurityGroups(group("sg-1", "active"))
                .dbParameterGroups(parameters("default.mysql8.0", "in-sync")));

        step();

        assertThat(cloud.changes())
                .containsExactly(ModifyDbInstanceRequest.builder()
                        .dbInstanceIdentifier(NAME)
                        .applyImmediately(true)
                        .vpcSecurityGroupIds("sg-1", "sg-2")
                        .dbParameterGroupName("standby-mysql8")
                        .build());
    }

    @Test
    void takesWhatRdsDoesNotTellForNoDifference() {
        available(instance -> instance.vpcSecurityGroups(List.of()).dbParameterGroups(List.of()));
        assertThat(step().status()).isEqualTo(Status.DONE);

        rds.describeAs(NAME, instance -> instance.vpcSecurityGroups(group("sg-1", null), group("sg-2", null))
                .dbParameterGroups(parameters("Standby-MySQL8", null)));
        assertThat(step().status()).isEqualTo(Status.DONE);
        assertThat(cloud.changes()).isEmpty();
    }

    @Test
    void callsAPersonWhereTheParameterGroupCannotBeApplied() {
        available(instance -> instance.dbParameterGroups(parameters("standby-mysql8", "failed-to-apply")));

        assertThatThrownBy(this::step).isInstanceOf(StuckInstanceException.class)
                .hasMessageContaining("parameter group standby-mysql8 could not be applied");
    }

    @Test
    void waitsWhereTheInstanceIsBusyByTheTimeItIsChanged() {
        available(instance -> instance.vpcSecurityGroups(group("sg-other", "active")));
        cloud.refuseNext("rds:ModifyDBInstance",
                InvalidDbInstanceStateException.builder().statusCode(400).message("busy").build());

        assertThat(step()).returns(Status.IN_PROGRESS, RestoreDatabaseHandler.Result::status)
                .returns("RDS does not take a change now: busy", RestoreDatabaseHandler.Result::reason);
    }

    @Test
    void givesEveryRecoveryPointAnInstanceOfItsOwn() {
        step();
        snapshot("visits-202611221525");
        step(new RestoreDatabaseHandler.Input(INPUT.application(), INPUT.incident(), INPUT.region(),
                new RecoveryPoint("visits-202611221525", Instant.parse("2026-11-22T15:25:00Z"), true), SITE));

        assertThat(cloud.asked(RestoreDbInstanceFromDbSnapshotRequest.class))
                .extracting(RestoreDbInstanceFromDbSnapshotRequest::dbInstanceIdentifier)
                .containsExactly(NAME, "visitor-db-20261122t165017-221525");
    }

    @Test
    void asksTheGivenRegionAlone() {
        step();

        assertThat(cloud.regionsAsked()).containsExactly("eu-central-1");
    }

    @Test
    void refusesAnIncidentThatWouldNotMakeAName() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RestoreDatabaseHandler.Input(
                "visitor", "Drill 1", "eu-central-1", INPUT.recoveryPoint(), SITE))
                .withMessageContaining("incident is 'Drill 1'; accepted is");
    }

    private RestoreDatabaseHandler.Result step() {
        return step(INPUT);
    }

    private RestoreDatabaseHandler.Result step(RestoreDatabaseHandler.Input input) {
        return cloud.take(() -> handler.take(input));
    }

    /** Lets the Region hold what an earlier call of the step has restored, but for a difference. */
    private void available(UnaryOperator<DBInstance.Builder> difference) {
        databases.addInstance(SITE, NAME, new InstanceTags(
                INPUT.application(), INPUT.incident(), INPUT.recoveryPoint().snapshotId(), "").asList());
        rds.describeAs(NAME, difference);
    }

    private void snapshot(String name) {
        databases.snapshot("visitor-db", name, List.of());
    }

    private String host() {
        return rds.describeDBInstances(request -> request.dbInstanceIdentifier(NAME))
                .dbInstances().getFirst().endpoint().address();
    }

    private static Endpoint endpoint(String address) {
        return Endpoint.builder().address(address).port(3307).build();
    }

    private static VpcSecurityGroupMembership group(String id, String status) {
        return VpcSecurityGroupMembership.builder().vpcSecurityGroupId(id).status(status).build();
    }

    private static DBParameterGroupStatus parameters(String name, String status) {
        return DBParameterGroupStatus.builder().dbParameterGroupName(name).parameterApplyStatus(status).build();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
