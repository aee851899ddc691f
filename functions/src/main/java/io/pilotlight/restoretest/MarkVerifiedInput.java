package io.pilotlight.restoretest;

import io.pilotlight.step.Require;

/**
 * @param application the plan's application
 * @param region the Region of the recovery point
 * @param snapshotId the recovery point that was restored and checked
 */
public record MarkVerifiedInput(String application, String region, String snapshotId) {

    public MarkVerifiedInput {
        Require.text("application", application);
        Require.text("region", region);
        Require.text("snapshotId", snapshotId);
    }
}
