package io.pilotlight.recoverypoint;

import io.pilotlight.step.Require;
import java.time.Duration;

/**
 * @param region the Region in which to restore
 * @param sourceRegion the Region of the site whose data is wanted: only a copy out of it is a recovery point
 * @param sourceInstance the base of the source DB instance's name: it, or a name that begins with it and a hyphen
 * @param kmsKeyId the ARN of the KMS key under which a recovery point of that Region must be encrypted
 * @param maximumAge the age past which a recovery point is not believed
 */
public record ChooseRecoveryPointInput(
        String database, String region, String sourceRegion, String sourceInstance, String kmsKeyId, Duration maximumAge) {

    public ChooseRecoveryPointInput {
        Require.text("region", region);
        Require.text("sourceRegion", sourceRegion);
        Require.text("sourceInstance", sourceInstance);
    }
}
