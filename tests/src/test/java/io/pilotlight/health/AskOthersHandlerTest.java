package io.pilotlight.health;

import static io.pilotlight.health.CheckHealthHandler.Result.Health.HEALTHY;
import static io.pilotlight.health.CheckHealthHandler.Result.Health.UNHEALTHY;
import static io.pilotlight.health.CheckHealthHandler.Result.Health.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.plan.ServiceSite;
import io.pilotlight.simulator.cloud.api.CallFault;
import io.pilotlight.simulator.cloud.api.CallFault.Kind;
import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.simulator.scenario.StepSite;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AskOthersHandlerTest {

    private static final String TARGETS = "elasticloadbalancing:DescribeTargetHealth";
    private static final String PAGE = "aaaaaaaa-1234-5678-abcd-1a2b3c4d5e6f";

    private final StepCloud cloud = new StepCloud();
    private final StepSite primary = new StepSite(cloud, StepCloud.PRIMARY);
    private final AskOthersHandler handler = cloud.handler(AskOthersHandler.class);
    private ServiceSite site;

    @BeforeEach
    void aSiteThatTakesTraffic() {
        site = primary.build(2, 2, 4);
        cloud.pass(Duration.ofMinutes(5));
    }

    @Test
    void saysThatTheSitesOwnTargetsAreHealthy() {
        assertThat(ask("")).isEqualTo(new AskOthersHandler.Result(
                io.pilotlight.step.Status.DONE, HEALTHY, UNKNOWN, true, "its targets are HEALTHY"));
    }

    @Test
    void knowsNothingWhereThereIsNoTarget() {
        primary.setDesiredCount(0);
        primary.bind(0, 0);
        cloud.pass(Duration.ofMinutes(10));

        assertThat(ask("").targets()).isEqualTo(UNKNOWN);
    }

    @Test
    void knowsNothingWhereTheRegionDoesNotAnswer() {
        cloud.faults().darken(StepCloud.PRIMARY);

        assertThat(ask("")).satisfies(result -> {
            assertThat(result.targets()).isEqualTo(UNKNOWN);
            assertThat(result.apiAnswered()).isFalse();
            assertThat(result.summary()).isEqualTo("its load balancer's API does not answer");
        });
    }

    @Test
    void takesARefusalAndThrottlingForAnAnswerThatTellsNothing() {
        cloud.faults().fail(CallFault.before(TARGETS, Kind.THROTTLED));
        assertThat(ask("")).satisfies(result -> {
            assertThat(result.targets()).isEqualTo(UNKNOWN);
            assertThat(result.apiAnswered()).isTrue();
        });

        cloud.deny(TARGETS);
        assertThat(ask("").apiAnswered()).isTrue();
    }

    @Test
    void asksTheCheckersOfTheHealthCheckThatThePlanNames() {
        cloud.route53().addPageCheck(PAGE, () -> true);
        assertThat(ask(PAGE).checkers()).isEqualTo(HEALTHY);

        cloud.route53().addPageCheck(PAGE, () -> false);
        assertThat(ask(PAGE)).satisfies(result -> {
            assertThat(result.checkers()).isEqualTo(UNHEALTHY);
            assertThat(result.summary()).isEqualTo("its targets are HEALTHY, Route 53's checkers say UNHEALTHY");
        });
    }

    @Test
    void knowsNothingOfAHealthCheckThatIsNotThereOrWhereRoute53DoesNotAnswer() {
        assertThat(ask(PAGE).checkers()).isEqualTo(UNKNOWN);

        cloud.route53().addPageCheck(PAGE, () -> true);
        cloud.faults().failRoute53ControlPlane();
        assertThat(ask(PAGE).checkers()).isEqualTo(UNKNOWN);
    }

    private AskOthersHandler.Result ask(String healthCheckId) {
        return cloud.take(() -> handler.take(
                new AskOthersHandler.Input(StepCloud.PRIMARY, site.targetGroupArn(), healthCheckId)));
    }
}
