package io.pilotlight.simulator.cloud.rds;

import io.pilotlight.simulator.database.DatabaseSnapshot;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** Manual snapshots that somebody else has in a Region: they count against its quota and concern nobody here. */
final class ForeignSnapshots {

    static final String PREFIX = "foreign-";
    private static final Duration APART = Duration.ofHours(1);

    private final String region;
    private int made;

    ForeignSnapshots(String region) {
        this.region = region;
    }

    /** Makes the next one, an hour older than the one before; there is no data in it that anybody could restore. */
    SimulatedSnapshot next(Instant now) {
        String id = "%s%04d".formatted(PREFIX, ++made);
        Instant takenAt = now.minus(APART.multipliedBy(made));
        return withoutData(DBSnapshot.builder()
                .dbSnapshotIdentifier(id)
                .dbSnapshotArn(RdsResource.snapshot(region, id).arn())
                .dbInstanceIdentifier("somebody-elses-db")
                .dbiResourceId("db-FOREIGN")
                .snapshotType("manual")
                .status("available")
                .percentProgress(100)
                .engine("mysql")
                .engineVersion("8.0.42")
                .allocatedStorage(20)
                .encrypted(false)
                .snapshotCreateTime(takenAt)
                .originalSnapshotCreateTime(takenAt)
                .build());
    }

    /** Makes a snapshot in which there is nothing that anybody could restore. */
    static SimulatedSnapshot withoutData(DBSnapshot description) {
        return new SimulatedSnapshot(description, new DatabaseSnapshot("", new Object(), 0, 0), "failed");
    }
}
