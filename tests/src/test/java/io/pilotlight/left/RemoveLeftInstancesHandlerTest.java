package io.pilotlight.left;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.backup.RegionOfBackups;
import io.pilotlight.instance.InstanceTags;
import io.pilotlight.lease.RecordedState;
import io.pilotlight.lease.RecoveryState;
import io.pilotlight.left.RemoveLeftInstancesHandler.Result;
import io.pilotlight.left.RemoveLeftInstancesHandler.Result.Announced;
import io.pilotlight.left.RemoveLeftInstancesHandler.Result.NotRemoved;
import io.pilotlight.left.RemoveLeftInstancesHandler.Result.Removed;
import io.pilotlight.plan.Plan;
import io.pilotlight.plan.Plans;
import io.pilotlight.plan.SiteName;
import io.pilotlight.reconcile.RecordReconciliationHandler;
import io.pilotlight.recoverypoint.SnapshotName;
import io.pilotlight.recoverypoint.SnapshotTags;
import io.pilotlight.simulator.cloud.api.CallFault;
import io.pilotlight.simulator.cloud.api.CallFault.Kind;
import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.simulator.scenario.StepSite;
import io.pilotlight.step.AwsRefusedException;
import io.pilotlight.step.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DbSnapshotAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.RemoveTagsFromResourceRequest;
import software.amazon.awssdk.services.rds.model.Tag;

/** A move home was made: the standby's restored instance is left, and so is the primary's own of before the failover. */
class RemoveLeftInstancesHandlerTest {

    private static final String APPLICATION = "visitor-counter";
    private static final String ORIGINAL = "visitors-db";
    private static final String USED = "visitors-db-20261122t000000-211640";
    private static final String LEFT = "visitors-db-20261120t000000-192340";
    private static final String HOST = "used.xyz.eu-west-1.rds.amazonaws.com";
    private static final String KEY = "arn:aws:kms:eu-central-1:111122223333:key/1";
    private static final Duration GRACE = Duration.ofDays(7);

    private final StepCloud cloud = new StepCloud(Instant.parse("2026-11-22T02:00:00Z"));
    private final RegionOfBackups primary = new RegionOfBackups(cloud, StepCloud.PRIMARY);
    private final RegionOfBackups standby = new RegionOfBackups(cloud, StepCloud.STANDBY);
    private final StepSite servicesAtPrimary = new StepSite(cloud, StepCloud.PRIMARY);
    private final StepSite servicesAtStandby = new StepSite(cloud, StepCloud.STANDBY);
    private final RecordedState recorded = cloud.recorded(APPLICATION);
    private final ObjectNode plan = Plans.json();
    private final RemoveLeftInstancesHandler handler = cloud.handler(RemoveLeftInstancesHandler.class);

    @BeforeEach
    void homeAgain() {
        servicesAtPrimary.build(1, 1, 6);
        servicesAtStandby.build(0, 0, 0);
        plan.withArray("databases").remove(1);
        plan.path("services").forEach(service -> List.of("primary", "standby").forEach(site -> ((ObjectNode) service.path(site))
                .put("cluster", StepSite.CLUSTER).put("service", StepSite.SERVICE)));
        recorded.ended(2, SiteName.PRIMARY);
        primary.instance(ORIGINAL, "original.xyz.eu-west-1.rds.amazonaws.com");
        primary.instance(USED, HOST, tags("20261122t000000"));
        standby.instance(LEFT, "left.xyz.eu-central-1.rds.amazonaws.com", tags("20261120t000000"));
        cloud.writeParameter(StepCloud.PRIMARY, "/visitors/endpoint", HOST);
        backup(USED, true);
    }

    @Test
    void announcesItFirstAndDeletesItWithAFinalSnapshotOnceItsDaysArePast() {
        Instant announced = cloud.now();
        assertThat(look().announced()).containsExactly(new Announced(StepCloud.STANDBY, LEFT, announced.plus(GRACE)));
        assertThat(cloud.changes()).containsExactly(AddTagsToResourceRequest.builder()
                .resourceName(left().dbInstanceArn()).tags(InstanceTags.left(announced)).build());

        cloud.pass(GRACE.minusMinutes(1));
        assertThat(look()).isEqualTo(nothing(""));
        cloud.pass(Duration.ofMinutes(1));
        assertThat(look().removed()).containsExactly(new Removed(StepCloud.STANDBY, LEFT, LEFT + "-final"));
        assertThat(cloud.asked(DeleteDbInstanceRequest.class)).containsExactly(DeleteDbInstanceRequest.builder()
                .dbInstanceIdentifier(LEFT).skipFinalSnapshot(false).finalDBSnapshotIdentifier(LEFT + "-final").deleteAutomatedBackups(true).build());

        assertThat(look()).as("it is being deleted").isEqualTo(nothing(""));
        cloud.pass(Duration.ofMinutes(30));
        assertThat(look()).isEqualTo(nothing(""));
        assertThat(cloud.changes()).hasSize(2);
        assertThat(names(StepCloud.STANDBY)).doesNotContain(LEFT);
        assertThat(names(StepCloud.PRIMARY)).contains(ORIGINAL, USED);
        assertThat(standby.get(LEFT + "-final").status()).isEqualTo("available");
    }

