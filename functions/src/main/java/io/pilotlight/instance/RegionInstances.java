package io.pilotlight.instance;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** The DB instances of one Region, listed once for every database. */
public record RegionInstances(List<DBInstance> instances) {

    /** Lists the client's Region; calls {@code rds:DescribeDBInstances} once a page of 100. */
    public static RegionInstances list(RdsClient rds) {
        return new RegionInstances(rds.describeDBInstancesPaginator().dbInstances().stream().toList());
    }

    /** Returns the instance of that name. */
    public Optional<DBInstance> find(String identifier) {
        return instances.stream()
                .filter(instance -> identifier.equals(instance.dbInstanceIdentifier()))
                .findFirst();
    }

    /** Returns the names of the snapshots of which a restore test or a recovery of the application has an instance. */
    public Set<String> recoveryPointsInUse(String application) {
        return recoveryPoints(application, _ -> true);
    }

    /** Returns the names of the snapshots of which a restore test of the application has an instance. */
    public Set<String> recoveryPointsUnderTest(String application) {
        return recoveryPoints(application, tags -> !tags.restoreTest().isEmpty());
    }

    /** Returns the names of the snapshots of which a recovery of one of these incidents has restored an instance. */
    public Set<String> recoveryPointsOf(String application, Set<String> incidents) {
        return recoveryPoints(application, tags -> tags.isOfRecovery(application) && incidents.contains(tags.incident()));
    }

    private Set<String> recoveryPoints(String application, Predicate<InstanceTags> kind) {
        return instances.stream()
                .map(instance -> InstanceTags.of(instance.tagList()))
                .filter(tags -> tags.application().equals(application))
                .filter(kind)
                .map(InstanceTags::recoveryPoint)
                .collect(Collectors.toSet());
    }
}
