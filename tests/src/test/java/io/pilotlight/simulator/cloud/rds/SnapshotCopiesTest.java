package io.pilotlight.simulator.cloud.rds;

import static io.pilotlight.simulator.cloud.rds.RdsFixture.INSTANCE;
import static io.pilotlight.simulator.cloud.rds.RdsFixture.PRIMARY;
import static io.pilotlight.simulator.cloud.rds.RdsFixture.STANDBY;
import static io.pilotlight.simulator.cloud.rds.RdsFixture.STANDBY_KEY;
import static io.pilotlight.simulator.cloud.rds.RdsFixture.describeSnapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.step.StepHandler;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DbSnapshotAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.InvalidDbSnapshotStateException;
import software.amazon.awssdk.services.rds.model.KmsKeyNotAccessibleException;
import software.amazon.awssdk.services.rds.model.OptionGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.SnapshotQuotaExceededException;
import software.amazon.awssdk.services.rds.model.Tag;

class SnapshotCopiesTest {

    private final RdsFixture fixture = new RdsFixture();
    private final SimulatedRds standby = fixture.standby;

    @Test
    void keepsTheOriginalsTimeAndHasItsOwnKeyAndNoTags() {
        Instant takenAt = fixture.cloud.now();
        fixture.visit(1);
        fixture.primary.createDBSnapshot(request -> request.dbInstanceIdentifier(INSTANCE).dbSnapshotIdentifier("first")
                .tags(Tag.builder().key("pilot-light:hour").value("0").build()));
        fixture.settled(fixture.primary, "first");

        DBSnapshot copy = fixture.copy("first");

        assertThat(copy.status()).isEqualTo("available");
        assertThat(copy.originalSnapshotCreateTime()).isEqualTo(takenAt);
        assertThat(copy.snapshotCreateTime()).isAfter(takenAt);
        assertThat(copy.kmsKeyId()).isEqualTo(STANDBY_KEY);
        assertThat(copy.encrypted()).isTrue();
        assertThat(copy.tagList()).isEmpty();
        assertThat(copy.sourceRegion()).isEqualTo(PRIMARY);
        assertThat(copy.sourceDBSnapshotIdentifier()).isEqualTo(RdsResource.snapshot(PRIMARY, "first").arn());
        assertThat(copy.dbSnapshotArn()).isEqualTo(RdsResource.snapshot(STANDBY, "first").arn());
        assertThat(copy.dbInstanceIdentifier()).isEqualTo(INSTANCE);
        assertThat(copy.snapshotType()).isEqualTo("manual");
        assertThat(copy.optionGroupName()).isEqualTo("default:mysql-8-0");
        assertThat(standby.snapshots().require("first").data().lastVisit()).isEqualTo(1);
    }

    @Test
    void saysNoTimeWhileItIsInFlight() {
        fixture.snapshot("first");
        fixture.beginCopy("first", "first");

        assertThat(describeSnapshot(standby, "first")).satisfies(copy -> {
            assertThat(copy.status()).isEqualTo("creating");
            assertThat(copy.snapshotCreateTime()).isNull();
            assertThat(copy.originalSnapshotCreateTime()).isNull();
        });
    }

    @Test
    void copiesTagsOnlyWhereAskedAndTheRequestsInAnyCase() {
        Tag source = Tag.builder().key("pilot-light:hour").value("0").build();
        Tag own = Tag.builder().key("pilot-light:copy").value("1").build();
        fixture.primary.createDBSnapshot(request -> request.dbInstanceIdentifier(INSTANCE)
                .dbSnapshotIdentifier("first")
                .tags(source));
        fixture.settled(fixture.primary, "first");

        standby.copyDBSnapshot(copy("first", "with").copyTags(true).tags(own).build());
        standby.copyDBSnapshot(copy("first", "without").tags(own).build());

        assertThat(describeSnapshot(standby, "with").tagList()).as("before its end").containsExactly(own);
        fixture.settled(standby, "with");
        assertThat(describeSnapshot(standby, "with").tagList()).containsExactly(source, own);
        assertThat(describeSnapshot(standby, "without").tagList()).containsExactly(own);
    }

