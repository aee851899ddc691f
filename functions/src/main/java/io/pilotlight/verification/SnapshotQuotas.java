package io.pilotlight.verification;

import io.pilotlight.plan.Plan;
import io.pilotlight.recoverypoint.RegionInventory;
import io.pilotlight.recoverypoint.SnapshotRoom;
import io.pilotlight.verification.Finding.Check;
import java.util.Optional;

/**
 * What the plan keeps fits the account's quota of manual snapshots beside what others hold, before that is reached; critical
 * where backups will be refused.
 */
final class SnapshotQuotas {

    private SnapshotQuotas() {}

    static Optional<Finding> finding(Plan plan, String region, RegionInventory inventory, SnapshotRoom room) {
        return room.shortage(plan, region, inventory).map(shortage -> new Finding(Check.QUOTA,
                shortage.backupsStop() ? Severity.CRITICAL : Severity.WARNING, region, shortage.problem(), shortage.remedy()));
    }
}
