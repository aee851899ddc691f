package io.pilotlight.recoverypoint;

import java.util.Optional;
import software.amazon.awssdk.services.rds.RdsClient;

/**
 * How many manual snapshots a Region holds, of whomever, and how many it grants the account.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html">Quotas and constraints</a>
 */
public record SnapshotRoom(long used, long granted) {

    /** Asks the client's Region ({@code rds:DescribeAccountAttributes}); empty where it does not say. */
    public static Optional<SnapshotRoom> of(RdsClient rds) {
        return rds.describeAccountAttributes().accountQuotas().stream()
                .filter(quota -> "ManualSnapshots".equals(quota.accountQuotaName()))
                .map(quota -> new SnapshotRoom(quota.used(), quota.max()))
                .findFirst();
    }
}
