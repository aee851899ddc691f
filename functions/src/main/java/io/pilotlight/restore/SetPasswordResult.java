package io.pilotlight.restore;

import io.pilotlight.step.Status;

/**
 * @param status {@code DONE} once RDS has applied the password
 * @param requestedVersion the version of the secret that RDS was asked to apply; to be handed to the next call
 */
public record SetPasswordResult(Status status, String reason, String requestedVersion) {}
