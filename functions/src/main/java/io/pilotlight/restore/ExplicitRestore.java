package io.pilotlight.restore;

import io.pilotlight.plan.DatabaseCapacity;
import io.pilotlight.plan.DatabaseSite;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;

/**
 * The requests of a restore. Nothing is left to RDS, which would take the default VPC, security group and parameter
 * group, Single-AZ, no deletion protection, {@code gp3} storage, no log exports and Extended Support. How long automated
 * backups are kept cannot be said here: a restored instance has the snapshot's retention until {@code ModifyDBInstance}
 * changes it; nor can a capacity reservation be named, which SDK 2.40.2 does not know.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBInstanceFromDBSnapshot.html">
 *     RestoreDBInstanceFromDBSnapshot</a>
 */
final class ExplicitRestore {

    private static final String NETWORK_TYPE = "IPV4";
    private static final String EXTENDED_SUPPORT = "open-source-rds-extended-support";
    private static final String NO_EXTENDED_SUPPORT = "open-source-rds-extended-support-disabled";

    private ExplicitRestore() {}

    /**
     * Asks for the restore, with the storage that the snapshot has. A default group is not named: RDS makes it with the first
     * instance of an engine version in a Region, refuses its name before that, and takes that of the version that it restores.
     */
    static DBInstance begin(RdsClient client, InstanceRestore wanted, String name, DatabaseCapacity capacity) {
        DBSnapshot snapshot = client.describeDBSnapshots(one -> one.dbSnapshotIdentifier(wanted.snapshotId()))
                .dbSnapshots().getFirst();
        return client.restoreDBInstanceFromDBSnapshot(of(wanted, name, capacity, snapshot)).dbInstance();
    }

    private static RestoreDbInstanceFromDbSnapshotRequest of(
            InstanceRestore wanted, String name, DatabaseCapacity capacity, DBSnapshot snapshot) {
        DatabaseSite site = wanted.site();
        RestoredStorage storage = RestoredStorage.of(site.storage(), snapshot);
        return RestoreDbInstanceFromDbSnapshotRequest.builder()
                .dbInstanceIdentifier(name)
                .dbSnapshotIdentifier(wanted.snapshotId())
                .dbInstanceClass(capacity.instanceClass())
                .availabilityZone(orNull(capacity.availabilityZone()))
                .multiAZ(site.multiAz() && capacity.hasNoZone())
                .storageType(storage.type())
                .iops(storage.iops())
                .storageThroughput(storage.throughputMibps())
                .dedicatedLogVolume(snapshot.dedicatedLogVolume())
                .dbSubnetGroupName(site.subnetGroup())
                .networkType(NETWORK_TYPE)
                .vpcSecurityGroupIds(site.securityGroupIds())
                .dbParameterGroupName(named(site.parameterGroup()))
                .optionGroupName(named(site.optionGroup()))
                .port(site.port())
                .deletionProtection(site.deletionProtection())
                .enableIAMDatabaseAuthentication(site.iamAuthentication())
                .enableCloudwatchLogsExports(site.logExports())
                .engineLifecycleSupport(site.extendedSupport() ? EXTENDED_SUPPORT : NO_EXTENDED_SUPPORT)
                .caCertificateIdentifier(orNull(site.caCertificate()))
                .publiclyAccessible(false)
                .copyTagsToSnapshot(wanted.lasting())
                .autoMinorVersionUpgrade(wanted.lasting())
                .tags(wanted.tags().asList())
                .build();
    }

    private static String named(String group) {
        return DatabaseSite.isDefault(group) ? null : group;
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
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
