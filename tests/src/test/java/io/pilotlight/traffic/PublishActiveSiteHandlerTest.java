package io.pilotlight.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.plan.SiteName;
import io.pilotlight.scaling.AwsFailures;
import io.pilotlight.step.AwsUnavailableException;
import io.pilotlight.step.Status;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

class PublishActiveSiteHandlerTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

    private final CloudWatchFake cloudWatch = new CloudWatchFake();

    @Test
    void publishesOneWhileTheStandbyIsRecordedAsActive() {
        assertThat(step(new RecordedStateFake(3, SiteName.STANDBY)))
                .isEqualTo(new PublishActiveSiteHandler.Result(Status.DONE, SiteName.STANDBY));
        assertThat(cloudWatch.calls.writes()).containsExactly("StandbyActive 1.0");
    }

    @Test
    void publishesZeroWhileThePrimaryIsRecordedAsActive() {
        assertThat(step(new RecordedStateFake(3, SiteName.PRIMARY)).activeSite()).isEqualTo(SiteName.PRIMARY);
        assertThat(cloudWatch.calls.writes()).containsExactly("StandbyActive 0.0");
    }

    @Test
    void publishesZeroBeforeTheFirstRecoveryWhenNothingIsRecorded() {
        DynamoDbClient empty = new DynamoDbClient() {
            @Override
            public GetItemResponse getItem(GetItemRequest request) {
                return GetItemResponse.builder().build();
            }

            @Override
            public String serviceName() {
                return "dynamodb";
            }

            @Override
            public void close() {}
        };

        assertThat(step(empty).activeSite()).isEqualTo(SiteName.PRIMARY);
        assertThat(cloudWatch.calls.writes()).containsExactly("StandbyActive 0.0");
    }

    @Test
    void publishesNothingWhereTheRecordCannotBeRead() {
        RecordedStateFake state = new RecordedStateFake(3, SiteName.STANDBY);
        state.calls.failAlways(AwsFailures.timedOut());

        assertThatThrownBy(() -> step(state)).isInstanceOf(AwsUnavailableException.class);
        assertThat(cloudWatch.puts).isEmpty();
    }

    private PublishActiveSiteHandler.Result step(DynamoDbClient dynamo) {
        return new PublishActiveSiteHandler(dynamo, cloudWatch, CLOCK)
                .take(new PublishActiveSiteHandler.Input("state", "shop"));
    }
}
