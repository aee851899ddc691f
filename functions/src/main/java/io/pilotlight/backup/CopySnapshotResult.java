package io.pilotlight.backup;

import io.pilotlight.step.Status;

/**
 * @param status {@code DONE} once the copy is available and marked with its landing; {@code REFUSED} where calling again
 *     does not mend it: the source is gone, the key cannot be used, or there is no room
 * @param reason what AWS says of it
 */
public record CopySnapshotResult(Status status, String reason) {}