    @Test
    void needsAnEnabledKeyOfTheDestinationForAnEncryptedSnapshot() {
        fixture.snapshot("first");

        assertThatThrownBy(() -> standby.copyDBSnapshot(copy("first", "copy").kmsKeyId(null).build()))
                .isInstanceOf(KmsKeyNotAccessibleException.class)
                .satisfies(thrown -> RdsFixture.assertCode(thrown, "KMSKeyNotAccessibleFault"));
        assertThatThrownBy(() -> standby.copyDBSnapshot(copy("first", "copy").kmsKeyId(RdsFixture.PRIMARY_KEY).build()))
                .isInstanceOf(KmsKeyNotAccessibleException.class);
        standby.groups().disableKey(STANDBY_KEY);
        assertThatThrownBy(() -> fixture.beginCopy("first", "copy")).isInstanceOf(KmsKeyNotAccessibleException.class);
    }

    @Test
    void takesAnOptionGroupOfTheDestinationAlone() {
        fixture.primary.groups().addOptionGroup("of-the-primary");
        fixture.snapshot("first");

        assertThatThrownBy(() -> standby.copyDBSnapshot(
                        copy("first", "copy").optionGroupName("of-the-primary").build()))
                .isInstanceOf(OptionGroupNotFoundException.class);
        standby.copyDBSnapshot(copy("first", "copy").optionGroupName("visits-options").build());
        assertThat(describeSnapshot(standby, "copy").optionGroupName()).isEqualTo("visits-options");
    }

    @Test
    void refusesRdsInATargetNameAndANameInUse() {
        fixture.snapshot("first");
        fixture.copy("first");

        assertThatThrownBy(() -> fixture.beginCopy("first", "rds:first")).isInstanceOf(RdsException.class)
                .satisfies(thrown -> RdsFixture.assertCode(thrown, "InvalidParameterValue"));
        assertThatThrownBy(() -> fixture.beginCopy("first", "first"))
                .isInstanceOf(DbSnapshotAlreadyExistsException.class);
    }

    @Test
    void copiesAnAutomatedSnapshotIntoAManualOne() {
        String automated = fixture.primary.takeAutomatedSnapshot(INSTANCE).dbSnapshotIdentifier();
        fixture.settled(fixture.primary, automated);

        fixture.beginCopy(automated, "copy");

        assertThat(fixture.settled(standby, "copy").snapshotType()).isEqualTo("manual");
    }

    @Test
    void refusesASourceThatIsNotThereOrNotAvailable() {
        assertThatThrownBy(() -> fixture.beginCopy("nothing", "copy")).isInstanceOf(DbSnapshotNotFoundException.class);
        fixture.primary.createDBSnapshot(
                request -> request.dbInstanceIdentifier(INSTANCE).dbSnapshotIdentifier("first"));
        assertThatThrownBy(() -> fixture.beginCopy("first", "copy"))
                .isInstanceOf(InvalidDbSnapshotStateException.class);
        assertThatThrownBy(() -> standby.copyDBSnapshot(request -> request.sourceDBSnapshotIdentifier("first")
                .targetDBSnapshotIdentifier("copy").kmsKeyId(STANDBY_KEY)))
                .as("a name without an ARN is of the same Region")
                .isInstanceOf(DbSnapshotNotFoundException.class);
    }

    @Test
    void failsAtOnceWhereTheSourceRegionIsDark() {
        fixture.snapshot("first");
        fixture.cloud.faults().darken(PRIMARY);

        assertThatThrownBy(() -> fixture.beginCopy("first", "copy"))
                .isInstanceOfSatisfying(
                        RdsException.class,
                        failure ->
                                assertThat(StepHandler.isUnavailable(failure)).isTrue());
        assertThat(standby.describeDBSnapshots().dbSnapshots()).isEmpty();
    }

    @Test
    void failsInFlightWhereTheSourceRegionGoesDark() {
        fixture.snapshot("first");
        fixture.beginCopy("first", "copy");
        fixture.cloud.pass(Duration.ofMinutes(1));

        fixture.cloud.faults().darken(PRIMARY);

        assertThat(fixture.settled(standby, "copy").status()).isEqualTo("failed");
        assertThat(describeSnapshot(standby, "copy").originalSnapshotCreateTime()).isNull();
    }

