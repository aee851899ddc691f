package io.pilotlight.restore;

import io.pilotlight.plan.DatabaseSite;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.OptionGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;

/**
 * The requests of a restore. Nothing is left to RDS, which would take the default VPC, security group and parameter
 * group, Single-AZ and no deletion protection. How long automated backups are kept cannot be said here: a restored
 * instance has the snapshot's retention until {@code ModifyDBInstance} changes it.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBInstanceFromDBSnapshot.html">
 *     RestoreDBInstanceFromDBSnapshot</a>
 */
final class ExplicitRestore {

    private ExplicitRestore() {}

    /**
     * Asks for the restore; once more without the option group where that is a default one which RDS does not have: it
     * makes a Region's default option group with the first instance of an engine version, and then takes it by itself.
     */
    static DBInstance begin(RdsClient client, InstanceRestore wanted) {
        RestoreDbInstanceFromDbSnapshotRequest request = of(wanted);
        try {
            return client.restoreDBInstanceFromDBSnapshot(request).dbInstance();
        } catch (OptionGroupNotFoundException missing) {
            if (!DatabaseSite.isDefaultOptionGroup(request.optionGroupName())) {
                throw missing;
            }
            RestoreDbInstanceFromDbSnapshotRequest without = request.toBuilder().optionGroupName(null).build();
            return client.restoreDBInstanceFromDBSnapshot(without).dbInstance();
        }
    }

    private static RestoreDbInstanceFromDbSnapshotRequest of(InstanceRestore wanted) {
        DatabaseSite site = wanted.site();
        return RestoreDbInstanceFromDbSnapshotRequest.builder()
                .dbInstanceIdentifier(wanted.name())
                .dbSnapshotIdentifier(wanted.snapshotId())
                .dbInstanceClass(site.instanceClass())
                .dbSubnetGroupName(site.subnetGroup())
                .vpcSecurityGroupIds(site.securityGroupIds())
                .dbParameterGroupName(site.parameterGroup())
                .optionGroupName(site.optionGroup())
                .port(site.port())
                .multiAZ(site.multiAz())
                .deletionProtection(site.deletionProtection())
                .enableIAMDatabaseAuthentication(site.iamAuthentication())
                .publiclyAccessible(false)
                .copyTagsToSnapshot(wanted.lasting())
                .autoMinorVersionUpgrade(wanted.lasting())
                .tags(wanted.tags().asList())
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
