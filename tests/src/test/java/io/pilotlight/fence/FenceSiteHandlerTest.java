package io.pilotlight.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.plan.ServiceSite;
import io.pilotlight.plan.SiteName;
import io.pilotlight.scaling.AutoScalingFake;
import io.pilotlight.scaling.AwsFailures;
import io.pilotlight.scaling.EcsFake;
import io.pilotlight.step.AwsRefusedException;
import io.pilotlight.step.AwsUnavailableException;
import io.pilotlight.step.Status;
import io.pilotlight.traffic.RecordedStateFake;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FenceSiteHandlerTest {

    private static final String RESOURCE = "service/shop-cluster/shop";
    private static final long EPOCH = 7;

    private final RecordedStateFake state = new RecordedStateFake(EPOCH, SiteName.PRIMARY);
    private final EcsFake ecs = new EcsFake();
    private final AutoScalingFake scaling = new AutoScalingFake();
    private final FenceSiteHandler handler = new FenceSiteHandler(state, _ -> ecs, _ -> scaling);

    @BeforeEach
    void aSiteThatTakesTraffic() {
        ecs.desiredCount = 3;
        ecs.settle();
        scaling.register(RESOURCE, 2, 6);
    }

    @Test
    void bindsAutoScalingFirstThenScalesToNothingThenWaitsForTheLastTask() {
        assertThat(step()).isEqualTo(stopping("auto scaling of shop was bound to 0 tasks", 3));
        assertThat(scaling.calls.writes()).containsExactly(RESOURCE + " between 0 and 0");
        assertThat(ecs.calls.writes()).isEmpty();

        assertThat(step()).isEqualTo(stopping("shop was asked for 0 tasks, down from 3", 3));
        assertThat(ecs.calls.writes()).containsExactly("desired 0");

        ecs.runningCount = 1;
        assertThat(step()).isEqualTo(stopping("1 tasks of shop are still stopping", 1));

        ecs.settle();
        assertThat(step()).isEqualTo(new FenceSiteHandler.Result(
                Status.DONE, "no task of shop runs in Region eu-west-1, and none will be started", true, true, 0));
        assertThat(ecs.calls.writes()).hasSize(1);
    }

    @Test
    void countsATaskThatIsJustStartingAsOneThatMayWrite() {
        scaling.register(RESOURCE, 0, 0);
        ecs.desiredCount = 0;
        ecs.runningCount = 0;
        ecs.pendingCount = 1;

        assertThat(step().fenced()).isFalse();
    }

    @Test
    void fencesAServiceWithoutAScalableTarget() {
        scaling.register("service/shop-cluster/another", 2, 6);

        step();
        ecs.settle();

        assertThat(step().fenced()).isTrue();
        assertThat(scaling.calls.writes()).isEmpty();
    }

    @Test
    void findsTheScalableTargetOfAClusterThatIsNamedByItsArn() {
        handler.take(input("arn:aws:ecs:eu-west-1:123456789012:cluster/shop-cluster"));

        assertThat(scaling.calls.writes()).containsExactly(RESOURCE + " between 0 and 0");
    }

    @Test
    void takesAServiceThatIsNotThereForFenced() {
        for (String status : new String[] {"MISSING", "INACTIVE"}) {
            ecs.status = status;

            assertThat(step()).as(status).isEqualTo(new FenceSiteHandler.Result(Status.DONE,
                    "there is no service shop in Region eu-west-1, so nothing there can write", true, true, 0));
        }
    }

    @Test
    void takesAServiceOfAClusterThatIsNotThereForFenced() {
        ecs.clusterIsThere = false;

        assertThat(step().fenced()).isTrue();
    }

    @Test
    void waitsForTheTasksOfAServiceThatIsBeingDeleted() {
        scaling.register(RESOURCE, 0, 0);
        ecs.status = "DRAINING";
        ecs.desiredCount = 0;

        assertThat(step()).isEqualTo(stopping("3 tasks of shop are still stopping", 3));
        assertThat(ecs.calls.writes()).isEmpty();
    }

    @Test
    void saysThatASiteWhoseRegionDoesNotAnswerIsNotFenced() {
        ecs.calls.failAlways(AwsFailures.timedOut());

        FenceSiteHandler.Result result = step();

        assertThat(result.status()).isEqualTo(Status.DONE);
        assertThat(result.answered()).isFalse();
        assertThat(result.fenced()).isFalse();
        assertThat(result.reason()).startsWith("Region eu-west-1 does not answer, so shop was not fenced: ");
    }

    @Test
    void saysThatASiteIsNotFencedWhereOnlyAutoScalingDoesNotAnswer() {
        scaling.calls.failAlways(AwsFailures.internalFailure());

        assertThat(step().fenced()).isFalse();
        assertThat(step().answered()).isFalse();
        assertThat(ecs.calls.writes()).isEmpty();
    }

    @Test
    void claimsNoFenceWhereTheAnswerToItsOwnChangeWasLostAndGoesOnWhenCalledAgain() {
        scaling.calls.loseNextAnswer("RegisterScalableTarget");
        assertThat(step().fenced()).isFalse();
        ecs.calls.loseNextAnswer("UpdateService");
        assertThat(step().fenced()).isFalse();

        ecs.settle();

        assertThat(step().fenced()).isTrue();
        assertThat(scaling.calls.writes()).hasSize(1);
        assertThat(ecs.calls.writes()).hasSize(1);
    }

    @Test
    void comesBackToARegionThatThrottlesBecauseItCouldStillBeFenced() {
        ecs.calls.failNext("DescribeServices", AwsFailures.throttled());

        FenceSiteHandler.Result result = step();

        assertThat(result.status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(result.answered()).isTrue();
        assertThat(result.fenced()).isFalse();
    }

    @Test
    void takesAMissingPermissionForAnAnswerAndHandsItToAPerson() {
        ecs.calls.failNext("DescribeServices", AwsFailures.accessDenied());

        assertThatThrownBy(this::step).isInstanceOf(AwsRefusedException.class);
    }

    @Test
    void refusesToFenceForARecoveryThatIsNoLongerTheNewest() {
        state.setEpoch(EPOCH + 1);

        FenceSiteHandler.Result result = step();

        assertThat(result.status()).isEqualTo(Status.REFUSED);
        assertThat(result.fenced()).isFalse();
        assertThat(result.reason()).contains("epoch 7", "newer recovery");
        assertThat(scaling.calls.writes()).isEmpty();
        assertThat(ecs.calls.writes()).isEmpty();
    }

    @Test
    void neverMistakesASilentStateTableForASilentOldSite() {
        state.calls.failAlways(AwsFailures.timedOut());

        assertThatThrownBy(this::step).isInstanceOf(AwsUnavailableException.class);
        assertThat(ecs.calls.writes()).isEmpty();
    }

    private FenceSiteHandler.Result step() {
        return handler.take(input("shop-cluster"));
    }

    private static FenceSiteHandler.Input input(String cluster) {
        return new FenceSiteHandler.Input("state", "shop", EPOCH, "eu-west-1",
                new ServiceSite(cluster, "shop", 2, 1, 6, "arn:target-group", "lb-1.example.net", "Z1"));
    }

    private static FenceSiteHandler.Result stopping(String reason, int runningCount) {
        return new FenceSiteHandler.Result(Status.IN_PROGRESS, reason, false, true, runningCount);
    }
}
