package io.pilotlight.verification;

import io.pilotlight.plan.Plan;
import io.pilotlight.recoverypoint.RegionInventory;
import io.pilotlight.recoverypoint.SnapshotRoom;
import io.pilotlight.verification.Finding.Check;
import java.util.Optional;

/** What the plan keeps fits the account's quota of manual snapshots beside what others hold, before that is reached. */
final class SnapshotQuotas {

    /** The next backup and one whose rank is not known: made before another is pruned. */
    private static final int UNDER_WAY = 2;

    private SnapshotQuotas() {}

    static Optional<Finding> finding(Plan plan, String region, RegionInventory inventory, SnapshotRoom room) {
        long others = room.used() - plan.databases().stream()
                .mapToLong(database -> inventory.own(plan.application(), database.name()).size()).sum();
        long kept = plan.databases().size()
                * (plan.retention().recoveryPoints() + plan.retention().verifiedRecoveryPoints() + (long) UNDER_WAY);
        return others + kept <= room.granted() ? Optional.empty() : Optional.of(new Finding(Check.QUOTA, Severity.WARNING, region,
                "it grants %d manual snapshots; others hold %d, and the plan keeps up to %d of its %d databases".formatted(
                        room.granted(), others, kept, plan.databases().size()),
                ("Have the RDS quota of manual DB instance snapshots of %s raised to %d at least, let the plan keep fewer recovery "
                        + "points, or delete snapshots of others; until then the oldest that are not verified give way")
                        .formatted(region, others + kept)));
    }
}