    @Test
    void failsInFlightWhereTheSourceIsDeletedAndLeavesOtherCopiesAlone() {
        fixture.snapshot("first");
        fixture.snapshot("first-2");
        fixture.beginCopy("first", "copy");
        fixture.beginCopy("first-2", "copy-2");

        fixture.primary.deleteDBSnapshot(request -> request.dbSnapshotIdentifier("first"));

        assertThat(fixture.settled(standby, "copy").status()).isEqualTo("failed");
        assertThat(fixture.settled(standby, "copy-2").status()).isEqualTo("available");
        standby.deleteDBSnapshot(request -> request.dbSnapshotIdentifier("copy"));
    }

    @Test
    void keepsACopyWhoseSourceIsDeletedOnceItIsComplete() {
        fixture.snapshot("first");
        fixture.copy("first");

        fixture.primary.deleteDBSnapshot(request -> request.dbSnapshotIdentifier("first"));

        assertThat(describeSnapshot(standby, "first").status()).isEqualTo("available");
    }

    @Test
    void refusesThe21stCopyInFlightToARegionAndSaysWhichQuotaItWas() {
        fixture.snapshot("first");
        for (int number = 0; number < 20; number++) {
            fixture.beginCopy("first", "copy-" + number);
        }

        assertThatThrownBy(() -> fixture.beginCopy("first", "copy-20"))
                .isInstanceOfSatisfying(SnapshotQuotaExceededException.class, refused -> {
                    assertThat(refused.getMessage()).startsWith("Cannot copy more than 20 snapshots across regions");
                    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("SnapshotQuotaExceeded");
                    assertThat(StepHandler.isUnavailable(refused)).isFalse();
                });
        fixture.settled(standby, "copy-0");
        fixture.beginCopy("first", "copy-20");
    }

    @Test
    void countsCopiesAmongTheManualSnapshots() {
        standby.quotas().manualSnapshots(1);
        fixture.snapshot("first");
        fixture.copy("first");

        assertThatThrownBy(() -> fixture.beginCopy("first", "second"))
                .isInstanceOf(SnapshotQuotaExceededException.class)
                .hasMessageStartingWith("Cannot create more than 1 manual snapshots");
    }

    @Test
    void letsTheCopiesOfOneInstanceQueue() {
        fixture.snapshot("first");
        for (int number = 0; number < 5; number++) {
            fixture.beginCopy("first", "copy-" + number);
        }

        Instant before = fixture.cloud.now();
        for (int number = 0; number < 5; number++) {
            assertThat(fixture.settled(standby, "copy-" + number).snapshotCreateTime()).isAfter(before);
            before = describeSnapshot(standby, "copy-" + number).snapshotCreateTime();
        }
    }

    @Test
    void takesLongerForTheFirstCopyThanForTheNext() {
        fixture.snapshot("first");
        Duration first = timeOf("first");
        Duration least = Duration.ofHours(1);
        for (int number = 0; number < 10; number++) {
            fixture.snapshot("next-" + number);
            Duration next = timeOf("next-" + number);
            least = next.compareTo(least) < 0 ? next : least;
        }
        assertThat(least).isLessThan(first);
    }

    @Test
    void copiesDamageAlong() {
        fixture.snapshot("first");
        fixture.primary.corruptSnapshot("first", "incompatible-restore");

        fixture.copy("first");

        assertThat(standby.snapshots().require("first").statusOfRestore()).isEqualTo("incompatible-restore");
    }

    @Test
    void copiesWithinARegionUnderTheSourcesKeyWithoutAskingAnother() {
        fixture.snapshot("first");
        fixture.primary.copyDBSnapshot(
                request -> request.sourceDBSnapshotIdentifier("first").targetDBSnapshotIdentifier("second"));

        DBSnapshot copy = fixture.settled(fixture.primary, "second");
        assertThat(copy.kmsKeyId()).isEqualTo(RdsFixture.PRIMARY_KEY);
        assertThat(copy.sourceRegion()).isNull();
    }

    private Duration timeOf(String id) {
        Instant begun = fixture.cloud.now();
        return Duration.between(begun, fixture.copy(id).snapshotCreateTime());
    }

    private static CopyDbSnapshotRequest.Builder copy(String source, String target) {
        return CopyDbSnapshotRequest.builder()
                .sourceDBSnapshotIdentifier(RdsResource.snapshot(PRIMARY, source).arn())
                .targetDBSnapshotIdentifier(target)
                .sourceRegion(PRIMARY)
                .kmsKeyId(STANDBY_KEY);
    }
}
