package io.pilotlight.verification;

import io.pilotlight.plan.Database;
import io.pilotlight.plan.DatabaseSite;
import io.pilotlight.plan.SiteName;
import io.pilotlight.verification.Finding.Check;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.AccountQuota;
import software.amazon.awssdk.services.rds.model.DBParameterGroup;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.OptionGroup;

/**
 * The idle site has what a restore names, and its Region grants the instances: an activation would find out after the
 * fence. Security groups are not looked at here; the restore names the one that is missing before it begins.
 *
 * <p>Calls {@code rds:DescribeDBSubnetGroups}, {@code rds:DescribeDBParameterGroups} and {@code rds:DescribeOptionGroups}
 * once a page, and {@code rds:DescribeAccountAttributes}. RDS makes its default groups with the first instance that
 * needs them, so they may be missing.
 *
 * @param rds of the idle site's Region
 */
record SiteOfDatabases(RdsClient rds, String region, SiteName idle) {

    List<Finding> findings(List<Database> databases) {
        Set<String> subnetGroups = names(rds.describeDBSubnetGroupsPaginator().dbSubnetGroups().stream().map(DBSubnetGroup::dbSubnetGroupName));
        Set<String> parameterGroups = names(rds.describeDBParameterGroupsPaginator().dbParameterGroups().stream().map(DBParameterGroup::dbParameterGroupName));
        Set<String> optionGroups = names(rds.describeOptionGroupsPaginator().optionGroupsList().stream().map(OptionGroup::optionGroupName));
        return Stream.concat(
                databases.stream().flatMap(database -> Stream.of(
                                missing(database, "DB subnet group", database.at(idle).subnetGroup(), subnetGroups),
                                missing(database, "DB parameter group", database.at(idle).parameterGroup(), parameterGroups),
                                missing(database, "option group", database.at(idle).optionGroup(), optionGroups))
                        .flatMap(Optional::stream)),
                room(databases.size()).stream()).toList();
    }

    /** RDS keeps names in small letters. */
    private static Set<String> names(Stream<String> found) {
        return found.map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    private Optional<Finding> missing(Database database, String kind, String name, Set<String> there) {
        return DatabaseSite.isDefault(name) || there.contains(name.toLowerCase(Locale.ROOT)) ? Optional.empty() : Optional.of(new Finding(
                Check.SITE, Severity.CRITICAL, "%s/%s".formatted(database.name(), region),
                "%s '%s' of the plan is not there, and no database could be restored".formatted(kind, name),
                "Make it in %s, or correct its name in the plan".formatted(region)));
    }

    private Optional<Finding> room(int needed) {
        return rds.describeAccountAttributes().accountQuotas().stream()
                .filter(quota -> "DBInstances".equals(quota.accountQuotaName()))
                .filter(quota -> quota.used() + needed > quota.max())
                .findFirst()
                .map(quota -> full(quota, needed));
    }

    private Finding full(AccountQuota quota, int needed) {
        return new Finding(Check.SITE, Severity.CRITICAL, region,
                "it grants %d DB instances and holds %d, and a recovery makes %d more".formatted(quota.max(), quota.used(), needed),
                "Have the RDS quota of DB instances of %s raised to %d at least, or delete instances there that nobody needs"
                        .formatted(region, quota.used() + needed));
    }
}
