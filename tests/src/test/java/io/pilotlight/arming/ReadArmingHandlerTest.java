package io.pilotlight.arming;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.lease.ReleaseLeaseHandler;
import io.pilotlight.lease.ReleaseLeaseHandler.Input.Outcome;
import io.pilotlight.plan.Plan;
import io.pilotlight.plan.Plans;
import io.pilotlight.simulator.scenario.StepCloud;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of a plan that is armed: what failed failovers keep it from. Whether it is armed stands in {@link ArmFailoverHandlerTest}. */
class ReadArmingHandlerTest {

    private final StepCloud cloud = new StepCloud();
    private final ReadArmingHandler handler = cloud.handler(ReadArmingHandler.class);
    private final ReleaseLeaseHandler release = cloud.handler(ReleaseLeaseHandler.class);
    private final Plan plan = Plan.parse(Plans.json().toString());
    private long epoch;

    @BeforeEach
    void arm() {
        ArmedPlan.record(cloud.dynamo(), StepCloud.STATE_TABLE, plan, cloud.now());
    }

    @Test
    void restsForSixHoursOnceTwoFailoversHaveFailedAfterTheirFence() {
        ends(Outcome.FAILED_AFTER_FENCE);
        cloud.pass(Duration.ofHours(2));
        ends(Outcome.FAILED_AFTER_FENCE);
        Instant restsUntil = cloud.now().plus(Duration.ofHours(6));

        ReadArmingHandler.Result resting = read();
        assertThat(resting.armed()).isFalse();
        assertThat(resting.reason()).startsWith("Two failovers have failed after the fence").contains("Until " + restsUntil);

        cloud.pass(Duration.ofHours(6).minusSeconds(1));
        assertThat(read().armed()).isFalse();
        cloud.pass(Duration.ofSeconds(1));
        assertThat(read().armed()).isTrue();
    }

    @Test
    void actsAfterOneThatFailedAndAfterTwoThatFailedBeforeTheirFence() {
        ends(Outcome.FAILED_AFTER_FENCE);
        assertThat(read().armed()).isTrue();

        ends(Outcome.FAILED);
        ends(Outcome.STOOD_DOWN);
        assertThat(read().armed()).isTrue();
    }

    @Test
    void actsWhereADayLiesBetweenTwoThatFailed() {
        ends(Outcome.FAILED_AFTER_FENCE);
        cloud.pass(Duration.ofDays(1));
        ends(Outcome.FAILED_AFTER_FENCE);
        assertThat(read().armed()).isTrue();

        cloud.pass(Duration.ofDays(1).minusSeconds(1));
        ends(Outcome.FAILED_AFTER_FENCE);
        assertThat(read().armed()).isFalse();
    }

    @Test
    void countsAFailureOnceHoweverOftenItIsTold() {
        ends(Outcome.FAILED_AFTER_FENCE);
        release(Outcome.FAILED_AFTER_FENCE);

        assertThat(read().armed()).isTrue();
    }

    /** The next failover of another application is none of its business. */
    @Test
    void restsForItsOwnApplicationAlone() {
        ends(Outcome.FAILED_AFTER_FENCE);
        ends(Outcome.FAILED_AFTER_FENCE);
        Plan other = Plan.parse(Plans.json().put("application", "other").toString());
        ArmedPlan.record(cloud.dynamo(), StepCloud.STATE_TABLE, other, cloud.now());

        assertThat(read(other).armed()).isTrue();
        assertThat(read().armed()).isFalse();
    }

    private ReadArmingHandler.Result read() {
        return read(plan);
    }

    private ReadArmingHandler.Result read(Plan asked) {
        return cloud.take(() -> handler.take(new ReadArmingHandler.Input(StepCloud.STATE_TABLE, asked)));
    }

    /** The next recovery, which ends so. */
    private void ends(Outcome outcome) {
        cloud.recorded(plan.application()).held(++epoch);
        release(outcome);
    }

    private void release(Outcome outcome) {
        cloud.take(() -> release.take(
                new ReleaseLeaseHandler.Input(StepCloud.STATE_TABLE, plan.application(), epoch, outcome, "")));
    }
}
