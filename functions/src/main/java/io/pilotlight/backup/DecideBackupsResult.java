package io.pilotlight.backup;

import io.pilotlight.plan.Plan;
import io.pilotlight.plan.SiteName;
import io.pilotlight.step.Status;
import java.time.Instant;
import java.util.List;

/**
 * @param status {@code DONE} where backups are due and claimed, or nothing is; {@code REFUSED} where a database cannot be
 *     backed up as things are
 * @param dryRun whether this only says what would be done: nothing is claimed then
 * @param plan the plan
 * @param activeSite the site whose databases are backed up
 * @param sourceRegion the active site's Region
 * @param targetRegion the Region that the copies go to
 * @param due the backups to be made now
 * @param notDue the databases that are left alone now, and why
 * @param refused the databases that need a person, and why
 */
public record DecideBackupsResult(
        Status status,
        boolean dryRun,
        Plan plan,
        SiteName activeSite,
        String sourceRegion,
        String targetRegion,
        List<DueBackup> due,
        List<LeftAlone> notDue,
        List<LeftAlone> refused) {

    /**
     * A backup to be made.
     *
     * @param name the plan's name of the database
     * @param instanceIdentifier the DB instance to take it of
     * @param snapshotId the name of the snapshot and of its copy
     * @param scheduledAt the time for which it was scheduled
     * @param kmsKeyId the key of the other site, for the copy
     * @param optionGroup the option group of the other site, for the copy
     */
    public record DueBackup(
            String name,
            String instanceIdentifier,
            String snapshotId,
            Instant scheduledAt,
            String kmsKeyId,
            String optionGroup,
            String reason) {}

    /** A database that is not backed up now. */
    public record LeftAlone(String name, String reason) {}
}
