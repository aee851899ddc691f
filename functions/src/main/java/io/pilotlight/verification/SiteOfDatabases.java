package io.pilotlight.verification;

import io.pilotlight.instance.RegionQuotas;
import io.pilotlight.plan.Database;
import io.pilotlight.plan.DatabaseSite;
import io.pilotlight.plan.SiteName;
import io.pilotlight.verification.Finding.Check;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.AccountQuota;
import software.amazon.awssdk.services.rds.model.DbParameterGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSubnetGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.OptionGroupNotFoundException;

/**
 * The idle site has what a restore names, and its Region grants the instances: an activation would find out after the
 * fence. Security groups are not looked at here; the restore names the one that is missing before it begins.
 *
 * <p>Calls {@code rds:DescribeDBSubnetGroups}, {@code rds:DescribeDBParameterGroups} and {@code rds:DescribeOptionGroups}
 * once a group. RDS makes its default groups with the first instance that
 * needs them, so they may be missing.
 *
 * @param rds of the idle site's Region
 * @param quotas of that Region
 */
record SiteOfDatabases(RdsClient rds, RegionQuotas quotas, String region, SiteName idle) {

    List<Finding> findings(List<Database> databases) {
        return Stream.of(
                        missing(databases, "DB subnet group", DatabaseSite::subnetGroup, this::hasSubnetGroup),
                        missing(databases, "DB parameter group", DatabaseSite::parameterGroup, this::hasParameterGroup),
                        missing(databases, "option group", DatabaseSite::optionGroup, this::hasOptionGroup),
                        room(databases.size()).stream())
                .flatMap(Function.identity())
                .toList();
    }

    private Stream<Finding> missing(
            List<Database> databases, String kind, Function<DatabaseSite, String> group, Predicate<String> isThere) {
        Map<String, Boolean> looked = new HashMap<>();
        return databases.stream().flatMap(database -> Stream.of(group.apply(database.at(idle)))
                .filter(name -> !DatabaseSite.isDefault(name) && !looked.computeIfAbsent(name, isThere::test))
                .map(name -> new Finding(
                        Check.SITE, Severity.CRITICAL, "%s/%s".formatted(database.name(), region),
                        "%s '%s' of the plan is not there, and no database could be restored".formatted(kind, name),
                        "Make it in %s, or correct its name in the plan".formatted(region))));
    }

    private boolean hasSubnetGroup(String name) {
        try {
            return rds.describeDBSubnetGroups(request -> request.dbSubnetGroupName(name)).hasDbSubnetGroups();
        } catch (DbSubnetGroupNotFoundException _) {
            return false;
        }
    }

    private boolean hasParameterGroup(String name) {
        try {
            return rds.describeDBParameterGroups(request -> request.dbParameterGroupName(name)).hasDbParameterGroups();
        } catch (DbParameterGroupNotFoundException _) {
            return false;
        }
    }

    private boolean hasOptionGroup(String name) {
        try {
            return rds.describeOptionGroups(request -> request.optionGroupName(name)).hasOptionGroupsList();
        } catch (OptionGroupNotFoundException _) {
            return false;
        }
    }

    private Optional<Finding> room(int needed) {
        return quotas.find("DBInstances")
                .filter(quota -> quota.used() + needed > quota.max())
                .map(quota -> full(quota, needed));
    }

    private Finding full(AccountQuota quota, int needed) {
        return new Finding(Check.SITE, Severity.CRITICAL, region,
                "it grants %d DB instances and holds %d, and a recovery makes %d more".formatted(quota.max(), quota.used(), needed),
                "Have the RDS quota of DB instances of %s raised to %d at least, or delete instances there that nobody needs"
                        .formatted(region, quota.used() + needed));
    }
}
