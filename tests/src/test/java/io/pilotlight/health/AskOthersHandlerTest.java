package io.pilotlight.health;

import static io.pilotlight.health.CheckHealthHandler.Result.Health.HEALTHY;
import static io.pilotlight.health.CheckHealthHandler.Result.Health.UNHEALTHY;
import static io.pilotlight.health.CheckHealthHandler.Result.Health.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.health.CheckHealthHandler.Result.Health;
import io.pilotlight.plan.ServiceSite;
import io.pilotlight.simulator.cloud.api.CallFault;
import io.pilotlight.simulator.cloud.api.CallFault.Kind;
import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.simulator.scenario.StepSite;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

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
                io.pilotlight.step.Status.DONE, HEALTHY, 2, UNKNOWN, true, "its targets are HEALTHY"));
    }

    @Test
    void knowsNothingWhereThereIsNoTarget() {
        primary.setDesiredCount(0);
        primary.bind(0, 0);
        cloud.pass(Duration.ofMinutes(10));

        assertThat(ask("").targets()).isEqualTo(UNKNOWN);
        assertThat(ask("").registered()).isZero();
    }

    @Test
    void findsTargetsUnhealthyThatAnswerWithAnErrorOrNotAtAll() {
        assertThat(found("Target.ResponseCodeMismatch", "Health checks failed with these codes: [503]")).isEqualTo(UNHEALTHY);
        assertThat(found("Target.ResponseCodeMismatch", "Health checks failed with these codes: [404, 502]")).isEqualTo(UNHEALTHY);
        assertThat(found("Target.Timeout", "Request timed out")).isEqualTo(UNHEALTHY);
        assertThat(found("Target.FailedHealthChecks", "Health checks failed")).isEqualTo(UNHEALTHY);
        assertThat(found("Target.FailedHealthChecks", "Health checks failed with these codes: [404]")).isEqualTo(UNHEALTHY);
        assertThat(found("Target.ResponseCodeMismatch", "in words that nobody knows yet")).isEqualTo(UNHEALTHY);
        assertThat(found("Target.ResponseCodeMismatch", null)).isEqualTo(UNHEALTHY);
    }

    /** A release has moved the page: each probe sees as much. */
    @Test
    void knowsNothingOfTargetsThatOnlyAnswerOtherwiseThanTheirHealthCheckExpects() {
        assertThat(found("Target.ResponseCodeMismatch", "Health checks failed with these codes: [404]")).isEqualTo(UNKNOWN);
        assertThat(found("Target.ResponseCodeMismatch", "Health checks failed with these codes: [301, 404]")).isEqualTo(UNKNOWN);
    }

    @Test
    void knowsNothingOfTargetsThatAreNewOrDrain() {
        assertThat(AskOthersHandler.health(List.of(
                target(TargetHealthStateEnum.INITIAL, "Elb.InitialHealthChecking", "Initial health checks in progress"),
                target(TargetHealthStateEnum.DRAINING, "Target.DeregistrationInProgress", "Target deregistration is in progress"))))
                .isEqualTo(UNKNOWN);
    }

    @Test
    void oneTargetThatFailsOrIsHealthyDecides() {
        TargetHealth moved = target(
                TargetHealthStateEnum.UNHEALTHY, "Target.ResponseCodeMismatch", "Health checks failed with these codes: [404]");

        assertThat(AskOthersHandler.health(List.of(
                moved, target(TargetHealthStateEnum.UNHEALTHY, "Target.Timeout", "Request timed out")))).isEqualTo(UNHEALTHY);
        assertThat(AskOthersHandler.health(List.of(moved, target(TargetHealthStateEnum.HEALTHY, null, null)))).isEqualTo(HEALTHY);
        assertThat(AskOthersHandler.health(List.of())).isEqualTo(UNKNOWN);
    }

    private static Health found(String reason, String description) {
        return AskOthersHandler.health(List.of(target(TargetHealthStateEnum.UNHEALTHY, reason, description)));
    }

    private static TargetHealth target(TargetHealthStateEnum state, String reason, String description) {
        return TargetHealth.builder().state(state).reason(reason).description(description).build();
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
