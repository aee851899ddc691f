package io.pilotlight.simulator.scenario;

import io.pilotlight.plan.DatabaseSite;
import io.pilotlight.simulator.cloud.rds.DatabaseGroups;
import java.util.List;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Tag;

/** Databases and snapshots in one Region of the simulated RDS. */
public final class StepDatabases {

    private static final String VPC = "vpc-1";

    private final StepCloud cloud;
    private final String region;

    public StepDatabases(StepCloud cloud, String region) {
        this.cloud = cloud;
        this.region = region;
    }

    /** Makes the key and the groups that a plan names at the site of a database; they stand in one VPC. */
    public void prepare(DatabaseSite site) {
        DatabaseGroups groups = cloud.rds(region).groups();
        groups.enableKey(site.kmsKeyId());
        groups.addSubnetGroup(site.subnetGroup(), VPC);
        site.securityGroupIds().forEach(group -> groups.addSecurityGroup(group, VPC));
        groups.addParameterGroup(site.parameterGroup());
        groups.addOptionGroup(site.optionGroup());
    }

    /** Makes an available DB instance as the plan wants it at a site. */
    public DBInstance addInstance(DatabaseSite site, String name, List<Tag> tags) {
        return cloud.rds(region).addInstance(CreateDbInstanceRequest.builder()
                .dbInstanceIdentifier(name)
                .dbInstanceClass(site.instanceClass())
                .masterUserPassword("of-the-database")
                .dbSubnetGroupName(site.subnetGroup())
                .vpcSecurityGroupIds(site.securityGroupIds())
                .dbParameterGroupName(site.parameterGroup())
                .optionGroupName(site.optionGroup())
                .storageEncrypted(true)
                .kmsKeyId(site.kmsKeyId())
                .tags(tags)
                .build());
    }

    /** Takes a snapshot of a DB instance, and lets time pass until it is available. */
    public DBSnapshot snapshot(String instance, String name, List<Tag> tags) {
        cloud.rds(region).createDBSnapshot(request -> request
                .dbInstanceIdentifier(instance).dbSnapshotIdentifier(name).tags(tags));
        cloud.passUntil(() -> describe(name).status().equals("available"));
        return describe(name);
    }

    /** Lets RDS say something else of a snapshot, whose data stays as it is. */
    public void redescribe(String name, UnaryOperator<DBSnapshot.Builder> change) {
        cloud.rds(region).describeSnapshotAs(name, change);
    }

    public DBSnapshot describe(String name) {
        return cloud.rds(region).describeDBSnapshots(request -> request.dbSnapshotIdentifier(name))
                .dbSnapshots().getFirst();
    }
}
