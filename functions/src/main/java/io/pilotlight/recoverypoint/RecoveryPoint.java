package io.pilotlight.recoverypoint;

import java.time.Instant;

/**
 * A database snapshot that is complete in the Region in which it would be restored.
 *
 * @param snapshotId the DB snapshot's identifier in that Region
 * @param takenAt when the source was taken: a copy keeps its original's time
 * @param verified whether a restore from it was checked
 */
public record RecoveryPoint(String snapshotId, Instant takenAt, boolean verified) {}
