package io.pilotlight.backup;

import io.pilotlight.step.Status;

/**
 * @param status {@code DONE} once the snapshot is available, {@code REFUSED} where a person has to make room for it
 * @param reason what AWS says of it
 * @param snapshotArn the snapshot's ARN, empty until it is available
 */
public record TakeSnapshotResult(Status status, String reason, String snapshotArn) {}
