package io.pilotlight.simulator.cloud.elb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.simulator.cloud.CloudFixture;
import io.pilotlight.simulator.network.SimulatedRegion;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthReasonEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

final class SimulatedLoadBalancingTest {

    private final CloudFixture cloud = CloudFixture.withSeed(5);
    private final SimulatedRegion region = new SimulatedRegion(cloud, "eu-west-1");

    @Test
    void countsANewTargetAsHealthyAfterOneCheckThatPassed() {
        register("10.1.1.1");
        assertThat(health().state()).isEqualTo(TargetHealthStateEnum.INITIAL);
        assertThat(health().reason()).isEqualTo(TargetHealthReasonEnum.ELB_REGISTRATION_IN_PROGRESS);

        cloud.pass(Duration.ofSeconds(11));

        assertThat(health().state()).isEqualTo(TargetHealthStateEnum.HEALTHY);
        assertThat(health().reason()).isNull();
    }

    @Test
    void countsATargetAsUnhealthyAfterTheThresholdAndAsHealthyAgainAfterTheOther() {
        register("10.1.1.1");
        cloud.pass(Duration.ofSeconds(11));

        region.application.answerWith(500);
        cloud.pass(Duration.ofSeconds(20));
        assertThat(health().state()).isEqualTo(TargetHealthStateEnum.HEALTHY);
        cloud.pass(Duration.ofSeconds(10));
        assertThat(health().state()).isEqualTo(TargetHealthStateEnum.UNHEALTHY);
        assertThat(health().reason()).isEqualTo(TargetHealthReasonEnum.TARGET_RESPONSE_CODE_MISMATCH);
        assertThat(health().description()).isEqualTo("Health checks failed with these codes: [500]");

        region.application.answerWith(200);
        cloud.pass(Duration.ofSeconds(10));
        assertThat(health().state()).isEqualTo(TargetHealthStateEnum.UNHEALTHY);
        cloud.pass(Duration.ofSeconds(10));
        assertThat(health().state()).isEqualTo(TargetHealthStateEnum.HEALTHY);
    }

    @Test
    void saysThatATargetFailsItsChecksWhereNothingListens() {
        region.loadBalancing.registerTargets(request -> request
                .targetGroupArn(region.targetGroupArn).targets(TargetDescription.builder().id("10.9.9.9").build()));
        cloud.pass(Duration.ofSeconds(40));

        assertThat(health().state()).isEqualTo(TargetHealthStateEnum.UNHEALTHY);
        assertThat(health().reason()).isEqualTo(TargetHealthReasonEnum.TARGET_FAILED_HEALTH_CHECKS);
    }

    @Test
    void answers503WhereThereIsNoTargetAndWhileTheOnlyOneIsNew() {
        assertThat(route()).isEqualTo(503);

        register("10.1.1.1");

        assertThat(route()).isEqualTo(503);
    }

    @Test
    void routesToHealthyTargetsAlone() {
        register("10.1.1.1");
        region.network.attach("10.1.1.2", region.application.start("eu-west-1", "web"));
        register("10.1.1.2");
        cloud.pass(Duration.ofSeconds(11));
        region.network.detach("10.1.1.2");
        assertThat(route() + route()).as("one of two answers").isEqualTo(200 + 502);

        cloud.pass(Duration.ofSeconds(40));

        assertThat(route()).isEqualTo(200);
        assertThat(route()).isEqualTo(200);
    }

    @Test
    void routesToUnhealthyTargetsWhereNoneIsHealthy() {
        register("10.1.1.1");
        region.application.answerWith(500);
        cloud.pass(Duration.ofSeconds(40));
        assertThat(health().state()).isEqualTo(TargetHealthStateEnum.UNHEALTHY);

        assertThat(route()).isEqualTo(500);
    }

    @Test
    void drainsADeregisteredTargetAndRoutesNothingToItMeanwhile() {
        register("10.1.1.1");
        cloud.pass(Duration.ofSeconds(11));
        region.loadBalancing.deregisterTargets(request -> request
                .targetGroupArn(region.targetGroupArn).targets(TargetDescription.builder().id("10.1.1.1").build()));

        assertThat(health().state()).isEqualTo(TargetHealthStateEnum.DRAINING);
        assertThat(health().reason()).isEqualTo(TargetHealthReasonEnum.TARGET_DEREGISTRATION_IN_PROGRESS);
        assertThat(route()).isEqualTo(503);

        cloud.pass(Duration.ofSeconds(31));
        assertThat(region.targets()).isEmpty();
    }

    @Test
    void checksNoTargetWhileItsRegionIsDark() {
        register("10.1.1.1");
        cloud.pass(Duration.ofSeconds(11));
        cloud.faults().darken("eu-west-1");
        region.application.answerWith(500);
        cloud.pass(Duration.ofMinutes(10));
        assertThat(health().state()).isEqualTo(TargetHealthStateEnum.HEALTHY);

        cloud.faults().relight("eu-west-1");
        cloud.pass(Duration.ofSeconds(31));

        assertThat(health().state()).isEqualTo(TargetHealthStateEnum.UNHEALTHY);
    }

    @Test
    void usesNoTargetOfAGroupWithoutAListener() {
        String idle = region.loadBalancing.createTargetGroup(request -> request.name("idle").port(80))
                .targetGroups().getFirst().targetGroupArn();
        region.loadBalancing.registerTargets(request -> request
                .targetGroupArn(idle).targets(TargetDescription.builder().id("10.1.1.1").build()));
        cloud.pass(Duration.ofMinutes(2));

        assertThat(region.loadBalancing.describeTargetHealth(request -> request.targetGroupArn(idle))
                        .targetHealthDescriptions().getFirst().targetHealth().reason())
                .isEqualTo(TargetHealthReasonEnum.TARGET_NOT_IN_USE);
    }

    @Test
    void refusesATargetGroupThatIsNotThere() {
        assertThatThrownBy(() -> region.loadBalancing.describeTargetHealth(request -> request.targetGroupArn("arn:none")))
                .isInstanceOf(TargetGroupNotFoundException.class);
    }

    private void register(String address) {
        if (region.network.at(address).isEmpty()) {
            region.network.attach(address, region.application.start("eu-west-1", "web"));
        }
        region.loadBalancing.registerTargets(request -> request
                .targetGroupArn(region.targetGroupArn).targets(TargetDescription.builder().id(address).build()));
    }

    private TargetHealth health() {
        return region.targets().getFirst().targetHealth();
    }

    private int route() {
        return region.loadBalancing.route(region.loadBalancer.dnsName(), "/").status();
    }
}
