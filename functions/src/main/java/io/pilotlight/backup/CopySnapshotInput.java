package io.pilotlight.backup;

import io.pilotlight.step.Require;
import java.time.Instant;

/**
 * @param application the plan's application
 * @param database the plan's name of the database
 * @param scheduledAt the time for which the backup was scheduled
 * @param sourceRegion the active site's Region
 * @param sourceArn the ARN of the snapshot to copy
 * @param targetRegion the other site's Region
 * @param snapshotId the name of the copy, which is its source's
 * @param kmsKeyId the other site's key: a snapshot leaves its Region only under a key of the other
 * @param optionGroup the other site's option group: option groups do not travel
 */
public record CopySnapshotInput(
        String application,
        String database,
        Instant scheduledAt,
        String sourceRegion,
        String sourceArn,
        String targetRegion,
        String snapshotId,
        String kmsKeyId,
        String optionGroup) {

    public CopySnapshotInput {
        Require.text("sourceRegion", sourceRegion);
        Require.text("sourceArn", sourceArn);
        Require.text("targetRegion", targetRegion);
        Require.text("snapshotId", snapshotId);
        Require.text("kmsKeyId", kmsKeyId);
        Require.text("optionGroup", optionGroup);
    }
}
