package io.pilotlight.verification;

import io.pilotlight.json.MayBeEmpty;

/**
 * A restore test that was made.
 *
 * @param database the plan's name of the database
 * @param snapshotId the recovery point that was restored, empty where there was none
 * @param passed whether it was restored and its data is as the plan says
 * @param restoreSeconds how long it took until the instance was available, 0 where it never was
 * @param warmUpSeconds how long the first reads of the tables took together, 0 where nothing was read
 * @param rows how many rows were counted in the tables together
 */
public record RestoreTestMade(
        String database,
        @MayBeEmpty String snapshotId,
        boolean passed,
        double restoreSeconds,
        double warmUpSeconds,
        long rows) {}
