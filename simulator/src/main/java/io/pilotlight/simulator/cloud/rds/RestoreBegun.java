package io.pilotlight.simulator.cloud.rds;

import java.time.Instant;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.Supplier;

/**
 * A restore that RDS began, for the checkers.
 *
 * @param caller the function that asked for it, by its logical name in the template; empty for the scenario
 * @param takenAt until when the snapshot holds what was committed
 * @param newerUsable the manual snapshots of the same source instance in that Region that were newer and available then, and since when
 * @param lastVisit the highest visit number in the snapshot
 * @param rows the visits that the restored database holds now, or held when it was deleted
 */
public record RestoreBegun(
        Instant at,
        String region,
        String caller,
        String instanceIdentifier,
        String snapshotId,
        Instant takenAt,
        Map<String, Instant> newerUsable,
        long lastVisit,
        Supplier<SortedSet<Long>> rows) {

    public RestoreBegun {
        newerUsable = Map.copyOf(newerUsable);
    }
}
