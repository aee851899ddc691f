package io.pilotlight.recoverypoint;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** The recovery points among the snapshots of a Region, judged for everybody as a failover would judge them. */
public final class RecoveryPoints {

    private RecoveryPoints() {}

    /** Returns the usable ones, newest first; makes no call. */
    public static List<RecoveryPoint> usable(
            Collection<DBSnapshot> snapshots, ChooseRecoveryPointHandler.Input wanted, Instant now) {
        SnapshotJudge judge = new SnapshotJudge(wanted, now);
        return snapshots.stream()
                .map(judge::judge)
                .filter(Verdict.Usable.class::isInstance)
                .map(Verdict.Usable.class::cast)
                .sorted(Verdict.Usable.NEWEST_FIRST)
                .map(Verdict.Usable::point)
                .toList();
    }
}
