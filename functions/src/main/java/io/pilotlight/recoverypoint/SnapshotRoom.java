package io.pilotlight.recoverypoint;

import io.pilotlight.step.StepHandler;
import java.util.Optional;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.RdsException;

/**
 * How many manual snapshots a Region holds, of whomever, and how many it grants the account.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html">Quotas and constraints</a>
 */
public record SnapshotRoom(long used, long granted) {

    /** Asks the client's Region ({@code rds:DescribeAccountAttributes}); empty where it does not say, or cannot now. */
    public static Optional<SnapshotRoom> of(RdsClient rds) {
        try {
            return rds.describeAccountAttributes().accountQuotas().stream()
                    .filter(quota -> "ManualSnapshots".equals(quota.accountQuotaName()))
                    .map(quota -> new SnapshotRoom(quota.used(), quota.max()))
                    .findFirst();
        } catch (RdsException failure) {
            if (StepHandler.isUnavailable(failure)) {
                return Optional.empty();
            }
            throw failure;
        }
    }
}
