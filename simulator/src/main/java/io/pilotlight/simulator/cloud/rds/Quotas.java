package io.pilotlight.simulator.cloud.rds;

import java.util.List;
import software.amazon.awssdk.services.rds.model.AccountQuota;

/**
 * How much a Region grants an account; AWS's defaults, which a scenario may change.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html">Quotas and constraints</a>
 */
public final class Quotas {

    private int instances = 40;
    private int manualSnapshots = 100;
    private int copiesInFlight = 20;

    /** Grants so many DB instances. */
    public void instances(int most) {
        instances = most;
    }

    /** Grants so many manual snapshots. */
    public void manualSnapshots(int most) {
        manualSnapshots = most;
    }

    /** Grants so many copies in flight to this Region from others. */
    public void copiesInFlight(int most) {
        copiesInFlight = most;
    }

    void requireInstance(long used) {
        if (used >= instances) {
            throw RdsErrors.instanceQuotaExceeded();
        }
    }

    void requireManualSnapshot(long used) {
        if (used >= manualSnapshots) {
            throw RdsErrors.snapshotQuotaExceeded("Cannot create more than %d manual snapshots".formatted(manualSnapshots));
        }
    }

    int manualSnapshotsLeft(long used) {
        return Math.toIntExact(Math.max(0, manualSnapshots - used));
    }

    void requireCopyInFlight(long used) {
        if (used >= copiesInFlight) {
            throw RdsErrors.snapshotQuotaExceeded("Cannot copy more than %d snapshots across regions".formatted(copiesInFlight));
        }
    }

    /** The copies in flight are not among the account's attributes. */
    List<AccountQuota> describe(long usedInstances, long usedManualSnapshots) {
        return List.of(
                quota("DBInstances", usedInstances, instances),
                quota("ManualSnapshots", usedManualSnapshots, manualSnapshots));
    }

    private static AccountQuota quota(String name, long used, long most) {
        return AccountQuota.builder().accountQuotaName(name).used(used).max(most).build();
    }
}
