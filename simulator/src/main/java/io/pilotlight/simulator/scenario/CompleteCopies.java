package io.pilotlight.simulator.scenario;

import java.util.Comparator;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** The snapshots that have arrived in a Region from another one, as RDS itself knows them. */
final class CompleteCopies {

    /** The newest is the greatest. */
    static final Comparator<DBSnapshot> BY_AGE = Comparator.comparing(DBSnapshot::originalSnapshotCreateTime);

    private CompleteCopies() {}

    /** Returns those of the database that this part of the application has at the primary site. */
    static Stream<DBSnapshot> in(RegionOfCloud region, Part part) {
        return in(region).filter(copy -> copy.dbInstanceIdentifier().equals(part.instance()));
    }

    static Stream<DBSnapshot> in(RegionOfCloud region) {
        return region.rds().manualSnapshots()
                .filter(snapshot -> snapshot.sourceRegion() != null && "available".equals(snapshot.status()))
                // That of an old primary, which is compared with what was restored instead, is no recovery point.
                .filter(snapshot -> !snapshot.dbSnapshotIdentifier().endsWith("-reconcile"));
    }
}