    @Test
    void takesBackTheProtectionThatTheRestoreHasGivenItBeforeItIsAnnounced() {
        describeLeft(true);
        assertThat(look()).isEqualTo(nothing(""));
        assertThat(cloud.changes()).containsExactly(ModifyDbInstanceRequest.builder()
                .dbInstanceIdentifier(LEFT).deletionProtection(false).applyImmediately(true).build());

        cloud.passUntil(() -> left().dbInstanceStatus().equals("available"));
        assertThat(look().announced()).hasSize(1);
    }

    /** Whoever protects it, once people were told, wants it kept; and so does who protects it where the plan does not. */
    @Test
    void keepsWhatPeopleProtect() {
        look();
        describeLeft(true);
        cloud.pass(GRACE.multipliedBy(2));
        assertThat(look()).isEqualTo(nothing(""));

        ((ObjectNode) plan.at("/databases/0/standby")).put("deletionProtection", false);
        standby.describeInstance(LEFT, instance -> instance.tagList(tags("20261120t000000")));
        assertThat(look()).isEqualTo(nothing(""));
        assertThat(left().deletionProtection()).isTrue();
        assertThat(cloud.asked(ModifyDbInstanceRequest.class)).isEmpty();
    }

    @Test
    void leavesAloneWhatHasAReadReplicaOrIsOneOrIsStopped() {
        look();
        cloud.pass(GRACE);
        standby.describeInstance(LEFT, instance -> instance.readReplicaDBInstanceIdentifiers("a-replica"));
        assertThat(look()).isEqualTo(nothing(""));
        standby.describeInstance(LEFT, instance -> instance.readReplicaDBInstanceIdentifiers(List.of()).readReplicaSourceDBInstanceIdentifier("a-source"));
        assertThat(look()).isEqualTo(nothing(""));
        standby.describeInstance(LEFT, instance -> instance.readReplicaSourceDBInstanceIdentifier(null).dbInstanceStatus("stopped"));
        assertThat(look()).isEqualTo(nothing(""));

        standby.describeInstance(LEFT, instance -> instance.dbInstanceStatus("available"));
        assertThat(look().removed()).hasSize(1);
    }

    @Test
    void neverTouchesWhatTheApplicationUses() {
        removeLeft();
        primary.describeInstance(USED, instance -> instance.tagList(tags("20261122t000000")));

        assertThat(look()).isEqualTo(nothing(""));
        cloud.pass(GRACE.multipliedBy(2));
        assertThat(look()).isEqualTo(nothing(""));
        assertThat(cloud.changes()).isEmpty();
    }

    /** By hand: no recovery ever goes back to an instance. */
    @Test
    void takesTheMarkOffOneThatIsUsedAgainSoThatItsDaysBeginAnew() {
        look();
        cloud.pass(GRACE);
        recorded.ended(3, SiteName.STANDBY);
        servicesAtPrimary.setDesiredCount(0);
        servicesAtStandby.setDesiredCount(1);
        cloud.writeParameter(StepCloud.STANDBY, "/visitors/endpoint", "left.xyz.eu-central-1.rds.amazonaws.com");
        reconciled();

        look();

        assertThat(cloud.asked(RemoveTagsFromResourceRequest.class)).singleElement().satisfies(asked ->
                assertThat(asked.resourceName()).isEqualTo(left().dbInstanceArn()));
        assertThat(cloud.asked(DeleteDbInstanceRequest.class)).isEmpty();
        assertThat(InstanceTags.leftAt(left().tagList())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"not backed up", "not verified", "backed up before the move", "its copy is in flight"})
    void deletesNothingWithoutAVerifiedRecoveryPointOfWhatServesNowInTheOtherRegion(String what) {
        look();
        cloud.pass(GRACE);
        standby.removeAll();
        switch (what) {
            case "not verified" -> backup(USED, false);
            case "backed up before the move" -> backup(ORIGINAL, true);
            case "its copy is in flight" -> {
                backup(USED, true);
                standby.change(standby.snapshots().getFirst().dbSnapshotIdentifier(), copy -> copy.status("creating"));
            }
            default -> { }
        }

        assertThat(look()).isEqualTo(nothing(""));
        assertThat(cloud.asked(DeleteDbInstanceRequest.class)).isEmpty();
    }

