package io.pilotlight.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.instance.InstanceTags;
import io.pilotlight.lease.RecoveryEpoch;
import io.pilotlight.plan.DatabaseCapacity;
import io.pilotlight.plan.DatabaseSite;
import io.pilotlight.plan.DatabaseStorage;
import io.pilotlight.recoverypoint.RecoveryPoint;
import io.pilotlight.simulator.cloud.api.CallFault;
import io.pilotlight.simulator.cloud.api.CallFault.Kind;
import io.pilotlight.simulator.cloud.api.ServiceErrors;
import io.pilotlight.simulator.cloud.rds.InstanceCapacity;
import io.pilotlight.simulator.cloud.rds.SimulatedRds;
import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.simulator.scenario.StepDatabases;
import io.pilotlight.step.AwsRefusedException;
import io.pilotlight.step.AwsUnavailableException;
import io.pilotlight.step.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.rds.RdsClient;
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
            3307, true, true, false, DatabaseStorage.OF_SNAPSHOT, List.of("error", "slowquery"), false, "", List.of(),
            "standby/db", "password", false, "", "/visitor/db/endpoint");
    private static final RecoveryEpoch RECOVERY = new RecoveryEpoch(StepCloud.STATE_TABLE, "visitor", 1);
    private static final RestoreDatabaseHandler.Input INPUT = new RestoreDatabaseHandler.Input(
            "visitor",
            "20261122t165017",
            "eu-central-1",
            point("visits-202611221625", "2026-11-22T16:25:00Z"),
            SITE,
            RECOVERY);

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
                    SITE.storage(),
                    SITE.logExports(),
                    SITE.extendedSupport(),
                    SITE.caCertificate(),
                    SITE.alternatives(),
                    SITE.passwordSecretId(),
                    SITE.passwordField(),
                    SITE.sharesPassword(),
                    SITE.hostField(),
                    SITE.endpointParameter()),
            RECOVERY);

    private final StepCloud cloud = new StepCloud();
    private final StepDatabases databases = new StepDatabases(cloud, REGION);
    private final SimulatedRds rds = cloud.rds(REGION);
    private final RestoreDatabaseHandler handler = cloud.handler(RestoreDatabaseHandler.class);

    @BeforeEach
    void aRegionWithARecoveryPoint() {
        cloud.recorded(RECOVERY.application()).held(RECOVERY.epoch());
        databases.prepare(SITE);
        databases.addInstance(SITE, "visitor-db", List.of());
        snapshot("visits-202611221625");
    }

    @Test
    void restoresWithEverythingSetExplicitly() {
        RestoreDatabaseHandler.Result result = step();

        assertThat(result).isEqualTo(new RestoreDatabaseHandler.Result(Status.IN_PROGRESS,
                "the restore from visits-202611221625 has begun", NAME, "creating", "", false, true, ""));
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
                .storageType("gp3")
                .dedicatedLogVolume(false)
                .networkType("IPV4")
                .enableCloudwatchLogsExports("error", "slowquery")
                .engineLifecycleSupport("open-source-rds-extended-support-disabled")
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
                .containsExactly((String) null);
    }

    /** RDS upgrades what is past its standard support, and then the default groups are those of the new version. */
    @Test
    void takesTheDefaultGroupsOfWhateverVersionRdsRestores() {
        RestoreDatabaseHandler.Input input = new RestoreDatabaseHandler.Input("visitor", "20261122t165017", REGION,
                INPUT.recoveryPoint(), site("default.mysql8.0", "default:mysql-8-0"), RECOVERY);
        step(input);
        cloud.pass(Duration.ofHours(1));
        rds.describeAs(NAME, instance -> instance.dbParameterGroups(parameters("default.mysql8.4", "in-sync")));

        assertThat(step(input).status()).isEqualTo(Status.DONE);

        assertThat(cloud.asked(RestoreDbInstanceFromDbSnapshotRequest.class))
                .allSatisfy(asked -> assertThat(asked.dbParameterGroupName()).isNull());
        assertThat(cloud.changes()).hasSize(1);
    }

    @Test
    void doesNotRestoreWithoutAnOptionGroupThatThePlanNamesAndNobodyMade() {
        rds.groups().remove(SITE.optionGroup());

        assertSharedCause("Make option group standby-options in eu-central-1");
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
                Status.DONE, "it is available and as the plan says", NAME, "available", host(), true, true, ""));
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
                Status.IN_PROGRESS, "an instance of that name has just been made", NAME, "", "", false, true, ""));
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
    @ValueSource(strings = {"creating", "rebooting", "configuring-enhanced-monitoring",
        "configuring-log-exports", "configuring-iam-database-auth", "maintenance", "renaming", "starting", "upgrading",
        "resetting-master-credentials", "storage-config-upgrade", "moving-to-vpc", "a-status-of-next-year"})
    void waitsWhileRdsWorksOnTheInstance(String status) {
        available(instance -> instance.dbInstanceStatus(status));

        assertThat(step()).isEqualTo(new RestoreDatabaseHandler.Result(
                Status.IN_PROGRESS, "its status is '%s'".formatted(status), NAME, status, "", false, true, ""));
        assertThat(cloud.changes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"backing-up", "modifying"})
    void tellsThatTheInstanceTakesConnectionsWhileRdsStillWorksOnIt(String status) {
        available(instance -> instance.dbInstanceStatus(status));

        assertThat(step()).isEqualTo(new RestoreDatabaseHandler.Result(
                Status.IN_PROGRESS, "its status is '%s'".formatted(status), NAME, status, host(), true, true, ""));
        assertThat(cloud.changes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"backing-up", "modifying"})
    void callsNoInstanceReachableThatIsNotAsThePlanSays(String status) {
        available(instance -> instance.dbInstanceStatus(status)
                .dbParameterGroups(group -> group.dbParameterGroupName("default.mysql8.0").parameterApplyStatus("in-sync")));

        assertThat(step()).returns(false, RestoreDatabaseHandler.Result::reachable);
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
                    "its status is 'available', but it has no endpoint yet", NAME, "available", "", false, true, ""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "restore-error", "incompatible-restore"})
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
    @CsvSource(delimiter = '|', textBlock = """
            incompatible-parameters | parameter group standby-mysql8
            incompatible-option-group | option group standby-options
            incompatible-network | subnets of subnet group standby-subnets
            incompatible-create | RDS's events
            incompatible-of-next-year | RDS's events
            storage-full | more storage
            upgrade-failed | extendedSupport
            inaccessible-encryption-credentials | Enable KMS key arn:aws:kms:eu-central-1:111122223333:key/k
            inaccessible-encryption-credentials-recoverable | Enable KMS key arn:aws:kms:eu-central-1:111122223333:key/k
            insufficient-capacity | among the plan's alternatives
            stopped | start this instance
            stopping | start this instance
            """)
    void callsAPersonAtOnceAndSaysWhatToMendWhereAnOlderRecoveryPointWouldNotHelpEither(String status, String remedy) {
        available(instance -> instance.dbInstanceStatus(status));

        assertThatThrownBy(this::step).isInstanceOf(StuckInstanceException.class)
                .hasMessageContaining(NAME).hasMessageContaining(status).hasMessageContaining(remedy)
                .hasMessageContaining("then start again: it goes on with the same recovery point")
                .hasMessageContaining("it costs money");
        assertThat(cloud.changes()).isEmpty();
    }

    @Test
    void waitsUntilItsInstanceThatIsBeingDeletedIsGoneAndRestoresTheSameRecoveryPointAgain() {
        step();
        cloud.pass(Duration.ofMinutes(3));
        rds.describeAs(NAME, instance -> instance.deletionProtection(false));
        rds.deleteDBInstance(request -> request.dbInstanceIdentifier(NAME).skipFinalSnapshot(true));

        RestoreDatabaseHandler.Result waiting = step();
        assertThat(waiting).returns(Status.IN_PROGRESS, RestoreDatabaseHandler.Result::status)
                .returns("deleting", RestoreDatabaseHandler.Result::instanceStatus);
        assertThat(waiting.reason()).contains("the same recovery point is restored once more when it is gone");
        cloud.pass(Duration.ofMinutes(6));
        step();
        cloud.pass(Duration.ofMinutes(20));

        assertThat(step().status()).isEqualTo(Status.DONE);
        assertThat(cloud.asked(RestoreDbInstanceFromDbSnapshotRequest.class))
                .extracting(RestoreDbInstanceFromDbSnapshotRequest::dbSnapshotIdentifier)
                .containsExactly("visits-202611221625", "visits-202611221625");
    }

    @Test
    void waitsWhileItIsCheckedWhetherItsInstanceMayBeDeleted() {
        available(instance -> instance.dbInstanceStatus("delete-precheck"));

        assertThat(step().status()).isEqualTo(Status.IN_PROGRESS);
    }

    @Test
    void refusesARecoveryPointThatRdsWillNotRestore() {
        cloud.refuseNext(RESTORE, InvalidRestoreException.builder().statusCode(400).message("why").build());
        assertWillNotRestore("why");

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
                new RestoreDatabaseHandler.Result(Status.IN_PROGRESS, result.reason(), NAME, "", "", false, false, ""));
        assertThat(result.reason()).startsWith("AWS has no capacity for db.t3.micro now and is asked again: "
                + "No capacity is available in the specified Availability Zones for db.t3.micro");
        rds.replenishCapacity("db.t3.micro");
        assertThat(step().created()).isTrue();
    }

    @Test
    void takesTheFirstCapacityThatAwsHasWithoutWaiting() {
        rds.exhaustCapacity("db.t3.micro");
        rds.capacity().exhaust("db.t3.small", InstanceCapacity.Lack.NOT_OFFERED);

        RestoreDatabaseHandler.Result result = step(withAlternatives());

        assertThat(result.reason()).isEqualTo("the restore from visits-202611221625 has begun on db.t3.medium in "
                + "eu-central-1b, for want of other capacity");
        assertThat(rds.describeDBInstances(request -> request.dbInstanceIdentifier(NAME)).dbInstances().getFirst())
                .returns("db.t3.medium", DBInstance::dbInstanceClass)
                .returns("eu-central-1b", DBInstance::availabilityZone)
                .returns(false, DBInstance::multiAZ);
        cloud.pass(Duration.ofMinutes(20));
        assertThat(step(withAlternatives())).returns(Status.DONE, RestoreDatabaseHandler.Result::status)
                .returns(NAME + " is db.t3.medium Single-AZ instead of db.t3.micro Multi-AZ", RestoreDatabaseHandler.Result::remark);
    }

    @Test
    void triesTheNextCapacityUnderAnotherNameWhereAnInstanceStandsWithoutAny() {
        rds.capacity().exhaust("db.t3.micro", InstanceCapacity.Lack.SEEN_LATER);
        rds.capacity().exhaust("db.t3.small", InstanceCapacity.Lack.SEEN_LATER);
        List<String> names = new ArrayList<>();

        for (int look = 0; look < 6; look++) {
            RestoreDatabaseHandler.Result result = step(withAlternatives());
            names.add(result.instanceIdentifier());
            cloud.pass(Duration.ofMinutes(10));
        }

        assertThat(names.stream().distinct()).containsExactly(
                NAME, "visitor-db-20261122t165017-c21625", "visitor-db-20261122t165017-g21625");
        assertThat(step(withAlternatives())).returns(Status.DONE, RestoreDatabaseHandler.Result::status)
                .returns("visitor-db-20261122t165017-g21625", RestoreDatabaseHandler.Result::instanceIdentifier);
        assertThat(cloud.changes()).hasSize(3);
    }

    @Test
    void callsAPersonOnceEveryCapacityOfThePlanHasAnInstanceWithoutAny() {
        for (String instanceClass : List.of("db.t3.micro", "db.t3.small", "db.t3.medium")) {
            rds.capacity().exhaust(instanceClass, InstanceCapacity.Lack.SEEN_LATER);
        }
        for (int restore = 0; restore < 3; restore++) {
            step(withAlternatives());
            cloud.pass(Duration.ofMinutes(13));
        }

        assertThatThrownBy(() -> step(withAlternatives())).isInstanceOf(StuckInstanceException.class)
                .hasMessageContaining("no capacity for db.t3.micro, db.t3.small, db.t3.medium in eu-central-1b")
                .hasMessageContaining("alternatives");
        assertThat(cloud.changes()).hasSize(3);
    }

    @Test
    void asksAgainForWhatIsNotExhaustedForGood() {
        rds.capacity().exhaust("db.t3.micro", InstanceCapacity.Lack.SEEN_LATER);
        rds.exhaustCapacity("db.t3.small");
        rds.exhaustCapacity("db.t3.medium");
        step(withAlternatives());
        cloud.pass(Duration.ofMinutes(13));

        assertThat(step(withAlternatives()).reason())
                .startsWith("AWS has no capacity for db.t3.small, db.t3.medium in eu-central-1b now and is asked again");
        rds.replenishCapacity("db.t3.small");
        assertThat(step(withAlternatives())).returns(true, RestoreDatabaseHandler.Result::created);
    }

    @Test
    void followsTheInstanceOfALaterCapacityAlsoWhereTheFirstHasSomeAgain() {
        rds.exhaustCapacity("db.t3.micro");
        String begun = step(withAlternatives()).instanceIdentifier();
        rds.replenishCapacity("db.t3.micro");
        cloud.pass(Duration.ofMinutes(20));

        assertThat(step(withAlternatives())).returns(begun, RestoreDatabaseHandler.Result::instanceIdentifier)
                .returns(Status.DONE, RestoreDatabaseHandler.Result::status);
        assertThat(cloud.asked(RestoreDbInstanceFromDbSnapshotRequest.class))
                .extracting(RestoreDbInstanceFromDbSnapshotRequest::dbInstanceClass)
                .containsExactly("db.t3.micro", "db.t3.small");
    }

    @Test
    void leavesAClassThatTheRegionDoesNotHaveToAPerson() {
        rds.capacity().exhaust("db.t3.micro", InstanceCapacity.Lack.NOT_OFFERED);

        assertThatThrownBy(this::step).isInstanceOf(AwsRefusedException.class).hasMessageContaining("db.t3.micro");
    }

    @Test
    void stopsAtOnceWhereRdsRefusesForWhatEveryRecoveryPointShares() {
        rds.groups().disableKey(SITE.kmsKeyId());
        assertSharedCause("Enable KMS key " + SITE.kmsKeyId());
        rds.groups().enableKey(SITE.kmsKeyId());

        rds.groups().remove(SITE.parameterGroup());
        assertSharedCause("Make parameter group standby-mysql8 in eu-central-1");
        rds.groups().addParameterGroup(SITE.parameterGroup());

        rds.quotas().instances(1);
        assertSharedCause("have the quota of instances raised");
        rds.quotas().instances(40);

        rds.groups().remove(SITE.subnetGroup());
        assertSharedCause("Mend subnet group standby-subnets in eu-central-1");
        assertThat(rds.describeDBInstances(request -> { }).dbInstances()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"InvalidVPCNetworkStateFault", "InvalidSubnet", "DBSubnetGroupDoesNotCoverEnoughAZs",
        "NetworkTypeNotSupported", "StorageQuotaExceeded", "StorageTypeNotSupported", "AuthorizationNotFound",
        "DBSecurityGroupNotFound", "CertificateNotFound", "TenantDatabaseQuotaExceeded",
        "VpcEncryptionControlViolationException"})
    void knowsEveryRefusalOfTheSite(String code) {
        cloud.refuseNext(RESTORE, ServiceErrors.error(RdsClient.class, code, "why"));

        assertSharedCause("");
    }

    private void assertSharedCause(String remedy) {
        assertThatThrownBy(this::step).isInstanceOf(SharedCauseException.class)
                .hasMessageContaining("RDS restores no other one either")
                .hasMessageContaining(remedy)
                .hasMessageContaining("then start again: it goes on with the same recovery point");
    }

    @Test
    void leavesAMissingRightToAPersonAndOtherFaultsToARetry() {
        cloud.refuseNext(RESTORE, ServiceErrors.error(RdsClient.class, "AccessDenied", 403, "no right"));
        assertThatThrownBy(this::step).isInstanceOf(AwsRefusedException.class).hasMessageContaining("no right");

        cloud.faults().fail(CallFault.before(RESTORE, Kind.THROTTLED));
        assertThatThrownBy(this::step).isInstanceOf(AwsUnavailableException.class);
    }

    private static RestoreDatabaseHandler.Input withAlternatives() {
        return new RestoreDatabaseHandler.Input(INPUT.application(), INPUT.incident(), INPUT.region(), INPUT.recoveryPoint(),
                site(DatabaseStorage.OF_SNAPSHOT, List.of(new DatabaseCapacity("db.t3.small", ""),
                        new DatabaseCapacity("db.t3.medium", "eu-central-1b"))), RECOVERY);
    }

    private static DatabaseSite site(String parameterGroup, String optionGroup) {
        return new DatabaseSite(SITE.instanceIdentifier(), SITE.instanceClass(), SITE.subnetGroup(), SITE.securityGroupIds(),
                parameterGroup, optionGroup, SITE.kmsKeyId(), SITE.port(), SITE.multiAz(), SITE.deletionProtection(),
                SITE.iamAuthentication(), SITE.storage(), SITE.logExports(), SITE.extendedSupport(), SITE.caCertificate(),
                SITE.alternatives(), SITE.passwordSecretId(), SITE.passwordField(), SITE.sharesPassword(), SITE.hostField(),
                SITE.endpointParameter());
    }

    private static DatabaseSite site(DatabaseStorage storage, List<DatabaseCapacity> alternatives) {
        return new DatabaseSite(SITE.instanceIdentifier(), SITE.instanceClass(), SITE.subnetGroup(), SITE.securityGroupIds(),
                SITE.parameterGroup(), SITE.optionGroup(), SITE.kmsKeyId(), SITE.port(), SITE.multiAz(),
                SITE.deletionProtection(), SITE.iamAuthentication(), storage, SITE.logExports(), true, "rds-ca-rsa4096-g1",
                alternatives, SITE.passwordSecretId(), SITE.passwordField(), SITE.sharesPassword(), SITE.hostField(), SITE.endpointParameter());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            gp2  | -    | -   | 20  |      | 0     | 0   | gp2 | -     | -
            gp3  | 3000 | 125 | 20  |      | 0     | 0   | gp3 | -     | -
            gp3  | 12000| 500 | 400 |      | 0     | 0   | gp3 | 12000 | 500
            io1  | 1000 | -   | 100 |      | 0     | 0   | io1 | 1000  | -
            io2  | 5000 | 0   | 100 |      | 0     | 0   | io2 | 5000  | -
            standard | - | -  | 100 |      | 0     | 0   | standard | - | -
            gp2  | -    | -   | 500 | gp3  | 16000 | 750 | gp3 | 16000 | 750
            io1  | 1000 | -   | 20  | gp3  | 0     | 0   | gp3 | -     | -
            io1  | 1000 | -   | 500 | gp3  | 0     | 0   | gp3 | -     | -
            gp3  | 12000| 500 | 400 |      | 15000 | 0   | gp3 | 15000 | 500
            gp2  | -    | -   | 100 | io1  | 2000  | 0   | io1 | 2000  | -
            """)
    void keepsTheStorageOfTheSourceUnlessThePlanWantsAnother(String type, Integer iops, Integer throughput, int gibibytes,
            String plannedType, int plannedIops, int plannedThroughput, String wanted, Integer wantedIops, Integer wantedThroughput) {
        databases.redescribe("visits-202611221625", snapshot -> snapshot.storageType(type).iops(iops)
                .storageThroughput(throughput).allocatedStorage(gibibytes));
        DatabaseStorage planned =
                new DatabaseStorage(plannedType == null ? "" : plannedType, plannedIops, plannedThroughput);

        step(new RestoreDatabaseHandler.Input(INPUT.application(), INPUT.incident(), INPUT.region(), INPUT.recoveryPoint(),
                site(planned, List.of()), RECOVERY));

        assertThat(cloud.asked(RestoreDbInstanceFromDbSnapshotRequest.class)).singleElement()
                .returns(wanted, RestoreDbInstanceFromDbSnapshotRequest::storageType)
                .returns(wantedIops, RestoreDbInstanceFromDbSnapshotRequest::iops)
                .returns(wantedThroughput, RestoreDbInstanceFromDbSnapshotRequest::storageThroughput)
                .returns("open-source-rds-extended-support", RestoreDbInstanceFromDbSnapshotRequest::engineLifecycleSupport)
                .returns("rds-ca-rsa4096-g1", RestoreDbInstanceFromDbSnapshotRequest::caCertificateIdentifier);
        assertThat(rds.describeDBInstances(request -> request.dbInstanceIdentifier(NAME)).dbInstances().getFirst())
                .returns(wanted, DBInstance::storageType);
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
                point("visits-202611221525", "2026-11-22T15:25:00Z"), SITE, RECOVERY));

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
                "visitor", "Drill 1", "eu-central-1", INPUT.recoveryPoint(), SITE, RECOVERY))
                .withMessageContaining("incident is 'Drill 1'; accepted is");
    }

    private static RecoveryPoint point(String snapshotId, String takenAt) {
        return new RecoveryPoint(snapshotId, Instant.parse(takenAt), Instant.parse(takenAt), true);
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
