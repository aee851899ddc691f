package io.pilotlight.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.pilotlight.step.AwsUnavailableException;
import io.pilotlight.step.Status;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.SnapshotQuotaExceededException;
import software.amazon.awssdk.services.rds.model.Tag;

class TakeSnapshotHandlerTest {

    private static final String ID = "visitor-db-20261122t164500";
    private static final TakeSnapshotHandler.Input INPUT = new TakeSnapshotHandler.Input(
            "visitor-counter", "visits", "eu-west-1", "visitor-db", ID, Instant.parse("2026-11-22T16:45:00Z"));

    private final SnapshotsFake rds = new SnapshotsFake("eu-west-1");

    @Test
    void takesTheSnapshotUnderItsNameAndTagsAndFollowsIt() {
        assertThat(take().status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(rds.lastCreate.dbInstanceIdentifier()).isEqualTo("visitor-db");
        assertThat(rds.lastCreate.tags()).extracting(Tag::key, Tag::value).containsExactlyInAnyOrder(
                tuple("pilot-light:application", "visitor-counter"),
                tuple("pilot-light:database", "visits"),
                tuple("pilot-light:scheduled-at", "2026-11-22T16:45:00Z"));

        assertThat(take().status()).isEqualTo(Status.IN_PROGRESS);

        rds.status(ID, "available");
        assertThat(take()).isEqualTo(new TakeSnapshotHandler.Result(
                Status.DONE, ID + " is available", SnapshotsFake.arn("eu-west-1", ID)));
        assertThat(rds.count("CreateDBSnapshot")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"modifying", "backing-up"})
    void waitsForAnInstanceThatRdsWorksOn(String state) {
        rds.failures.put("CreateDBSnapshot", InvalidDbInstanceStateException.builder()
                .message("Instance visitor-db is in state " + state).statusCode(400).build());

        assertThat(take()).satisfies(result -> {
            assertThat(result.status()).isEqualTo(Status.IN_PROGRESS);
            assertThat(result.reason()).contains(state);
        });
    }

    @Test
    void removesASnapshotThatFailedAndTakesItAgain() {
        take();
        rds.status(ID, "failed");

        assertThat(take().status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(rds.snapshots).isEmpty();
        take();
        assertThat(rds.count("CreateDBSnapshot")).isEqualTo(2);
    }

    @Test
    void refusesWithTheFiguresWhereTheRegionHoldsAsManySnapshotsAsItGrants() {
        rds.failures.put("CreateDBSnapshot", SnapshotQuotaExceededException.builder()
                .message("Cannot create more than 100 manual snapshots").statusCode(400).build());

        assertThat(take()).satisfies(result -> {
            assertThat(result.status()).isEqualTo(Status.REFUSED);
            assertThat(result.reason()).contains("100 of 100", "Pruning follows");
        });
    }

    @Test
    void leavesAnotherInstancesSnapshotOfThatNameAlone() {
        rds.put(DBSnapshot.builder()
                .dbSnapshotIdentifier(ID)
                .dbInstanceIdentifier("orders-db")
                .status("failed")
                .build());

        assertThatThrownBy(this::take).isInstanceOf(SnapshotNameTakenException.class)
                .hasMessageContaining("orders-db").hasMessageContaining("left untouched");
        assertThat(rds.snapshots).containsKey(ID);
    }

    @Test
    void asksToBeCalledAgainWhereRdsThrottles() {
        rds.failures.put("CreateDBSnapshot", (RdsException) RdsException.builder()
                .message("Rate exceeded").statusCode(503).build());

        assertThatThrownBy(this::take).isInstanceOf(AwsUnavailableException.class);
    }

    private TakeSnapshotHandler.Result take() {
        return new TakeSnapshotHandler(_ -> rds).take(INPUT);
    }
}
