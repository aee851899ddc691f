package io.pilotlight.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.plan.SiteName;
import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.step.AwsUnavailableException;
import io.pilotlight.step.Status;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;

class PublishActiveSiteHandlerTest {

    private final StepCloud cloud = new StepCloud();
    private final PublishActiveSiteHandler handler = cloud.handler(PublishActiveSiteHandler.class);

    @Test
    void publishesOneWhileTheStandbyIsRecordedAsActive() {
        cloud.recorded("shop").ended(3, SiteName.STANDBY);

        assertThat(step()).isEqualTo(new PublishActiveSiteHandler.Result(Status.DONE, "STANDBY"));
        assertThat(published()).containsExactly("StandbyActive 1.0");
    }

    @Test
    void publishesZeroWhileThePrimaryIsRecordedAsActive() {
        cloud.recorded("shop").ended(3, SiteName.PRIMARY);

        assertThat(step().published()).isEqualTo("PRIMARY");
        assertThat(published()).containsExactly("StandbyActive 0.0");
    }

    @Test
    void publishesTheSiteToWhichTrafficIsBeingMoved() {
        cloud.recorded("shop").ended(3, SiteName.PRIMARY);
        cloud.recorded("shop").switching(SiteName.STANDBY);

        assertThat(step().published()).isEqualTo("STANDBY");
        assertThat(published()).containsExactly("StandbyActive 1.0");
    }

    /** The application's name may have changed: to publish the primary would send visitors to a fenced site. */
    @Test
    void publishesNothingWhereNothingIsRecordedUnderThatName() {
        cloud.recorded("shop").ended(3, SiteName.STANDBY);

        assertThat(step("shop-renamed").published()).isEmpty();
        assertThat(published()).isEmpty();
    }

    @Test
    void publishesNothingWhereTheRecordCannotBeRead() {
        cloud.recorded("shop").ended(3, SiteName.STANDBY);
        cloud.faults().failService(StepCloud.STANDBY, "dynamodb");

        assertThatThrownBy(this::step).isInstanceOf(AwsUnavailableException.class);
        assertThat(published()).isEmpty();
    }

    private PublishActiveSiteHandler.Result step() {
        return step("shop");
    }

    private PublishActiveSiteHandler.Result step(String application) {
        return cloud.take(() -> handler.take(new PublishActiveSiteHandler.Input(StepCloud.STATE_TABLE, application)));
    }

    private List<String> published() {
        return cloud.asked(PutMetricDataRequest.class).stream()
                .map(put -> put.metricData().getFirst())
                .map((MetricDatum datum) -> datum.metricName() + " " + datum.value())
                .toList();
    }
}
