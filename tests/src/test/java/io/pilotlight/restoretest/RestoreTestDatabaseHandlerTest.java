package io.pilotlight.restoretest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.plan.DatabaseSite;
import io.pilotlight.recoverypoint.RecoveryPoint;
import io.pilotlight.restore.NameTakenException;
import io.pilotlight.restore.RestoreDatabaseHandler;
import io.pilotlight.step.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.Endpoint;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;

class RestoreTestDatabaseHandlerTest {

    private static final String NAME = "visitor-db-test-20260111t043000-110415";
    private static final String EXECUTION = "arn:aws:states:eu-central-1:111122223333:execution:verify-backups:1";
    private static final RecoveryPoint POINT =
            new RecoveryPoint("visitor-db-20260111t041500", Instant.parse("2026-01-11T04:15:00Z"), false);
    private static final DatabaseSite ISOLATED = site("visitor-db-test", false, false);

    private final RdsFake rds = new RdsFake();
    private final RestoreTestDatabaseHandler handler = new RestoreTestDatabaseHandler(_ -> rds);

    @Test
    void restoresIntoIsolationWithEverythingSetExplicitlyAndMarksTheInstanceAsATests() {
        RestoreDatabaseHandler.Result result = step(EXECUTION);

        assertThat(result).isEqualTo(new RestoreDatabaseHandler.Result(Status.IN_PROGRESS,
                "the restore from visitor-db-20260111t041500 has begun", NAME, "creating", "", true));
        assertThat(rds.actions).containsExactly(RestoreDbInstanceFromDbSnapshotRequest.builder()
                .dbInstanceIdentifier(NAME)
                .dbSnapshotIdentifier("visitor-db-20260111t041500")
                .dbInstanceClass("db.t3.micro")
                .dbSubnetGroupName("isolated-subnets")
                .vpcSecurityGroupIds("sg-isolated")
                .dbParameterGroupName("standby-mysql8")
                .optionGroupName("standby-options")
                .port(3306)
                .multiAZ(false)
                .deletionProtection(false)
                .enableIAMDatabaseAuthentication(true)
                .publiclyAccessible(false)
                .copyTagsToSnapshot(false)
                .autoMinorVersionUpgrade(false)
                .tags(RdsFake.tag("pilot-light:application", "visitor"),
                        RdsFake.tag("pilot-light:incident", "20260111t043000"),
                        RdsFake.tag("pilot-light:recovery-point", "visitor-db-20260111t041500"),
                        RdsFake.tag("pilot-light:restore-test", EXECUTION))
                .build());
    }

    @Test
    void followsItsOwnInstanceAndRestoresOnlyOnce() {
        step(EXECUTION);
        rds.instances.computeIfPresent(NAME, (_, instance) -> instance.toBuilder().dbInstanceStatus("available")
                .endpoint(Endpoint.builder().address("test.example.com").build()).build());

        RestoreDatabaseHandler.Result result = step(EXECUTION);

        assertThat(result.status()).isEqualTo(Status.DONE);
        assertThat(result.endpoint()).isEqualTo("test.example.com");
        assertThat(rds.actions).hasSize(1);
    }

    @Test
    void leavesTheInstanceOfAnotherExecutionAlone() {
        step(EXECUTION);

        assertThatThrownBy(() -> step(EXECUTION + "0")).isInstanceOf(NameTakenException.class)
                .hasMessageContaining("restore test '%s'".formatted(EXECUTION));
        assertThat(rds.actions).hasSize(1);
    }

    @Test
    void leavesAnInstanceOfThatNameWithoutTheMarkOfATestAlone() {
        rds.put(
                NAME,
                "available",
                Map.of(
                        "pilot-light:application",
                        "visitor",
                        "pilot-light:incident",
                        "20260111t043000",
                        "pilot-light:recovery-point",
                        "visitor-db-20260111t041500"));

        assertThatThrownBy(() -> step(EXECUTION)).isInstanceOf(NameTakenException.class);
        assertThat(rds.actions).isEmpty();
    }

    /** The application of that database would write into what is deleted after an hour. */
    @Test
    void aRecoveryDoesNotTakeATestsInstanceForItsOwn() {
        step(EXECUTION);
        RestoreDatabaseHandler.Input recovery =
                new RestoreDatabaseHandler.Input("visitor", "20260111t043000", "eu-central-1", POINT, ISOLATED);

        assertThatThrownBy(() -> new RestoreDatabaseHandler(_ -> rds).take(recovery))
                .isInstanceOf(NameTakenException.class);
        assertThat(rds.actions).hasSize(1);
    }

    @Test
    void refusesASiteThatIsNotATestsOwnBeforeAnyCall() {
        for (DatabaseSite site : List.of(site("visitor-db", false, false), site("visitor-db-testing", false, false),
                site("visitor-db-test", true, false), site("visitor-db-test", false, true))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> handler.take(input(EXECUTION, site)))
                    .withMessageContaining("site is " + site.instanceIdentifier())
                    .withMessageContaining("accepted is a restore test's own, whose instanceIdentifier ends in -test");
        }
        assertThat(rds.actions).isEmpty();
    }

    private RestoreDatabaseHandler.Result step(String execution) {
        return handler.take(input(execution, ISOLATED));
    }

    private static RestoreTestDatabaseHandler.Input input(String execution, DatabaseSite site) {
        return new RestoreTestDatabaseHandler.Input(
                "visitor", execution, "20260111t043000", "eu-central-1", POINT, site);
    }

    private static DatabaseSite site(String identifier, boolean multiAz, boolean deletionProtection) {
        return new DatabaseSite(
                identifier,
                "db.t3.micro",
                "isolated-subnets",
                List.of("sg-isolated"),
                "standby-mysql8",
                "standby-options",
                "arn:aws:kms:eu-central-1:111122223333:key/k",
                3306,
                multiAz,
                deletionProtection,
                true,
                "standby/db",
                "/visitor/db/endpoint");
    }
}
