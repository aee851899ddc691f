package io.pilotlight.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.recoverypoint.OwnSnapshot;
import io.pilotlight.recoverypoint.SnapshotTags;
import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.step.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.KmsKeyNotAccessibleException;

class CopySnapshotHandlerTest {

    private static final Instant SCHEDULED = Instant.parse("2026-11-22T16:45:00Z");
    private static final Instant NOW = Instant.parse("2026-11-22T17:02:00Z");
    private static final String ID = "visitor-db-20261122t164500";
    private static final String SOURCE = RegionOfBackups.arn("eu-west-1", ID);
    private static final CopySnapshotHandler.Input INPUT = new CopySnapshotHandler.Input(
            "visitor-counter",
            "visits",
            SCHEDULED,
            "eu-west-1",
            SOURCE,
            "eu-central-1",
            ID,
            "standby-key",
            "standby-options");

    private static final Duration ENOUGH = Duration.ofMinutes(17);
    private static final String COPY = "rds:CopyDBSnapshot";

    private final StepCloud cloud = new StepCloud(SCHEDULED);
    private final RegionOfBackups source = new RegionOfBackups(cloud, StepCloud.PRIMARY);
    private final RegionOfBackups target = new RegionOfBackups(cloud, StepCloud.STANDBY);
    private final CopySnapshotHandler handler = cloud.handler(CopySnapshotHandler.class);

    @BeforeEach
    void aSnapshotAndWhereItsCopyGoes() {
        cloud.rds(StepCloud.STANDBY).groups().enableKey("standby-key");
        cloud.rds(StepCloud.STANDBY).groups().addOptionGroup("standby-options");
        source.own("visits", "visitor-db", SCHEDULED, SCHEDULED);
    }

    @Test
    void copiesUnderTheOtherSitesKeyAndOptionGroupWithTheTags() {
        assertThat(copy().status()).isEqualTo(Status.IN_PROGRESS);

        assertThat(lastCopy()).satisfies(request -> {
            assertThat(request.sourceRegion()).isEqualTo("eu-west-1");
            assertThat(request.sourceDBSnapshotIdentifier()).isEqualTo(SOURCE);
            assertThat(request.targetDBSnapshotIdentifier()).isEqualTo(ID);
            assertThat(request.kmsKeyId()).isEqualTo("standby-key");
            assertThat(request.optionGroupName()).isEqualTo("standby-options");
            assertThat(request.copyTags()).isTrue();
            assertThat(request.tags()).containsExactlyInAnyOrderElementsOf(
                    new SnapshotTags("visitor-counter", "visits", SCHEDULED).asList());
        });
    }

    /** Its name may not be there yet, and RDS takes it by itself. */
    @Test
    void leavesADefaultOptionGroupToRds() {
        cloud.take(() -> handler.take(new CopySnapshotHandler.Input("visitor-counter", "visits", SCHEDULED, "eu-west-1",
                SOURCE, "eu-central-1", ID, "standby-key", "default:mysql-8-4")));

        assertThat(lastCopy().optionGroupName()).isNull();
    }

    /** A database that is not encrypted at the primary is, once it was restored from an encrypted copy. */
    @Test
    void copiesUnderTheKeyOfRdsToASiteWithoutOneOfItsOwn() {
        cloud.take(() -> handler.take(new CopySnapshotHandler.Input("visitor-counter", "visits", SCHEDULED, "eu-west-1",
                SOURCE, "eu-central-1", ID, "", "standby-options")));
        cloud.pass(ENOUGH);

        assertThat(lastCopy().kmsKeyId()).isEqualTo("alias/aws/rds");
        assertThat(target.get(ID).kmsKeyId()).endsWith("key/aws-rds");
    }

    @Test
    void marksTheCopyOnceWithItsLandingEvenWhereItsTagsWereNotCopied() {
        copy();
        cloud.pass(ENOUGH);
        target.change(ID, copy -> copy.status("available").tagList(List.of()));

        assertThat(copy().status()).isEqualTo(Status.DONE);
        assertThat(copy().status()).isEqualTo(Status.DONE);

        assertThat(cloud.count("rds:AddTagsToResource")).isEqualTo(1);
        assertThat(OwnSnapshot.of("visitor-counter", target.get(ID))).get()
                .satisfies(own -> assertThat(own.landedAt()).contains(NOW));
    }

    @Test
    void removesACopyThatFailedAndMakesItAgain() {
        copy();
        target.change(ID, copy -> copy.status("failed"));

        assertThat(copy().status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(copy().status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(cloud.count(COPY)).isEqualTo(2);
    }

    @Test
    void reportsALostSource() {
        source.remove(ID);

        assertThat(copy()).isEqualTo(new CopySnapshotHandler.Result(Status.REFUSED,
                "the source %s is gone, so it cannot be copied; the next backup takes a new one".formatted(SOURCE)));
    }

    /** People who are told of the target's key look at one that is in order. */
    @Test
    void namesTheSourcesKeyWhereRdsDoes() {
        String key = "arn:aws:kms:eu-west-1:111122223333:key/9";
        cloud.refuseNext("rds:CopyDBSnapshot", KmsKeyNotAccessibleException.builder()
                .message("The source snapshot KMS key [%s] does not exist, is not enabled or is not accessible.".formatted(key))
                .statusCode(400).build());

        assertThat(copy().reason()).startsWith("KMS key %s cannot be used for the copy to eu-central-1".formatted(key))
                .endsWith("Enable it in its Region").doesNotContain("standby-key");
    }

    @Test
    void reportsAKeyThatCannotBeUsed() {
        cloud.rds(StepCloud.STANDBY).groups().disableKey("standby-key");

        assertThat(copy()).satisfies(result -> {
            assertThat(result.status()).isEqualTo(Status.REFUSED);
            assertThat(result.reason()).contains("standby-key", "is not enabled", "Enable it");
        });
    }

    @Test
    void waitsWhereTooManyCopiesAreInFlightAndRefusesWhereTooManySnapshotsAreThere() {
        cloud.rds(StepCloud.STANDBY).quotas().copiesInFlight(0);
        assertThat(copy().status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(cloud.count("rds:DescribeAccountAttributes")).isZero();

        cloud.rds(StepCloud.STANDBY).addForeignSnapshots(100);
        assertThat(copy().status()).isEqualTo(Status.REFUSED);
        assertThat(copy().reason()).contains("100 of 100");
    }

    @Test
    void leavesTheCopyOfAnotherSourceAlone() {
        target.put(target.own("visits", "visitor-db", SCHEDULED, SCHEDULED).toBuilder()
                .sourceDBSnapshotIdentifier(RegionOfBackups.arn("eu-west-1", "another")).build());

        assertThatThrownBy(this::copy).isInstanceOf(SnapshotNameTakenException.class);
        assertThat(cloud.count(COPY)).isZero();
    }

    private CopyDbSnapshotRequest lastCopy() {
        return cloud.asked(CopyDbSnapshotRequest.class).getLast();
    }

    private CopySnapshotHandler.Result copy() {
        return cloud.take(() -> handler.take(INPUT));
    }
}
