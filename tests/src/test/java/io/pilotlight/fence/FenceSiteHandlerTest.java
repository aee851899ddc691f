package io.pilotlight.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.lease.RecordedState;
import io.pilotlight.plan.ServiceSite;
import io.pilotlight.plan.SiteName;
import io.pilotlight.simulator.cloud.api.CallFault;
import io.pilotlight.simulator.cloud.api.CallFault.Kind;
import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.simulator.scenario.StepSite;
import io.pilotlight.step.AwsRefusedException;
import io.pilotlight.step.AwsUnavailableException;
import io.pilotlight.step.Status;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;

class FenceSiteHandlerTest {

    private static final String REGION = StepCloud.PRIMARY;
    private static final String RESOURCE = "service/visitor-counter/web";
    private static final String DESCRIBE_SERVICES = "ecs:DescribeServices";
    private static final long EPOCH = 7;

    private final StepCloud cloud = new StepCloud();
    private final StepSite active = new StepSite(cloud, REGION);
    private final RecordedState state = cloud.recorded("shop");
    private final FenceSiteHandler handler = cloud.handler(FenceSiteHandler.class);
    private ServiceSite site;

    @BeforeEach
    void aSiteThatTakesTraffic() {
        site = active.build(3, 2, 6);
        state.ended(EPOCH, SiteName.PRIMARY);
    }

    @Test
    void bindsAutoScalingFirstThenScalesToNothingThenWaitsForTheLastTask() {
        assertThat(step()).isEqualTo(stopping("auto scaling of web was bound to 0 tasks and suspended", 3));
        assertBoundToNothing();
        assertThat(desiredCounts()).isEmpty();

        assertThat(step()).isEqualTo(stopping("web was asked for 0 tasks, down from 3", 3));
        assertThat(desiredCounts()).containsExactly(0);

        assertThat(step()).isEqualTo(stopping("3 tasks of web are still stopping", 3));

        settle();
        assertThat(step()).isEqualTo(new FenceSiteHandler.Result(
                Status.DONE, "no task of web runs in Region eu-west-1, and none will be started", true, true, 0));
        assertThat(desiredCounts()).hasSize(1);
    }

    /** Its smallest number is nothing, but it would start tasks again at the next load. */
    @Test
    void bindsAutoScalingThatMayStartTasksAgainAfterTheFence() {
        cloud.scaling(REGION).registerScalableTarget(request -> request
                .serviceNamespace("ecs").resourceId(RESOURCE).scalableDimension("ecs:service:DesiredCount").minCapacity(0).maxCapacity(6)
                .suspendedState(state -> state.dynamicScalingInSuspended(true).dynamicScalingOutSuspended(true)
                        .scheduledScalingSuspended(true)));
        active.setDesiredCount(0);
        settle();

        assertThat(step().status()).isEqualTo(Status.IN_PROGRESS);
        assertBoundToNothing();
        assertThat(step().fenced()).isTrue();
    }

    @Test
    void countsATaskThatIsJustStartingAsOneThatMayWrite() {
        active.bind(0, 0);
        active.setDesiredCount(0);
        settle();
        step();
        active.setDesiredCount(1);
        cloud.passUntil(() -> active.service().pendingCount() == 1);
        active.setDesiredCount(0);

        assertThat(step()).isEqualTo(stopping("1 tasks of web are still stopping", 1));
    }

    @Test
    void fencesAServiceWithoutAScalableTarget() {
        cloud.ecs(REGION).createService(request -> request
                .cluster(StepSite.CLUSTER).serviceName("another").taskDefinition(StepSite.SERVICE).desiredCount(1));
        site = named(StepSite.CLUSTER, "another");

        step();
        settle();

        assertThat(step().fenced()).isTrue();
        assertThat(cloud.asked(RegisterScalableTargetRequest.class)).isEmpty();
    }

    @Test
    void findsTheScalableTargetOfAClusterThatIsNamedByItsArn() {
        site = named("arn:aws:ecs:eu-west-1:123456789012:cluster/visitor-counter", StepSite.SERVICE);

        step();

        assertBoundToNothing();
    }

    @Test
    void takesAServiceOrAClusterThatIsNotThereForAWrongPlan() {
        site = named(StepSite.CLUSTER, "absent");
        assertThat(step()).isEqualTo(new FenceSiteHandler.Result(Status.DONE, "there is no service absent in cluster"
                + " visitor-counter of Region eu-west-1, so nothing was fenced. Correct cluster and service in the plan",
                false, true, 0));

        site = named("absent", StepSite.SERVICE);
        assertThat(step().fenced()).isFalse();
        assertThat(step().answered()).isTrue();
    }

    @Test
    void takesAServiceThatWasDeletedForFenced() {
        active.bind(0, 0);
        delete();
        settle();
        assertThat(active.service().status()).isEqualTo("INACTIVE");

        assertThat(step().status()).as("its scalable target is suspended first").isEqualTo(Status.IN_PROGRESS);
        assertThat(step().fenced()).isTrue();
    }

    @Test
    void waitsForATaskThatDrainsAlthoughTheServiceCountsItNoMore() {
        step();
        step();
        cloud.passUntil(() -> active.service().runningCount() == 0);

        assertThat(step()).isEqualTo(stopping("3 tasks of web are still stopping", 3));
    }

