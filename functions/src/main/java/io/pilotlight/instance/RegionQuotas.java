package io.pilotlight.instance;

import io.pilotlight.step.StepHandler;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.AccountQuota;
import software.amazon.awssdk.services.rds.model.RdsException;

/**
 * What RDS grants the account in a Region, and how much of it is used, asked for once.
 *
 * @param quotas empty where the Region does not say, or cannot now
 */
public record RegionQuotas(List<AccountQuota> quotas) {

    /** Asks the client's Region ({@code rds:DescribeAccountAttributes}). */
    public static RegionQuotas ask(RdsClient rds) {
        try {
            return new RegionQuotas(rds.describeAccountAttributes().accountQuotas());
        } catch (RdsException failure) {
            if (StepHandler.isUnavailable(failure)) {
                return new RegionQuotas(List.of());
            }
            throw failure;
        }
    }

    /** @param name as RDS names it, such as {@code DBInstances} */
    public Optional<AccountQuota> find(String name) {
        return quotas.stream().filter(quota -> name.equals(quota.accountQuotaName())).findFirst();
    }
}
