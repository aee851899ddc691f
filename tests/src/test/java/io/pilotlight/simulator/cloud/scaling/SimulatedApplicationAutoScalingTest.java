package io.pilotlight.simulator.cloud.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.simulator.cloud.CloudFixture;
import io.pilotlight.simulator.network.SimulatedRegion;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.applicationautoscaling.model.SuspendedState;
import software.amazon.awssdk.services.applicationautoscaling.model.ValidationException;

final class SimulatedApplicationAutoScalingTest {

    private final CloudFixture cloud = CloudFixture.withSeed(13);
    private final SimulatedRegion region = new SimulatedRegion(cloud, "eu-west-1").withService(2, 0);

    @Test
    void putsADesiredCountBelowItsMinimumBackUp() {
        register(2, 4);
        region.scaleTo(0);
        assertThat(region.service().desiredCount()).isZero();

        cloud.pass(Duration.ofMinutes(4));

        assertThat(region.service().desiredCount()).isEqualTo(2);
    }

    @Test
    void leavesZeroAloneOnceItsBoundsAreZero() {
        register(2, 4);
        register(0, 0);
        region.scaleTo(0);
        cloud.pass(Duration.ofMinutes(10));

        assertThat(region.service().desiredCount()).isZero();
    }

    @Test
    void raisesTheDesiredCountToANewMinimum() {
        register(3, 4);
        cloud.pass(Duration.ofMinutes(4));

        assertThat(region.service().desiredCount()).isEqualTo(3);
    }

    @Test
    void keepsWhatAnUpdateDoesNotName() {
        register(2, 4);
        region.scaling.registerScalableTarget(request -> request
                .serviceNamespace(ServiceNamespace.ECS).resourceId("service/main/web")
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                .suspendedState(SuspendedState.builder().dynamicScalingOutSuspended(true).build()));

        assertThat(region.scaling.describeScalableTargets(request -> request.serviceNamespace(ServiceNamespace.ECS))
                        .scalableTargets())
                .singleElement()
                .matches(target -> target.minCapacity() == 2 && target.maxCapacity() == 4)
                .matches(target -> target.suspendedState().dynamicScalingOutSuspended());
        region.scaleTo(0);
        cloud.pass(Duration.ofMinutes(10));
        assertThat(region.service().desiredCount()).as("scaling out is suspended").isZero();
    }

    @Test
    void doesNothingWhileItsRegionIsDark() {
        register(2, 4);
        region.scaleTo(0);
        cloud.faults().darken("eu-west-1");
        cloud.pass(Duration.ofMinutes(10));
        assertThat(region.service().desiredCount()).isZero();

        cloud.faults().relight("eu-west-1");
        cloud.pass(Duration.ofMinutes(2));

        assertThat(region.service().desiredCount()).isEqualTo(2);
    }

    @Test
    void refusesBoundsThatCrossAndServicesThatAreNotThere() {
        assertThatThrownBy(() -> register(4, 2)).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> region.scaling.registerScalableTarget(request -> request
                        .serviceNamespace(ServiceNamespace.ECS).resourceId("service/main/none").minCapacity(0).maxCapacity(1)))
                .isInstanceOf(ValidationException.class);
    }

    private void register(int minimum, int maximum) {
        region.scaling.registerScalableTarget(request -> request
                .serviceNamespace(ServiceNamespace.ECS)
                .resourceId("service/main/web")
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                .minCapacity(minimum)
                .maxCapacity(maximum));
    }
}
