package io.pilotlight.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.recoverypoint.OwnSnapshot;
import io.pilotlight.step.Status;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.KmsKeyNotAccessibleException;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.SnapshotQuotaExceededException;

class CopySnapshotHandlerTest {

    private static final Instant SCHEDULED = Instant.parse("2026-11-22T16:45:00Z");
    private static final Instant NOW = Instant.parse("2026-11-22T17:02:00Z");
    private static final String ID = "visitor-db-20261122t164500";
    private static final String SOURCE = SnapshotsFake.arn("eu-west-1", ID);
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

    private final SnapshotsFake rds = new SnapshotsFake("eu-central-1");

    @Test
    void copiesUnderTheOtherSitesKeyAndOptionGroupWithTheTags() {
        assertThat(copy().status()).isEqualTo(Status.IN_PROGRESS);

        assertThat(rds.lastCopy).satisfies(request -> {
            assertThat(request.sourceRegion()).isEqualTo("eu-west-1");
            assertThat(request.sourceDBSnapshotIdentifier()).isEqualTo(SOURCE);
            assertThat(request.targetDBSnapshotIdentifier()).isEqualTo(ID);
            assertThat(request.kmsKeyId()).isEqualTo("standby-key");
            assertThat(request.optionGroupName()).isEqualTo("standby-options");
            assertThat(request.copyTags()).isTrue();
        });
    }

    /** Its name may not be there yet, and RDS takes it by itself. */
    @Test
    void leavesADefaultOptionGroupToRds() {
        handler()
                .take(
                        new CopySnapshotHandler.Input(
                                "visitor-counter",
                                "visits",
                                SCHEDULED,
                                "eu-west-1",
                                SOURCE,
                                "eu-central-1",
                                ID,
                                "standby-key",
                                "default:mysql-8-4"));

        assertThat(rds.lastCopy.optionGroupName()).isNull();
    }

    @Test
    void marksTheCopyOnceWithItsLandingEvenWhereItsTagsWereNotCopied() {
        copy();
        rds.status(ID, "available");

        assertThat(copy().status()).isEqualTo(Status.DONE);
        assertThat(copy().status()).isEqualTo(Status.DONE);

        assertThat(rds.count("AddTagsToResource")).isEqualTo(1);
        assertThat(OwnSnapshot.of("visitor-counter", rds.snapshots.get(ID))).get()
                .satisfies(own -> assertThat(own.landedAt()).contains(NOW));
    }

    @Test
    void removesACopyThatFailedAndMakesItAgain() {
        copy();
        rds.status(ID, "failed");

        assertThat(copy().status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(copy().status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(rds.count("CopyDBSnapshot")).isEqualTo(2);
    }

    @Test
    void reportsALostSource() {
        rds.failures.put(
                "CopyDBSnapshot",
                DbSnapshotNotFoundException.builder()
                        .message("gone")
                        .statusCode(404)
                        .build());

        assertThat(copy()).isEqualTo(new CopySnapshotHandler.Result(Status.REFUSED,
                "the source %s is gone, so it cannot be copied; the next backup takes a new one".formatted(SOURCE)));
    }

    @Test
    void reportsAKeyThatCannotBeUsed() {
        rds.failures.put(
                "CopyDBSnapshot",
                KmsKeyNotAccessibleException.builder()
                        .message("disabled.")
                        .statusCode(400)
                        .build());

        assertThat(copy()).satisfies(result -> {
            assertThat(result.status()).isEqualTo(Status.REFUSED);
            assertThat(result.reason()).contains("standby-key", "disabled", "Enable it");
        });
    }

    @Test
    void waitsWhereTooManyCopiesAreInFlightAndRefusesWhereTooManySnapshotsAreThere() {
        rds.failures.put("CopyDBSnapshot", quota("Cannot copy more than 20 snapshots across regions"));
        assertThat(copy().status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(rds.count("DescribeAccountAttributes")).isZero();

        rds.failures.put("CopyDBSnapshot", quota("Cannot create more than 100 manual snapshots"));
        assertThat(copy().status()).isEqualTo(Status.REFUSED);
        assertThat(copy().reason()).contains("100 of 100");
    }

    @Test
    void leavesTheCopyOfAnotherSourceAlone() {
        rds.put(rds.own("visits", "visitor-db", SCHEDULED, SCHEDULED).toBuilder()
                .sourceDBSnapshotIdentifier(SnapshotsFake.arn("eu-west-1", "another")).build());

        assertThatThrownBy(this::copy).isInstanceOf(SnapshotNameTakenException.class);
        assertThat(rds.count("CopyDBSnapshot")).isZero();
    }

    private static RdsException quota(String message) {
        return SnapshotQuotaExceededException.builder().message(message).statusCode(400).build();
    }

    private CopySnapshotHandler.Result copy() {
        return handler().take(INPUT);
    }

    private CopySnapshotHandler handler() {
        return new CopySnapshotHandler(_ -> rds, Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
