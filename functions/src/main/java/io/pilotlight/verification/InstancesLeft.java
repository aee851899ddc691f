package io.pilotlight.verification;

import io.pilotlight.instance.InstanceName;
import io.pilotlight.instance.RegionInstances;
import io.pilotlight.plan.Direction;
import io.pilotlight.plan.SiteName;
import io.pilotlight.recoverypoint.OwnSnapshot;
import io.pilotlight.verification.Finding.Check;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * No database instance that the application has left costs money unsaid: what a recovery or a move leaves stays, because it
 * holds data, until a person deletes it.
 */
final class InstancesLeft {

    private InstancesLeft() {}

    /**
     * Returns one for each instance of the plan's databases that is not the one which is backed up; makes no call. Where
     * nothing was backed up yet at the active site, nothing is said of that site.
     *
     * @param idle the idle site's instances
     */
    static Stream<Finding> findings(Direction direction, List<DatabaseBackups> databases, RegionInstances idle) {
        return databases.stream().flatMap(backups -> Stream.concat(
                atActiveSite(direction, backups),
                left(backups, direction.active().other(), direction.targetRegion(), idle, "")));
    }

    /** Where the application uses another instance than the plan's, that may be a mistake: nothing is advised against. */
    private static Stream<Finding> atActiveSite(Direction direction, DatabaseBackups backups) {
        String named = backups.database().at(direction.active()).instanceIdentifier();
        Optional<String> used = backups.sources().stream()
                .max(OwnSnapshot.BY_SCHEDULE)
                .map(OwnSnapshot::instanceIdentifier)
                .filter(instance -> InstanceName.isOf(named, instance));
        return used.isEmpty() ? Stream.empty() : backups.source().stream().flatMap(site ->
                left(backups, direction.active(), direction.sourceRegion(), site.instances(), used.get()));
    }

    private static Stream<Finding> left(DatabaseBackups backups, SiteName site, String region, RegionInstances instances, String used) {
        String base = backups.database().at(site).instanceIdentifier();
        return instances.instances().stream()
                .map(DBInstance::dbInstanceIdentifier)
                .filter(name -> InstanceName.isOf(base, name) && !name.equals(used))
                .map(name -> new Finding(Check.LEFT, Severity.WARNING, "%s/%s".formatted(backups.name(), name),
                        "it is a DB instance in %s that the application has left, and costs money".formatted(region),
                        "Once nobody needs what only it holds, delete it with a final snapshot: aws rds delete-db-instance --region %1$s --db-instance-identifier %2$s --final-db-snapshot-identifier %2$s-final"
                                .formatted(region, name)));
    }
}
