package io.pilotlight.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.pilotlight.recoverypoint.OwnSnapshot;
import io.pilotlight.simulator.cloud.api.CallFault;
import io.pilotlight.simulator.cloud.api.CallFault.Kind;
import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.step.AwsUnavailableException;
import io.pilotlight.step.Status;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.Tag;

class TakeSnapshotHandlerTest {

    private static final String ID = "visitor-db-20261122t164500";
    private static final TakeSnapshotHandler.Input INPUT = new TakeSnapshotHandler.Input(
            "visitor-counter", "visits", "eu-west-1", "visitor-db", ID, Instant.parse("2026-11-22T16:45:00Z"));

    private static final String CREATE = "rds:CreateDBSnapshot";

    private final StepCloud cloud = new StepCloud(Instant.parse("2026-11-22T16:45:00Z"));
    private final RegionOfBackups region = new RegionOfBackups(cloud, StepCloud.PRIMARY);
    private final TakeSnapshotHandler handler = cloud.handler(TakeSnapshotHandler.class);

    @BeforeEach
    void addTheDatabase() {
        region.instance("visitor-db", "visitor-db.abc.eu-west-1.rds.amazonaws.com");
    }

    @Test
    void takesTheSnapshotUnderItsNameAndTagsAndFollowsIt() {
        assertThat(take().status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(cloud.asked(CreateDbSnapshotRequest.class)).singleElement().satisfies(request -> {
            assertThat(request.dbInstanceIdentifier()).isEqualTo("visitor-db");
            assertThat(request.tags()).extracting(Tag::key, Tag::value).containsExactlyInAnyOrder(
                    tuple("pilot-light:application", "visitor-counter"),
                    tuple("pilot-light:database", "visits"),
                    tuple("pilot-light:scheduled-at", "2026-11-22T16:45:00Z"));
        });

        assertThat(take()).satisfies(result -> {
            assertThat(result.status()).isEqualTo(Status.IN_PROGRESS);
            assertThat(result.begun()).isTrue();
        });

        cloud.pass(Duration.ofMinutes(10));
        assertThat(take()).isEqualTo(new TakeSnapshotHandler.Result(
                Status.DONE, ID + " is available", true, RegionOfBackups.arn("eu-west-1", ID)));
        assertThat(cloud.count(CREATE)).isEqualTo(1);
    }

    /** RDS does not tell when a snapshot was complete, only when it was begun. */
    @Test
    void marksOneThatTakesLongWithTheTimeAtWhichItWasLastSeenBeingMade() {
        cloud.rds(StepCloud.PRIMARY).slowSnapshots(Duration.ofMinutes(70));
        take();
        cloud.pass(Duration.ofMinutes(15));
        take();
        assertThat(own().beingMadeAt()).isEmpty();

        cloud.pass(Duration.ofMinutes(40));
        Instant seen = cloud.now();
        assertThat(take().begun()).isTrue();
        assertThat(own().beingMadeAt()).hasValueSatisfying(at -> assertThat(at).isBetween(seen, cloud.now()));
    }

    private OwnSnapshot own() {
        return OwnSnapshot.of("visitor-counter", region.get(ID)).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"modifying", "backing-up"})
    void waitsForAnInstanceThatRdsWorksOn(String state) {
        cloud.refuseNext(CREATE, InvalidDbInstanceStateException.builder()
                .message("Instance visitor-db is in state " + state).statusCode(400).build());

        assertThat(take()).satisfies(result -> {
            assertThat(result.status()).isEqualTo(Status.IN_PROGRESS);
            assertThat(result.reason()).contains(state);
            assertThat(result.begun()).isFalse();
        });
    }

    @Test
    void removesASnapshotThatFailedAndTakesItAgain() {
        take();
        region.change(ID, snapshot -> snapshot.status("failed"));

        assertThat(take().status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(region.snapshots()).isEmpty();
        cloud.pass(Duration.ofMinutes(10));
        take();
        assertThat(cloud.count(CREATE)).isEqualTo(2);
    }

    @Test
    void refusesWithTheFiguresWhereTheRegionHoldsAsManySnapshotsAsItGrants() {
        cloud.rds(StepCloud.PRIMARY).addForeignSnapshots(100);

        assertThat(take()).satisfies(result -> {
            assertThat(result.status()).isEqualTo(Status.REFUSED);
            assertThat(result.reason()).contains("100 of 100", "Pruning follows");
        });
    }

    @Test
    void leavesAnotherInstancesSnapshotOfThatNameAlone() {
        region.put(DBSnapshot.builder()
                .dbSnapshotIdentifier(ID)
                .dbInstanceIdentifier("orders-db")
                .status("failed")
                .build());

        assertThatThrownBy(this::take).isInstanceOf(SnapshotNameTakenException.class)
                .hasMessageContaining("orders-db").hasMessageContaining("left untouched");
        assertThat(region.snapshots()).extracting(DBSnapshot::dbSnapshotIdentifier).containsExactly(ID);
    }

    @Test
    void asksToBeCalledAgainWhereRdsThrottles() {
        cloud.faults().fail(CallFault.before(CREATE, Kind.THROTTLED));

        assertThatThrownBy(this::take).isInstanceOf(AwsUnavailableException.class);
    }

    private TakeSnapshotHandler.Result take() {
        return cloud.take(() -> handler.take(INPUT));
    }
}
