package io.pilotlight.simulator.cloud.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.simulator.cloud.CloudFixture;
import io.pilotlight.simulator.cloud.api.CloudContext;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

class SimulatedSecretsManagerTest {

    private final CloudContext context = CloudFixture.withSeed(7).context();
    private final SimulatedSecretsManager primary = new SimulatedSecretsManager("eu-west-1", context);
    private final SimulatedSecretsManager standby = new SimulatedSecretsManager("eu-central-1", context);

    @Test
    void givesEachValueAVersionOfItsOwn() {
        String arn = primary.addSecret("visits/password", "old");
        String first = get(primary, "visits/password").versionId();
        String second = primary.rotate("visits/password", "new");

        assertThat(second).isNotEqualTo(first);
        assertThat(get(primary, arn).secretString()).isEqualTo("new");
        assertThat(get(primary, arn).versionStages()).containsExactly("AWSCURRENT");
        assertThat(get(primary, arn.substring(0, arn.length() - 7)).versionId()).isEqualTo(second);
        assertThat(primary.getSecretValue(request -> request.secretId(arn).versionId(first)).secretString()).isEqualTo("old");
        assertThat(primary.getSecretValue(request -> request.secretId(arn).versionStage("AWSPREVIOUS")).versionId())
                .isEqualTo(first);
    }

    @Test
    void refusesToWriteAReplicaWhichFollowsItsPrimary() {
        primary.addSecret("visits/password", "old");
        String arn = primary.replicateTo(standby, "visits/password");

        assertThat(arn).contains("eu-central-1");
        assertThatThrownBy(() -> standby.putSecretValue(request -> request.secretId("visits/password").secretString("mine")))
                .isInstanceOf(InvalidRequestException.class).hasMessageContaining("replica");
        primary.rotate("visits/password", "new");
        assertThat(get(standby, "visits/password").secretString()).isEqualTo("new");
    }

    @Test
    void takesARepeatedTokenForTheSameWrite() {
        primary.addSecret("visits/password", "old");
        primary.putSecretValue(request -> request.secretId("visits/password").secretString("new").clientRequestToken("t"));
        primary.putSecretValue(request -> request.secretId("visits/password").secretString("new").clientRequestToken("t"));

        assertThat(primary.getSecretValue(request -> request.secretId("visits/password").versionStage("AWSPREVIOUS"))
                .secretString()).isEqualTo("old");
        assertThatThrownBy(() -> primary.putSecretValue(request ->
                request.secretId("visits/password").secretString("other").clientRequestToken("t")))
                .isInstanceOf(ResourceExistsException.class);
    }

    @Test
    void refusesWhatIsNotThereOrMarkedForDeletionOrTooLarge() {
        assertThatThrownBy(() -> get(primary, "nothing")).isInstanceOf(ResourceNotFoundException.class);
        primary.addSecret("visits/password", "old");
        assertThatThrownBy(() -> primary.getSecretValue(request -> request.secretId("visits/password").versionId("v")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> primary.rotate("visits/password", "x".repeat(65_537)))
                .isInstanceOf(InvalidParameterException.class);
        primary.markForDeletion("visits/password");
        assertThatThrownBy(() -> get(primary, "visits/password")).isInstanceOf(InvalidRequestException.class);
    }

    private static GetSecretValueResponse get(SimulatedSecretsManager secrets, String id) {
        return secrets.getSecretValue(request -> request.secretId(id));
    }
}
