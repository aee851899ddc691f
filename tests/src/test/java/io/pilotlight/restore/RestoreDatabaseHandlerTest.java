package io.pilotlight.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.instance.InstanceTags;
import io.pilotlight.plan.DatabaseSite;
import io.pilotlight.recoverypoint.RecoveryPoint;
import io.pilotlight.step.AwsRefusedException;
import io.pilotlight.step.AwsUnavailableException;
import io.pilotlight.step.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSubnetGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.Endpoint;
import software.amazon.awssdk.services.rds.model.InsufficientDbInstanceCapacityException;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.InvalidDbSnapshotStateException;
import software.amazon.awssdk.services.rds.model.InvalidRestoreException;
import software.amazon.awssdk.services.rds.model.KmsKeyNotAccessibleException;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.OptionGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.RebootDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.Tag;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

class RestoreDatabaseHandlerTest {

    private static final String NAME = "visitor-db-20261122t165017-221625";
    private static final String HOST = NAME + ".abc.eu-central-1.rds.amazonaws.com";
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

    private final FakeRds rds = new FakeRds();
    private final RestoreDatabaseHandler handler = new RestoreDatabaseHandler(_ -> rds);

    @Test
    void restoresWithEverythingSetExplicitly() {
        RestoreDatabaseHandler.Result result = step();

        assertThat(result).isEqualTo(new RestoreDatabaseHandler.Result(Status.IN_PROGRESS,
                "the restore from visits-202611221625 has begun", NAME, "creating", "", true));
        assertThat(rds.actions).containsExactly(RestoreDbInstanceFromDbSnapshotRequest.builder()
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
        rds.failNextBeforeItsEffect(OptionGroupNotFoundException.builder().statusCode(404).build());

        RestoreDatabaseHandler.Result result = handler.step(INPUT_WITH_DEFAULT_OPTIONS);

        assertThat(result.status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(rds.actions)
                .extracting(action -> ((RestoreDbInstanceFromDbSnapshotRequest) action).optionGroupName())
                .containsExactly("default:mysql-8-4", null);
    }

    @Test
    void doesNotRestoreWithoutAnOptionGroupThatThePlanNamesAndNobodyMade() {
        rds.failNextBeforeItsEffect(OptionGroupNotFoundException.builder().statusCode(404).build());

        assertThatThrownBy(this::step).isInstanceOf(AwsRefusedException.class);
        assertThat(rds.actions).hasSize(1);
    }

    @Test
    void followsItsOwnInstanceAndRestoresOnlyOnce() {
        step();
        RestoreDatabaseHandler.Result second = step();
        rds.change(NAME, instance -> instance.dbInstanceStatus("available").endpoint(endpoint(HOST)));
        RestoreDatabaseHandler.Result third = step();

        assertThat(second.status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(third).isEqualTo(new RestoreDatabaseHandler.Result(
                Status.DONE, "it is available and as the plan says", NAME, "available", HOST, true));
        assertThat(step()).isEqualTo(third);
        assertThat(rds.actions).hasSize(1);
    }

    @Test
    void findsTheInstanceOfACallThatTimedOutAfterItsEffect() {
        rds.failNextAfterItsEffect(ApiCallTimeoutException.create(15_000));

        assertThatThrownBy(this::step).isInstanceOf(AwsUnavailableException.class);
        assertThat(step()).returns(Status.IN_PROGRESS, RestoreDatabaseHandler.Result::status)
                .returns(true, RestoreDatabaseHandler.Result::created);
        assertThat(rds.actions).hasSize(1);
    }

    @Test
    void asksAgainAfterACallThatTimedOutBeforeItsEffect() {
        rds.failNextBeforeItsEffect(ApiCallTimeoutException.create(15_000));

        assertThatThrownBy(this::step).isInstanceOf(AwsUnavailableException.class);
        assertThat(step()).returns("creating", RestoreDatabaseHandler.Result::instanceStatus);
    }

    @Test
    void takesANameThatIsInUseByNowForAnEarlierCallsWorkAndLooksAgain() {
        step();
        rds.hideInstances(true);
        RestoreDatabaseHandler.Result blind = step();
        rds.hideInstances(false);

        assertThat(blind).isEqualTo(new RestoreDatabaseHandler.Result(
                Status.IN_PROGRESS, "an instance of that name has just been made", NAME, "", "", true));
        assertThat(step().instanceStatus()).isEqualTo("creating");
    }

    @ParameterizedTest
    @MethodSource
    void refusesToTouchAnInstanceThatItDidNotMake(Map<String, String> tags) {
        rds.put(available().tagList(tags.entrySet().stream().map(e -> tag(e.getKey(), e.getValue())).toList()).build());

        assertThatThrownBy(this::step).isInstanceOf(NameTakenException.class)
                .hasMessageContaining(NAME).hasMessageContaining("left untouched")
                .hasMessageContaining("incident '%s'", tags.getOrDefault("pilot-light:incident", ""));
        assertThat(rds.actions).isEmpty();
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
        rds.put(available().dbInstanceStatus(status).build());

        assertThat(step()).isEqualTo(new RestoreDatabaseHandler.Result(
                Status.IN_PROGRESS, "its status is '%s'".formatted(status), NAME, status, "", true));
        assertThat(rds.actions).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"available", "storage-optimization", "storage-initialization"})
    void isDoneOnceTheInstanceIsFullyOperational(String status) {
        rds.put(available().dbInstanceStatus(status).build());

        assertThat(step()).returns(Status.DONE, RestoreDatabaseHandler.Result::status)
                .returns(HOST, RestoreDatabaseHandler.Result::endpoint);
    }

    @Test
    void waitsForTheEndpointOfAnAvailableInstance() {
        for (Endpoint none : Arrays.asList(null, endpoint(null), endpoint(""))) {
            rds.put(available().endpoint(none).build());

            assertThat(step()).isEqualTo(new RestoreDatabaseHandler.Result(Status.IN_PROGRESS,
                    "its status is 'available', but it has no endpoint yet", NAME, "available", "", true));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "restore-error", "incompatible-restore", "incompatible-network",
        "incompatible-parameters", "incompatible-option-group", "incompatible-create", "storage-full", "deleting",
        "inaccessible-encryption-credentials", "inaccessible-encryption-credentials-recoverable"})
    void refusesARecoveryPointWhoseInstanceWillNotBecomeAvailableAndSaysThatTheInstanceStands(String status) {
        rds.put(available().dbInstanceStatus(status).build());

        RestoreDatabaseHandler.Result result = step();

        assertThat(result)
                .returns(Status.REFUSED, RestoreDatabaseHandler.Result::status)
                .returns(true, RestoreDatabaseHandler.Result::created)
                .returns(status, RestoreDatabaseHandler.Result::instanceStatus);
        assertThat(result.reason()).contains("'%s'".formatted(status));
        assertThat(rds.actions).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"insufficient-capacity", "stopped", "stopping"})
    void callsAPersonWhereAnOlderRecoveryPointWouldNotHelpEither(String status) {
        rds.put(available().dbInstanceStatus(status).build());

        assertThatThrownBy(this::step).isInstanceOf(StuckInstanceException.class)
                .hasMessageContaining(NAME).hasMessageContaining(status).hasMessageContaining("it costs money");
    }

    @ParameterizedTest
    @MethodSource
    void refusesARecoveryPointThatRdsWillNotRestore(RdsException failure) {
        rds.failNextBeforeItsEffect(failure);

        RestoreDatabaseHandler.Result result = step();

        assertThat(result.status()).isEqualTo(Status.REFUSED);
        assertThat(result.reason()).startsWith("visits-202611221625 will not restore: why");
        assertThat(result).returns(false, RestoreDatabaseHandler.Result::created).returns(NAME,
                RestoreDatabaseHandler.Result::instanceIdentifier);
    }

    static Stream<RdsException> refusesARecoveryPointThatRdsWillNotRestore() {
        return Stream.of(
                DbSnapshotNotFoundException.builder().statusCode(404).message("why").build(),
                InvalidDbSnapshotStateException.builder().statusCode(400).message("why").build(),
                InvalidRestoreException.builder().statusCode(400).message("why").build(),
                KmsKeyNotAccessibleException.builder().statusCode(400).message("why").build())
                .map(RdsException.class::cast);
    }

    @Test
    void asksAgainForCapacity() {
        rds.failNextBeforeItsEffect(InsufficientDbInstanceCapacityException.builder()
                .statusCode(400)
                .message("none")
                .build());

        assertThat(step()).isEqualTo(new RestoreDatabaseHandler.Result(Status.IN_PROGRESS,
                "AWS has no capacity for db.t3.micro now and is asked again: none", NAME, "", "", false));
        assertThat(step().created()).isTrue();
    }

    @Test
    void leavesOtherRefusalsToAPersonAndOtherFaultsToARetry() {
        rds.failNextBeforeItsEffect(DbSubnetGroupNotFoundException.builder()
                .statusCode(404)
                .message("no subnets")
                .build());
        assertThatThrownBy(this::step).isInstanceOf(AwsRefusedException.class).hasMessageContaining("no subnets");

        rds.failNextBeforeItsEffect((RdsException) RdsException.builder().statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode("Throttling").build()).build());
        assertThatThrownBy(this::step).isInstanceOf(AwsUnavailableException.class);
    }

