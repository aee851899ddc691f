package io.pilotlight.restore;

import io.pilotlight.step.Require;

/**
 * @param secretId the site's own secret, a JSON object with a field {@code password}
 * @param requestedVersion the version of the secret that an earlier call asked RDS to apply, empty on the first call
 */
public record SetPasswordInput(String region, String instanceIdentifier, String secretId, String requestedVersion) {

    public SetPasswordInput {
        Require.text("region", region);
        Require.text("instanceIdentifier", instanceIdentifier);
        Require.text("secretId", secretId);
    }
}