    @Test
    void announcesNothingBeforeTheFirstBackupInTheNewDirectionIsComplete() {
        standby.removeAll();

        assertThat(look()).isEqualTo(nothing(""));
        assertThat(cloud.changes()).isEmpty();
    }

    @Test
    void deletesNothingWhileTheRecordHasSomethingOpen() {
        look();
        cloud.pass(GRACE);

        recorded.setIncidentOpen(true);
        assertThat(look().reason()).isEqualTo("a recovery or a move is under way, or has not ended well");
        recorded.ended(3, SiteName.PRIMARY);
        recorded.switching(SiteName.STANDBY);
        assertThat(look().reason()).startsWith("a recovery or a move is under way");
        recorded.ended(4, SiteName.PRIMARY);
        recorded.setOldSiteFenced(false);
        assertThat(look().reason()).isEqualTo("the site that is not active is not fenced, and may take writes");
        recorded.ended(5, SiteName.STANDBY);
        assertThat(look().reason()).isEqualTo("the old primary of incident %s is still to be compared".formatted(RecordedState.INCIDENT));
        assertThat(cloud.asked(DeleteDbInstanceRequest.class)).isEmpty();
    }

    @Test
    void deletesNothingWhereARecoveryBeginsJustBeforeIt() {
        look();
        cloud.pass(GRACE);
        cloud.beforeNext("rds:DescribeDBSnapshots", () -> recorded.held(3));

        assertThat(look().removed()).isEmpty();
        assertThat(cloud.asked(DeleteDbInstanceRequest.class)).isEmpty();
    }

    @Test
    void deletesNothingUntilSomebodyHasAcknowledgedWhatAnOldPrimaryAloneHad() {
        look();
        cloud.pass(GRACE);
        String kept = SnapshotName.ofOldPrimary(ORIGINAL, "20261120t000000").value();
        primary.put(DBSnapshot.builder().dbSnapshotIdentifier(kept).build());

        assertThat(look()).isEqualTo(nothing("nobody has acknowledged yet what the old primary of incident 20261120t000000 alone had"));
        primary.remove(kept);
        assertThat(look().removed()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "0, 0", "0, 1"})
    void deletesNothingUnlessTheActiveSiteServesAndTheOtherIsEmpty(int atPrimary, int atStandby) {
        look();
        servicesAtPrimary.bind(0, 6);
        servicesAtPrimary.setDesiredCount(atPrimary);
        servicesAtStandby.bind(0, 6);
        servicesAtStandby.setDesiredCount(atStandby);
        cloud.pass(GRACE);

        assertThat(look()).isEqualTo(nothing(""));
        assertThat(cloud.asked(DeleteDbInstanceRequest.class)).isEmpty();
    }

    /** One that is not wanted any more may still write. */
    @Test
    void deletesNothingWhileATaskOfTheOtherSiteStartsOrStops() {
        look();
        cloud.pass(GRACE);
        servicesAtStandby.bind(0, 6);
        servicesAtStandby.setDesiredCount(1);
        cloud.passUntil(() -> servicesAtStandby.service().pendingCount() == 1);
        assertThat(look()).as("it starts").isEqualTo(nothing(""));
        cloud.passUntil(() -> servicesAtStandby.service().runningCount() == 1);
        servicesAtStandby.setDesiredCount(0);

        assertThat(look()).isEqualTo(nothing(""));
        cloud.passUntil(() -> servicesAtStandby.service().runningCount() == 0);
        assertThat(look().removed()).hasSize(1);
    }

