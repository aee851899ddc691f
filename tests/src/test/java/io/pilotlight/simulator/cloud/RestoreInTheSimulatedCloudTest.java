package io.pilotlight.simulator.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.aws.Regional;
import io.pilotlight.lease.RecordedState;
import io.pilotlight.lease.RecoveryEpoch;
import io.pilotlight.plan.Database;
import io.pilotlight.plan.DatabaseSite;
import io.pilotlight.plan.DatabaseStorage;
import io.pilotlight.plan.Plan;
import io.pilotlight.plan.Plans;
import io.pilotlight.plan.Retention;
import io.pilotlight.plan.Site;
import io.pilotlight.plan.SiteName;
import io.pilotlight.plan.Sites;
import io.pilotlight.recoverypoint.ChooseRecoveryPointHandler;
import io.pilotlight.recoverypoint.RecoveryPoint;
import io.pilotlight.restore.PublishEndpointHandler;
import io.pilotlight.restore.RestoreDatabaseHandler;
import io.pilotlight.restore.SetPasswordHandler;
import io.pilotlight.simulator.cloud.api.Permissions;
import io.pilotlight.simulator.cloud.api.SimulatedApi;
import io.pilotlight.simulator.cloud.dynamodb.SimulatedDynamoDb;
import io.pilotlight.simulator.cloud.rds.RdsRegions;
import io.pilotlight.simulator.cloud.secretsmanager.SimulatedSecretsManager;
import io.pilotlight.simulator.cloud.ssm.SimulatedSsm;
import io.pilotlight.simulator.database.InMemoryDatabaseEngine;
import io.pilotlight.simulator.time.SimulatedProcess;
import io.pilotlight.step.Status;
import io.pilotlight.step.TryAgainException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * The functions' own way from a snapshot to a database that the application can use, against the simulated services.
 */
class RestoreInTheSimulatedCloudTest {

    private static final String PRIMARY = "eu-west-1";
    private static final String STANDBY = "eu-central-1";
    private static final String PRIMARY_KEY = "arn:aws:kms:eu-west-1:123456789012:key/primary";
    private static final String STANDBY_KEY = "arn:aws:kms:eu-central-1:123456789012:key/standby";
    private static final String PARAMETER = "/visits/endpoint";
    private static final RecoveryEpoch RECOVERY = new RecoveryEpoch("state", "visits", 1);
    private static final Permissions ALL = (_, _) -> true;
    private static final DatabaseSite SITE = new DatabaseSite(
            "visits-db", "db.t3.micro", "visits-subnets", List.of("sg-visits"), "visits-parameters", "visits-options",
            STANDBY_KEY, 3306, false, true, false, DatabaseStorage.OF_SNAPSHOT, List.of(), false, "", List.of(), "visits/password", "password", false, "", PARAMETER);