    @Test
    void suspendsScheduledScalingToo() {
        step();

        assertThat(cloud.asked(RegisterScalableTargetRequest.class)).singleElement().satisfies(request -> {
            assertThat(request.suspendedState().dynamicScalingInSuspended()).isTrue();
            assertThat(request.suspendedState().dynamicScalingOutSuspended()).isTrue();
            assertThat(request.suspendedState().scheduledScalingSuspended()).isTrue();
        });
    }

    @Test
    void suspendsScalingThatIsBoundToNothingAlready() {
        active.bind(0, 0);

        assertThat(step()).isEqualTo(stopping("auto scaling of web was bound to 0 tasks and suspended", 3));
    }

    @Test
    void waitsForTheTasksOfAServiceThatIsBeingDeleted() {
        active.bind(0, 0);
        step();
        delete();
        assertThat(active.service().status()).isEqualTo("DRAINING");

        assertThat(step()).isEqualTo(stopping("3 tasks of web are still stopping", 3));
        assertThat(desiredCounts()).isEmpty();
    }

    @Test
    void saysThatASiteWhoseRegionDoesNotAnswerIsNotFenced() {
        cloud.faults().darken(REGION);

        FenceSiteHandler.Result result = step();

        assertThat(result.status()).isEqualTo(Status.DONE);
        assertThat(result.answered()).isFalse();
        assertThat(result.fenced()).isFalse();
        assertThat(result.reason()).startsWith("Region eu-west-1 does not answer, so web was not fenced: ");
    }

    @Test
    void looksAgainWhereOnlyAutoScalingDoesNotAnswer() {
        cloud.faults().fail(CallFault.before(
                "application-autoscaling:DescribeScalableTargets", Kind.SERVER_ERROR).repeated(2));

        assertThat(step()).satisfies(result -> {
            assertThat(result.status()).isEqualTo(Status.IN_PROGRESS);
            assertThat(result.answered()).isFalse();
            assertThat(result.reason()).startsWith("Region eu-west-1 does not answer every call, so it is not known whether web is fenced: ");
        });
        assertThat(desiredCounts()).isEmpty();
    }

    @Test
    void claimsNoFenceWhereTheAnswerToItsOwnChangeWasLostAndGoesOnWhenCalledAgain() {
        cloud.faults().fail(CallFault.after("application-autoscaling:RegisterScalableTarget", Kind.TIMEOUT));
        assertThat(step().fenced()).isFalse();
        cloud.faults().fail(CallFault.after("ecs:UpdateService", Kind.TIMEOUT));
        assertThat(step().fenced()).isFalse();

        settle();

        assertThat(step().fenced()).isTrue();
        assertBoundToNothing();
        assertThat(desiredCounts()).hasSize(1);
    }

    @Test
    void comesBackToARegionThatThrottlesBecauseItCouldStillBeFenced() {
        cloud.faults().fail(CallFault.before(DESCRIBE_SERVICES, Kind.THROTTLED));

        FenceSiteHandler.Result result = step();

        assertThat(result.status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(result.answered()).isTrue();
        assertThat(result.fenced()).isFalse();
    }

    @Test
    void takesAMissingPermissionForAnAnswerAndHandsItToAPerson() {
        cloud.deny(DESCRIBE_SERVICES);

        assertThatThrownBy(this::step).isInstanceOf(AwsRefusedException.class);
    }

    @Test
    void refusesToFenceForARecoveryThatIsNoLongerTheNewest() {
        state.ended(EPOCH + 1, SiteName.PRIMARY);

        FenceSiteHandler.Result result = step();

        assertThat(result.status()).isEqualTo(Status.REFUSED);
        assertThat(result.fenced()).isFalse();
        assertThat(result.reason()).contains("epoch 7", "newer recovery");
        assertThat(cloud.asked(RegisterScalableTargetRequest.class)).isEmpty();
        assertThat(desiredCounts()).isEmpty();
    }

    @Test
    void neverMistakesASilentStateTableForASilentOldSite() {
        cloud.faults().failService(StepCloud.STANDBY, "dynamodb");

        assertThatThrownBy(this::step).isInstanceOf(AwsUnavailableException.class);
        assertThat(desiredCounts()).isEmpty();
    }

    private FenceSiteHandler.Result step() {
        return cloud.take(() -> handler.take(
                new FenceSiteHandler.Input(StepCloud.STATE_TABLE, "shop", EPOCH, REGION, site)));
    }

    /** Lets ECS do what it was asked for: targets drain for up to five minutes, then their tasks stop. */
    private void settle() {
        cloud.pass(Duration.ofMinutes(10));
    }

    private void delete() {
        cloud.ecs(REGION).deleteService(request -> request
                .cluster(StepSite.CLUSTER).service(StepSite.SERVICE).force(true));
    }

    private void assertBoundToNothing() {
        assertThat(cloud.asked(RegisterScalableTargetRequest.class)).singleElement().satisfies(request -> {
            assertThat(request.resourceId()).isEqualTo(RESOURCE);
            assertThat(request.minCapacity()).isZero();
            assertThat(request.maxCapacity()).isZero();
        });
    }

    private List<Integer> desiredCounts() {
        return cloud.asked(UpdateServiceRequest.class).stream().map(UpdateServiceRequest::desiredCount).toList();
    }

    private ServiceSite named(String cluster, String service) {
        return new ServiceSite(cluster, service, 2, 1, 6, site.targetGroupArn(), site.alternatives(),
                site.loadBalancerDnsName(), site.loadBalancerHostedZoneId());
    }

    private static FenceSiteHandler.Result stopping(String reason, int runningCount) {
        return new FenceSiteHandler.Result(Status.IN_PROGRESS, reason, false, true, runningCount);
    }
}
