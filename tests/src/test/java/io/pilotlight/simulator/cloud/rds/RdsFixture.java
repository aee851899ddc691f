package io.pilotlight.simulator.cloud.rds;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.simulator.cloud.CloudFixture;
import io.pilotlight.simulator.database.InMemoryDatabaseEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;

/** Two Regions, and in the primary one an available, encrypted instance {@code visits-db}. */
final class RdsFixture {

    static final String PRIMARY = "eu-west-1";
    static final String STANDBY = "eu-central-1";
    static final String PRIMARY_KEY = "arn:aws:kms:eu-west-1:123456789012:key/primary";
    static final String STANDBY_KEY = "arn:aws:kms:eu-central-1:123456789012:key/standby";
    static final String PASSWORD = "old-password";
    static final String INSTANCE = "visits-db";

    final CloudFixture cloud = CloudFixture.withSeed(7);
    final RdsRegions regions = new RdsRegions(cloud.context(), new InMemoryDatabaseEngine());
    final SimulatedRds primary = regions.in(PRIMARY);
    final SimulatedRds standby = regions.in(STANDBY);

    RdsFixture() {
        setUp(primary, PRIMARY_KEY);
        setUp(standby, STANDBY_KEY);
        primary.addInstance(CreateDbInstanceRequest.builder()
                .dbInstanceIdentifier(INSTANCE)
                .dbInstanceClass("db.t3.micro")
                .masterUserPassword(PASSWORD)
                .storageEncrypted(true)
                .kmsKeyId(PRIMARY_KEY)
                .dbSubnetGroupName("visits-subnets")
                .vpcSecurityGroupIds("sg-visits")
                .build());
    }

    private static void setUp(SimulatedRds rds, String key) {
        rds.groups().enableKey(key);
        rds.groups().addSubnetGroup("visits-subnets", "vpc-visits");
        rds.groups().addSecurityGroup("sg-visits", "vpc-visits");
        rds.groups().addParameterGroup("visits-parameters");
        rds.groups().addOptionGroup("visits-options");
    }

    void visit(long number) {
        primary.database(INSTANCE).orElseThrow().connect(PASSWORD).add(number, cloud.now());
    }

    DBSnapshot snapshot(String id) {
        primary.createDBSnapshot(request -> request.dbInstanceIdentifier(INSTANCE).dbSnapshotIdentifier(id));
        return settled(primary, id);
    }

    DBSnapshot copy(String id) {
        beginCopy(id, id);
        return settled(standby, id);
    }

    void beginCopy(String source, String target) {
        standby.copyDBSnapshot(request -> request
                .sourceDBSnapshotIdentifier(RdsResource.snapshot(PRIMARY, source).arn())
                .sourceRegion(PRIMARY)
                .targetDBSnapshotIdentifier(target)
                .kmsKeyId(STANDBY_KEY));
    }

    DBSnapshot settled(SimulatedRds rds, String id) {
        for (int minute = 0; minute < 60 && describeSnapshot(rds, id).status().equals("creating"); minute++) {
            cloud.pass(Duration.ofMinutes(1));
        }
        return describeSnapshot(rds, id);
    }

    static DBSnapshot describeSnapshot(SimulatedRds rds, String id) {
        return rds.describeDBSnapshots(request -> request.dbSnapshotIdentifier(id)).dbSnapshots().getFirst();
    }

    static DBInstance describe(SimulatedRds rds, String id) {
        return rds.describeDBInstances(request -> request.dbInstanceIdentifier(id)).dbInstances().getFirst();
    }

    /** Restores with everything set, as the functions do. */
    void restore(String snapshot, String id) {
        standby.restoreDBInstanceFromDBSnapshot(explicit(snapshot, id).build());
    }

    static RestoreDbInstanceFromDbSnapshotRequest.Builder explicit(String snapshot, String id) {
        return RestoreDbInstanceFromDbSnapshotRequest.builder()
                .dbInstanceIdentifier(id)
                .dbSnapshotIdentifier(snapshot)
                .dbInstanceClass("db.t3.small")
                .dbSubnetGroupName("visits-subnets")
                .vpcSecurityGroupIds("sg-visits")
                .dbParameterGroupName("visits-parameters")
                .optionGroupName("visits-options")
                .publiclyAccessible(false)
                .deletionProtection(true)
                .multiAZ(true)
                .port(3307);
    }

    /** Lets time pass until the instance has one status for good, and returns every status that it had on the way. */
    List<String> statuses(SimulatedRds rds, String id, Duration time) {
        List<String> statuses = new ArrayList<>();
        for (long second = 0; second < time.toSeconds(); second++) {
            String status = describe(rds, id).dbInstanceStatus();
            if (statuses.isEmpty() || !statuses.getLast().equals(status)) {
                statuses.add(status);
            }
            cloud.pass(Duration.ofSeconds(1));
        }
        return statuses;
    }

    static void assertCode(Throwable thrown, String code) {
        assertThat(thrown).isInstanceOfSatisfying(RdsException.class, refused ->
                assertThat(refused.awsErrorDetails().errorCode()).isEqualTo(code));
    }
}