    @Test
    void bringsSecurityGroupsToThePlanWithOneChangeAndWaitsUntilTheyAreActive() {
        rds.put(available().vpcSecurityGroups(group("sg-default", "active")).build());
        RestoreDatabaseHandler.Result changed = step();
        rds.change(NAME, instance -> instance.vpcSecurityGroups(
                group("sg-default", "removing"), group("sg-1", "adding"), group("sg-2", "adding")));
        RestoreDatabaseHandler.Result settling = step();
        rds.change(NAME, instance -> instance.vpcSecurityGroups(group("sg-2", "active"), group("sg-1", "active")));

        assertThat(changed.status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(settling).returns(Status.IN_PROGRESS, RestoreDatabaseHandler.Result::status)
                .returns("its security groups are being changed", RestoreDatabaseHandler.Result::reason);
        assertThat(step().status()).isEqualTo(Status.DONE);
        assertThat(rds.actions).containsExactly(ModifyDbInstanceRequest.builder()
                .dbInstanceIdentifier(NAME).applyImmediately(true).vpcSecurityGroupIds("sg-1", "sg-2").build());
    }

    @Test
    void bringsTheParameterGroupToThePlanAndRebootsOnceForIt() {
        rds.put(available().vpcSecurityGroups(group("sg-1", "active"), group("sg-2", "active"))
                .dbParameterGroups(parameters("default.mysql8.0", "in-sync")).build());
        step();
        rds.change(NAME, instance -> instance.dbParameterGroups(parameters("standby-mysql8", "applying")));
        assertThat(step().reason()).isEqualTo("parameter group standby-mysql8 is being applied");
        rds.change(NAME, instance -> instance.dbParameterGroups(parameters("standby-mysql8", "pending-reboot")));
        assertThat(step().status()).isEqualTo(Status.IN_PROGRESS);
        rds.change(NAME, instance -> instance.dbInstanceStatus("rebooting"));
        assertThat(step().status()).isEqualTo(Status.IN_PROGRESS);
        rds.change(NAME, instance -> instance.dbInstanceStatus("available")
                .dbParameterGroups(parameters("standby-mysql8", "in-sync")));

        assertThat(step().status()).isEqualTo(Status.DONE);
        assertThat(rds.actions)
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
        rds.put(available().vpcSecurityGroups(group("sg-1", "active"))
                .dbParameterGroups(parameters("default.mysql8.0", "in-sync")).build());

        step();

        assertThat(rds.actions)
                .containsExactly(ModifyDbInstanceRequest.builder()
                        .dbInstanceIdentifier(NAME)
                        .applyImmediately(true)
                        .vpcSecurityGroupIds("sg-1", "sg-2")
                        .dbParameterGroupName("standby-mysql8")
                        .build());
    }

    @Test
    void takesWhatRdsDoesNotTellForNoDifference() {
        rds.put(available().vpcSecurityGroups(List.of()).dbParameterGroups(List.of()).build());
        assertThat(step().status()).isEqualTo(Status.DONE);

        rds.put(available().vpcSecurityGroups(group("sg-1", null), group("sg-2", null))
                .dbParameterGroups(parameters("Standby-MySQL8", null)).build());
        assertThat(step().status()).isEqualTo(Status.DONE);
        assertThat(rds.actions).isEmpty();
    }

    @Test
    void callsAPersonWhereTheParameterGroupCannotBeApplied() {
        rds.put(available().dbParameterGroups(parameters("standby-mysql8", "failed-to-apply")).build());

        assertThatThrownBy(this::step).isInstanceOf(StuckInstanceException.class)
                .hasMessageContaining("parameter group standby-mysql8 could not be applied");
    }

    @Test
    void waitsWhereTheInstanceIsBusyByTheTimeItIsChanged() {
        rds.put(available().vpcSecurityGroups(group("sg-default", "active")).build());
        rds.failNextBeforeItsEffect(InvalidDbInstanceStateException.builder().statusCode(400).message("busy").build());

        assertThat(step()).returns(Status.IN_PROGRESS, RestoreDatabaseHandler.Result::status)
                .returns("RDS does not take a change now: busy", RestoreDatabaseHandler.Result::reason);
    }

    @Test
    void givesEveryRecoveryPointAnInstanceOfItsOwn() {
        step();
        handler.take(new RestoreDatabaseHandler.Input(INPUT.application(), INPUT.incident(), INPUT.region(),
                new RecoveryPoint("visits-202611221525", Instant.parse("2026-11-22T15:25:00Z"), true), SITE));

        assertThat(rds.actions)
                .extracting(request -> ((RestoreDbInstanceFromDbSnapshotRequest) request).dbInstanceIdentifier())
                .containsExactly(NAME, "visitor-db-20261122t165017-221525");
    }

    @Test
    void asksTheGivenRegionAlone() {
        List<String> asked = new ArrayList<>();
        new RestoreDatabaseHandler(region -> {
            asked.add(region);
            return rds;
        }).take(INPUT);

        assertThat(asked).containsExactly("eu-central-1");
    }

    @Test
    void refusesAnIncidentThatWouldNotMakeAName() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RestoreDatabaseHandler.Input(
                "visitor", "Drill 1", "eu-central-1", INPUT.recoveryPoint(), SITE))
                .withMessageContaining("incident is 'Drill 1'; accepted is");
    }

    private RestoreDatabaseHandler.Result step() {
        return handler.take(INPUT);
    }

    private static DBInstance.Builder available() {
        return DBInstance.builder()
                .dbInstanceIdentifier(NAME)
                .dbInstanceStatus("available")
                .endpoint(endpoint(HOST))
                .tagList(new InstanceTags(
                                INPUT.application(),
                                INPUT.incident(),
                                INPUT.recoveryPoint().snapshotId(),
                                "")
                        .asList());
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