    @Test
    void holdsWhileALeaseIsHeldAndNotOnceItHasEnded() {
        Plan ofTheTest = Plan.parse(plan.toString());
        RecoveryState held = new RecoveryState(SiteName.PRIMARY, Optional.empty(), 2, RecordedState.INCIDENT, Optional.empty(), false, "execution",
                cloud.now().plusSeconds(1), true, "");

        assertThat(Holds.recorded(ofTheTest, held, Optional.empty(), cloud.now())).isPresent();
        assertThat(Holds.recorded(ofTheTest, held, Optional.empty(), cloud.now().plusSeconds(1))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            visitors-db-20261120t000000-192340,      another,         20261120t000000, ''
            visitors-db-20261120t000000-192340,      visitor-counter, '',              ''
            visitors-db-20261120t000000-192340,      visitor-counter, 20261120t000000, arn:aws:states:eu-central-1:123456789012:execution:verify:one
            visitors-db-of-others,                   visitor-counter, 20261120t000000, ''
            """)
    void leavesAloneWhatIsNotARecoverysByItsNameAndAllItsTags(String name, String application, String incident, String restoreTest) {
        removeLeft();
        standby.instance(name, "other.xyz.eu-central-1.rds.amazonaws.com", Stream.concat(
                new InstanceTags(application, incident, "visitors-db-20261119t234000", restoreTest).asList().stream(),
                Stream.of(InstanceTags.left(cloud.now().minus(GRACE)))).toList());

        assertThat(look()).isEqualTo(nothing(""));
        assertThat(cloud.changes()).isEmpty();
    }

    @Test
    void touchesNothingWhereThePlanKeepsItOrNoRecoveryIsRecorded() {
        ((ObjectNode) plan.path("retention")).put("leftInstanceDays", 0);
        assertThat(look()).isEqualTo(nothing("the plan keeps what the application has left"));

        ((ObjectNode) plan.path("retention")).put("leftInstanceDays", 7);
        plan.put("application", "made-anew");
        assertThat(look()).isEqualTo(nothing("no recovery is recorded, so that nobody knows what was left"));
        assertThat(cloud.changes()).isEmpty();
    }

    @Test
    void touchesNothingWhereNobodyKnowsWhichInstanceIsUsed() {
        cloud.writeParameter(StepCloud.PRIMARY, "/visitors/endpoint", "gone.xyz.eu-west-1.rds.amazonaws.com");

        assertThat(look()).isEqualTo(nothing(""));
        assertThat(cloud.changes()).isEmpty();
    }

    @Test
    void waitsWhereARegionDoesNotAnswerAndFailsWhereARightIsMissing() {
        cloud.faults().fail(CallFault.before("rds:DescribeDBInstances", Kind.SERVER_ERROR).in(StepCloud.STANDBY));
        assertThat(look()).isEqualTo(nothing("RDS of a Region does not answer: it is looked at with the next backup"));

        cloud.deny("rds:DescribeDBSnapshots");
        assertThatExceptionOfType(AwsRefusedException.class).isThrownBy(this::look);
    }

    @Test
    void saysWhatRdsWillNotDoAndAsksAgainWhereItIsAtWork() {
        look();
        cloud.pass(GRACE);
        cloud.refuseNext("rds:DeleteDBInstance", InvalidDbInstanceStateException.builder().message("is being backed up").build());
        assertThat(look()).isEqualTo(nothing(""));
        cloud.refuseNext("rds:DeleteDBInstance", DbSnapshotAlreadyExistsException.builder().message("there is one of that name").build());
        assertThat(look().failed()).extracting(NotRemoved::region, NotRemoved::instanceIdentifier).containsExactly(tuple(StepCloud.STANDBY, LEFT));
        assertThat(look().removed()).hasSize(1);
    }

    private void reconciled() {
        cloud.handler(RecordReconciliationHandler.class).take(new RecordReconciliationHandler.Input(
                StepCloud.STATE_TABLE, APPLICATION, RecordedState.INCIDENT, List.of(), List.of()));
    }

    private void removeLeft() {
        cloud.rds(StepCloud.STANDBY).deleteDBInstance(request -> request.dbInstanceIdentifier(LEFT).skipFinalSnapshot(true));
        cloud.passUntil(() -> !names(StepCloud.STANDBY).contains(LEFT));
    }

    private Result look() {
        JsonNode document = plan;
        cloud.writeParameter(StepCloud.STANDBY, "/plan", document.toString());
        return cloud.take(() -> handler.take(new RemoveLeftInstancesHandler.Input("/plan", StepCloud.STATE_TABLE)));
    }

    private static Result nothing(String reason) {
        return new Result(Status.DONE, reason, List.of(), List.of(), List.of());
    }

    private static List<Tag> tags(String incident) {
        return new InstanceTags(APPLICATION, incident, "visitors-db-20261119t234000", "").asList();
    }

    /** A snapshot of an instance at the primary, and its copy at the standby. */
    private void backup(String instance, boolean verified) {
        Instant taken = cloud.now().minus(Duration.ofMinutes(30));
        DBSnapshot source = primary.put(primary.own("visitors", ORIGINAL, taken, taken).toBuilder().dbInstanceIdentifier(instance).build());
        DBSnapshot copy = standby.copyOf(source, KEY, cloud.now());
        if (verified) {
            cloud.rds(StepCloud.STANDBY).addTagsToResource(request -> request
                    .resourceName(copy.dbSnapshotArn()).tags(SnapshotTags.verified(cloud.now())));
        }
    }

    private void describeLeft(boolean isProtected) {
        standby.describeInstance(LEFT, instance -> instance.deletionProtection(isProtected));
    }

    private DBInstance left() {
        return cloud.rds(StepCloud.STANDBY).describeDBInstances(request -> request.dbInstanceIdentifier(LEFT)).dbInstances().getFirst();
    }

    private List<String> names(String region) {
        return cloud.rds(region).describeDBInstances().dbInstances().stream().map(DBInstance::dbInstanceIdentifier).toList();
    }
}
