package io.pilotlight.backup;

import io.pilotlight.step.Require;
import java.time.Instant;

/**
 * @param application the plan's application; a tag of the snapshot
 * @param database the plan's name of the database; a tag of the snapshot
 * @param region the active site's Region
 * @param instanceIdentifier the DB instance to take it of
 * @param snapshotId the snapshot's name, built from the database and the scheduled time
 * @param scheduledAt the time for which the backup was scheduled; a tag of the snapshot
 */
public record TakeSnapshotInput(
        String application,
        String database,
        String region,
        String instanceIdentifier,
        String snapshotId,
        Instant scheduledAt) {

    public TakeSnapshotInput {
        Require.text("region", region);
        Require.text("instanceIdentifier", instanceIdentifier);
        Require.text("snapshotId", snapshotId);
    }
}
