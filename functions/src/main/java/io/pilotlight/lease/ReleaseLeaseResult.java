package io.pilotlight.lease;

import io.pilotlight.step.Status;

/** @param status {@code DONE} where the lease is free now, {@code REFUSED} where another recovery holds it */
public record ReleaseLeaseResult(Status status, String reason) {}
