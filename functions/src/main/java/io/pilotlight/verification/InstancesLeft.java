package io.pilotlight.verification;

import io.pilotlight.instance.InstanceName;
import io.pilotlight.instance.InstanceTags;
import io.pilotlight.instance.RegionInstances;
import io.pilotlight.plan.DatabaseSite;
import io.pilotlight.plan.Direction;
import io.pilotlight.plan.SiteName;
import io.pilotlight.recoverypoint.OwnSnapshot;
import io.pilotlight.recoverypoint.RegionInventory;
import io.pilotlight.verification.Finding.Check;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * No database instance that the application has left costs money unsaid, nor the final snapshot of one that was removed: what
 * becomes of it, and when, is said with it.
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
        return databases.stream().flatMap(backups -> Stream.of(
                        atActiveSite(direction, backups),
                        left(backups, direction.active().other(), direction.targetRegion(), idle, ""),
                        backups.source().stream().flatMap(site -> finals(backups, direction.active(), direction.sourceRegion(), site.snapshots())),
                        finals(backups, direction.active().other(), direction.targetRegion(), backups.target()))
                .flatMap(found -> found));
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
                .filter(instance -> InstanceName.isOf(base, instance.dbInstanceIdentifier()) && !instance.dbInstanceIdentifier().equals(used))
                .map(instance -> new Finding(Check.LEFT, Severity.WARNING, "%s/%s".formatted(backups.name(), instance.dbInstanceIdentifier()),
                        "it is a DB instance in %s that the application has left, and costs money; %s".formatted(region, endOfLife(backups, backups.database().at(site), instance)),
                        "Once nobody needs what only it holds, delete it with a final snapshot: aws rds delete-db-instance --region %1$s --db-instance-identifier %2$s --final-db-snapshot-identifier %2$s-final"
                                .formatted(region, instance.dbInstanceIdentifier())));
    }

    /** What becomes of it by itself, as {@link io.pilotlight.left.RemoveLeftInstancesHandler} does it. */
    private static String endOfLife(DatabaseBackups backups, DatabaseSite site, DBInstance instance) {
        int days = backups.plan().retention().leftInstanceDays();
        boolean isProtected = Boolean.TRUE.equals(instance.deletionProtection());
        Optional<Instant> leftAt = InstanceTags.leftAt(instance.tagList());
        if (!InstanceName.isRestored(site.instanceIdentifier(), instance.dbInstanceIdentifier())
                || !InstanceTags.of(instance.tagList()).isOfRecovery(backups.plan().application())) {
            return "it was not restored by this software, which never deletes it";
        }
        if (days == 0) {
            return "the plan has it kept until a person deletes it";
        }
        if (isProtected && (leftAt.isPresent() || !site.deletionProtection())) {
            return "somebody protects it from deletion, so that it is kept";
        }
        return leftAt.map(since -> "it is removed by itself, with a final snapshot, on %s or later, once a recovery point of what serves now is verified and nothing of an old primary is left to decide; to keep it, switch its deletion protection on"
                        .formatted(since.plus(Duration.ofDays(days)).atZone(ZoneOffset.UTC).toLocalDate()))
                .orElse("it is removed by itself, with a final snapshot, %d days after a backup has found it left, of which people are told".formatted(days));
    }

    /** Nothing deletes the final snapshots of what was removed. */
    private static Stream<Finding> finals(DatabaseBackups backups, SiteName site, String region, RegionInventory snapshots) {
        return snapshots.finalSnapshots(backups.database().at(site).instanceIdentifier()).stream()
                .map(name -> new Finding(Check.LEFT, Severity.WARNING, backups.subject(name),
                        "it is the final snapshot in %s of a DB instance that was removed, and costs money".formatted(region),
                        "Once nobody needs it, delete it: aws rds delete-db-snapshot --region %s --db-snapshot-identifier %s".formatted(region, name)));
    }
}
