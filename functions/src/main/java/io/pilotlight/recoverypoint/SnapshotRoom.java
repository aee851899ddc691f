package io.pilotlight.recoverypoint;

import io.pilotlight.instance.RegionQuotas;
import io.pilotlight.plan.Plan;
import io.pilotlight.plan.Retention;
import java.util.Optional;
import software.amazon.awssdk.services.rds.RdsClient;

/**
 * How many manual snapshots a Region holds, of whomever, and how many it grants the account.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html">Quotas and constraints</a>
 */
public record SnapshotRoom(long used, long granted) {

    /** The next backup and one whose rank is not known: made before another is pruned. */
    private static final int UNDER_WAY = 2;

    /**
     * What a plan keeps does not fit beside what others hold.
     *
     * @param backupsStop whether not even what never gives way fits, so that backups will be refused
     */
    public record Shortage(String problem, String remedy, boolean backupsStop) {}

    /** Asks the client's Region ({@code rds:DescribeAccountAttributes}); empty where it does not say, or cannot now. */
    public static Optional<SnapshotRoom> of(RdsClient rds) {
        return of(RegionQuotas.ask(rds));
    }

    /** Makes no call; empty where the Region did not say. */
    public static Optional<SnapshotRoom> of(RegionQuotas quotas) {
        return quotas.find("ManualSnapshots").map(quota -> new SnapshotRoom(quota.used(), quota.max()));
    }

    /** Tells whether so many more snapshots would be refused. */
    public boolean isTooSmallFor(long more) {
        return used + more > granted;
    }

    /**
     * Tells, with the figures, that what a plan keeps will not fit beside what others hold, before that is reached; makes no
     * call.
     *
     * @param inventory what the Region lists
     */
    public Optional<Shortage> shortage(Plan plan, String region, RegionInventory inventory) {
        long others = used - plan.databases().stream()
                .mapToLong(database -> inventory.own(plan.application(), database.name()).size()).sum();
        long kept = kept(plan, plan.retention());
        if (others + kept <= granted) {
            return Optional.empty();
        }
        long fewest = kept(plan, plan.retention().atFloor());
        boolean backupsStop = others + fewest > granted;
        return Optional.of(new Shortage(
                "it grants %d manual snapshots; others hold %d, and the plan keeps up to %d of its %d databases: %s".formatted(
                        granted, others, kept, plan.databases().size(), backupsStop
                                ? "backups will be refused, because no fewer than %d are kept".formatted(fewest)
                                : "the oldest that are not verified give way"),
                ("Have the RDS quota of manual DB instance snapshots of %s raised to %d at least, let the plan keep fewer recovery "
                        + "points, or delete snapshots of others").formatted(region, others + kept),
                backupsStop));
    }

    private static long kept(Plan plan, Retention retention) {
        return plan.databases().size()
                * (retention.recoveryPoints() + retention.verifiedRecoveryPoints() + (long) UNDER_WAY);
    }
}