    private static final Database DATABASE = new Database(
            "visits", SITE, SITE, Plan.parse(Plans.json().toString()).databases().getFirst().restoreTest());
    private static final Sites SITES = new Sites(new Site(PRIMARY), new Site(STANDBY));
    private static final Retention RETENTION = new Retention(24, 3, Duration.ofDays(1), 7);

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "3, 0.2", "4, 0.2", "5, 0.2", "6, 0.2", "7, 0.2", "8, 0.2", "9, 0.2", "10, 0.4"})
    void endsInADatabaseThatTheApplicationCanUseWithinTheRecoveryTime(long seed, double probabilityOfFaults) {
        CloudFixture cloud = CloudFixture.withSeed(seed);
        RdsRegions rds = new RdsRegions(cloud.context(), new InMemoryDatabaseEngine());
        SimulatedSsm ssm = new SimulatedSsm(STANDBY, cloud.context());
        SimulatedSecretsManager secrets = new SimulatedSecretsManager(STANDBY, cloud.context());
        secrets.addSecret("visits/password", "{\"password\":\"of-the-standby\"}");
        prepare(cloud, rds);
        cloud.faults().darken(PRIMARY);
        cloud.faults().failRandomly(probabilityOfFaults, cloud.context().timeline().random("faults"));
        Instant begun = cloud.now();
        Instant[] ended = new Instant[1];

        SimulatedProcess recovery = cloud.context().timeline().spawn("recovery", () -> {
            recover(cloud, rds, ssm, secrets);
            ended[0] = cloud.now();
        });
        cloud.pass(Duration.ofHours(2));

        assertThat(recovery.ended()).as("seed %d", seed).isTrue();
        String host = ssm.getParameter(request -> request.name(PARAMETER)).parameter().value();
        assertThat(rds.at(host).connect("of-the-standby").count()).isEqualTo(1);
        assertThat(rds.restores()).hasSize(1);
        assertThat(Duration.between(begun, ended[0])).as("seed %d", seed)
                .isBetween(Duration.ofMinutes(6), Duration.ofMinutes(probabilityOfFaults == 0 ? 20 : 40));
    }

    private static void prepare(CloudFixture cloud, RdsRegions rds) {
        rds.in(PRIMARY).groups().enableKey(PRIMARY_KEY);
        rds.in(STANDBY).groups().enableKey(STANDBY_KEY);
        rds.in(STANDBY).groups().addSubnetGroup("visits-subnets", "vpc-visits");
        rds.in(STANDBY).groups().addSecurityGroup("sg-visits", "vpc-visits");
        rds.in(STANDBY).groups().addParameterGroup("visits-parameters");
        rds.in(STANDBY).groups().addOptionGroup("visits-options");
        rds.in(PRIMARY).addInstance(CreateDbInstanceRequest.builder().dbInstanceIdentifier("visits-db")
                .masterUserPassword("of-the-primary").storageEncrypted(true).kmsKeyId(PRIMARY_KEY).build());
        rds.in(PRIMARY).database("visits-db").orElseThrow().connect("of-the-primary").add(1, cloud.now());
        rds.in(PRIMARY).createDBSnapshot(request -> request
                .dbInstanceIdentifier("visits-db").dbSnapshotIdentifier("visits-20261122"));
        cloud.pass(Duration.ofMinutes(10));
        rds.in(STANDBY).copyDBSnapshot(request -> request
                .sourceDBSnapshotIdentifier("arn:aws:rds:eu-west-1:123456789012:snapshot:visits-20261122")
                .sourceRegion(PRIMARY).targetDBSnapshotIdentifier("visits-20261122").kmsKeyId(STANDBY_KEY));
        cloud.pass(Duration.ofMinutes(30));
    }

    private static void recover(
            CloudFixture cloud, RdsRegions raw, SimulatedSsm rawSsm, SimulatedSecretsManager rawSecrets) {
        Regional<RdsClient> rds = region -> SimulatedApi.wrap(
                RdsClient.class, raw.in(region), "rds", region, cloud.context(), ALL, AwsClients.CALL_TIMEOUT);
        Regional<SsmClient> ssm = region -> SimulatedApi.wrap(
                SsmClient.class, rawSsm, "ssm", region, cloud.context(), ALL, AwsClients.CALL_TIMEOUT);
        Regional<SecretsManagerClient> secrets = region -> SimulatedApi.wrap(
                SecretsManagerClient.class, rawSecrets, "secretsmanager", region, cloud.context(), ALL, AwsClients.CALL_TIMEOUT);
        SimulatedDynamoDb rawDynamo = new SimulatedDynamoDb(STANDBY, cloud.context());
        rawDynamo.addTable(RECOVERY.table(), "application");
        new RecordedState(rawDynamo, RECOVERY.table(), RECOVERY.application()).held(RECOVERY.epoch());
        DynamoDbClient dynamo = SimulatedApi.wrap(
                DynamoDbClient.class, rawDynamo, "dynamodb", STANDBY, cloud.context(), ALL, AwsClients.CALL_TIMEOUT);
        RecoveryPoint point = step(
                        cloud,
                        () -> new ChooseRecoveryPointHandler(
                                        rds, cloud.context().timeline().clock())
                                .take(
                                        new ChooseRecoveryPointHandler.Input(
                                                RECOVERY.application(), DATABASE, SITES, SiteName.PRIMARY, RETENTION, "", List.of(), "")))
                .candidates()
                .getFirst();
        RestoreDatabaseHandler.Result restored = until(
                cloud,
                RestoreDatabaseHandler.Result::status,
                () -> new RestoreDatabaseHandler(dynamo, rds)
                        .take(
                                new RestoreDatabaseHandler.Input("visits", "20261122t000000", STANDBY, point, SITE, RECOVERY)));
        String[] version = {""};
        until(cloud, SetPasswordHandler.Result::status, () -> {
            SetPasswordHandler.Result result = new SetPasswordHandler(dynamo, rds, secrets)
                    .take(
                            new SetPasswordHandler.Input(
                                    STANDBY, restored.instanceIdentifier(), "visits/password", "password", version[0], RECOVERY));
            version[0] = result.requestedVersion();
            return result;
        });
        step(cloud, () -> new PublishEndpointHandler(dynamo, ssm, secrets)
                .take(new PublishEndpointHandler.Input(
                        STANDBY, PARAMETER, "visits/password", "", restored.endpoint(), RECOVERY)));
    }

    /** Takes a step again and again as the state machine does, until it is done. */
    private static <R> R until(CloudFixture cloud, Function<R, Status> status, Supplier<R> call) {
        for (int look = 0; look < 200; look++) {
            R result = step(cloud, call);
            if (status.apply(result) == Status.DONE) {
                return result;
            }
            assertThat(status.apply(result)).as("%s", result).isEqualTo(Status.IN_PROGRESS);
            cloud.context().timeline().sleep(Duration.ofSeconds(15));
        }
        throw new AssertionError("it never ended");
    }

    private static <R> R step(CloudFixture cloud, Supplier<R> call) {
        for (int attempt = 0; attempt < 50; attempt++) {
            try {
                return cloud.context().callers().as("StepFunction", call);
            } catch (TryAgainException _) {
                cloud.context().timeline().sleep(Duration.ofSeconds(5));
            }
        }
        throw new AssertionError("it never went through");
    }
}
