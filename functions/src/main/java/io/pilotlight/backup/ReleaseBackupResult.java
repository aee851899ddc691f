package io.pilotlight.backup;

import io.pilotlight.step.Status;

/** @param status {@code DONE}: the claim is not this execution's any more */
public record ReleaseBackupResult(Status status) {}
