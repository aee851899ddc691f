package io.pilotlight.backup;

import io.pilotlight.plan.Database;
import io.pilotlight.plan.Direction;
import io.pilotlight.plan.Plan;
import io.pilotlight.recoverypoint.ChooseRecoveryPointHandler;
import io.pilotlight.recoverypoint.OwnSnapshot;
import io.pilotlight.recoverypoint.RecoveryPoint;
import io.pilotlight.recoverypoint.RecoveryPoints;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** One Region's listing, read once for every database of a plan. */
public final class Snapshots {

    private final String application;
    private final String region;
    private final List<DBSnapshot> listed;
    private final Map<String, List<OwnSnapshot>> ownByDatabase;

    public Snapshots(String application, String region, List<DBSnapshot> listed) {
        this.application = application;
        this.region = region;
        this.listed = listed;
        this.ownByDatabase = listed.stream()
                .flatMap(snapshot -> OwnSnapshot.of(application, snapshot).stream())
                .collect(Collectors.groupingBy(own -> own.tags().database()));
    }

    /** Returns this software's snapshots of a database. */
    public List<OwnSnapshot> own(String database) {
        return ownByDatabase.getOrDefault(database, List.of());
    }

    /** Returns how long each of the last backups into this Region took. */
    public List<Duration> lastRuns(String database) {
        return BackupHistory.lastRuns(own(database));
    }

    /**
     * Returns the newest recovery point from which this Region's site could restore a database.
     *
     * @param direction which way recovery points travel: only a copy out of its source Region is one
     */
    public Optional<RecoveryPoint> newestUsable(Plan plan, Database database, Direction direction, Instant now) {
        return usable(plan, database, direction, now).stream().findFirst();
    }

    /** Returns all recovery points from which this Region's site could restore a database, newest first. */
    public List<RecoveryPoint> usable(Plan plan, Database database, Direction direction, Instant now) {
        ChooseRecoveryPointHandler.Input wanted = new ChooseRecoveryPointHandler.Input(
                database.name(),
                region,
                direction.sourceRegion(),
                database.at(direction.active()).instanceIdentifier(),
                database.at(direction.active().other()).kmsKeyId(),
                plan.retention().maximumAge());
        return RecoveryPoints.usable(listed, wanted, now);
    }
}
