package io.pilotlight.simulator.cloud.rds;

import io.pilotlight.simulator.time.Timeline;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.OptionGroupMembership;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/**
 * Reads the requests that make a DB instance, checks them, and fills in RDS's defaults: default VPC, default groups,
 * Single-AZ, publicly accessible, no deletion protection, no log-on by IAM, {@code gp3} storage, no log exports, and
 * Extended Support.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBInstanceFromDBSnapshot.html">
 *     RestoreDBInstanceFromDBSnapshot</a>
 */
final class NewInstances {

    private static final Pattern INSTANCE_CLASS = Pattern.compile("db\\.[a-z0-9-]+\\.[a-z0-9]+");
    private static final String DEFAULT_CLASS = "db.t3.micro";
    private static final int DEFAULT_PORT = 3306;
    private static final int LEAST_PORT = 1150;
    private static final int MOST_PORT = 65535;
    private static final int RETENTION_DAYS = 7;

    private final String region;
    private final Timeline timeline;
    private final DatabaseGroups groups;

    NewInstances(String region, Timeline timeline, DatabaseGroups groups) {
        this.region = region;
        this.timeline = timeline;
        this.groups = groups;
    }

    DBInstance restored(RestoreDbInstanceFromDbSnapshotRequest request, SimulatedSnapshot source) {
        if (Boolean.TRUE.equals(request.manageMasterUserPassword())) {
            throw RdsErrors.invalidCombination(
                    "ManageMasterUserPassword isn't supported when a mysql instance is restored.");
        }
        DBSnapshot snapshot = source.description();
        if (Boolean.TRUE.equals(snapshot.encrypted())) {
            groups.requireKey(snapshot.kmsKeyId());
        }
        StorageOfInstance storage = StorageOfInstance.of(request.storageType(), request.iops(), request.storageThroughput(),
                snapshot.allocatedStorage());
        DBInstance.Builder instance = common(request.dbInstanceIdentifier(), request.dbSubnetGroupName(),
                request.vpcSecurityGroupIds(), request.dbParameterGroupName());
        return instance
                .dbInstanceClass(instanceClass(request.dbInstanceClass()))
                .dbInstancePort(port(request.port() == null ? snapshot.port() : request.port()))
                .optionGroupMemberships(optionGroup(request.optionGroupName(), snapshot.optionGroupName()))
                .multiAZ(isTrue(request.multiAZ()))
                .deletionProtection(isTrue(request.deletionProtection()))
                .publiclyAccessible(!Boolean.FALSE.equals(request.publiclyAccessible()))
                .copyTagsToSnapshot(isTrue(request.copyTagsToSnapshot()))
                .iamDatabaseAuthenticationEnabled(isTrue(request.enableIAMDatabaseAuthentication()))
                .storageEncrypted(snapshot.encrypted())
                .kmsKeyId(snapshot.kmsKeyId())
                .allocatedStorage(snapshot.allocatedStorage())
                .storageType(storage.type())
                .iops(storage.iops())
                .storageThroughput(storage.throughput())
                .dedicatedLogVolume(isTrue(request.dedicatedLogVolume()))
                .enabledCloudwatchLogsExports(request.enableCloudwatchLogsExports())
                .engineLifecycleSupport(lifecycle(request.engineLifecycleSupport()))
                .caCertificateIdentifier(certificate(request.caCertificateIdentifier()))
                .availabilityZone(zone(request.availabilityZone(), isTrue(request.multiAZ())))
                .backupRetentionPeriod(RETENTION_DAYS)
                .tagList(Tags.merge(List.of(), request.tags()))
                .build();
    }

    DBInstance created(CreateDbInstanceRequest request) {
        Passwords.require(request.masterUserPassword());
        int allocated = Optional.ofNullable(request.allocatedStorage()).orElse(20);
        StorageOfInstance storage = StorageOfInstance.of(
                request.storageType(), request.iops(), request.storageThroughput(), allocated);
        boolean encrypted = isTrue(request.storageEncrypted());
        return common(request.dbInstanceIdentifier(), request.dbSubnetGroupName(), request.vpcSecurityGroupIds(),
                request.dbParameterGroupName())
                .dbInstanceClass(instanceClass(request.dbInstanceClass()))
                .dbInstancePort(port(request.port()))
                .optionGroupMemberships(optionGroup(request.optionGroupName(), null))
                .multiAZ(isTrue(request.multiAZ()))
                .deletionProtection(isTrue(request.deletionProtection()))
                .publiclyAccessible(!Boolean.FALSE.equals(request.publiclyAccessible()))
                .copyTagsToSnapshot(isTrue(request.copyTagsToSnapshot()))
                .iamDatabaseAuthenticationEnabled(isTrue(request.enableIAMDatabaseAuthentication()))
                .storageEncrypted(encrypted)
                .kmsKeyId(encrypted ? groups.requireKey(request.kmsKeyId()) : null)
                .allocatedStorage(allocated)
                .storageType(storage.type())
                .iops(storage.iops())
                .storageThroughput(storage.throughput())
                .dedicatedLogVolume(isTrue(request.dedicatedLogVolume()))
                .enabledCloudwatchLogsExports(request.enableCloudwatchLogsExports())
                .engineLifecycleSupport(lifecycle(request.engineLifecycleSupport()))
                .caCertificateIdentifier(certificate(request.caCertificateIdentifier()))
                .availabilityZone(zone(request.availabilityZone(), isTrue(request.multiAZ())))
                .backupRetentionPeriod(Optional.ofNullable(request.backupRetentionPeriod()).orElse(1))
                .tagList(Tags.merge(List.of(), request.tags()))
                .build();
    }

