package io.pilotlight.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.plan.ServiceSite;
import io.pilotlight.step.AwsRefusedException;
import io.pilotlight.step.AwsUnavailableException;
import io.pilotlight.step.Status;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ScaleServiceHandlerTest {

    private static final String REGION = "eu-west-1";
    private static final String RESOURCE = "service/shop-cluster/shop";
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final EcsFake ecs = new EcsFake();
    private final AutoScalingFake scaling = new AutoScalingFake();
    private final TargetGroupFake targets = new TargetGroupFake();
    private final ScaleServiceHandler handler =
            new ScaleServiceHandler(_ -> ecs, _ -> scaling, _ -> targets);

    @Test
    void raisesTheScalableTargetBeforeTheServiceAndEndsWithHealthyTargets() {
        scaling.register(RESOURCE, 0, 0);

        assertThat(step().status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(scaling.calls.writes()).containsExactly(RESOURCE + " between 1 and 6");
        assertThat(ecs.calls.writes()).isEmpty();

        assertThat(step().status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(ecs.calls.writes()).containsExactly("desired 2");

        ecs.settle();
        targets.healthy = 2;
        assertThat(step()).isEqualTo(new ScaleServiceHandler.Result(
                Status.DONE, "2 of 2 tasks of shop run, 2 load-balancer targets are healthy", 2, 2, 2));
        assertThat(scaling.calls.writes()).hasSize(1);
        assertThat(ecs.calls.writes()).hasSize(1);
    }

    @Test
    void leavesTheRoleOfTheScalableTargetAsItIs() {
        scaling.register(RESOURCE, 0, 0);

        step();

        assertThat(scaling.lastRegistration.roleARN()).isNull();
        assertThat(scaling.lastRegistration.suspendedState()).isNull();
    }

    @Test
    void scalesAServiceWithoutAScalableTarget() {
        step();

        assertThat(ecs.desiredCount).isEqualTo(2);
        assertThat(scaling.calls.writes()).isEmpty();
    }

    @Test
    void findsTheScalableTargetOfAClusterThatIsNamedByItsArn() {
        scaling.register(RESOURCE, 0, 0);

        step(site("arn:aws:ecs:eu-west-1:123456789012:cluster/shop-cluster"));

        assertThat(scaling.calls.writes()).containsExactly(RESOURCE + " between 1 and 6");
    }

    @Test
    void leavesAHigherDesiredCountOfAutoScalingAlone() {
        scaling.register(RESOURCE, 1, 6);
        ecs.desiredCount = 5;
        ecs.settle();
        targets.healthy = 5;

        assertThat(step().status()).isEqualTo(Status.DONE);
        assertThat(ecs.calls.writes()).isEmpty();
        assertThat(scaling.calls.writes()).isEmpty();
    }

    @Test
    void waitsWhileTasksRunButNotAllTargetsAreHealthy() {
        ecs.desiredCount = 2;
        ecs.settle();
        targets.healthy = 1;
        targets.unhealthy = 1;

        ScaleServiceHandler.Result result = step();

        assertThat(result.status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(result.healthyTargets()).isEqualTo(1);
        assertThat(result.reason()).isEqualTo("2 of 2 tasks of shop run, 1 load-balancer targets are healthy");
    }

    @Test
    void waitsWhileHealthyTargetsAreLeftOversOfTasksThatNoLongerRun() {
        ecs.desiredCount = 2;
        ecs.runningCount = 1;
        targets.healthy = 2;

        assertThat(step().status()).isEqualTo(Status.IN_PROGRESS);
    }

    @Test
    void tellsTheNewestThreeEventsThatDifferWhereTasksAreMissing() {
        ecs.desiredCount = 2;
        ecs.event(NOON, "(service shop) is unable to consistently start tasks successfully.");
        ecs.event(NOON.minusSeconds(60), "(service shop) was unable to place a task because no IP address is free.");
        ecs.event(NOON.minusSeconds(120), "(service shop) was unable to place a task because no IP address is free.");
        ecs.event(NOON.minusSeconds(180), "(service shop) has started 1 tasks.");
        ecs.event(NOON.minusSeconds(240), "(service shop) has reached a steady state.");

        assertThat(step().reason()).isEqualTo("0 of 2 tasks of shop run, 0 load-balancer targets are healthy; its "
                + "newest events: (service shop) is unable to consistently start tasks successfully. "
                + "(service shop) was unable to place a task because no IP address is free. "
                + "(service shop) has started 1 tasks.");
    }

    @Test
    void findsItsOwnWorkAfterATimeOutThatTookEffect() {
        scaling.register(RESOURCE, 0, 0);
        scaling.calls.loseNextAnswer("RegisterScalableTarget");
        assertThatThrownBy(this::step).isInstanceOf(AwsUnavailableException.class);
        ecs.calls.loseNextAnswer("UpdateService");
        assertThatThrownBy(this::step).isInstanceOf(AwsUnavailableException.class);

        ecs.settle();
        targets.healthy = 2;

        assertThat(step().status()).isEqualTo(Status.DONE);
        assertThat(scaling.calls.writes()).hasSize(1);
        assertThat(ecs.calls.writes()).containsExactly("desired 2");
    }

    @Test
    void refusesToScaleAServiceThatIsNotThere() {
        for (String status : new String[] {"MISSING", "INACTIVE", "DRAINING"}) {
            ecs.status = status;

            assertThatThrownBy(this::step).as(status)
                    .isInstanceOf(ServiceNotThereException.class)
                    .hasMessageContaining("shop")
                    .hasMessageContaining("shop-cluster")
                    .hasMessageContaining(REGION)
                    .hasMessageContaining("Nothing was changed");
        }
        assertThat(ecs.calls.writes()).isEmpty();
    }

    @Test
    void refusesToScaleInAClusterThatIsNotThere() {
        ecs.clusterIsThere = false;

        assertThatThrownBy(this::step).isInstanceOf(ServiceNotThereException.class);
    }

    @Test
    void handsAMissingPermissionToAPerson() {
        ecs.calls.failNext("UpdateService", AwsFailures.accessDenied());

        assertThatThrownBy(this::step).isInstanceOf(AwsRefusedException.class);
    }

    private ScaleServiceHandler.Result step() {
        return step(site("shop-cluster"));
    }

    private ScaleServiceHandler.Result step(ServiceSite site) {
        return handler.take(new ScaleServiceHandler.Input(REGION, site));
    }

    private static ServiceSite site(String cluster) {
        return new ServiceSite(cluster, "shop", 2, 1, 6, "arn:target-group", "lb-1.example.net", "Z1");
    }
}
