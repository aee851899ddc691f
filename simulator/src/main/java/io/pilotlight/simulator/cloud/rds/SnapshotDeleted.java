package io.pilotlight.simulator.cloud.rds;

import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * A manual snapshot that was deleted, with all that mattered at that instant, for the checkers.
 *
 * @param caller the function that asked for it, by its logical name in the template; empty for the scenario
 * @param snapshot what it was just before
 * @param sourceOfCopyInFlight whether a copy of it was in flight in any Region
 * @param remaining the manual snapshots of that Region that were left
 */
public record SnapshotDeleted(
        Instant at, String region, String caller, DBSnapshot snapshot, boolean sourceOfCopyInFlight, List<DBSnapshot> remaining) {

    public SnapshotDeleted {
        remaining = List.copyOf(remaining);
    }
}
