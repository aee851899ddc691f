package io.pilotlight.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;

class AwsClientsTest {

    @Test
    void givesUpSoonerWhereNothingWaitsForTheCallToSucceed() {
        EcsClient client = AwsClients.regionalBestEffort(EcsClient::builder).in("eu-west-1");

        ClientOverrideConfiguration configuration = client.serviceClientConfiguration().overrideConfiguration();
        assertThat(configuration.apiCallTimeout()).contains(Duration.ofSeconds(6));
        assertThat(configuration.retryStrategy().orElseThrow().maxAttempts()).isEqualTo(2);
    }

    @Test
    void keepsOneClientForEachRegion() {
        Regional<EcsClient> ecs = AwsClients.regional(EcsClient::builder);

        assertThat(ecs.in("eu-west-1")).isSameAs(ecs.in("eu-west-1")).isNotSameAs(ecs.in("eu-central-1"));
        assertThat(ecs.in("eu-central-1").serviceClientConfiguration().region()).isEqualTo(Region.EU_CENTRAL_1);
    }
}