    private DBInstance.Builder common(
            String requestedId, String subnetGroup, List<String> securityGroups, String parameterGroup) {
        String id = NamingRules.newInstance(requestedId);
        DBSubnetGroup subnets = groups.requireSubnetGroup(
                subnetGroup == null ? DatabaseGroups.DEFAULT_SUBNET_GROUP : subnetGroup);
        if (!securityGroups.isEmpty()) {
            groups.requireSecurityGroups(securityGroups, subnets.vpcId());
        }
        return DBInstance.builder()
                .dbInstanceIdentifier(id)
                .dbInstanceArn(RdsResource.instance(region, id).arn())
                .dbiResourceId("db-%08X".formatted((region + id + timeline.now()).hashCode()))
                .dbInstanceStatus("creating")
                .engine("mysql")
                .engineVersion("8.0.42")
                .masterUsername("admin")
                .dbName("visits")
                .instanceCreateTime(timeline.now())
                .dbSubnetGroup(subnets)
                .vpcSecurityGroups(securityGroups(securityGroups.isEmpty()
                        ? List.of(DatabaseGroups.DEFAULT_SECURITY_GROUP)
                        : securityGroups, "active"))
                .dbParameterGroups(parameterGroup(parameterGroup == null
                        ? groups.defaultParameterGroup()
                        : groups.requireParameterGroup(parameterGroup), "in-sync"));
    }

    static List<VpcSecurityGroupMembership> securityGroups(List<String> ids, String status) {
        return ids.stream()
                .map(id -> VpcSecurityGroupMembership.builder().vpcSecurityGroupId(id).status(status).build())
                .toList();
    }

    static DBParameterGroupStatus parameterGroup(String name, String status) {
        return DBParameterGroupStatus.builder().dbParameterGroupName(name).parameterApplyStatus(status).build();
    }

    static String instanceClass(String name) {
        if (name != null && !INSTANCE_CLASS.matcher(name).matches()) {
            throw RdsErrors.invalidValue("Invalid DB Instance class: %s".formatted(name));
        }
        return name == null ? DEFAULT_CLASS : name;
    }

    /** A restore without an option group takes over the snapshot's. */
    private OptionGroupMembership optionGroup(String requested, String ofSnapshot) {
        String name = requested != null
                ? groups.requireOptionGroup(requested)
                : ofSnapshot != null && groups.hasOptionGroup(ofSnapshot)
                        ? ofSnapshot
                        : groups.defaultOptionGroup();
        return OptionGroupMembership.builder().optionGroupName(name).status("in-sync").build();
    }

    private static int port(Integer requested) {
        int port = requested == null ? DEFAULT_PORT : requested;
        if (port < LEAST_PORT || port > MOST_PORT) {
            throw RdsErrors.invalidValue("Invalid endpoint port %d, valid port range is %d-%d".formatted(
                    port, LEAST_PORT, MOST_PORT));
        }
        return port;
    }

    /** RDS takes no zone of a Multi-AZ instance, and chooses one where none is named. */
    private String zone(String requested, boolean multiAz) {
        if (requested != null && multiAz) {
            throw RdsErrors.invalidCombination("Requesting a specific availability zone is not valid for Multi-AZ instances.");
        }
        if (requested != null && !requested.startsWith(region)) {
            throw RdsErrors.invalidValue("Invalid availability zone: [%s]".formatted(requested));
        }
        return requested == null ? region + "a" : requested;
    }

    private static String lifecycle(String requested) {
        return requested == null ? "open-source-rds-extended-support" : requested;
    }

    private static String certificate(String requested) {
        if (requested != null && !requested.startsWith("rds-ca-")) {
            throw RdsErrors.certificateNotFound(requested);
        }
        return requested == null ? "rds-ca-rsa2048-g1" : requested;
    }

    private static boolean isTrue(Boolean value) {
        return Boolean.TRUE.equals(value);
    }
}
