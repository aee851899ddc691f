package io.pilotlight.restore;

import io.pilotlight.plan.DatabaseSite;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;

/**
 * The requests of a restore. Nothing is left to RDS, which would take the default VPC, security group and parameter
 * group, Single-AZ and no deletion protection.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBInstanceFromDBSnapshot.html">
 *     RestoreDBInstanceFromDBSnapshot</a>
 */
final class ExplicitRestore {

    private ExplicitRestore() {}

    static RestoreDbInstanceFromDbSnapshotRequest of(RestoreDatabaseInput input, String name) {
        DatabaseSite site = input.site();
        return RestoreDbInstanceFromDbSnapshotRequest.builder()
                .dbInstanceIdentifier(name)
                .dbSnapshotIdentifier(input.recoveryPoint().snapshotId())
                .dbInstanceClass(site.instanceClass())
                .dbSubnetGroupName(site.subnetGroup())
                .vpcSecurityGroupIds(site.securityGroupIds())
                .dbParameterGroupName(site.parameterGroup())
                .optionGroupName(site.optionGroup())
                .port(site.port())
                .multiAZ(site.multiAz())
                .deletionProtection(site.deletionProtection())
                .publiclyAccessible(false)
                .copyTagsToSnapshot(true)
                .autoMinorVersionUpgrade(true)
                .tags(InstanceTags.of(input).asList())
                .build();
    }

    /** Asks for what differs alone: naming a parameter group again may leave the instance pending a reboot. */
    static ModifyDbInstanceRequest correction(String name, DatabaseSite site, Conformity.Differs differs) {
        ModifyDbInstanceRequest.Builder request = ModifyDbInstanceRequest.builder()
                .dbInstanceIdentifier(name)
                .applyImmediately(true);
        if (differs.securityGroups()) {
            request.vpcSecurityGroupIds(site.securityGroupIds());
        }
        if (differs.parameterGroup()) {
            request.dbParameterGroupName(site.parameterGroup());
        }
        return request.build();
    }
}
