package io.pilotlight.exposure;

import io.pilotlight.step.Status;
import java.util.List;

/** @param status {@code DONE}: what is known was published */
public record MeasureExposureResult(Status status, List<DatabaseExposure> databases) {

    /**
     * What would be lost of a database right now.
     *
     * @param name the plan's name of the database
     * @param known whether there is a usable recovery point; where there is none, nothing is published
     * @param exposureSeconds the age of the newest usable recovery point, 0 where there is none
     * @param snapshotId the newest usable recovery point, empty where there is none
     * @param withinObjective whether the exposure is below the RPO
     * @param objectiveAttainable whether backups as fast as the last ones can hold the RPO; true while too few are known
     * @param reason the same in one sentence, and where the RPO cannot be held, the figure that would do
     */
    public record DatabaseExposure(
            String name,
            boolean known,
            long exposureSeconds,
            String snapshotId,
            boolean withinObjective,
            boolean objectiveAttainable,
            String reason) {}
}
